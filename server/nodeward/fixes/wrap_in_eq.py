"""Says in a MongoDB filter that a value is compared, whatever it is: `{ name: { $eq: value } }`."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.syntax.nodes import Node, ancestors, node_at
from nodeward.text.edits import Edit


def build(site: Site) -> Fix | Refusal:
    """The place of the finding is the value of a field; a filter that is sent whole is nobody's to guess."""
    model, span = site.model, site.finding.span
    call = call_at(model, site.finding.details) if model is not None else None
    found = node_at(site.document, span.start, span.end)
    if call is None or found is None or model is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    if not _is_field(found):
        whole = found.type in ("member_expression", "subscript_expression")
        spread = found.parent is not None and found.parent.type == "spread_element"
        return Refusal(NoFix.NEEDS_HUMAN if whole or spread else NoFix.BUILT_ELSEWHERE)
    if not any(each in arguments(call) for each in (found, *ancestors(found))):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    code = f"{{ $eq: {model.text(found)} }}"
    if found.type == "shorthand_property_identifier":
        code = f"{model.text(found)}: {code}"
    return Fix(site.spec.title, (FileEdit(model.path, (Edit(span, code.encode()),)),), safe=site.spec.safe)


def _is_field(node: Node) -> bool:
    """Whether a node is the value of a field of a literal, not of an operator."""
    if node.type == "shorthand_property_identifier":
        return True
    pair = node.parent
    key = pair.child_by_field_name("key") if pair is not None and pair.type == "pair" else None
    valued = pair is not None and pair.child_by_field_name("value") == node
    return key is not None and valued and not (key.text or b"").lstrip(b"\"'").startswith(b"$")
