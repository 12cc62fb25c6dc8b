"""What the caller of a callback hands to it: the methods of lists and promises, emitters, functions of the workspace.

What libraries hand to callbacks as objects of their own (a request, say) is known by type; this is about values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nodeward.semantics.calls import arguments
from nodeward.semantics.facts import Binding
from nodeward.semantics.model import Model
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Api, Constant, Function, Result
from nodeward.syntax.nodes import Node
from nodeward.taint.asked import Asked
from nodeward.taint.point import ANY, KEYS, Edge, Fields, Origin, Point

MOST_PASSED = 3  # functions that pass a callback on, one inside the other
# Methods of lists that hand an element to the parameter at this position (ECMA-262, 23.1.3).
_ELEMENT: Mapping[str, int] = {
    **dict.fromkeys(
        ("every", "filter", "find", "findIndex", "findLast", "flatMap", "forEach", "map", "some"), 0
    ),
    "reduce": 1,
    "reduceRight": 1,
}
# Functions of utility libraries that are given the list first.
_LISTED = frozenset(
    {
        "each",
        "eachSeries",
        "eachLimit",
        "every",
        "filter",
        "find",
        "flatMap",
        "forEach",
        "forOwn",
        "forIn",
        "map",
        "mapSeries",
        "mapLimit",
        "reduce",
        "some",
        "times",
    }
)
_TIMERS = frozenset({"setTimeout", "setInterval", "setImmediate", "nextTick"})
_LISTENERS = frozenset({"on", "once", "addListener", "addEventListener", "prependListener"})


@dataclass(frozen=True, slots=True)
class Slot:
    """Parameter `position` of the function that is argument `callback` of a call."""

    callback: int
    position: int


def handed_to_callback(
    asked: Asked, point: Point, slot: Slot, depth: int = MOST_PASSED
) -> Iterator[Edge | Origin]:
    """What a call (`point.site`) hands to a parameter of a function among its arguments."""
    callback, position = slot.callback, slot.position
    model, call = point.site.model, point.site.node
    callee = unwrapped(
        call.child_by_field_name("function") or call.child_by_field_name("constructor") or call
    )
    called = model.value(callee)
    if isinstance(called, Function):
        yield from _in_workspace(asked, point, called, slot, depth)
        return
    key = callee.child_by_field_name("property")
    object_ = callee.child_by_field_name("object")
    method = model.text(key) if key is not None else model.text(callee)
    given = arguments(call)
    if method in _TIMERS:
        delay = 0 if method in ("setImmediate", "nextTick") else 1
        extra = given[callback + 1 + delay + position :][:1]
        yield from (Edge(point.at(node)) for node in extra)
    elif object_ is None:
        return
    elif method in _LISTED and callback > 0 and isinstance(called, Api | Result):
        yield from _of_list(point, given[0], position, first=method == "reduce")
    elif method in _ELEMENT and callback == 0:
        yield from _of_list(point, object_, position, first=method.startswith("reduce"))
        if method.startswith("reduce") and position == 0:
            yield Edge(point.at(call))  # what the call before gave back
            yield from (Edge(point.at(node)) for node in given[1:2])
    elif method == "then" and callback == 0 and position == 0:
        yield Edge(point.at(object_))
    elif method == "replace" and callback == 1:
        yield Edge(point.at(object_, ()))
    elif method in _LISTENERS and callback == 1:
        yield from _emitted(model, point, given[0], position)


def _of_list(point: Point, list_: Node, position: int, *, first: bool) -> Iterator[Edge]:
    """An element, and behind it its key: a name only where the list is an object."""
    if position == int(first):
        yield Edge(point.at(list_, (ANY, *point.fields)), "is handed to the callback, one by one")
    elif position == int(first) + 1 and not point.fields:
        yield Edge(point.at(list_, (KEYS,)))


def _in_workspace(
    asked: Asked, point: Point, called: Function, slot: Slot, depth: int
) -> Iterator[Edge | Origin]:
    """What a function of the workspace calls its callback with."""
    inner = called.site.model
    frames = point.entered(point.site, called.site)
    binding = _parameter(inner, called.site.node, slot.callback)
    if frames is None or binding is None:
        return
    for use in binding.uses:
        call = _call_of(use)
        if call is not None:
            shift = 1 if _is_member_call(use) else 0
            for node in arguments(call)[slot.position + shift :][:1]:
                yield Edge(
                    point.elsewhere(inner.site(node), point.fields, frames), "is handed to the callback"
                )
        elif use.parent is not None and use.parent.type == "arguments" and depth > 0:
            further = point.elsewhere(inner.site(use), point.fields, frames)
            yield from _passed_on(asked, further, slot.position, depth)


def _passed_on(asked: Asked, point: Point, position: int, depth: int) -> Iterator[Edge | Origin]:
    """The callback (`point.site`) is an argument of another call."""
    use, model = point.site.node, point.site.model
    outer = use.parent.parent if use.parent is not None else None
    if outer is None or outer.type not in ("call_expression", "new_expression"):
        return
    at = arguments(outer).index(use)
    further = point.elsewhere(model.site(outer), point.fields, point.frames)
    yield from handed_to_callback(asked, further, Slot(at, position), depth - 1)


def _parameter(model: Model, function: Node, position: int) -> Binding | None:
    listed = parameters(function)
    if position >= len(listed):
        return None
    name = listed[position].child_by_field_name("pattern") or listed[position]
    return model.facts.binding(name) if name.type == "identifier" else None


def _call_of(use: Node) -> Node | None:
    parent = use.parent
    if parent is None:
        return None
    if _is_member_call(use):
        return parent.parent
    called = parent.type == "call_expression" and parent.child_by_field_name("function") == use
    return parent if called else None


def _is_member_call(use: Node) -> bool:
    """`callback.call(this, value)`."""
    parent = use.parent
    key = parent.child_by_field_name("property") if parent is not None else None
    above = parent.parent if parent is not None else None
    return key is not None and key.text == b"call" and above is not None and above.type == "call_expression"


def _emitted(model: Model, point: Point, event: Node, position: int) -> Iterator[Edge]:
    """`emitter.emit("name", value)` in the same file."""
    name = model.value(event)
    if not isinstance(name, Constant):
        return
    for key in model.facts.occurrences("emit"):
        member = key.parent
        call = member.parent if member is not None else None
        if call is None or call.type != "call_expression":
            continue
        given = arguments(call)
        if given and model.value(given[0]) == name and len(given) > position + 1:
            fields: Fields = point.fields
            yield Edge(point.elsewhere(model.site(given[position + 1]), fields, ()), "is emitted")
