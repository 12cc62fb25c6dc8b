"""Rules look at code as it is typed: whatever piece of it is missing, no rule raises."""

from collections.abc import Iterator

import pytest
from tests.rulebook_files import repository_rules

from nodeward.checks.context import ActiveRule
from nodeward.checks.run import check
from nodeward.program.links import Links, specifiers
from nodeward.program.program import Program
from nodeward.rulebook.rule import Profile, Rule
from nodeward.semantics.facts import FileFacts
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import walk
from nodeward.text.memory import MemoryFiles

BOOK, _ = repository_rules()
RULES = [ActiveRule(rule, profile=Profile.AUDIT) for rule in BOOK.rules.values()]
MOST_HOLES = 25  # of one example

NOTHING_THERE = {
    "a return of nothing": "function f() { return; }\nconst x = f();\nrequire('express')().use(f());",
    "a return of a comment": "const f = () => { return /* nothing */; };\nrequire('cookie').serialize('sid', f());",
    "an await of nothing": "async function newToken() { await; Math.random(); }",
    "a namespace without a name": "import * as from 'express';\nexport * as from 'express';",
    "arguments of a comment": "require('express')().use(/* helmet */);\nrequire('cors')(/* */);",
    "an empty file": "",
}


def problems(path: str, text: bytes) -> tuple[str, ...]:
    links = Links()
    links.update(path, specifiers(text))
    document = Document.open(path, text)
    program = Program(MemoryFiles({path: text}), {path: FileFacts(document)}.get, links, BOOK.library)
    return check(program, document, BOOK, RULES, lambda: False).problems


@pytest.mark.parametrize("path", ["/project/app.js", "/project/app.ts", "/project/package.json"])
@pytest.mark.parametrize("source", NOTHING_THERE)
def test_nothing_where_something_is_expected(path: str, source: str) -> None:
    assert problems(path, NOTHING_THERE[source].encode()) == ()


def holed(path: str, text: bytes) -> Iterator[bytes]:
    """The text with one node (or byte, where there is no tree) left out at a time, spread over the whole of it."""
    root = Document.open(path, text).root
    nodes = walk(root) if root is not None else ()
    places = [
        (node.start_byte, node.end_byte)
        for node in nodes
        if node.end_byte > node.start_byte and node.parent is not None
    ] or [(at, at + 1) for at in range(len(text))]
    yield from (text[:start] + text[end:] for start, end in places[:: max(1, len(places) // MOST_HOLES)])


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=lambda rule: rule.id)
def test_a_hole_anywhere(rule: Rule) -> None:
    example = next(example for example in rule.examples if example.bad is not None)
    path = f"/project/{example.file}"
    text = (example.bad or "").encode()
    assert problems(path, text) == ()
    for broken in holed(path, text):
        assert problems(path, broken) == (), broken.decode()
