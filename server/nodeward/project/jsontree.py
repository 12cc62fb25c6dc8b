"""Reading a JSON tree: members of objects with their places, and plain values. Comments and broken parts are passed over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, field, named, span, text
from nodeward.text.span import Span

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object: where its key stands (with quotes), and its value."""

    key: Span
    value: Node


def top(document: Document) -> Node | None:
    """The object that a JSON file consists of; None where there is none."""
    if document.root is None:
        return None
    return next((node for node in document.root.named_children if node.type == "object"), None)


def members(document: Document, node: Node | None) -> dict[str, Member]:
    """The members of an object by name; of two with one name the last, as JSON.parse has it. None gives none."""
    if node is None or node.type != "object":
        return {}
    found: dict[str, Member] = {}
    for pair in _pairs(node):
        key, value = field(pair, "key"), field(pair, "value")
        name = _string(document, key)
        if key is not None and value is not None and name is not None and not value.is_missing:
            found.pop(name, None)
            found[name] = Member(span(key), value)
    return found


def plain(document: Document, node: Node | None, depth: int = 0) -> Json:
    """The value of a node as Python has it; None where it cannot be read or lies deeper than 64 levels."""
    if node is None or depth > _DEEPEST:
        return None
    if node.type == "object":
        inside = members(document, node)
        return {name: plain(document, member.value, depth + 1) for name, member in inside.items()}
    if node.type == "array":
        return [
            plain(document, item, depth + 1) for item in named(node) if not (item.is_missing or item.is_error)
        ]
    return _scalar(document, node)


def string(document: Document, member: Member | None) -> str | None:
    """The text of a member whose value is a string; None for anything else."""
    return None if member is None else _string(document, member.value)


def _pairs(node: Node) -> Iterator[Node]:
    """The pairs of an object, those that stand beside a mistake included."""
    for child in node.named_children:
        if child.type == "pair":
            yield child
        elif child.type == "ERROR":
            yield from (inner for inner in child.named_children if inner.type == "pair")


def _string(document: Document, node: Node | None) -> str | None:
    if node is None or node.type != "string":
        return None
    value = _scalar(document, node)
    return value if isinstance(value, str) else None


def _scalar(document: Document, node: Node) -> Json:
    try:
        value: Json = json.loads(text(document, node), strict=False)
    except ValueError:
        return None
    return value
