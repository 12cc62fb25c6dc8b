"""Makes an id that only differs from others into one that nobody can guess: `shortid.generate()` into `randomUUID()`."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import member_import
from nodeward.fixes.objects import call_at
from nodeward.fixes.unused import dropped_import
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; one that asks for a length or an alphabet cannot be a UUID."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    function = callee(call) if call is not None else None
    if model is None or call is None or function is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    if arguments(call) or call.type != "call_expression":
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    made = member_import(model, site.files, "crypto", "randomUUID")
    used = function.child_by_field_name("object") or function
    edits = [
        Edit(Span(call.start_byte, call.end_byte), f"{made.name}()".encode()),
        *dropped_import(model, used),
    ]
    edits += [made.edit] if made.edit is not None else []
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)
