"""Whatever a secret is made of, dotenv reads back from the moved value what the literal was; else the literal stays."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.fixes.npm import installed, node
from tests.mending import proposed

from nodeward.fixes.fix import Fix, Refusal
from nodeward.rulebook.rule import NoFix
from nodeward.text.codec import decode

RULE, NAME = "hardcoded-auth-secret", "COOKIE_SECRET"
# Everything that a shell, a quoting rule or a parser of .env files may take for something else.
WORDS = [
    "\\n",
    "\\r",
    "${A}",
    "$A",
    "\r\n",
    " #",
    "export ",
    "é",
    "漢",
    "🔑",
    "\u2028",
    "\ufeff",
    "\u00a0",
    "\u0085",
]
SIGNS = st.sampled_from([*"#$'\"`\\ =!{}()&|;<>~^%*?\t\n\r\x07", *WORDS])
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
SECRETS = st.lists(SIGNS | PRINTABLE, min_size=1, max_size=12).map("".join).filter(str.strip)
PROGRAM = """
const { parse } = require("dotenv");
const { readFileSync } = require("fs");
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(({ literal, env }) => (0, eval)(literal) === parse(Buffer.from(env)).COOKIE_SECRET)));
"""


def double(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028")


def single(value: str) -> str:
    escaped = json.dumps(value)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{escaped}'"


def template(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$").replace("\r", "\\r")
    return f"`{escaped}`"


def moved(literal: str) -> str | None:
    """The .env after the move of a literal; None where there is none."""
    fix = proposed(RULE, f'require("cookie-parser")({literal});\n')
    if isinstance(fix, Refusal):
        assert fix.reason is NoFix.NOT_IN_ENV
        return None
    files = {Path(file.path).name: file for file in fix.files}
    return decode(b"".join(edit.new for edit in files[".env"].edits))


@pytest.mark.packages
@pytest.mark.parametrize("spelled", [double, single, template])
def test_dotenv_reads_what_the_literal_was(spelled: Callable[[str], str], tmp_path: Path) -> None:
    folder = installed({"dotenv": "16.6.1"})
    (tmp_path / "node_modules").symlink_to(folder / "node_modules")
    (tmp_path / "read.js").write_text(PROGRAM)

    @settings(
        derandomize=True,
        max_examples=6,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(SECRETS, min_size=40, max_size=50))
    def reads(secrets: list[str]) -> None:
        pairs = [(secret, spelled(secret)) for secret in secrets]
        cases = [
            {"literal": literal, "env": env} for _, literal in pairs if (env := moved(literal)) is not None
        ]
        (tmp_path / "cases.json").write_text(json.dumps(cases))
        same = json.loads(node(tmp_path, "read.js", "cases.json"))
        assert len(cases) * 3 > len(pairs) * 2
        assert [case for case, right in zip(cases, same, strict=True) if not right] == []

    reads()


@settings(derandomize=True, max_examples=150, deadline=None, database=None)
@given(SECRETS)
def test_what_is_printable_and_leaves_a_quote_is_always_moved(secret: str) -> None:
    plain = secret.isprintable() and not all(quote in secret for quote in "'\"`")
    fix = proposed(RULE, f'require("cookie-parser")({double(secret)});\n')
    assert isinstance(fix, Fix) or not plain
