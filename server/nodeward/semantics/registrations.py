"""Where a function is handed over: the arguments that it becomes, by name, in arrays, bound, wrapped by helpers, in other files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nodeward.semantics.api import Callback
from nodeward.semantics.forward import named_uses, uses
from nodeward.semantics.mentions import mentions
from nodeward.semantics.returns import returning
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Api, Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_USES = 80  # mentions of a function that are looked at
MOST_CALLS = 2  # functions that return functions: `(db) => (role) => (req, res) => ...`
MOST_OBJECTS = 4  # objects around a function, up to the one that is handed over
MOST_WRAPPERS = 6  # helpers around a function: `wrap(log(handler))`
_THROUGH = WRAPPERS | {"array", "await_expression"}
# Methods that call what they are given and make something else of it.
_OTHER_USES = frozenset(
    {
        "catch",
        "every",
        "filter",
        "find",
        "findIndex",
        "flatMap",
        "forEach",
        "from",
        "map",
        "on",
        "once",
        "reduce",
        "replace",
        "some",
        "sort",
        "then",
    }
)


@dataclass(frozen=True, slots=True)
class Placed:
    """An argument of a call that a function becomes, or that is an object with it under `keys`, the outermost first.

    `holder` is that object's literal. `under` is the name of a map of handlers (`Query` of GraphQL's resolvers) in which it
    stands, instead of a call.
    """

    site: Site
    keys: tuple[str, ...] = ()
    under: str = ""
    holder: Site | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """An expression that is the function once it has been called `calls` times, or an object with it under `keys`."""

    site: Site
    calls: int = 0
    keys: tuple[str, ...] = ()
    holder: Site | None = None


def registrations(model: "Model", function: Node) -> Iterator[Site]:
    """The arguments of calls that a function becomes: itself, or what a helper, an array or a name makes of it.

    A function that another one returns is followed to the calls of that one: `app.use(allow("admin"))`.
    """
    return (placed.site for placed in placements(model, function) if not placed.keys and not placed.under)


def placements(model: "Model", function: Node) -> Iterator[Placed]:
    """The registrations of a function, and the arguments that hold it in an object, as far as models know its key."""
    queue = [_Item(model.site(function))]
    seen = set(queue)
    while queue and len(seen) <= MOST_USES:
        item = queue.pop(0)
        here = item.site.model
        outer = _out(here, item.site.node) if not item.calls else [item.site.node]
        arguments = [node for node in outer if _is_argument(node) and not item.calls]
        yield from (Placed(here.site(node), item.keys, holder=item.holder) for node in arguments)
        yield from _in_map(here, outer[-1]) if not item.keys and not item.calls else ()
        if outer[-1] in arguments:
            continue
        end = replace(item, site=here.site(outer[-1]))
        for found in (*_next(end), *_around(end)):
            if found not in seen:
                seen.add(found)
                queue.append(found)


def wrapped(model: "Model", function: Node) -> Iterator[Node]:
    """The expressions of its file that mean a function: itself, its name, `wrap(itself)`."""
    name = function.child_by_field_name("name")
    named = function.type == "function_declaration" and name is not None
    found = named_uses(model, name) if named and name is not None else uses(model, function)
    for node in (function, *found):
        yield from _out(model, node)


def _next(item: _Item) -> Iterator[_Item]:
    model, node = item.site.model, item.site.node
    around = returning(node)
    if around is not None and item.calls < MOST_CALLS:
        yield replace(item, site=model.site(around), calls=item.calls + 1)
    if not item.calls:
        yield from (replace(item, site=site) for site in mentions(model, node, called=False))
        return
    for use in (item.site, *mentions(model, node, called=True)):
        call = _called(use.node)
        if call is not None:
            yield replace(item, site=use.model.site(call), calls=item.calls - 1)


def _around(item: _Item) -> Iterator[_Item]:
    """The object in which a handler stands under a key that some model knows, and the objects around that one."""
    model, node = item.site.model, item.site.node
    if item.calls:
        return
    arrow = returning(node) if item.keys else None
    if arrow is not None:  # `fields: () => ({ ... })`
        yield replace(item, site=model.site(arrow))
    owner = _owner(model, node)
    if owner is None or len(item.keys) >= MOST_OBJECTS:
        return
    key, object_ = owner
    if item.keys or key in model.library.handler_keys or _any_key(model):
        holder = model.site(object_)
        yield _Item(holder, 0, (key, *item.keys), holder)


def _any_key(model: "Model") -> bool:
    """Whether the file speaks of a call that takes handlers by whatever name."""
    return any(word in model.facts.names for word in model.library.key_takers)


def _in_map(model: "Model", node: Node) -> Iterator[Placed]:
    """`{ Query: { user: fn } }`, `const Query = { user: fn }`: the map that a function is a member of."""
    if not any(key in model.facts.names for key in model.library.map_keys):
        return
    owner = _owner(model, node)
    if owner is None:
        return
    outer = _owner(model, owner[1])
    declared = owner[1].parent
    name = outer[0] if outer is not None else None
    if declared is not None and declared.type == "variable_declarator":
        pattern = declared.child_by_field_name("name")
        name = model.text(pattern) if pattern is not None else None
    if name is not None and name in model.library.map_keys:
        yield Placed(model.site(owner[1]), under=name)


def _owner(model: "Model", node: Node) -> tuple[str, Node] | None:
    """The object literal that an expression is a member of, and under which key."""
    part = node.parent
    if part is None:
        return None
    if node.type == "shorthand_property_identifier":
        return model.text(node), part
    member = part if part.type == "pair" and part.child_by_field_name("value") == node else node
    name = member.child_by_field_name("key" if member.type == "pair" else "name")
    if member.type not in ("pair", "method_definition") or name is None:
        return None
    key, object_ = key_text(model, name), member.parent
    return (key, object_) if key is not None and object_ is not None and object_.type == "object" else None


def _called(node: Node) -> Node | None:
    """The call of which an expression is the callee."""
    while node.parent is not None and node.parent.type in _THROUGH:
        node = node.parent
    call = node.parent
    called = (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == node
    )
    return call if called else None


def callbacks(model: "Model", call: Node) -> Sequence[Callback]:
    """What a call hands to the functions that it is given."""
    callee = model.value(call.child_by_field_name("function") or call.child_by_field_name("constructor"))
    return model.library.callbacks.get(callee.name, ()) if isinstance(callee, Api) else ()


def _out(model: "Model", node: Node) -> list[Node]:
    """The expressions that mean a function from the inside out: itself, `wrap(itself)`, an array of it ..."""
    found = [node]
    while len(found) <= MOST_WRAPPERS:
        at = found[-1]
        while at.parent is not None and at.parent.type in _THROUGH:
            at = at.parent
        found[-1] = at
        around = _bound(at) or _wrapped(model, at)
        if around is None:
            break
        found.append(around)
    return found


def _bound(node: Node) -> Node | None:
    """`this.show.bind(this)` stands for `this.show`."""
    member = node.parent
    if member is None or member.type != "member_expression" or member.child_by_field_name("object") != node:
        return None
    key, call = member.child_by_field_name("property"), member.parent
    called = (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == member
    )
    return call if called and key is not None and key.text == b"bind" else None


def _wrapped(model: "Model", node: Node) -> Node | None:
    """`wrap(async (req, res) => ...)`: a helper that nothing is known of passes handlers on."""
    given = node.parent
    call = given.parent if given is not None and given.type == "arguments" else None
    if call is None or call.type != "call_expression" or callbacks(model, call):
        return None
    callee = call.child_by_field_name("function")
    key = callee.child_by_field_name("property") if callee is not None else None
    return call if key is None or model.text(key) not in _OTHER_USES else None


def _is_argument(node: Node) -> bool:
    given = node.parent
    return given is not None and given.type == "arguments" and given.parent is not None
