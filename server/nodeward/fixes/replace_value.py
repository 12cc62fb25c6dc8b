"""Writes another value in place of a literal: an option's, an argument's, the right side of an assignment."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import written
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_LITERALS = frozenset(
    {"string", "template_string", "number", "true", "false", "null", "unary_expression", "binary_expression"}
)


def build(site: Site) -> Fix | Refusal:
    """The value is the place of the finding, or the last part of it (of a property, of an assignment); `value` says what it becomes."""
    found = node_at(site.document, site.finding.span.start, site.finding.span.end)
    node = _value(found) if found is not None else None
    if node is None or node.type not in _LITERALS:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    value = site.spec.with_["value"]
    assert not isinstance(value, list)
    new = written(style_of(site.document), value)
    title = site.spec.title.replace("{option}", site.finding.details.get("option", ""))
    edit = Edit(Span(node.start_byte, node.end_byte), new.encode())
    return Fix(title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)


def _value(node: Node) -> Node | None:
    if node.type == "pair":
        return node.child_by_field_name("value")
    return node.child_by_field_name("right") if node.type == "assignment_expression" else node
