"""What a handler reads after its registration had it judged: route schemas, validating middleware, decorated parameters.

Only what stands in the same registration as the handler, or is mounted for all paths above it, counts, and only what its schema
leaves no room for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.registrations import Placed, placements
from nodeward.semantics.scopes import Declaration, unwrapped
from nodeward.semantics.scopes import Kind as NameKind
from nodeward.semantics.shapes import shape
from nodeward.semantics.types import parameter_value, type_value
from nodeward.semantics.values import UNKNOWN, Api, Constant, Function, Instance, Object, Site, api_name
from nodeward.syntax.nodes import Node, first_named
from nodeward.taint.asked import Asked
from nodeward.taint.changes import key_of
from nodeward.taint.patterns import way_to
from nodeward.taint.point import Fields, Point
from nodeward.taint.schemas import chain, judges, listed, root_of, says, schema_of
from nodeward.taint.spec import Schema

_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_TYPE = 2  # parts of the name of a library's object: `express.Request`


@dataclass(frozen=True, slots=True)
class _Read:
    """The member `keys` of what a parameter is handed, as a canonical name and what lies below it."""

    model: Model
    declaration: Declaration
    name: str
    keys: Fields
    structured: bool

    def below(self, asked: Asked, source: str) -> Fields | None:
        """What is read of a source; None where something else is read."""
        name = self.name
        for i in range(len(self.keys) + 1):
            if name == source:
                return self.keys[i:]
            name = asked.program.library.member(name, self.keys[i]) if i < len(self.keys) else ""
        return None

    @property
    def way(self) -> Fields:
        """The keys below the library's object: `("body", "name")`."""
        return (*self.name.split(".")[_TYPE:], *self.keys)


def is_validated(asked: Asked, point: Point) -> bool:
    """Whether the value that a source gives at a point has been judged before its handler was called."""
    read = _read(point) if asked.judged else None
    if read is None:
        return False
    if _by_type(asked, read):
        return True
    places = [each for each in placements(read.model, read.declaration.scope) if not each.under]
    return bool(places) and all(_by_registration(asked, each, read) for each in places)


def _read(point: Point) -> _Read | None:
    model, node, fields = point.site.model, unwrapped(point.site.node), point.fields
    while node.type in _MEMBERS and (inner := node.child_by_field_name("object")) is not None:
        fields = (key_of(model, node), *fields)
        node = unwrapped(inner)
    binding = model.facts.binding(node, model.text(node)) if "identifier" in node.type else None
    if binding is None or len(binding.declarations) != 1:
        return None
    declaration = binding.declarations[0]
    value = parameter_value(model, declaration) if declaration.kind is NameKind.PARAMETER else UNKNOWN
    if not isinstance(value, Api):
        return None
    way = way_to(model, declaration.site, declaration.name)
    return _Read(model, declaration, value.name, (*way.keys, *fields), point.structured)


def _by_type(asked: Asked, read: _Read) -> bool:
    """`@Body() order: CreateOrder`: the class whose decorators the framework asks."""
    parameter = read.declaration.site
    annotation = parameter.child_by_field_name("type")
    if annotation is None or not parameter.children_by_field_name("decorator"):
        return False
    value = type_value(read.model, annotation)
    return isinstance(value, Instance) and judges(asked, value.site, read.keys, structured=read.structured)


def _by_registration(asked: Asked, place: Placed, read: _Read) -> bool:
    given = place.site.node.parent
    call = given.parent if given is not None else None
    if call is None:
        return False
    beside = [*_beside(place.site.model, call), *_above(place.site.model, call)]
    parts = asked.spec.validates.get(_called(place.site.model.site(call)), {})
    holders = (place.holder,) if place.holder is not None else ()
    if any(_by_parts(asked, each, parts, read) for each in (*holders, *beside)):
        return True
    before = _before(place.site.model, call)
    return any(_by_middleware(asked, each, beside, read) for each in beside) or any(
        _by_parts(asked, schema, {"": source}, read)
        for each in before
        if (source := asked.spec.validates.get(_called(each), {}).get(""))
        for schema in map(each.model.site, arguments(each.node)[:1])
    )


def _before(model: Model, call: Node) -> Iterator[Site]:
    """The calls on whose result a registration is called: `procedure.input(schema).query(handler)`."""
    at: Node | None = call
    while at is not None and at.type == "call_expression":
        function = callee(at)
        at = function.child_by_field_name("object") if function is not None else None
        if at is not None and at.type == "call_expression":
            yield model.site(at)


def _beside(model: Model, call: Node) -> Iterator[Site]:
    """What a registration is given, lists of it one by one."""
    for node in arguments(call):
        inner = first_named(node) if node.type == "spread_element" else node
        yield from listed(model.site(inner)) if inner is not None else ()


