"""The index of calls: by canonical name, in order, each once; and what it does not look at."""

import pytest
from tests.semantics.support import MAIN, files, program

from nodeward.semantics.callsites import CallSite, call_sites, words
from nodeward.syntax.nodes import Node

NAMES = frozenset(
    {
        "child_process.exec",
        "child_process.spawn",
        "fs/promises.readFile",
        "express",
        "express.App.get",
        "cors",
        "eval",
    }
)


def listed(source: str, names: frozenset[str] = NAMES) -> list[tuple[str, str]]:
    model = program(files(source)).model(MAIN)
    assert model is not None
    found = call_sites(model, names)
    sites: list[tuple[str, CallSite]] = [(name, site) for name, each in found.items() for site in each]
    return [
        (name, model.text(site.node)) for name, site in sorted(sites, key=lambda pair: _start(pair[1].node))
    ]


def _start(node: Node) -> tuple[int, int]:
    return (node.start_byte, -node.end_byte)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "require('child_process').exec('a')",
            [("child_process.exec", "require('child_process').exec('a')")],
        ),
        (
            "const { exec } = require('child_process'); exec('a'); exec('b');",
            [("child_process.exec", "exec('a')"), ("child_process.exec", "exec('b')")],
        ),
        (
            "const { exec } = require('child_process'); exec(exec('a'));",
            [("child_process.exec", "exec(exec('a'))"), ("child_process.exec", "exec('a')")],
        ),
        ("const cors = require('cors'); cors()", [("cors", "cors()")]),
        ("require('cors')()", [("cors", "require('cors')()")]),
        ("import shared from 'cors'; shared()", [("cors", "shared()")]),
        ("import * as shared from 'cors'; shared()", [("cors", "shared()")]),
        ("import { default as shared } from 'cors'; shared()", [("cors", "shared()")]),
        ("const e = require('express'); new e()", [("express", "new e()")]),
        (
            "const fs = require('fs'); fs.promises.readFile('a')",
            [("fs/promises.readFile", "fs.promises.readFile('a')")],
        ),
        (
            "require('express')().get('/')",
            [("express.App.get", "require('express')().get('/')"), ("express", "require('express')()")],
        ),
        ("const { exec } = require('child_process'); exec`a`;", [("child_process.exec", "exec`a`")]),
        ("const { exec } = require('child_process'); exec?.('a');", [("child_process.exec", "exec?.('a')")]),
        (
            "const { exec } = require('child_process'); (0, exec)('a');",
            [("child_process.exec", "(0, exec)('a')")],
        ),
        ("const { exec } = require('child_process'); (exec || other)('a');", []),
        ("const { exec, spawn } = require('child_process'); (x ? exec : spawn)('a');", []),
        ("const { exec } = require('child_process'); list.map(exec);", []),
        ("const { exec } = require('child_process'); // exec('a')\n'exec(1)'; /exec(1)/;", []),
        ("window.eval('1'); eval('2'); x.eval('3');", [("eval", "window.eval('1')"), ("eval", "eval('2')")]),
        ("const map = new Map(); map.get('/'); cache.get('/');", []),
    ],
)
def test_calls(source: str, expected: list[tuple[str, str]]) -> None:
    assert listed(source) == expected


def test_words_of_names() -> None:
    assert words(
        {"express", "express.App.get", "fs/promises.readFile", "@koa/router", "socket.io", "a-b"}
    ) == {
        "express",
        "get",
        "readFile",
        "router",
        "io",
        "b",
    }


def test_a_file_without_the_words_is_not_looked_at() -> None:
    """It costs its parse and one look for each name: no name is resolved, no expression evaluated."""
    found = program({MAIN: "const app = make(); app.serve(x); function f(a, b) { return a + b; }\n" * 50})
    model = found.model(MAIN)
    assert model is not None
    assert call_sites(model, NAMES) == {}
    assert not model.facts._bindings
    assert not model.answers._known


def test_a_name_that_is_asked_for_resolves_no_other() -> None:
    found = program(
        {MAIN: "const { exec } = require('child_process');\nconst other = 1; use(other); exec('a');\n"}
    )
    model = found.model(MAIN)
    assert model is not None
    assert len(call_sites(model, frozenset({"child_process.exec"}))["child_process.exec"]) == 1
    assert set(model.facts._bindings) <= {"exec", "require"}
