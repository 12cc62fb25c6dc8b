"""What a function is handed where every call of it is in sight; the use of a parameter stands between « and »."""

import pytest
from tests.rulebook_files import repository_rules
from tests.semantics.support import marked

from nodeward.semantics.constancy import is_fixed

LIBRARY = repository_rules()[0].library

FIXED = [
    'const a = "x"; run(«a»);',
    'const all = ["x", "y"]; for (const a of all) { run(«a»); }',
    # Every call of a function that is known by its name only.
    'function get(a) { run(«a»); } get("x"); get("y");',
    'const get = (a, b) => run(«b»); get(x, "y");',
    '//- /main.ts\nfunction get(a: string) { run(«a»); } get("x");',
    'function get(a) { return () => run(«a»); } get(mode ? "x" : "y");',
    # The functions that methods of lists call.
    '["x", "y"].forEach((a) => run(«a»));',
    'const all = ["x", "y"]; all.map(function (a) { return run(«a»); });',
    # Methods that only form what is there.
    'const all = ["x@1", "y@2"]; run(«all.map((a) => a.replace(/@\\d/, "")).join(" ")»);',
    'const all = mode ? "x" : "y"; run(«all.toUpperCase()»);',
    # A parameter that is overwritten in front of the use.
    "function kill(pid) { pid = parseInt(pid, 10); run(«pid»); }",
    'function kill(pid) { pid = parseInt(pid, 10); if (mode) { pid = "x"; } run(«pid»); }',
]
OPEN = [
    "run(«a»);",
    'function get(a) { run(«a»); } get("x"); get(given);',
    'function get(a) { run(«a»); } get("x"); list.push(get);',
    'export function get(a) { run(«a»); } get("x");',
    'function get(a) { run(«a»); } get("x"); module.exports = { get };',
    'function get(a) { run(«a»); } get("x"); export { get };',
    'function get(a) { run(«a»); } get("x"); get(...given);',
    'function get(a) { run(«a»); } get("x"); get();',
    "function get(a = given) { run(«a»); } get('x');",
    "function get({ a }) { run(«a»); } get('x');",
    "function get(a) { run(«a»); }",
    'function get(a) { run(«a»); } get("x"); get = other;',
    'let get = (a) => run(«a»); get("x"); get = other;',
    "given.forEach((a) => run(«a»));",
    '["x"].forEach((a, i, all) => run(«all»));',
    '["x"].reduce((a, b) => run(«b»));',
    'run(«["x"].map((a) => a + given).join(" ")»);',
    'run(«["x"].map(change).join(" ")»);',
    'run(«"x".replace("x", given)»);',
    "run(«given.trim()»);",
    "function kill(pid) { if (mode) { pid = parseInt(pid, 10); } run(«pid»); }",
    "function kill(pid) { run(«pid»); pid = parseInt(pid, 10); }",
    "function kill(pid) { pid = parseInt(pid, 10); if (mode) { pid = given; } run(«pid»); }",
    'function kill(pid) { pid = pid || "x"; run(«pid»); }',
]


@pytest.mark.parametrize("source", FIXED)
def test_stands_in_the_code(source: str) -> None:
    _, (site,) = marked(source, LIBRARY)
    assert is_fixed(site)


@pytest.mark.parametrize("source", OPEN)
def test_may_come_from_elsewhere(source: str) -> None:
    _, (site,) = marked(source, LIBRARY)
    assert not is_fixed(site)
