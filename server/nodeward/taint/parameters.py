"""What a parameter is handed: by the call that was entered, by every call in sight, by a library, or by a library's user."""

from collections.abc import Iterator

from nodeward.semantics.forward import named_uses
from nodeward.semantics.mentions import mentions
from nodeward.semantics.model import Model
from nodeward.semantics.registrations import registrations
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import CLASSES, FUNCTIONS, WRAPPERS, Declaration, unwrapped
from nodeward.semantics.types import parameter_value
from nodeward.semantics.values import UNKNOWN, Function, Site
from nodeward.syntax.nodes import COMMENTS, Node
from nodeward.taint import callbacks
from nodeward.taint.asked import Asked
from nodeward.taint.callbacks import handed_to_callback
from nodeward.taint.given import function_or, given
from nodeward.taint.patterns import way_to
from nodeward.taint.point import ANY, Edge, Fields, Origin, Point
from nodeward.taint.spec import LIBRARY_INPUT
from nodeward.taint.stored import stored

MOST_BASES = 4  # classes that take a constructor over, one from the other
MOST_CALLERS = 60  # calls of one function that are followed
_HERITAGE = frozenset({"class_heritage", "extends_clause"})


def parameter(asked: Asked, point: Point, declaration: Declaration) -> Iterator[Edge | Origin]:
    """Where the value of a name that a parameter declares comes from."""
    model, site = point.site.model, declaration.site
    way = way_to(model, site, declaration.name)
    fields = (*way.keys, *point.fields)
    yield from (Edge(point.at(node, (*rest, *point.fields))) for node, rest in way.defaults)
    value = parameter_value(model, declaration)
    found = asked.origin(point, value, fields)
    if found is not None:
        yield found
        return
    if value != UNKNOWN:
        yield from stored(asked, point, value, fields)
    position = position_of(declaration)
    if position is not None:
        rest = site.type == "rest_pattern" or _is_rest(site)
        yield from handed(asked, point, Slot(model.site(declaration.scope), position, fields, rest=rest))


def of_arguments(asked: Asked, point: Point, name: Node) -> Iterator[Edge | Origin]:
    """What `arguments[i]` is, in the function that it belongs to: an arrow function has none of its own."""
    function = name.parent
    while function is not None and (function.type not in FUNCTIONS or function.type == "arrow_function"):
        function = function.parent
    if function is None:
        return
    site, key = point.site.model.site(function), point.fields[0]
    if key.isdigit():
        slot = Slot(site, int(key), point.fields[1:])
    else:
        slot = Slot(site, 0, (ANY, *point.fields[1:]), rest=True)
    yield from handed(asked, point, slot)


class Slot:
    """The part of what a function is handed that is asked for: its position, its members, and whether it is a list of the rest."""

    __slots__ = ("fields", "function", "position", "rest")

    def __init__(self, function: Site, position: int, fields: Fields, *, rest: bool = False) -> None:
        self.function = function
        self.position = position
        self.fields = fields
        self.rest = rest

    def of(self, listed: list[Node]) -> Iterator[tuple[Node, Fields]]:
        """The arguments that fill it, each with what is asked of it."""
        for i, node in enumerate(listed):
            if node.type == "spread_element":
                yield from ((inner, (ANY, *self.fields)) for inner in node.named_children)
            elif self.rest and i >= self.position:
                key = self.fields[0] if self.fields else ANY
                if not key.isdigit() or int(key) == i - self.position:
                    yield node, self.fields[1:]
            elif i == self.position and not self.rest:
                yield node, self.fields


def position_of(declaration: Declaration) -> int | None:
    """The position of the parameter that declares a name."""
    listed = parameters(declaration.scope)
    return next((i for i, each in enumerate(listed) if each == declaration.site), None)


def handed(asked: Asked, point: Point, slot: Slot) -> Iterator[Edge | Origin]:
    """What fills a slot of a function."""
    frames, function = point.frames, slot.function
    while frames and frames[-1].function != function:
        frames = frames[:-1]
    if frames:
        outside = point.elsewhere(point.site, point.fields, frames[:-1])
        yield from by_call(asked, outside, frames[-1].call, slot)
        return
    inside = Point(point.site, point.fields, (), point.structured)
    if LIBRARY_INPUT in asked.question.sources and asked.offers(point.elsewhere(function, (), ())):
        yield Origin(LIBRARY_INPUT)
    for count, call in enumerate(_calls(function)):
        if count >= MOST_CALLERS:
            return
        yield from by_call(asked, inside, call, slot)


