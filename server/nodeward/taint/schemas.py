"""What a schema says of a member of the value that it describes: calls of schema libraries, JSON Schema, decorated classes."""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import CLASSES, unwrapped
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.values import Array, Class, Constant, Instance, Object, Regex, Result, Site, api_name
from nodeward.syntax.nodes import Node, first_named
from nodeward.taint.alphabets import allowed_by, harmless
from nodeward.taint.asked import Asked
from nodeward.taint.point import ANY, Fields
from nodeward.taint.spec import Kind, Schema

MOST_DEPTH = 12  # schemas inside schemas, and names for them
# JSON Schema validation, 6.1 and 7.3.
_TYPES = frozenset({"boolean", "integer", "number", "null"})
_FORMATS = frozenset({"date", "date-time", "duration", "ipv4", "time", "uuid"})
_BOUNDS = frozenset(
    {
        "max",
        "Max",
        "lt",
        "lte",
        "less",
        "maximum",
        "exclusiveMaximum",
        "valid",
        "enum",
        "const",
        "isIn",
        "IsIn",
        "IsEnum",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """One call of a chain: the last part of its name, and the call or decorator."""

    name: str
    call: Site


def judges(asked: Asked, schema: Site, keys: Fields, *, structured: bool, depth: int = MOST_DEPTH) -> bool:
    """Whether a schema leaves only harmless values in the member `keys`; with `structured`, values without members."""
    here = written(schema)
    value = here.model.value(here.node)
    if depth <= 0:
        return False
    if here.node.type in CLASSES or isinstance(value, Class | Instance):
        owner = value.site if isinstance(value, Class | Instance) else here
        return _class(asked, owner, keys, structured=structured)
    inner = _member(asked, here, keys)
    if inner is not None:
        return judges(asked, inner[0], inner[1], structured=structured, depth=depth - 1)
    if keys:
        return False
    if isinstance(value, Object):
        return _json(asked, value, structured=structured)
    known = schema_of(asked, here)
    if known is None:
        return False
    links = chain(here)
    return says(asked, known, links, structured=structured) or _names_all(asked, known, links, depth)


def _names_all(asked: Asked, known: Schema, links: list[Link], depth: int) -> bool:
    """Whether only members come through that are named, and harmless where the value is read as a structure."""
    described = next(
        (link for link in links if link.name in known.fields and arguments(link.call.node)), None
    )
    if described is None or any(link.name in known.open for link in links):
        return False
    if asked.question.kind is Kind.OBJECT:
        return True
    value = described.call.model.value(arguments(described.call.node)[0])
    if asked.question.kind is not Kind.FILTER or not isinstance(value, Object):
        return False
    members = shape(value).properties
    sites = [shape(value).site(key) for key in members]
    return bool(sites) and all(
        site is not None and judges(asked, site, (), structured=True, depth=depth - 1) for site in sites
    )


def says(asked: Asked, schema: Schema, links: list[Link], *, structured: bool) -> bool:
    """Whether the calls of a chain leave only harmless values."""
    if asked.question.kind is Kind.SIZE:
        return any(_bounds(link) for link in links)
    for link in links:
        if link.name in schema.harmless or (structured and link.name in schema.texts):
            return True
        given = arguments(link.call.node)
        if link.name in schema.patterns and given and _fits(asked, link.call.model.site(given[0])):
            return True
    return False


def _bounds(link: Link) -> bool:
    """`Joi.number().max(9)`, `isInt({ max: 9 })`: how big a value can be."""
    given = arguments(link.call.node)
    value = link.call.model.value(given[0]) if given else None
    options = shape(value).properties if isinstance(value, Object) else {}
    return link.name in _BOUNDS or not _BOUNDS.isdisjoint(options)


def _fits(asked: Asked, expression: Site) -> bool:
    value = expression.model.value(expression.node)
    return isinstance(value, Regex) and harmless(allowed_by(value.pattern, value.flags), asked.question.kind)


def chain(site: Site) -> list[Link]:
    """The calls of `library.one().two()` from the outermost in, and the names of the library that they begin with."""
    model, node, found = site.model, unwrapped(site.node), list[Link]()
    while node.type == "call_expression" and (function := callee(node)) is not None:
        key, object_ = function.child_by_field_name("property"), function.child_by_field_name("object")
        call = model.site(node)
        found.append(Link(model.text(key or function), call))
        name = api_name(model.value(function)) if object_ is None else None
        if name is not None:
            found.append(Link(name.rpartition(".")[2], call))
        if object_ is None:
            break
        node = unwrapped(object_)
    return found


def written(site: Site) -> Site:
    """Where a schema is written, or what was made of one: also in another file."""
    here = origin(site)
    value = here.model.value(here.node)
    return value.site if isinstance(value, Result) and here.node.type != "call_expression" else here


def schema_of(asked: Asked, site: Site) -> Schema | None:
    """The library whose calls a chain is made of."""
    root = root_of(site)
    name = api_name(root.model.value(root.node)) or ""
    known = asked.spec.schemas
    return next((each for each in known if any(f"{name}.".startswith(f"{of}.") for of in each.of)), None)


def root_of(site: Site) -> Site:
    """The callee or object that a chain begins with."""
    node = unwrapped(site.node)
    while node.type == "call_expression" and (function := callee(node)) is not None:
        node = unwrapped(function)
        inner = node.child_by_field_name("object")
        if inner is not None and unwrapped(inner).type == "call_expression":
            node = unwrapped(inner)
    return site.model.site(node)


def _member(asked: Asked, site: Site, keys: Fields) -> tuple[Site, Fields] | None:
    """The schema of the first of the keys, and the keys that are left."""
    value = site.model.value(site.node)
    if not keys:
        return None
    if isinstance(value, Object):
        return _of_object(value, keys)
    known = schema_of(asked, site)
    described = (_of_call(known, link, keys) for link in chain(site)) if known is not None else ()
    return next(filter(None, described), None)


def _of_call(known: Schema, link: Link, keys: Fields) -> tuple[Site, Fields] | None:
    """A member of what one call describes: `object({ a: ... })`, `array(...)`."""
    given = arguments(link.call.node)
    if not given or link.name not in known.fields | known.lists:
        return None
    argument = origin(link.call.model.site(given[0]))
    if link.name in known.lists:
        return (argument, keys[1:]) if keys[0] == ANY or keys[0].isdigit() else None
    inner = argument.model.value(argument.node)
    found = shape(inner).site(keys[0]) if isinstance(inner, Object) else None
    return (found, keys[1:]) if found is not None else None


def _of_object(value: Object, keys: Fields) -> tuple[Site, Fields] | None:
    """A member in JSON Schema, or in a plain map of members to schemas."""
    known = shape(value)
    properties, items = known.site("properties"), known.site("items")
    if properties is not None:
        return properties, keys
    if items is not None and (keys[0] == ANY or keys[0].isdigit()):
        return items, keys[1:]
    found = known.site(keys[0])
    return (found, keys[1:]) if found is not None else None


def _json(asked: Asked, value: Object, *, structured: bool) -> bool:
    """Whether JSON Schema leaves only harmless values."""
    known = shape(value)
    if asked.question.kind is Kind.SIZE:
        return not _BOUNDS.isdisjoint(known.properties)
    type_, format_, pattern = (_constant(known.site(key)) for key in ("type", "format", "pattern"))
    if known.site("enum") is not None or known.site("const") is not None:
        return True
    if type_ in _TYPES or (type_ == "string" and (structured or format_ in _FORMATS)):
        return True
    return isinstance(pattern, str) and harmless(allowed_by(pattern, ""), asked.question.kind)


def _constant(site: Site | None) -> object:
    value = site.model.value(site.node) if site is not None else None
    return value.value if isinstance(value, Constant) else None


def _class(asked: Asked, owner: Site, keys: Fields, *, structured: bool) -> bool:
    """`class Order { @IsInt() amount: number }`: what the decorators of a member leave."""
    body = owner.node.child_by_field_name("body")
    for member in body.named_children if body is not None and len(keys) == 1 else ():
        name = member.child_by_field_name("name")
        if name is not None and owner.model.text(name) == keys[0]:
            links = list(_decorators(owner, member))
            fitting = [each for each in asked.spec.schemas if _of(each, links)]
            return any(says(asked, each, links, structured=structured) for each in fitting)
    return False


def _of(schema: Schema, links: list[Link]) -> bool:
    names = (api_name(link.call.model.value(callee(link.call.node))) or "" for link in links)
    return any(name.startswith(f"{of}.") for name in names for of in schema.of)


def _decorators(owner: Site, member: Node) -> Iterator[Link]:
    for decorator in member.children_by_field_name("decorator"):
        call = first_named(decorator)
        function = callee(call) if call is not None else None
        name = api_name(owner.model.value(function)) if function is not None else None
        if call is not None and name is not None:
            yield Link(name.rpartition(".")[2], owner.model.site(call))


def listed(site: Site) -> list[Site]:
    """The elements of an array, or the expression itself."""
    here = origin(site)
    value = here.model.value(here.node)
    items = elements(value) if isinstance(value, Array) else None
    return items if items is not None else [here]
