"""A secret that a rule has found is printed nowhere: not at its place, not where it stands again, in no format."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.cli.report import json as json_report
from nodeward.cli.report import sarif
from nodeward.cli.report.masks import Masks, cover, covered, covered_words, masks
from nodeward.cli.report.result import Told
from nodeward.findings import Severity
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.text.edits import Edit
from nodeward.text.span import Span

TOKEN = "gh" + "p_" + "aB3dE5" * 6
REDACT = {"redact": "1"}
# Enough of a secret to recognise it by; at most four characters may be shown.
TELLING = 6


@pytest.mark.parametrize(
    ("code", "secret", "expected"),
    [
        (f'a("{TOKEN}")', f'"{TOKEN}"', 'a("ghp_…")'),
        (f"a('{TOKEN}')", f"'{TOKEN}'", "a('ghp_…')"),
        (f"KEY={TOKEN}", TOKEN, "KEY=ghp_…"),
        (f'a("{TOKEN}"); b("x{TOKEN}y") // {TOKEN}', f'"{TOKEN}"', 'a("ghp_…"); b("xghp_…y") // ghp_…'),
        ('a("hunter")', '"hunter"', 'a("h…")'),
        ('password = "password"', '"password"', 'password = "pa…"'),
        ('admin = "admin"; b = ["admin","admins"]', '"admin"', 'admin = "a…"; b = ["a…","admins"]'),
        ('a = "b1!"; c = "b1!"; d = "ab1!c"', '"b1!"', 'a = "…"; c = "…"; d = "ab1!c"'),
        ("a = `one\ntwo-three-four`", "`one\ntwo-three-four`", "a = `…`"),
        ('a = "漢字漢字漢字漢字"', '"漢字漢字漢字漢字"', 'a = "漢字…"'),
    ],
)
def test_a_literal_is_covered_wherever_it_stands(sample: Any, code: str, secret: str, expected: str) -> None:
    files = sample({"a.js": code})
    found = files.finding("a.js", secret, details=REDACT)
    document = files.documents[found.path]
    known = masks([found], files.documents)
    assert covered(known, found.path, document.text, Span(0, len(document.text))) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (".env", "PORT=3000\n# x\nKEY = very-secret-value\nEMPTY=\n", "PORT=3…\n# x\nKEY = very…\nEMPTY=\n"),
        (".env.local", "export A='b=c'", "export A='…"),
        ("prod.env", "A=b", "A=…"),
        (".npmrc", "//host/:_authToken=abcdefghijklmnop", "//host/:_aut…"),
        ("env.js", "a = 1", "a = 1"),
    ],
)
def test_files_of_secrets_show_their_names_only(sample: Any, name: str, text: str, expected: str) -> None:
    document = sample({name: text}).documents[f"/p/{name}"]
    whole = Span(0, len(document.text))
    assert covered(Masks(), document.path, document.text, whole) == expected


def test_only_findings_that_say_so_are_covered(sample: Any) -> None:
    files = sample({"a.js": f'a("{TOKEN}")'})
    known = masks([files.finding("a.js", TOKEN)], files.documents)
    assert covered_words(known, TOKEN) == TOKEN


def test_words_are_covered_too(sample: Any) -> None:
    files = sample({"a.js": f'a("{TOKEN}")'})
    known = masks([files.finding("a.js", TOKEN, details=REDACT)], files.documents)
    assert covered_words(known, f"Move {TOKEN} away.") == "Move ghp_… away."


@given(st.binary(max_size=60))
def test_a_cover_shows_a_quarter_at_most_and_never_more_than_four(secret: bytes) -> None:
    shown = cover(secret).removesuffix("…")
    assert len(shown) <= min(4, len(secret) // 4)


BETWEEN = st.text(alphabet="ab \"'`;=\n\t漢é\u202e", max_size=30)
SECRET = st.text(alphabet="abcXYZ019_-/+=.漢", min_size=TELLING * 2, max_size=60).filter(
    lambda secret: any(char in "019-+." for char in secret)
)


@settings(max_examples=60)
@given(SECRET, st.lists(BETWEEN, min_size=2, max_size=5), st.integers(30, 120))
def test_no_format_prints_a_secret(
    sample: Any, told_as_text: Callable[..., str], secret: str, between: list[str], width: int
) -> None:
    code = f'"{secret}"'.join(between)
    files = sample({"a.js": code, "b.js": f"// {secret}\nb"})
    steps = [("b.js", "b", f"is {secret}")]
    told = Told(
        files.finding("a.js", f'"{secret}"', steps, message=f"Is {secret}.", details=REDACT),
        Fix(
            f"Move {secret}", (FileEdit("/p/.env", (Edit(Span(0, 0), f"A={secret}".encode()),), create=True),)
        ),
    )
    other = files.finding("a.js", "", span=Span(0, len(code.encode())), rule="other", severity=Severity.HINT)
    result = files.result(
        told, other, suppressed=[Told(files.finding("b.js", "b"), None, "inSource", secret)]
    )
    for report in (
        told_as_text(result, width),
        *strings(json.loads(json_report.render(result))),
        *strings(json.loads(sarif.render(result))),
    ):
        for at in range(len(secret) - TELLING):
            piece = secret[at : at + TELLING]
            assert piece not in report or piece in "".join(between)


def strings(value: object) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    return [text for one in value for text in strings(one)] if isinstance(value, list) else []
