"""What may be typed, what becomes of it, and what is refused."""

import pytest

from nodeward.cli.arguments import Command, Explain, RulesList, RulesNew, RulesTest, Scan, Serve, parse
from nodeward.cli.mistake import Mistake

DEFAULTS = Scan(
    paths=(),
    format="text",
    output=None,
    fail_on="warning",
    profile=None,
    config=None,
    library_input=None,
    quiet=False,
    max_warnings=None,
    stdin=False,
    stdin_filename=None,
    color=True,
)
EVERYTHING = Scan(
    paths=("a.js", "src"),
    format="sarif",
    output="out.sarif",
    fail_on="hint",
    profile="audit",
    config="other.json",
    library_input="off",
    quiet=True,
    max_warnings=3,
    stdin=False,
    stdin_filename=None,
    color=False,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("scan", DEFAULTS),
        (
            (
                "scan a.js src --format sarif --output out.sarif --fail-on hint --profile audit"
                " --config other.json --library-input off --quiet --max-warnings 3 --no-color"
            ),
            EVERYTHING,
        ),
        ("explain no-eval", Explain("no-eval", color=True)),
        ("rules list --json --no-color", RulesList(json=True, color=False)),
        ("rules new injection/no-eval", RulesNew("injection/no-eval")),
        ("rules test a.yml b", RulesTest(("a.yml", "b"))),
        ("lsp", Serve(stdio=False, tcp=None)),
        ("lsp --stdio", Serve(stdio=True, tcp=None)),
        ("lsp --tcp 127.0.0.1:0", Serve(stdio=False, tcp="127.0.0.1:0")),
    ],
)
def test_arguments_become_a_command(typed: str, expected: Command) -> None:
    assert parse(typed.split()) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "fix",
        "scan --format yaml",
        "scan --fail-on fatal",
        "scan --max-warnings -1",
        "scan --max-warnings many",
        "scan --form json",
        "explain",
        "rules",
        "rules new",
        "lsp --tcp localhost",
    ],
)
def test_what_is_not_known_exits_with_two(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(typed.split())
    assert stopped.value.code == 2
    assert "usage: nodeward" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["scan --stdin a.js", "scan --stdin-filename a.js"])
def test_contradictions_are_refused(typed: str) -> None:
    with pytest.raises(Mistake):
        parse(typed.split())
