"""Adds the options that a call must have and lacks, each with its first good value."""

from nodeward.findings import Finding
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, set_options, written
from nodeward.fixes.style import style_of
from nodeward.rulebook.condition import Options
from nodeward.rulebook.rule import Call, NoFix
from nodeward.rulebook.ways import calls
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.values import Object
from nodeward.syntax.nodes import Node


def build(site: Site) -> Fix | Refusal:
    """The missing options set in the call's options object."""
    model, options = site.model, _options(site)
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or options is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    style = style_of(model.facts.document)
    prefix = f"{options.below}." if options.below is not None else ""
    wanted = {
        prefix + key: written(style, options.require[key][0])
        for key in site.finding.details["keys"].split(",")
    }
    edits = set_options(model, call, _position(options, model, call), wanted)
    if edits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    title = site.spec.title.replace("{missing}", site.finding.details["missing"])
    return Fix(title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _position(options: Options, model: Model, call: Node) -> int:
    """Where the options stand, of the places where they may: the first object is them."""
    if isinstance(options.argument, int):
        return options.argument
    given = [isinstance(model.value(node), Object) for node in arguments(call)]
    places = [at for at in options.argument if at < len(given) and given[at]]
    return places[0] if places else options.argument[0]


def _options(site: Site) -> Options | None:
    """The options of the way that found the finding."""
    way = way_of(site.finding, calls(site.rule))
    return way.options if way is not None else None


def way_of(finding: Finding, ways: list[Call]) -> Call | None:
    """The `call` way of a rule that a finding comes from."""
    name, _, number = finding.details.get("way", "").partition(" ")
    return ways[int(number)] if name == "call" and number.isdigit() and int(number) < len(ways) else None
