"""Takes an option out of the options that the call of a finding is given, so that the library's own default counts again."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, drop_property, pair_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.values import Object
from nodeward.syntax.nodes import Node


def build(site: Site) -> Fix | Refusal:
    """The rule says the position of the options (`argument`) and the `option`."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    pair = _pair(model, call, int(str(site.spec.with_["argument"])), str(site.spec.with_["option"]))
    if pair is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(model.path, (drop_property(model, pair),)),), safe=site.spec.safe)


def _pair(model: Model, call: Node, position: int, key: str) -> Node | None:
    given = arguments(call)
    value = model.value(given[position]) if position < len(given) else None
    return pair_of(model, value, key) if isinstance(value, Object) and value.site.model is model else None
