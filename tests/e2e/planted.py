"""Files that hold one secret of every known format, and what of each must be seen nowhere else."""

import json
from dataclasses import dataclass

from tests.rulebook.secret_samples import Sample, samples

# As many characters of a secret in a row tell it; at most four may be shown.
TELLING = 9
# So many samples share a file: what proves a fix looks at the whole file again.
EACH = 6
# Made up; they have no format, and are found by what they are used for.
SESSION, PASSWORD, FALLBACK, API_KEY = (
    "keyboard-cat-and-mouse",
    "kJ8-shop-3mTz-Lw5x",
    "dev-9f2c-default-77ab",
    "Vt5hPz8LrX2qWn7KcYd3GsB9",
)
USES = f"""
const session = require("express-session");
const {{ Pool }} = require("pg");
const app = require("express")();
app.use(session({{ secret: "{SESSION}", cookie: {{ secure: false }} }}));
app.use(require("cookie-parser")(process.env.COOKIE_SECRET || "{FALLBACK}"));
const pool = new Pool({{ host: "db.shop-data.net", password: "{PASSWORD}", ssl: {{ rejectUnauthorized: false }} }});
const apiKey = "{API_KEY}"; // {API_KEY}
app.get("/", (req, res) => res.cookie("sid", "{API_KEY}"));
"""


@dataclass(frozen=True, slots=True)
class Planted:
    """Files by name, and for each secret pieces of it as they stand in a file, in JSON and in a log."""

    files: dict[str, str]
    pieces: dict[str, tuple[bytes, ...]]

    def seen(self, output: bytes) -> list[str]:
        """The names of the secrets that an output tells."""
        return sorted(
            name for name, pieces in self.pieces.items() if any(piece in output for piece in pieces)
        )


def planted(seed: int = 7) -> Planted:
    """Every sample as a value, in an address, in a comment and in the argument of a call that other rules quote."""
    found = samples(seed)
    files = {"app.js": USES}
    for first in range(0, len(found), EACH):
        part = found[first : first + EACH]
        lines = [line for number, sample in enumerate(part) for line in _lines(number, sample)]
        files[f"part{first // EACH}.js"] = "\n".join([*lines, ""])
    made = {"session": SESSION, "password": PASSWORD, "fallback": FALLBACK, "api key": API_KEY}
    secrets = {**{sample.format.id: sample.secret for sample in found}, **made}
    return Planted(files, {name: _pieces(secret) for name, secret in secrets.items()})


def _lines(number: int, sample: Sample) -> list[str]:
    text = sample.text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return [
        *sample.before.splitlines(),
        f"const v{number} = `{text}`;",
        f"// {sample.text.splitlines()[0]}" if "\n" not in sample.text else "//",
        f"require('child_process').exec(`login ${{name{number}}} {text}`);",
        f"eval(`{text}` + name{number});",
    ]


def _pieces(secret: str) -> tuple[bytes, ...]:
    """The end and the middle of a secret: not its beginning, which may name the provider."""
    body = max(secret.replace("\\n", "\n").splitlines(), key=len)
    places = (
        {len(body) - TELLING, len(body) // 2}
        if len(body) >= 2 * TELLING
        else {len(body) - min(TELLING, len(body))}
    )
    plain = [body[max(0, at) : at + TELLING] for at in sorted(places)]
    return tuple(dict.fromkeys(form.encode() for piece in plain for form in (piece, json.dumps(piece)[1:-1])))
