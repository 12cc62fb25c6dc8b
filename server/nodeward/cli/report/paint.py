"""What kind of word each stretch of code is, read from its tree, so that a terminal can colour it.

Knows no colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node
from nodeward.text.span import Span


class Kind(StrEnum):
    """What a stretch of code is to the eye."""

    COMMENT = "comment"
    STRING = "string"
    NUMBER = "number"
    KEYWORD = "keyword"
    CALL = "call"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Stroke:
    """Bytes of one kind."""

    span: Span
    kind: Kind


_LEAVES = {
    "comment": Kind.COMMENT,
    "html_comment": Kind.COMMENT,
    "hash_bang_line": Kind.COMMENT,
    "string": Kind.STRING,
    "string_fragment": Kind.STRING,
    "escape_sequence": Kind.STRING,
    "`": Kind.STRING,
    "regex": Kind.STRING,
    "number": Kind.NUMBER,
    "true": Kind.NUMBER,
    "false": Kind.NUMBER,
    "null": Kind.NUMBER,
    "undefined": Kind.NUMBER,
    "this": Kind.KEYWORD,
    "super": Kind.KEYWORD,
    "type_identifier": Kind.TYPE,
    "predefined_type": Kind.TYPE,
}


def strokes(document: Document, window: Span) -> Iterator[Stroke]:
    """The stretches of `window` that have a kind, in order and disjoint; none for a file without a tree.

    Visits only the nodes that reach into the window.
    """
    root = document.root
    if root is None:
        return
    stack = [root]
    while stack:
        node = stack.pop()
        kind = _kind(node)
        if kind:
            yield Stroke(Span(node.start_byte, node.end_byte), kind)
        else:
            stack.extend(reversed(list(_children(node, window))))


def _children(node: Node, window: Span) -> Iterator[Node]:
    cursor = node.walk()  # Node.first_child_for_byte of tree-sitter 0.26 crashes where there is no such child
    more = cursor.goto_first_child_for_byte(window.start) is not None
    while more and cursor.node is not None and cursor.node.start_byte < window.end:
        yield cursor.node
        more = cursor.goto_next_sibling()


def _kind(node: Node) -> Kind | None:
    known = _LEAVES.get(node.type)
    if known:
        return known
    if not node.is_named:
        return Kind.KEYWORD if node.type.isalpha() else None
    above = node.parent
    if node.type not in {"identifier", "property_identifier"} or above is None:
        return None
    member = above if above.type == "member_expression" and node.type == "property_identifier" else node
    call = member.parent
    called = (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == member
    )
    return Kind.CALL if called else None
