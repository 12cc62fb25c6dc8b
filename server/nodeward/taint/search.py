"""The search itself: from a dangerous place back along everything that its value may come from, breadth first.

The order of the steps is fixed by the code alone, circles end where they began, and what is found does not depend on
anything that was asked before. The bounds are counted in steps.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.program.program import Program
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Site
from nodeward.taint.asked import Asked
from nodeward.taint.exposed import is_exposed
from nodeward.taint.point import Edge, Fields, Origin, Point
from nodeward.taint.spec import Kind, Question, Spec
from nodeward.taint.transfer import step
from nodeward.taint.validated import is_validated

MOST_POINTS = 1_500  # places that one search looks at
MOST_KEY_POINTS = 400  # and one for the keys that lead to an object
MOST_FLOWS = 4  # sources that are told of one sink


@dataclass(frozen=True, slots=True)
class Hop:
    """One place of a flow, and what becomes of the value there; without a note it is not worth telling."""

    site: Site
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A way from a source to the sink: where it begins, of which source set, and the places between, in that order."""

    source: Site
    set_: str
    hops: tuple[Hop, ...]
    fields: Fields = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The flows into a place, the nearest source first; `cut_off` where the search was ended by its bound."""

    flows: tuple[Flow, ...] = ()
    cut_off: bool = False


def asking(program: Program, spec: Spec, question: Question) -> Asked:
    """A question that several places of one program are searched for."""
    # What was drawn is no better for being tested.
    return Asked(program, spec, question, is_exposed(program), judged=question.kind is not Kind.RANDOM)


def search(asked: Asked, sink: Site, fields: Fields = ()) -> Found:
    """The flows into the part `fields` of the value at `sink`."""
    start = Point(sink, fields, structured=asked.question.structured)
    came: dict[Point, tuple[Point, str] | None] = {start: None}
    queue = deque([start])
    flows: list[Flow] = []
    seen: set[tuple[Site, str]] = set()
    while queue and len(flows) < MOST_FLOWS:
        if len(came) > MOST_POINTS:
            return Found(tuple(flows), cut_off=True)
        here = queue.popleft()
        found = _stepped(asked, here)
        for edge in [each for each in found if isinstance(each, Edge)]:
            if edge.point not in came:
                came[edge.point] = (here, edge.note)
                queue.append(edge.point)
        origins = {each.source for each in found if isinstance(each, Origin)}
        if origins and is_validated(asked, here):
            continue
        for source in sorted(origins - {set_ for site, set_ in seen if site == here.site}):
            seen.add((here.site, source))
            flows.append(Flow(here.site, source, tuple(_hops(came, here)), here.fields))
    return Found(tuple(flows))


def _stepped(asked: Asked, point: Point) -> tuple[Edge | Origin, ...]:
    """Where the value at a point may come from; several sinks often share a part of the way."""
    if point not in asked.steps:
        asked.steps[point] = tuple(step(asked, point))
    return asked.steps[point]


def _hops(came: dict[Point, tuple[Point, str] | None], source: Point) -> Iterator[Hop]:
    """From the source to the sink."""
    at: Point | None = source
    while at is not None:
        before = came[at]
        yield Hop(at.site, before[1] if before is not None else "")
        at = before[0] if before is not None else None


def asking_for_keys(program: Program, spec: Spec) -> Asked:
    """The question by which keys objects are reached, whatever was tested on the way."""
    return Asked(program, spec, Question((), Kind.OBJECT), judged=False)


def keys_to(asked: Asked, object_: Site) -> list[Site]:
    """The keys that are not known before the program runs by which an object may have been taken out of others."""
    start = Point(object_)
    seen = {start}
    queue = deque([start])
    found: dict[Site, None] = {}
    while queue and len(seen) <= MOST_KEY_POINTS:
        here = queue.popleft()
        key = _key(here)
        if key is not None and not isinstance(key.model.value(key.node), Constant):
            found[key] = None
        fresh = [edge.point for edge in _stepped(asked, here) if isinstance(edge, Edge)]
        queue.extend(point for point in dict.fromkeys(fresh) if point not in seen)
        seen.update(fresh)
    return list(found)


def _key(point: Point) -> Site | None:
    """The key of `object[key]`, where the whole value is asked for; an object without a prototype leads to none."""
    model, node = point.site.model, unwrapped(point.site.node)
    if node.type != "subscript_expression" or point.fields:
        return None
    key, object_ = node.child_by_field_name("index"), node.child_by_field_name("object")
    if key is None or object_ is None or _is_bare(model.site(object_)):
        return None
    return model.site(key)


def _is_bare(site: Site) -> bool:
    """`Object.create(null)`."""
    made = origin(site)
    function = callee(made.node) if made.node.type == "call_expression" else None
    given = (
        arguments(made.node) if function is not None and made.model.text(function) == "Object.create" else []
    )
    return bool(given) and given[0].type == "null"
