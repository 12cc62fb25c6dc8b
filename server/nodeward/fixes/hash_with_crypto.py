"""Turns a call of a package for one hash into Node's own, with another function: `md5(x)` into `createHash("sha256")...`."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import member_import
from nodeward.fixes.objects import call_at
from nodeward.fixes.style import style_of
from nodeward.fixes.unused import dropped_import
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding and has the text as its only argument; `to` names the function."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    function = callee(call) if call is not None else None
    if model is None or call is None or function is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    given = arguments(call)
    if len(given) != 1 or given[0].type == "spread_element" or call.type != "call_expression":
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    style = style_of(site.document)
    made = member_import(model, site.files, "crypto", "createHash")
    name, form = style.string(str(site.spec.with_["to"])), style.string("hex")
    code = f"{made.name}({name}).update({model.text(given[0])}).digest({form})"
    edits = [Edit(Span(call.start_byte, call.end_byte), code.encode()), *dropped_import(model, function)]
    edits += [made.edit] if made.edit is not None else []
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)
