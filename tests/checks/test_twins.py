"""One weakness is told once: what a flow proves silences the rules that only know the shape of the call."""

import pytest
from tests.rulebook_files import repository_rules

from nodeward.checks.context import ActiveRule
from nodeward.checks.run import check
from nodeward.rulebook.rule import Profile
from nodeward.workspace.examples import ROOT, exhibit

HEAD = 'const cp = require("child_process");\nconst app = require("express")();\n'
RULES = ("argument-injection", "code-injection", "command-injection", "dynamic-eval", "shell-string-exec")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('cp.spawn("ls", [req.query.x], { shell: true })', ["command-injection"]),
        ('cp.spawn("ls", [req.app.x], { shell: true })', ["spawn-shell-option"]),
        ("cp.exec(`ls ${req.query.x}`)", ["command-injection"]),
        ("cp.exec(`ls ${req.app.x}`)", ["shell-string-exec"]),
        ("eval(req.query.x)", ["code-injection"]),
        ("eval(req.app.x)", ["dynamic-eval"]),
        ('cp.execFile("git", ["log", req.query.x])', ["argument-injection"]),
        ('cp.spawn("git", ["log", req.query.x], { shell: true })', ["command-injection"]),
    ],
)
def test_the_graver_rule_speaks(body: str, said: list[str]) -> None:
    book, _ = repository_rules()
    text = f'{HEAD}app.get("/", (req) => {body});\n'.encode()
    shown = exhibit(book.library, {f"{ROOT}/app.js": text}, f"{ROOT}/app.js")
    rules = [ActiveRule(book.rules[id_], Profile.STRICT) for id_ in (*RULES, "spawn-shell-option")]
    outcome = check(shown.program, shown.document, book, rules, lambda: False)
    assert [found.rule for found in outcome.findings] == said


HARMLESS = {
    "a list": 'if (!["a", "b"].includes(req.query.x)) return; cp.exec(`ls ${req.query.x}`)',
    "an expression": "if (!/^[a-z]+$/.test(req.query.x)) return; cp.exec(`ls ${req.query.x}`)",
    "a number": "cp.exec(`kill ${Number(req.query.x)}`)",
    "a helper": "const flag = (long) => (long ? '-l' : '-a'); cp.exec(`ls ${flag(req.query.x)}`)",
    "reassigned": "let dir = 'a'; if (req.query.x) dir = 'b'; cp.exec(`ls ${dir}`)",
}
DOUBTFUL = {
    "another list": 'if (!["a", "b"].includes(req.query.y)) return; cp.exec(`ls ${req.app.x}`)',
    "a helper that passes on": "const flag = (long) => long; cp.exec(`ls ${flag(req.app.x)}`)",
    "a parameter": "exports.run = (dir) => cp.exec(`ls ${dir}`)",
    "a member": "const o = load(); o.dir = o.dir || 'a'; cp.exec(`ls ${o.dir}`)",
    "an unknown call": "cp.exec(`ls ${folder()}`)",
    "partly": "let dir = 'a'; if (req.query.x) dir = req.app.x; cp.exec(`ls ${dir}`)",
}


def shapes(body: str) -> list[str]:
    """What is said of a handler where every rule speaks."""
    book, _ = repository_rules()
    text = f'{HEAD}app.get("/", (req) => {{ {body}; }});\n'.encode()
    shown = exhibit(book.library, {f"{ROOT}/app.js": text}, f"{ROOT}/app.js")
    assert not shown.broken
    rules = [ActiveRule(book.rules[id_], Profile.STRICT) for id_ in (*RULES, "spawn-shell-option")]
    return [found.rule for found in check(shown.program, shown.document, book, rules, lambda: False).findings]


@pytest.mark.parametrize("name", HARMLESS)
def test_the_lesser_rule_is_silent_where_the_value_is_proven_harmless(name: str) -> None:
    assert shapes(HARMLESS[name]) == []


@pytest.mark.parametrize("name", DOUBTFUL)
def test_and_speaks_where_that_is_not_proven(name: str) -> None:
    assert shapes(DOUBTFUL[name]) == ["shell-string-exec"]
