"""What the comment before a node says of it (JSDoc). Knows what a comment documents, not what its tags mean."""

import re

from nodeward.syntax.document import Document
from nodeward.syntax.nodes import COMMENTS, Node, field, named, text

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
