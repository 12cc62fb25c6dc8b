"""One secret of every known format, made anew from the format's own shape: no token is ever written down in the repository.

Every sample is what its provider could give out: right length, alphabet and checksum. Nothing here opens anything.
"""

import base64
import hashlib
import importlib
import json
import random
import string
from binascii import crc32
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from nodeward.rulebook.secrets.format import Check, FormatFile, SecretFormat
from nodeward.rulebook.secrets.formats import Formats
from nodeward.rulebook.secrets.tokens import base62
from nodeward.rulebook.secrets.values import entropy, filler

MODELS = Path(__file__).resolve().parents[2] / "rules" / "models"
_PARSER = importlib.import_module("re._parser")


@dataclass(frozen=True, slots=True)
class Sample:
    """A secret and the text that it needs around it: `text` is what the format matches, `secret` what must stay hidden.

    `before` is a line that has to stand somewhere in the same file, or nothing.
    """

    format: SecretFormat
    text: str
    secret: str
    before: str = ""


@cache
def format_file() -> FormatFile:
    """The committed data."""
    raw = yaml.safe_load((MODELS / "secret-formats.yml").read_text())
    return msgspec.convert(raw, FormatFile)


@cache
def known_formats() -> Formats:
    """The committed data, indexed."""
    return Formats.of(format_file())


def samples(seed: int) -> list[Sample]:
    """One sample of every format; the same for the same seed."""
    return [sample(each, random.Random(f"{seed} {each.id}")) for each in format_file().formats]


def sample(format_: SecretFormat, chance: random.Random) -> Sample:
    """A sample of one format."""
    before = "// " + " ".join((*format_.near, *format_.file)) + "\n" if format_.near or format_.file else ""
    make = _SPECIAL.get(format_.id) or (_BY_CHECK.get(format_.check) if format_.check else None)
    while True:
        text, secret = make(format_, chance) if make else from_pattern(format_.pattern, chance)
        usual = entropy(secret) >= format_.entropy + 0.05 and (format_.kind != "token" or not filler(secret))
        # One value in a hundred has no digit, and is then not looked for behind a vendor's name.
        if usual and (format_.keyword_in != "line" or any(map(str.isdigit, secret))):
            return Sample(format_, text, secret, before)


def from_pattern(pattern: str, chance: random.Random) -> tuple[str, str]:
    """A random text of a pattern's shape, and the part that its group `secret` takes (all of it where there is none)."""
    tree = _PARSER.parse(pattern)
    pieces: list[str] = []
    secret: list[str] = []
    _write(tree, tree.state.groupdict.get("secret"), chance, pieces, secret)
    return "".join(pieces), "".join(secret) or "".join(pieces)


def _write(tree: Any, group: int | None, chance: random.Random, out: list[str], secret: list[str]) -> None:
    for op, value in tree:
        match str(op):
            case "LITERAL":
                out.append(chr(value))
            case "ANY":
                out.append("_")
            case "IN":
                out.append(chance.choice(_members(value)))
            case "ASSERT" | "ASSERT_NOT" | "AT":
                pass
            case "SUBPATTERN":
                start = len(out)
                _write(value[3], group, chance, out, secret)
                if value[0] is not None and value[0] == group:
                    secret[:] = out[start:]
            case _:
                for inner in _parts(str(op), value, chance):
                    _write(inner, group, chance, out, secret)


def _parts(op: str, value: Any, chance: random.Random) -> list[Any]:
    if op == "BRANCH":
        return [chance.choice(value[1])]
    least, most, inner = value
    return [inner] * (least if op == "MIN_REPEAT" else chance.randint(least, min(most, least + 6)))


def _members(items: Sequence[tuple[Any, Any]]) -> str:
    classes = {
        "CATEGORY_SPACE": " ",
        "CATEGORY_DIGIT": string.digits,
        "CATEGORY_WORD": string.ascii_letters + string.digits + "_",
    }
    members = ""
    for op, value in items:
        match str(op):
            case "LITERAL":
                members += chr(value)
            case "RANGE":
                members += "".join(map(chr, range(value[0], value[1] + 1)))
            case "CATEGORY":
                members += classes.get(str(value), "")
    if str(items[0][0]) == "NEGATE":
        return "".join(sorted(set(string.ascii_letters + string.digits) - set(members)))
    # Where a quote or white space may stand before a value, an equals sign may, too.
    return "=" if set("=\"':") <= set(members) else members


