"""Block and function scopes, hoisting, shadowing; and names with two possible values, which are unknown."""

import pytest
from tests.semantics.support import check_names

EXEC = "child_process.exec"
RUN = 'const { exec } = require("child_process");\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # the nearest scope that declares the name
        (RUN + "function f() { return «exec»; }", EXEC),
        (RUN + "{ { («exec»)(); } }", EXEC),
        (RUN + "function f(exec) { «exec»('ls'); }", None),
        (RUN + "const f = exec => «exec»('ls');", None),
        (RUN + "const f = ({ exec }) => «exec»('ls');", None),
        (RUN + "const f = ({ a: { exec } = {} }) => «exec»('ls');", None),
        (RUN + "const f = ([exec]) => «exec»('ls');", None),
        (RUN + "const f = (...exec) => «exec»('ls');", None),
        (RUN + "const f = (a, exec = a) => «exec»('ls');", None),
        (RUN + "function f() { const exec = mine(); «exec»('ls'); }", None),
        (RUN + "if (x) { let exec = mine(); } «exec»('ls');", EXEC),
        (RUN + "if (x) { let exec = mine(); «exec»('ls'); }", None),
        (RUN + "for (const exec of list) { «exec»('ls'); }", None),
        (RUN + "for (const exec of list) { } «exec»('ls');", EXEC),
        (RUN + "for (let exec = 0; exec < 3; exec++) { «exec»; }", None),
        (RUN + "for (const exec in list) «exec»('ls');", None),
        (RUN + "try { } catch (exec) { «exec»; }", "Error"),
        (RUN + "try { } catch (exec) { } «exec»('ls');", EXEC),
        (RUN + "switch (x) { case 1: const exec = mine(); «exec»('ls'); }", None),
        (RUN + "class A { static { const exec = mine(); «exec»('ls'); } }", None),
        (RUN + "const f = function exec() { «exec»('ls'); };", None),
        (RUN + "const f = function exec() { }; «exec»('ls');", EXEC),
        (RUN + "const A = class exec { m() { «exec»(); } };", None),
        (RUN + "function f() { function exec() {} «exec»('ls'); }", None),
        (RUN + "function f() { class exec {} new «exec»('ls'); }", None),
        (RUN + "const o = { exec() { «exec»('ls'); } };", EXEC),
        (RUN + "class A { exec() { «exec»('ls'); } }", EXEC),
        (RUN + "label: exec: for (;;) { «exec»('ls'); break exec; }", EXEC),
        (RUN + "const o = { exec: 1 }; o.exec; «exec»('ls');", EXEC),
        # var belongs to its function, function declarations to their block
        ("function f() { «exec»('ls'); var exec = require('child_process').exec; }", EXEC),
        ("function f() { if (x) { var exec = require('child_process').exec; } «exec»('ls'); }", EXEC),
        (RUN + "function f() { for (var exec of list) { } «exec»('ls'); }", None),
        (RUN + "function f() { if (x) { var exec = mine(); } } «exec»('ls');", EXEC),
        ("«f»; function f() {} f = require('child_process').exec;", None),
        # hoisting: the declaration counts before it stands
        ("function g() { return «exec»('ls'); }\n" + RUN, EXEC),
        ("g(); function g() { «run»('ls'); } var run = require('child_process').exec;", EXEC),
        # two possible values are unknown
        ("let run = require('child_process').exec; run = other; «run»('ls');", None),
        ("let run = require('child_process').exec; if (x) run = other; «run»('ls');", None),
        (
            "let run; if (x) run = require('child_process').exec; else run = require('fs').open; «run»();",
            None,
        ),
        ("var run = a; var run = require('child_process').exec; «run»('ls');", None),
        ("let run = require('child_process').exec; [run] = list; «run»('ls');", None),
        ("let run = require('child_process').exec; ({ run } = list); «run»('ls');", None),
        ("let run = require('child_process').exec; for (run of list) { } «run»('ls');", None),
        ("let run = require('child_process').exec; run ||= other; «run»('ls');", None),
        ("let run = require('child_process').exec; run++; «run»('ls');", None),
        # two values that are one
        ("let run; run = require('child_process').exec; «run»('ls');", EXEC),
        (
            "let run; if (x) run = require('child_process').exec; else run = require('node:child_process').exec; «run»();",
            EXEC,
        ),
        ("var run = require('child_process').exec; var run = require('child_process').exec; «run»();", EXEC),
        # globals, unless something declares the name
        ("«eval»('1')", "eval"),
        ("function f(eval) { «eval»('1'); }", None),
        ("import { eval } from './mine'; «eval»('1');", None),
        ("function alert() {} «alert»(1);", None),
        ("import { alert } from './alert'; «alert»(1);", None),
        ("«window.eval»('1')", "eval"),
        ("«globalThis.process»", "process"),
        ("const window = mine(); «window.eval»('1')", None),
        ("«window['eval']»('1')", "eval"),
        ("«obj.eval»('1')", None),
        ("{ let process = {}; } «process.env»", "process.env"),
    ],
)
def test_scopes(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # the regular expression's method, a query's, a receiver that nothing is known of
        ("«/a+/.exec»(text)", None),
        ("const r = /a+/; «r.exec»(text)", None),
        ("«query.exec»()", None),
        ("const db = open(); «db.exec»(sql)", None),
        ("«something.readFile»('x')", None),
        ("import { readFile } from './mine'; «readFile»('x')", None),
        ("const o = { exec() {} }; «o.exec»('ls')", None),
        ("class Query { exec() {} } «new Query().exec»()", None),
        ("«cluster.fork»()", None),
        ("require('child_process'); «exec»('ls')", None),
        # mentions that are no code
        ("// exec('ls')\n«x»", None),
    ],
)
def test_lookalikes_have_no_name(source: str, expected: str | None) -> None:
    check_names(source, expected)
