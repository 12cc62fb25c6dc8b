"""The comments of a file and what documents a node. Knows the forms of comments, not what they ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from nodeward.syntax.document import Document
from nodeward.syntax.nodes import COMMENTS, Node, field, named, node_at, span, text
from nodeward.text.span import Span

_MARKS = re.compile(rb"//|/\*|<!--|-->")
_LINE_OF_JSDOC = re.compile(r"\s*(?:\r\n|[\r\n\u2028\u2029])[ \t]*\*?[ \t]?")
# Nodes that a JSDoc comment documents together with what stands in this field of them (None: in any).
_WRAPPERS = {
    "ambient_declaration": None,
    "assignment_expression": "right",
    "export_statement": None,
    "expression_statement": None,
    "field_definition": "value",
    "pair": "value",
    "public_field_definition": "value",
    "variable_declarator": "value",
}


class Kind(Enum):
    """The form of a comment, which one written beside it should have too."""

    LINE = "line"  # from // to the end of the line
    BLOCK = "block"  # between /* and */
    JSX = "jsx"  # a block alone in the braces of a JSX child: {/* */}
    HTML = "html"  # from <!-- or --> to the end of the line (ECMA-262, annex B.1.1)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its bytes with the marks (without the braces of JSX), what stands between the marks, its form."""

    span: Span
    text: str
    kind: Kind


def comments(document: Document) -> Iterator[Comment]:
    """The comments of a document in order; none of PLAIN, none that a syntax error hides from the tree."""
    end = 0
    for mark in _MARKS.finditer(document.text):
        if mark.start() < end:
            continue
        node = node_at(document, mark.start(), mark.end())
        if node is not None and node.type in COMMENTS:
            end = node.end_byte
            yield _comment(document, node)


def jsdoc(document: Document, node: Node) -> str | None:
    """What the JSDoc comment directly before a node says, without its stars; None where there is none.

    A comment before a declaration, an export or an assignment is also that of the value in it. Of several
    variables in one declaration it documents the first.
    """
    above: Node | None = node
    while above is not None:
        before = _before(above)
        if before is not None:
            return _said(document, before)
        above = _wrapper(above)
    return None


def _comment(document: Document, node: Node) -> Comment:
    source = text(document, node)
    if node.type == "html_comment":
        return Comment(span(node), source.removeprefix("<!--").removeprefix("-->"), Kind.HTML)
    if source.startswith("//"):
        return Comment(span(node), source[2:], Kind.LINE)
    return Comment(span(node), source[2:-2], Kind.JSX if _alone_in_jsx(node) else Kind.BLOCK)


def _alone_in_jsx(node: Node) -> bool:
    braces = node.parent
    if braces is None or braces.type != "jsx_expression" or named(braces):
        return False
    return braces.parent is not None and braces.parent.type in {"jsx_element", "jsx_fragment"}


def _before(node: Node) -> Node | None:
    """The comment directly before a node and its decorators."""
    sibling = node.prev_sibling
    while sibling is not None and sibling.type == "decorator":
        sibling = sibling.prev_sibling
    return sibling if sibling is not None and sibling.type in COMMENTS else None


def _said(document: Document, comment: Node) -> str | None:
    source = text(document, comment)
    if not source.startswith("/**") or source == "/**/":
        return None
    return _LINE_OF_JSDOC.sub("\n", source[3:-2]).strip()


def _wrapper(node: Node) -> Node | None:
    """The node around this one that a comment documents together with it."""
    above = node.parent
    if above is None:
        return None
    if above.type in {"lexical_declaration", "variable_declaration"}:
        return above if named(above)[0] == node else None
    if above.type not in _WRAPPERS:
        return None
    name = _WRAPPERS[above.type]
    return above if name is None or field(above, name) == node else None
