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
