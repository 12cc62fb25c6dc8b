"""Gives several options of a call values at once, in an object that is made where there is none."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at, set_options, written
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

POSITION = "argument"


def build(site: Site) -> Fix | Refusal:
    """`argument` is the position of the options; every other thing that the rule says is an option and its value."""
    model, style = site.model, style_of(site.document)
    call = call_at(model, site.finding.details) if model is not None else None
    position = site.spec.with_[POSITION]
    if model is None or call is None or not isinstance(position, int):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    wanted = {
        key: written(style, value)
        for key, value in site.spec.with_.items()
        if key != POSITION and not isinstance(value, list)
    }
    callback = _callback(call, position)
    edits = _before(callback, wanted) if callback is not None else set_options(model, call, position, wanted)
    if edits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _callback(call: Node, position: int) -> Node | None:
    """The function that stands where the options could."""
    given = arguments(call)
    return given[position] if position < len(given) and given[position].type in FUNCTIONS else None


def _before(callback: Node, wanted: dict[str, str]) -> list[Edit]:
    code = ", ".join(f"{key}: {value}" for key, value in wanted.items())
    return [Edit(Span(callback.start_byte, callback.start_byte), f"{{ {code} }}, ".encode())]