def by_call(asked: Asked, point: Point, call: Site, slot: Slot) -> Iterator[Edge | Origin]:
    """What one call hands to a function: as the function that is called, or as a callback among its arguments."""
    model, frames, function = call.model, point.frames, slot.function
    handed_over = given(call.node)
    callback = next((i for i, node in enumerate(handed_over) if _is(model, node, function)), None)
    if callback is not None:
        outer = Point(call, slot.fields, frames, point.structured)
        yield from handed_to_callback(asked, outer, callbacks.Slot(callback, slot.position))
        return
    shift = _shift(model, call.node)
    if shift is None:
        yield from (
            Edge(
                point.elsewhere(model.site(node), (str(slot.position), *slot.fields), frames), "is passed on"
            )
            for node in handed_over[1:2]
        )
        return
    name = _name(function)
    for node, fields in slot.of(handed_over[shift:]):
        yield Edge(point.elsewhere(model.site(node), fields, frames), f"is passed to {name}")


def _calls(function: Site) -> Iterator[Site]:
    """The calls of a function, and those that are given it as a callback, in its file and in others."""
    model, node = function.model, function.node
    seen: set[Site] = set()
    class_ = _class_of(node)
    uses = mentions(model, node) if class_ is None else _mentions_of_class(model.site(class_))
    for use in (function, *uses):
        call = _called(use.node)
        if call is not None and use.model.site(call) not in seen:
            seen.add(use.model.site(call))
            yield use.model.site(call)
    for place in registrations(model, node):
        around = place.node.parent.parent if place.node.parent is not None else None
        if around is not None and place.model.site(around) not in seen:
            seen.add(place.model.site(around))
            yield place.model.site(around)


def _class_of(function: Node) -> Node | None:
    """For a constructor its class: who calls it, says `new C()`."""
    body, name = function.parent, function.child_by_field_name("name")
    constructs = function.type == "method_definition" and name is not None and name.text == b"constructor"
    return body.parent if constructs and body is not None else None


def _mentions_of_class(class_: Site, depth: int = MOST_BASES) -> Iterator[Site]:
    """Where a class is named, or one that takes its constructor over."""
    model, name = class_.model, class_.node.child_by_field_name("name")
    own = [model.site(use) for use in named_uses(model, name)] if name is not None else []
    for use in (*own, *model.link.references(model.path, class_.node)):
        yield use
        heir = use.node.parent
        while heir is not None and heir.type in _HERITAGE:
            heir = heir.parent
        inherits = heir is not None and heir != use.node.parent and heir.type in CLASSES
        if inherits and heir is not None and depth > 0 and not _constructs(heir):
            yield from _mentions_of_class(use.model.site(heir), depth - 1)


def _constructs(class_: Node) -> bool:
    body = class_.child_by_field_name("body")
    return any(_class_of(member) is not None for member in (body.named_children if body is not None else ()))


def _called(node: Node) -> Node | None:
    """The call or construction whose callee a node is, also by `f.call(...)` and `f.apply(...)`."""
    while node.parent is not None and node.parent.type in WRAPPERS:
        node = node.parent
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "member_expression" and parent.child_by_field_name("object") == node:
        key = parent.child_by_field_name("property")
        return _called(parent) if key is not None and key.text in (b"call", b"apply") else None
    called = parent.child_by_field_name("function") or parent.child_by_field_name("constructor")
    return parent if parent.type in ("call_expression", "new_expression") and called == node else None


def _shift(model: Model, call: Node) -> int | None:
    """How many arguments stand before the function's own: one in `f.call(this, ...)`; None for `f.apply(this, list)`."""
    callee = call.child_by_field_name("function")
    key = callee.child_by_field_name("property") if callee is not None else None
    object_ = callee.child_by_field_name("object") if callee is not None else None
    method = model.text(key) if key is not None else ""
    if method not in ("call", "apply") or not isinstance(model.value(object_), Function):
        return 0
    return 1 if method == "call" else None


def _is(model: Model, node: Node, function: Site) -> bool:
    inner = unwrapped(node)
    if model is function.model and inner == function.node:
        return True
    if inner.type == "call_expression":  # `handler.bind(this)`, `wrap(handler)`
        around = [child for child in inner.named_children if child.type not in COMMENTS]
        return any(each == function.node for each in around)
    return inner.type not in FUNCTIONS and function_or(model, inner) == Function(function)


def _is_rest(site: Node) -> bool:
    pattern = site.child_by_field_name("pattern")
    return pattern is not None and pattern.type == "rest_pattern"


def _name(function: Site) -> str:
    """What a function is called, for people."""
    node = function.node
    name = node.child_by_field_name("name")
    parent = node.parent
    if name is None and parent is not None:
        name = next(
            filter(None, (parent.child_by_field_name(part) for part in ("name", "key", "left", "property"))),
            None,
        )
    return f"{function.model.text(name)}()" if name is not None else "a function"
