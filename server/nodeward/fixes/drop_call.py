"""Takes a call out of a chain: `get(url).disableTLSCerts().timeout(5)` becomes `get(url).timeout(5)`."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import callee
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding: of a method that gives its object back, so that the chain goes on without it."""
    call = call_at(site.model, site.finding.details) if site.model is not None else None
    member = callee(call) if call is not None else None
    holder = member.child_by_field_name("object") if member is not None else None
    if call is None or holder is None or holder.type != "call_expression":
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    edit = Edit(Span(holder.end_byte, call.end_byte), b"")
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
