"""Calls another function of the same package: one that takes the same arguments."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.fixes.other_function import Other, call_other
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import callee


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; the rule says the `package` and the `member` that is to be called."""
    model, wanted = site.model, site.spec.with_
    call = call_at(model, site.finding.details) if model is not None else None
    function = callee(call) if call is not None else None
    if model is None or function is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edits = call_other(Other(model, site.files, str(wanted["package"]), str(wanted["member"])), function)
    if edits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)
