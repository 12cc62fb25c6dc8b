"""Where a value is found again that is handed to a function, to a constructor, or back to who called."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.program.references import export_keys
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.classes import lineage
from nodeward.semantics.forward import pattern_uses
from nodeward.semantics.mentions import mentions
from nodeward.semantics.returns import returning
from nodeward.semantics.roles import parameters
from nodeward.semantics.values import Class, Function, Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.program.program import Program

_BINDERS = frozenset({"apply", "bind", "call"})
_MODIFIERS = frozenset({"accessibility_modifier", "readonly"})


@dataclass(frozen=True, slots=True)
class Handed:
    """A value in the function that it is handed to: its uses, or those of the object whose member `keys` it is."""

    uses: list[Site]
    keys: tuple[str, ...] = ()
    holders: tuple[Site, ...] = ()
    name: Node | None = None  # the parameter, if it is a plain name
    owner: Site | None = None  # the class of which it becomes a field


@dataclass(frozen=True, slots=True)
class Returned:
    """What becomes of a value that a function gives back."""

    calls: list[Site]
    exported: bool
    out_of_sight: bool  # somebody calls the function whom we do not see


def handed_to(function: Function, position: int, keys: tuple[str, ...]) -> Handed | None:
    """The argument at a position inside a function; None where it cannot be followed there."""
    model, found = function.site.model, parameters(function.site.node)
    if position >= len(found):
        return None
    parameter = found[position]
    pattern = parameter.child_by_field_name("pattern") or parameter.child_by_field_name("left") or parameter
    plain = pattern.type == "identifier"
    if not plain and (pattern.type != "object_pattern" or not keys):
        return None
    uses = [model.site(use) for use in pattern_uses(model, pattern, keys)]
    holders = tuple(model.site(use) for use in pattern_uses(model, pattern)) if keys and plain else ()
    return Handed(uses, keys, holders, pattern if plain else None)


def handed_to_class(made: Class, position: int, keys: tuple[str, ...]) -> Handed | None:
    """The argument at a position of a construction, inside the constructor."""
    for owner in lineage(made.site):
        constructor = _constructor(owner)
        if constructor is None:
            continue
        found = handed_to(constructor, position, keys)
        if found is None or not _is_property(constructor, position):
            return found
        return Handed(found.uses, keys, found.holders, found.name, owner) if not keys else None
    return None


def returned_by(program: "Program", site: Site) -> Returned:
    """The calls of the function that returns the expression at `site`."""
    model, function = site.model, returning(site.node)
    if function is None:
        return Returned([], exported=False, out_of_sight=True)
    places = [model.site(function), *mentions(model, function)]
    calls = [call for place in places if (call := _call(place)) is not None]
    exported = bool(export_keys(program, model, function))
    passed = any(_is_argument(place.node) for place in places)
    return Returned(calls, exported, out_of_sight=passed or not (calls or exported or len(places) > 1))


def binds(site: Site, call: Node) -> bool:
    """`app.render.apply(app, arguments)`: a thing is handed to its own method only."""
    model, function, given = site.model, callee(call), arguments(call)
    key = function.child_by_field_name("property") if function is not None else None
    method = function.child_by_field_name("object") if function is not None else None
    if key is None or method is None or model.text(key) not in _BINDERS or given[:1] != [site.node]:
        return False
    return model.text(method).startswith(f"{model.text(site.node)}.")


def _constructor(owner: Site) -> Function | None:
    body = owner.node.child_by_field_name("body")
    for member in body.named_children if body is not None else []:
        name = member.child_by_field_name("name")
        if (
            member.type == "method_definition"
            and name is not None
            and owner.model.text(name) == "constructor"
        ):
            return Function(owner.model.site(member))
    return None


def _is_property(constructor: Function, position: int) -> bool:
    """TypeScript's `constructor(private readonly app: Application)`."""
    found = parameters(constructor.site.node)
    return position < len(found) and any(child.type in _MODIFIERS for child in found[position].children)


def _call(place: Site) -> Site | None:
    """The call of which an expression is the callee."""
    at = place.node
    while at.parent is not None and at.parent.type == "parenthesized_expression":
        at = at.parent
    call = at.parent
    called = (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == at
    )
    return place.model.site(call) if called and call is not None else None


def _is_argument(node: Node) -> bool:
    return node.parent is not None and node.parent.type == "arguments"
