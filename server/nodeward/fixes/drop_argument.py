"""Leaves out the last argument of a call."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The argument is the place of the finding and has to be the last one."""
    call = call_at(site.model, site.finding.details) if site.model is not None else None
    given = arguments(call) if call is not None else []
    if len(given) < 2 or given[-1].start_byte != site.finding.span.start:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edit = Edit(Span(given[-2].end_byte, given[-1].end_byte), b"")
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
