"""Gives an option of a call an expression, written in the quotes of the file."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, set_options
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix


def build(site: Site) -> Fix | Refusal:
    """`argument` is the position of the options, `key` the option, `code` the expression with double quotes."""
    model, wanted = site.model, site.spec.with_
    call = call_at(model, site.finding.details) if model is not None else None
    position = wanted["argument"]
    if model is None or call is None or not isinstance(position, int):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    code = str(wanted["code"]).replace('"', style_of(site.document).quote)
    edits = set_options(model, call, position, {str(wanted["key"]): code})
    if edits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(site.document.path, tuple(edits)),), safe=site.spec.safe)
