"""Small questions to a tree: text, span, parents, descendants, where a name stands. Knows no meaning."""

from collections.abc import Iterator

from tree_sitter import Node as Node  # noqa: PLC0414 - the name under which the house knows it

from nodeward.syntax.document import Document
from nodeward.syntax.words import Words
from nodeward.text.codec import decode
from nodeward.text.span import Span

COMMENTS = frozenset({"comment", "html_comment"})
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


def first_named(node: Node) -> Node | None:
    """The first named child that is no comment; None where there is none, as in broken code."""
    return next((child for child in node.named_children if child.type not in COMMENTS), None)


def last_named(node: Node) -> Node | None:
    """The last named child that is no comment; None where there is none, as in broken code."""
    return next((child for child in reversed(node.named_children) if child.type not in COMMENTS), None)


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
    """The node and all below it, in the order of the text; nodes below it of a `closed` type are not entered."""
    cursor = node.walk()
    while True:
        here = cursor.node
        assert here is not None
        yield here
        enters = not closed or here.type not in closed or cursor.depth == 0
        if enters and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def identifiers(document: Document) -> Words:
    """Where each word that could be an identifier starts, comments and strings included; none in JSON and PLAIN.

    So a name is looked up without walking the tree; `node_at` tells what stands at a place.
    """
    return document.words
