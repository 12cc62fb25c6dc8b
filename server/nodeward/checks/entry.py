"""The way `entry`: a value in a project file, such as a version range in `package.json`."""

import posixpath
from collections.abc import Iterator

from nodeward.checks.context import Hit
from nodeward.project.versions import open_ended
from nodeward.rulebook.rule import Entry
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, first_named, named, text


def check(document: Document, way: Entry) -> Iterator[Hit]:
    """The values of a project file that the way describes."""
    if posixpath.basename(document.path) != way.file or document.root is None:
        return
    for key in way.below:
        for pair in _pairs(_value(document, document.root, key.split("."))):
            name, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if name is None or value is None or value.type != "string":
                continue
            spelled = text(document, value)[1:-1]
            if way.version == "open" and open_ended(spelled):
                details = {"name": text(document, name)[1:-1], "value": spelled, "section": key}
                yield Hit(value, details)


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
