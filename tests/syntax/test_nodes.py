"""Small questions to a tree."""

import pytest

from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.text.span import Span

SOURCE = (
    "\ufeff// caf\u00e9\nasync function go(a, /* b */ c) { return exec(`ls ${a}`, x => x + '\U0001f600') }\n"
)


def parsed(source: str, path: str = "/a.js") -> Document:
    return Document.open(path, source.encode("utf-8", "surrogatepass"))


def at(document: Document, part: str) -> nodes.Node:
    """The smallest node that covers a part of the text which stands there once."""
    raw = part.encode("utf-8", "surrogatepass")
    assert document.text.count(raw) == 1
    start = document.text.index(raw)
    node = nodes.node_at(document, start, start + len(raw))
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("part", "kind", "whole"),
    [
        ("exec", "identifier", "exec"),
        ("exec(", "call_expression", "exec(`ls ${a}`, x => x + '\U0001f600')"),
        ("ls", "string_fragment", "ls "),
        ("caf\u00e9", "comment", "// caf\u00e9"),
        ("\U0001f600", "string_fragment", "\U0001f600"),
        ("=>", "=>", "=>"),
        ("/* b */", "comment", "/* b */"),
    ],
)
def test_the_smallest_node_and_its_text(part: str, kind: str, whole: str) -> None:
    document = parsed(SOURCE)
    node = at(document, part)
    assert (node.type, nodes.text(document, node)) == (kind, whole)
    span = nodes.span(node)
    assert document.text[span.start : span.end].decode() == whole


@pytest.mark.parametrize(("start", "end"), [(0, 2), (0, 9), (-1, 4), (5, 4), (3, 10_000)])
def test_no_node_covers_what_is_outside_the_tree(start: int, end: int) -> None:
    assert nodes.node_at(parsed(SOURCE), start, end) is None


def test_a_plain_text_has_no_nodes() -> None:
    assert nodes.node_at(parsed("A=1", "/.env"), 0, 1) is None


def test_fields_parents_and_named_children() -> None:
    document = parsed(SOURCE)
    call = at(document, "exec(")
    function = nodes.field(call, "function")
    assert function is not None
    assert nodes.text(document, function) == "exec"
    assert nodes.parent(function) == call
    assert nodes.field(call, "nothing") is None
    parameters = nodes.enclosing(at(document, "/* b */"), "formal_parameters")
    assert parameters is not None
    assert [nodes.text(document, child) for child in nodes.named(parameters)] == ["a", "c"]
    assert document.root is not None
    assert nodes.parent(document.root) is None


def test_what_is_around_a_node() -> None:
    inner = at(parsed(SOURCE), "x + '\U0001f600'")
    assert [node.type for node in nodes.ancestors(inner)] == [
        *("arrow_function", "arguments", "call_expression", "return_statement", "statement_block"),
        *("function_declaration", "program"),
    ]
    function = nodes.enclosing(inner, "function_declaration", "arrow_function")
    assert function is not None
    assert function.type == "arrow_function"
    outer = nodes.enclosing(function, "function_declaration", "arrow_function")
    assert outer is not None
    assert outer.type == "function_declaration"
    assert nodes.enclosing(outer, "function_declaration") is None


def recursively(node: nodes.Node, closed: frozenset[str], top: bool = True) -> list[nodes.Node]:
    if not top and node.type in closed:
        return [node]
    return [node, *(below for child in node.children for below in recursively(child, closed, top=False))]


@pytest.mark.parametrize("closed", [frozenset(), frozenset({"arrow_function", "arguments", "program"})])
def test_a_walk_meets_every_node_in_order(closed: frozenset[str]) -> None:
    root = parsed(SOURCE).root
    assert root is not None
    assert list(nodes.walk(root, closed=closed)) == recursively(root, closed)


def test_a_walk_stays_below_its_node() -> None:
    document = parsed("a(b); c(d)")
    call = at(document, "a(b)")
    assert [nodes.text(document, node) for node in nodes.walk(call)] == ["a(b)", "a", "(b)", "(", "b", ")"]


def test_a_name_is_found_by_its_words() -> None:
    document = parsed(SOURCE)
    places = nodes.identifiers(document)["a"]
    found = [nodes.node_at(document, place, place + 1) for place in places]
    assert [node.type for node in found if node] == ["identifier", "identifier"]
    assert [nodes.span(node) for node in found if node] == [Span(place, place + 1) for place in places]
