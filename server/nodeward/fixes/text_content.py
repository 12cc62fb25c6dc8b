"""Assigns text instead of markup: `element.textContent = value`, where the program itself writes no markup into it."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_MARKUP = (b"<", b"&")


def build(site: Site) -> Fix | Refusal:
    """The assignment is the one that the finding speaks of."""
    details = site.finding.details
    if details.get("api", "").rpartition(".")[2] != "innerHTML" or details.get("markup") == "yes":
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    node = node_at(site.document, int(details["call-start"]), int(details["call-end"]))
    key = _key(node) if node is not None and node.type == "assignment_expression" else None
    if node is None or key is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    right = node.child_by_field_name("right")
    written = site.document.text[right.start_byte : right.end_byte] if right is not None else b"<"
    if any(sign in written for sign in _MARKUP):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    edit = Edit(Span(key.start_byte, key.end_byte), b"textContent")
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)


def _key(assignment: Node) -> Node | None:
    left = assignment.child_by_field_name("left")
    return left.child_by_field_name("property") if left is not None else None
