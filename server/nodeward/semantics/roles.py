"""The role of a function: what the library that it is registered with hands to its parameters."""

from functools import partial
from typing import TYPE_CHECKING

from nodeward.semantics.api import Callback, Convention
from nodeward.semantics.hosts import of_host
from nodeward.semantics.registrations import Placed, callbacks, placements
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import COMMENTS, Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

NO_TYPES: tuple[str, ...] = ()
ERROR = "Error"  # the canonical name of what is thrown, rejected, or handed to a callback as its error
_ERRORS_FIRST = frozenset({"err", "error", "_err", "_error"})


def parameter_types(model: "Model", function: Node) -> tuple[str, ...]:
    """The canonical types of a function's parameters by its role; empty where it has none, or two."""
    return model.once(function, "role", partial(_types, model, function), NO_TYPES)


def _types(model: "Model", function: Node) -> tuple[str, ...]:
    places = list(placements(model, function))
    for judged in (_of_library, _of_the_language, _of_map):
        found = {types for place in places if (types := judged(place, function))}
        if found:
            return found.pop() if len(found) == 1 else NO_TYPES
    return by_convention(model, function) or of_host(model, function, parameter_names(model, function)[:1])


def by_convention(model: "Model", function: Node) -> tuple[str, ...]:
    """An exported function that calls its parameters what handlers call them, and uses them so."""
    names = parameter_names(model, function)
    for convention in model.library.conventions:
        if (
            convention.names
            and _fits(convention, names)
            and _is_offered(function)
            and _proves(model, function, names, convention)
        ):
            return convention.parameters
    return NO_TYPES


def parameter_names(model: "Model", function: Node) -> list[str]:
    """The names of a function's parameters; a pattern's text where it is no plain name."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [model.text(single)]
    return [_spelled(model, parameter) for parameter in parameters(function)]


def parameters(function: Node) -> list[Node]:
    """The parameters of a function, comments and TypeScript's `this` left out."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    formal = function.child_by_field_name("parameters")
    named = formal.named_children if formal is not None else []
    return [child for child in named if child.type not in COMMENTS and _pattern(child).type != "this"]


def _pattern(parameter: Node) -> Node:
    return parameter.child_by_field_name("pattern") or parameter.child_by_field_name("left") or parameter


def _spelled(model: "Model", parameter: Node) -> str:
    return model.text(_pattern(parameter))


def _of_library(place: Placed, function: Node) -> tuple[str, ...]:
    """What the library that is called hands to the function at this place."""
    call, position = _call(place.site.node), _position(place.site.node)
    count = len(parameters(function))
    for callback in callbacks(place.site.model, call) if call is not None and not place.under else ():
        fits = callback.argument in (None, position) and callback.count in (None, count)
        if not fits or not _has_keys(callback, place.keys):
            continue
        if not callback.first or _first_text(place.site.model, call) in callback.first:
            return callback.parameters
    return NO_TYPES


def _has_keys(callback: Callback, keys: tuple[str, ...]) -> bool:
    """Whether a callback speaks of what stands under these keys; `*` stands for any one of them."""
    if not callback.properties:
        return not keys
    return any(
        len(way) == len(keys) and all(key in ("*", own) for key, own in zip(way, keys, strict=True))
        for way in callback.properties
    )


def _first_text(model: "Model", call: Node | None) -> str | None:
    """The text that a call is given first."""
    given = call.child_by_field_name("arguments") if call is not None else None
    return constant_text(model.value(first_named(given))) if given is not None else None


def _of_map(place: Placed, _function: Node) -> tuple[str, ...]:
    """What is handed to the members of an object that has one of the names that a library gives to maps of handlers."""
    conventions = place.site.model.library.conventions
    return next((each.parameters for each in conventions if place.under in each.under), NO_TYPES)


def _of_the_language(place: Placed, function: Node) -> tuple[str, ...]:
    """What a promise hands to `catch`, and Node.js's own convention: a callback takes the error first."""
    model, call = place.site.model, _call(place.site.node)
    if place.keys or place.under:
        return NO_TYPES
    callee = call.child_by_field_name("function") if call is not None else None
    if call is None:
        return NO_TYPES
    key = (
        callee.child_by_field_name("property")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    method, position = model.text(key) if key is not None else "", _position(place.site.node)
    if (method == "catch" and position == 0) or (method == "then" and position == 1):
        return (ERROR,)
    names = parameter_names(model, function)
    return (ERROR,) if names and names[0] in _ERRORS_FIRST else NO_TYPES


def _call(argument: Node) -> Node | None:
    given = argument.parent
    return given.parent if given is not None and given.type == "arguments" else None


def _position(argument: Node) -> int:
    given = argument.parent.named_children if argument.parent is not None else []
    others = [child for child in given if child.type not in COMMENTS]
    return next((i for i, child in enumerate(others) if child == argument), 0)


def _fits(convention: Convention, names: list[str]) -> bool:
    if len(names) < len(convention.names) - 1 or len(names) > len(convention.names) or len(names) < 2:
        return False
    return all(name in known for name, known in zip(names, convention.names, strict=False))


def _is_offered(function: Node) -> bool:
    """Whether the function leaves its file or belongs to an object: someone else registers it."""
    at: Node | None = function
    while at is not None and at.parent is not None and at.parent.type not in ("statement_block", "program"):
        at = at.parent
        if at.type in (
            "export_statement",
            "object",
            "class_body",
            "assignment_expression",
            "return_statement",
        ):
            return True
    return at is not None and at.parent is not None and at.parent.type == "program"


def _proves(model: "Model", function: Node, names: list[str], convention: Convention) -> bool:
    for member in convention.proof:
        for use in model.facts.occurrences_in(member, function):
            above = use.parent
            if above is None or above.type != "member_expression" or not _inside(function, use):
                continue
            object_ = above.child_by_field_name("object")
            if object_ is not None and model.text(object_).split(".")[0].split("(")[0] in names:
                return True
    return False


def _inside(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