def _above(model: Model, call: Node) -> Iterator[Site]:
    """What every request has passed that comes so far: `router.use(validate(schema))`, `route("/x").all(validate(schema))`."""
    for each in _before(model, call):
        yield from _beside(model, each.node) if _method(model, each.node) == "all" else ()
    target = callee(call)
    router = target.child_by_field_name("object") if target is not None else None
    binding = model.facts.binding(router) if router is not None and router.type == "identifier" else None
    for use in binding.uses if binding is not None else ():
        mount = use.parent.parent if use.parent is not None else None
        if mount is not None and _is_mount_above(model, mount, use, call):
            yield from _beside(model, mount)


def _is_mount_above(model: Model, mount: Node, use: Node, call: Node) -> bool:
    """Whether a call mounts something for all paths of a router, in the same block and before another call."""
    statement, home = mount.parent, use.parent
    given = arguments(mount) if mount.type == "call_expression" else []
    return (
        home is not None
        and home.child_by_field_name("object") == use
        and _method(model, mount) == "use"
        and mount.end_byte <= call.start_byte
        and bool(given)
        and given[0].type not in ("string", "template_string", "array", "regex")
        and statement is not None
        and statement.parent is not None
        and statement.parent.start_byte <= call.start_byte < statement.parent.end_byte
    )


def _method(model: Model, call: Node) -> str:
    target = callee(call) if call.type == "call_expression" else None
    key = target.child_by_field_name("property") if target is not None else None
    return model.text(key) if key is not None else ""


def _called(call: Site) -> str:
    return api_name(call.model.value(callee(call.node))) or ""


def _by_parts(asked: Asked, argument: Site, parts: Mapping[str, str], read: _Read) -> bool:
    """Whether the schemas in an argument judge what is read."""
    for way, source in parts.items():
        keys = read.below(asked, source)
        schema = _at(argument, way) if keys is not None else None
        if keys is None or schema is None:
            continue
        if judges(asked, schema, keys, structured=read.structured):
            return True
    return False


def _at(site: Site, way: str) -> Site | None:
    """What stands under some keys of an object literal, or under the key `[a.library.Constant]`."""
    if way.startswith("["):
        return _under_constant(origin(site), way[1:-1])
    at: Site | None = site
    for key in way.split(".") if way else ():
        value = at.model.value(at.node) if at is not None else UNKNOWN
        at = shape(value).site(key) if isinstance(value, Object) else None
    return at


def _under_constant(site: Site, name: str) -> Site | None:
    for part in site.node.named_children if site.node.type == "object" else ():
        key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
        inner = first_named(key) if key is not None and key.type == "computed_property_name" else None
        if inner is not None and value is not None and api_name(site.model.value(inner)) == name:
            return site.model.site(value)
    return None


def _by_middleware(asked: Asked, site: Site, beside: list[Site], read: _Read) -> bool:
    """Whether what stands beside a handler judges what it reads."""
    if unwrapped(site.node).type != "call_expression":
        return False
    known = schema_of(asked, site)
    if known is not None and known.about:
        return _is_answered(known.answer, [read.model, *_models(beside)]) and _named(asked, known, site, read)
    parts = asked.spec.validates.get(_called(site))
    if parts is None:
        return _by_helper(asked, site, read)
    given = arguments(unwrapped(site.node))
    return any(_by_parts(asked, site.model.site(each), parts, read) for each in given)


def _models(beside: list[Site]) -> Iterator[Model]:
    """The files of what stands beside a handler, and of the functions that are called there."""
    for site in beside:
        yield site.model
        value = site.model.value(callee(site.node) or site.node)
        if isinstance(value, Function):
            yield value.site.model


def _is_answered(answer: str, models: list[Model]) -> bool:
    """Whether somebody asks what a validator found: it stops nobody itself."""
    word = answer.rpartition(".")[2]
    uses = (use.parent for model in models for use in model.facts.occurrences(word))
    return any(parent is not None and parent.type == "call_expression" for parent in uses)


def _named(asked: Asked, known: Schema, site: Site, read: _Read) -> bool:
    """`body("order.amount").isInt()`."""
    first = root_of(site).node.parent
    given = arguments(first) if first is not None else []
    below = [keys for each in known.about if (keys := read.below(asked, each)) is not None]
    names = (each.model.value(each.node) for node in given[:1] for each in listed(site.model.site(node)))
    spelled = {value.value for value in names if isinstance(value, Constant)}
    about = any(".".join(keys) in spelled for keys in below)
    return about and says(asked, known, chain(site), structured=read.structured)


def _by_helper(asked: Asked, site: Site, read: _Read) -> bool:
    """`validate(schema)`: a function of the project that is given a schema, and speaks of the part that is read."""
    called = site.model.value(callee(unwrapped(site.node)))
    if not isinstance(called, Function) or not read.way:
        return False
    part, *rest = read.way
    speaks = bool(called.site.model.facts.occurrences_in(part, called.site.node))
    for node in arguments(unwrapped(site.node)):
        schema = listed(site.model.site(node))[0]
        if schema_of(asked, schema) is None:
            continue
        if any(
            judges(asked, schema, keys, structured=read.structured)
            for keys in (read.way, *([tuple(rest)] if speaks else []))
        ):
            return True
    return False