def letters(chance: random.Random, size: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    """Random characters."""
    return "".join(chance.choices(alphabet, k=size))


def _whole(text: str) -> tuple[str, str]:
    return text, text


def _checksummed(format_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    prefix = chance.choice(format_.keywords)
    body = letters(chance, 30)
    return _whole(prefix + body + base62(crc32(body.encode()), 6))


def _slack(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    team, user = letters(chance, 12, "123456789"), letters(chance, 13, "123456789")
    return _whole("-".join(["xox" + chance.choice("bp"), team, user, letters(chance, 24)]))


def _discord(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    identity = _base64(letters(chance, 18, "123456789").encode()).rstrip("=")
    return _whole(".".join([identity, letters(chance, 6), letters(chance, 38)]))


def jwt(chance: random.Random, payload: dict[str, object], algorithm: str = "HS256") -> str:
    """A JSON Web Token with this payload and a signature of nobody."""
    header = {"alg": algorithm, "typ": "JWT"}
    parts = [_base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, payload)]
    return ".".join([*parts, _base64url(chance.randbytes(32))])


def _jwt(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    return _whole(jwt(chance, {"sub": letters(chance, 8), "iat": 1_700_000_000, "exp": 4_000_000_000}))


def der(chance: random.Random, size: int = 600) -> bytes:
    """A DER sequence of random bytes: the build of a private key, and no key."""
    return b"\x30\x82" + size.to_bytes(2, "big") + chance.randbytes(size)


def pem(body: bytes, kind: str = "RSA ", line_end: str = "\\n") -> str:
    """A private key's armour around a body."""
    text = _base64(body)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    begin, end = (f"-----{edge} {kind}PRIVATE KEY-----" for edge in ("BEGIN", "END"))
    return line_end.join([begin, *lines, end])


def _pem(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    return _whole(pem(der(chance)))


def _service_account(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    key = pem(der(chance), kind="")
    return f"private_key: '{key}", key


def _putty(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    body = "\n".join(letters(chance, 64) for _ in range(4))
    head = (
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: laptop\nPublic-Lines: 1\n"
        + letters(chance, 64)
    )
    mac = letters(chance, 64, "0123456789abcdef")
    return f"{head}\nPrivate-Lines: 4\n{body}\nPrivate-MAC: {mac}", body


def _url(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    password = letters(chance, 14)
    return f"postgres://billing:{password}@db.prod.acme-widgets.io", password


def _connection_string(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    password = letters(chance, 14)
    return f"Server=tcp:sql.acme-widgets.io,1433;Database=shop;User ID=billing;Password={password}", password


def _basic(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    secret = _base64(f"billing:{letters(chance, 14)}".encode())
    return f"Basic {secret}", secret


def _bearer(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    secret = letters(chance, 40)
    return f"Bearer {secret}", secret


def _mnemonic(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    stems = format_file().lists.mnemonic_stems.split()
    seed = chance.randbytes(16)
    bits = f"{int.from_bytes(seed, 'big'):0128b}{hashlib.sha256(seed).digest()[0] >> 4:04b}"
    phrase = " ".join(stems[int(bits[at : at + 11], 2)] for at in range(0, len(bits), 11))
    return f"mnemonic={phrase}", phrase


def _telegram(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    return _whole(f"{letters(chance, 10, '123456789')}:AA{letters(chance, 33)}")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _jwk(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    secret = letters(chance, 43)
    return f'kty: "EC", crv: "P-256", d: "{secret}', secret


def _sorted_jwk(_: SecretFormat, chance: random.Random) -> tuple[str, str]:
    secret = letters(chance, 43)
    return f'"d":"{secret}","ext":true,"kty":"OKP"', secret


_Maker = Callable[[SecretFormat, random.Random], tuple[str, str]]
_SPECIAL: dict[str, _Maker] = {
    "gcp-service-account": _service_account,
    "jwk-private-key": _jwk,
    "jwk-private-key-sorted": _sorted_jwk,
    "telegram-bot-token": _telegram,
}
_BY_CHECK: dict[Check, _Maker] = {
    Check.CRC32_BASE62: _checksummed,
    Check.SLACK: _slack,
    Check.DISCORD: _discord,
    Check.JWT: _jwt,
    Check.PEM: _pem,
    Check.PUTTY: _putty,
    Check.URL: _url,
    Check.CONNECTION_STRING: _connection_string,
    Check.BASIC: _basic,
    Check.BEARER: _bearer,
    Check.MNEMONIC: _mnemonic,
}
