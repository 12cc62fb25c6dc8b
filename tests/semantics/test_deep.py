"""Code nested deeper than any stack, and names given on longer than any chain: answers, never an overflow."""

import inspect
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import pytest
from tests.semantics.support import MAIN, NOTHING, check_names, check_values, marked, plain, program

from nodeward.program.apps import apps
from nodeward.semantics.callsites import call_sites
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.literals import MOST_TEXT
from nodeward.semantics.sources import source_in
from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node, walk

EXEC = "child_process.exec"
LOAD = 'const { exec } = require("child_process");\n'
DEEP = 1_500
FRAMES = 300  # of Python's stack that an analysis may take


def nested(before: str, opening: str, middle: str, closing: str = "", after: str = ";") -> str:
    return before + opening * DEEP + middle + closing * DEEP + after


NESTED = {
    "parentheses": nested("const a = ", "(", "x", ")"),
    "arrays": nested("const a = ", "[", "1", "]"),
    "objects": nested("const a = ", "{ a: ", "1", "}"),
    "sums to the left": nested("const a = ", "'x' + ", "y"),
    "sums to the right": nested("const a = ", "('x' + ", "y", ")"),
    "choices": nested("const a = ", "x || ", "y"),
    "ternaries": nested("const a = ", "x ? y : ", "z"),
    "else if": nested("if (a) {}", " else if (a) { b(1); }", ""),
    "blocks": nested("", "{", "var x = exec(1);", "}"),
    "calls of calls": nested("", "", "f", "(1)"),
    "calls in calls": nested("", "f(", "1", ")"),
    "members": nested("exec(1); ", "", "x", ".a"),
    "methods": nested("exec", "", "", ".bind(null)", "(1);"),
    "arrow functions": nested("const f = ", "(a) => ", "exec(1)"),
    "functions": nested("", "function f() {", "return exec(1);", "}"),
    "array patterns": nested("const ", "[", "a", "]", " = x; a;"),
    "object patterns": nested("const ", "{ a: ", "a", "}", " = x; a;"),
    "negations": nested("const a = ", "!", "x"),
    "assignments": nested("", "a = ", "exec"),
    "spreads": nested("const a = ", "{ ...", "x", "}", "; a.b;"),
    "wrappers": nested("app.get('/', ", "wrap(", "(q, s) => s.send(1)", ")", ");"),
}


P = ParamSpec("P")


def on_a_small_stack(test: Callable[P, None]) -> Callable[P, None]:
    """Runs a test with few frames left on Python's stack; what it raises is told with all of them."""

    @wraps(test)
    def limited(*args: P.args, **kwargs: P.kwargs) -> None:
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(len(inspect.stack(0)) + FRAMES)
        try:
            test(*args, **kwargs)
        finally:
            sys.setrecursionlimit(before)

    return limited


def some(nodes: list[Node]) -> list[Node]:
    """A dozen nodes: the outermost, the innermost, and some between."""
    return nodes[:4] + nodes[4 : -4 : max(1, len(nodes) // 5)] + nodes[-4:]


@pytest.mark.parametrize("code", NESTED.values(), ids=NESTED.keys())
@on_a_small_stack
def test_nested_code(code: str) -> None:
    found = program({MAIN: LOAD + code})
    model = found.model(MAIN)
    assert model is not None
    assert model.facts.document.root is not None
    for node in some(list(walk(model.facts.document.root))):
        model.value(node)
        is_fixed(Site(model, node))
        source_in(Site(model, node), ("http-request",))
    found.exports(MAIN)
    apps(found, MAIN)


@pytest.mark.parametrize("kind", ["blocks", "methods", "arrow functions", "functions"])
@on_a_small_stack
def test_calls_in_nested_code(kind: str) -> None:
    model = program({MAIN: LOAD + NESTED[kind]}).model(MAIN)
    assert model is not None
    assert len(call_sites(model, frozenset({EXEC}))[EXEC]) == 1


def chain(link: str, last: str, length: int = 1500) -> str:
    """`link` for 0, 1, 2 ...: {0} is the number, {1} the next."""
    return "".join(link.format(number, number + 1) + "\n" for number in range(length)) + last.format(length)


@pytest.mark.parametrize(
    "source",
    [
        chain("const a{0} = a{1};", "const a{0} = exec;") + "«a0»(1);",
        chain("const {{ a{0} }} = {{ a{0}: a{1} }};", "const a{0} = exec;") + "«a0»(1);",
        chain("const o{0} = {{ ...o{1} }};", "const o{0} = {{ run: exec }};") + "«o0.run»(1);",
        chain("function f{0}() {{ return f{1}(); }}", "function f{0}() {{ return exec; }}") + "«f0()»(1);",
        chain("const a{0} = c ? a{1} : a{1};", "const a{0} = exec;") + "«a0»(1);",
        chain("const a{0} = exec && a{1} || exec;", "const a{0} = exec;") + "f(«a0»);",
    ],
)
@on_a_small_stack
def test_names_given_on(source: str) -> None:
    check_names(LOAD + source, EXEC)


@on_a_small_stack
def test_names_given_on_from_file_to_file() -> None:
    files = chain(
        "//- /m{0}.js\nexport {{ run }} from './m{1}';",
        "//- /m{0}.js\nexport {{ exec as run }} from 'child_process';",
        300,
    )
    check_names(f"{files}\n//- /main.js\nimport {{ run }} from './m0'; «run»(1);", EXEC)
    files = chain(
        "//- /m{0}.js\nexports.run = require('./m{1}').run;",
        "//- /m{0}.js\nexports.run = require('child_process').exec;",
        300,
    )
    check_names(f"{files}\n//- /main.js\n«require('./m0').run»(1);", EXEC)


@pytest.mark.parametrize(
    "source",
    [
        # what doubles at every step
        chain("const a{0} = a{1} + a{1};", "const a{0} = 'x';", 60) + "«a0»;",
        chain("const a{0} = `${{a{1}}}-${{a{1}}}`;", "const a{0} = x;", 60) + "«a0»;",
        chain("const a{0} = a{1} * a{1};", "const a{0} = 9;", 60) + "«a0»;",
        chain("const a{0} = a{1} * a{1};", "const a{0} = 1.5;", 60) + "«a0»;",
        chain("const a{0} = [a{1}, a{1}].join('');", "const a{0} = 'xxxxxxxxxx';", 60) + "«a0»;",
        chain("const a{0} = a{1}.concat(a{1});", "const a{0} = 'xxxxxxxxxx';", 60) + "«a0»;",
        f"const a = '{'x' * 90_000}'; «[{'a, ' * 5000}].join()»;",
        # what is written large
        f"«{'9' * 5000}»;",
        f"«0x{'f' * 5000}»;",
        f"«-{'9' * 400} * 1.5 + 2 ** 64 / 3»;",
    ],
)
@on_a_small_stack
def test_large_values_stay_small(source: str) -> None:
    _, sites = marked(source)
    assert len(repr(plain(sites[0].model.value(sites[0].node)))) < MOST_TEXT


@pytest.mark.parametrize(
    "source", [f"«'y'{' + x' * 1500}»;", f"«'y'{' + 1' * 3000}»;", f"«`{'${x}' * 3000}`»;"]
)
@on_a_small_stack
def test_a_text_of_too_many_pieces_is_unknown(source: str) -> None:
    check_values(source, NOTHING)
