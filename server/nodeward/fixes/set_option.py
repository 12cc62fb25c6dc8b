"""Gives an option of a call a value."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, set_options, written
from nodeward.fixes.set_required_options import way_of
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.rulebook.ways import calls


def build(site: Site) -> Fix | Refusal:
    """`key` and `value` are said by the rule; the options are where its way of looking found none."""
    model, way = site.model, way_of(site.finding, calls(site.rule))
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or way is None or way.options is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    at, value = way.options.argument, site.spec.with_["value"]
    assert not isinstance(value, list)
    code = written(style_of(site.document), value)
    edits = set_options(
        model, call, at if isinstance(at, int) else at[0], {str(site.spec.with_["key"]): code}
    )
    if edits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(site.document.path, tuple(edits)),), safe=site.spec.safe)
