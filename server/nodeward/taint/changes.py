"""What is put into the members of an object where it is used: assignments, methods of lists and maps, functions that fill it."""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Function
from nodeward.syntax.nodes import Node
from nodeward.taint.point import ANY, DEEP, Fields, below
from nodeward.taint.reaching import Event

MOST_USES = 400  # of one variable that are looked at for changes of its members
MOST_ENTERED = 2  # functions, one inside the other, that are asked what they put into an object
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_ADDERS = frozenset({"push", "unshift", "splice", "add", "append", "fill"})
_SETTERS = frozenset({"set", "append"})
_MERGES = frozenset({"Object.assign", "lodash.assign", "lodash.extend", "lodash.merge", "lodash.defaults"})


@dataclass(frozen=True, slots=True, eq=False)
class Given(Event):
    """An event with the expressions that are given, each with the part of it that is asked for."""

    parts: tuple[tuple[Node, Fields], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Entered(Given):
    """What a call puts into an object: its parts stand in the function that is called."""

    function: Function | None = None


def changed(model: Model, use: Node, fields: Fields, depth: int) -> Iterator[Given]:
    """What one use of an object puts into the part of it that is asked for: `x.key = v`, `x.push(v)`, `fill(x)`."""
    at, keys = use, list[str]()
    while (
        at.parent is not None and at.parent.type in _MEMBERS and at.parent.child_by_field_name("object") == at
    ):
        at = at.parent
        keys.append(key_of(model, at))
    parent = at.parent
    if parent is None:
        return
    if parent.type.endswith("assignment_expression") and parent.child_by_field_name("left") == at and keys:
        yield from _assigned(model, parent, keys, fields)
    elif parent.type == "call_expression" and parent.child_by_field_name("function") == at and keys:
        yield from _called(model, parent, keys, fields)
    elif parent.type == "arguments" and parent.parent is not None and not keys:
        yield from _passed(model, parent.parent, at, fields, depth)


def key_of(model: Model, member: Node) -> str:
    """The key of a member expression, as far as it is known."""
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return model.text(key) if key is not None else ANY
    value = model.value(member.child_by_field_name("index"))
    known = isinstance(value, Constant) and isinstance(value.value, str | int)
    return str(value.value) if known and isinstance(value, Constant) else ANY


def inside(fields: Fields, keys: list[str]) -> Fields | None:
    """What is asked of the member under `keys`; None where something else is asked for."""
    rest: Fields | None = fields
    for key in keys:
        if rest == () or rest is None:
            return None
        rest = below(rest, key)
    return rest


def _assigned(model: Model, site: Node, keys: list[str], fields: Fields) -> Iterator[Given]:
    rest, right = inside(fields, keys), site.child_by_field_name("right")
    if rest is None or right is None:
        return
    plain = site.type == "assignment_expression" and ANY not in keys
    strong = plain and tuple(keys) == fields[: len(keys)] and DEEP not in fields[: len(keys)]
    yield Given(site, strong, ((right, rest),), f"becomes {model.text(site)[:40].partition('=')[0].strip()}")


def _called(model: Model, call: Node, keys: list[str], fields: Fields) -> Iterator[Given]:
    """`x.list.push(v)`, `map.set(key, v)`."""
    method, given = keys[-1], arguments(call)
    rest = inside(fields, keys[:-1])
    if not rest or not given:
        return
    wanted = rest if rest[0] == DEEP else rest[1:]
    if method in _SETTERS and len(given) == 2:
        value = model.value(given[0])
        key = str(value.value) if isinstance(value, Constant) else ANY
        if below(rest, key) is not None:
            yield Given(call, False, ((given[1], wanted),), "is put into it")
    elif method in _ADDERS:
        yield Given(call, False, tuple((each, wanted) for each in given), "is put into it")


def _passed(model: Model, call: Node, use: Node, fields: Fields, depth: int) -> Iterator[Given]:
    """`Object.assign(x, v)`, and what a function of the workspace does to the parameter that is given the object."""
    given = arguments(call)
    position = next((i for i, each in enumerate(given) if each == use), None)
    callee = call.child_by_field_name("function")
    if position is None or callee is None:
        return
    if position == 0 and model.text(callee).replace("_.", "lodash.") in _MERGES:
        yield Given(call, False, tuple((each, fields) for each in given[1:]), "is copied into it")
        return
    called = model.value(unwrapped(callee))
    if depth > 0 and isinstance(called, Function) and called.site.model is model:
        yield from _filled(called, position, call, fields, depth)


def _filled(called: Function, position: int, call: Node, fields: Fields, depth: int) -> Iterator[Given]:
    """What a function puts into its parameter, as something that its call does: only its own arguments are followed."""
    inner = called.site.model
    listed = parameters(called.site.node)
    name = listed[position] if position < len(listed) else None
    name = name.child_by_field_name("pattern") or name if name is not None else None
    binding = inner.facts.binding(name) if name is not None and name.type == "identifier" else None
    if binding is None or len(binding.uses) > MOST_USES:
        return
    for use in binding.uses:
        for event in changed(inner, use, fields, depth - 1):
            yield Entered(call, False, event.parts, event.note, called)
