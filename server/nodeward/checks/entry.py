"""The way `entry`: a value in a project file, such as a version range in `package.json` or a variable in `.env`."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.checks.conditions import is_one_of, text_holds
from nodeward.checks.context import Hit, ProjectFile
from nodeward.project.env import read_env
from nodeward.project.versions import open_ended
from nodeward.rulebook.condition import Condition
from nodeward.rulebook.rule import Entry
from nodeward.semantics.values import Constant
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, first_named, named, text
from nodeward.text.codec import encode
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class _Value:
    """One entry: its name, its text, and where the text stands; `node` and `section` in a JSON file only."""

    name: str
    spelled: str
    span: Span
    node: Node | None = None
    section: str = ""


def check(context: ProjectFile, way: Entry) -> Iterator[Hit]:
    """The values of a project file that the way describes."""
    document = context.document
    if posixpath.basename(document.path) != way.file:
        return
    for value in _json_values(document, way) if document.root is not None else _variables(document):
        if not _concerned(context, way, value):
            continue
        details = {"name": value.name, "value": value.spelled, "section": value.section}
        yield Hit(value.node, details, _place(document, way.value, value))


def _json_values(document: Document, way: Entry) -> Iterator[_Value]:
    assert document.root is not None
    for section in way.below:
        for pair in _pairs(_value(document, document.root, section.split("."))):
            name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if name is None or value is None or value.type != "string":
                continue
            span = Span(value.start_byte, value.end_byte)
            yield _Value(text(document, name)[1:-1], text(document, value)[1:-1], span, value, section)


def _variables(document: Document) -> Iterator[_Value]:
    for entry in read_env(document.text):
        yield _Value(entry.name, entry.value, Span(entry.key.start, entry.written.end))


def _concerned(context: ProjectFile, way: Entry, value: _Value) -> bool:
    if way.keys and value.name not in way.keys:
        return False
    if way.not_named is not None and context.book.vocabularies[way.not_named].has(value.name):
        return False
    if way.version == "open" and not open_ended(value.spelled):
        return False
    equal = not way.value.equals or is_one_of(Constant(value.spelled), way.value.equals)
    return equal and text_holds(way.value, value.spelled)


def _place(document: Document, condition: Condition, value: _Value) -> Span:
    """What the text is found to contain, where it stands; else the whole."""
    written = document.text[value.span.start : value.span.end]
    for part in condition.contains:
        at = written.find(encode(part))
        if at >= 0:
            start = value.span.start + at
            return Span(start, start + len(encode(part)))
    return value.span


def _value(document: Document, node: Node, keys: list[str]) -> Node | None:
    at: Node | None = first_named(node) if node.type == "document" else node
    for key in keys:
        at = next((_inner(pair) for pair in _pairs(at) if _key(document, pair) == key), None)
    return at


def _pairs(node: Node | None) -> list[Node]:
    return (
        [child for child in named(node) if child.type == "pair"]
        if node is not None and node.type == "object"
        else []
    )


def _key(document: Document, pair: Node) -> str:
    key = pair.child_by_field_name("key")
    return text(document, key).strip('"') if key is not None else ""


def _inner(pair: Node) -> Node | None:
    return pair.child_by_field_name("value")
