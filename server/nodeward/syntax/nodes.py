"""Small questions to a tree: text, span, parents, descendants, where a name stands. Knows no meaning."""

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node as Node  # noqa: PLC0414 - the name under which the house knows it

from nodeward.syntax.document import Document
from nodeward.text.codec import decode
from nodeward.text.span import Span

COMMENTS = frozenset({"comment", "html_comment"})
_IDENTIFIER = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")
# What JavaScript takes for blank outside ASCII (ECMA-262, WhiteSpace and LineTerminator), as UTF-8.
_BLANKS = re.compile(
    rb"\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80|\xef\xbb\xbf"
)
_NOTHING: frozenset[str] = frozenset()


def text(document: Document, node: Node) -> str:
    """The source of a node of this document."""
    return decode(document.text[node.start_byte : node.end_byte])


def span(node: Node) -> Span:
    """The bytes of a node."""
    return Span(node.start_byte, node.end_byte)


def parent(node: Node) -> Node | None:
    """The node that this one is a child of; None for the root."""
    return node.parent


def field(node: Node, name: str) -> Node | None:
    """The first child in a field of the grammar, for example `function` of a `call_expression`."""
    return node.child_by_field_name(name)


def named(node: Node) -> list[Node]:
    """The named children without comments."""
    return [child for child in node.named_children if child.type not in COMMENTS]


def ancestors(node: Node) -> Iterator[Node]:
    """The nodes around this one, the nearest first, without itself."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def enclosing(node: Node, *types: str) -> Node | None:
    """The nearest node of one of these types around this one, without itself."""
    return next((above for above in ancestors(node) if above.type in types), None)


def node_at(document: Document, start: int, end: int) -> Node | None:
    """The smallest node that covers these bytes; None where none does, or the document has no tree."""
    root = document.root
    if root is None or not root.start_byte <= start <= end <= root.end_byte:
        return None
    return root.descendant_for_byte_range(start, end)


def walk(node: Node, *, closed: frozenset[str] = _NOTHING) -> Iterator[Node]:
    """The node and all below it, in the order of the text; nodes of a `closed` type are not entered."""
    cursor = node.walk()
    while True:
        here = cursor.node
        assert here is not None
        yield here
        if (not closed or here is node or here.type not in closed) and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def identifiers(document: Document) -> Mapping[bytes, tuple[int, ...]]:
    r"""Where each word of the text that could be an identifier starts, comments and strings included.

    One pass over the bytes, so that a name can be looked up without walking the tree; ask `node_at` what a
    place is. `#private` is found without its `#`; a name written with `\u` escapes is not found.
    """
    found: dict[bytes, list[int]] = {}
    source = document.text
    if not source.isascii():
        source = _BLANKS.sub(lambda blank: b" " * len(blank.group()), source)
    for match in _IDENTIFIER.finditer(source):
        found.setdefault(match.group(), []).append(match.start())
    return {name: tuple(places) for name, places in found.items()}
