"""Calls another method of the same object: one that takes the same arguments."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; `to` is said by the rule."""
    call = call_at(site.model, site.finding.details) if site.model is not None else None
    callee = call.child_by_field_name("function") if call is not None else None
    key = (
        callee.child_by_field_name("property")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    if key is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edit = Edit(Span(key.start_byte, key.end_byte), str(site.spec.with_["to"]).encode())
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
