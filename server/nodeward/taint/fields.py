"""What the members of objects hold: literals, `this`, classes, functions that make objects, and what modules export."""

from collections.abc import Iterator

from nodeward.semantics.classes import enclosing_class, field_values, lineage
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.returns import results
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Class, Function, Instance, Module, Site
from nodeward.syntax.nodes import COMMENTS, Node, first_named, named
from nodeward.taint.asked import Asked
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Fields, Frame, Point, below, matches
from nodeward.taint.returned import given_back
from nodeward.taint.spec import Kind

# Operators of MongoDB whose operand is a filter, or holds some.
_READ_IN_FILTERS = frozenset({"$and", "$elemMatch", "$match", "$nor", "$not", "$or"})
MOST_FIELDS = 60  # assignments to a field of one name that are looked at


def of_literal(point: Point, node: Node, kind: Kind | None = None) -> Iterator[Edge]:
    """The part of an object literal that is asked for; a later member hides an earlier one of the same name.

    In a filter, what stands behind an operator such as `$eq` is compared, not read: it can be no operator.
    """
    model, fields = point.site.model, point.fields
    if not fields and not point.structured:
        return
    for part in reversed(named(node)):
        key, value = _member(model, part)
        if value is None or (kind is Kind.FILTER and key.startswith("$") and key not in _READ_IN_FILTERS):
            continue
        if part.type == "spread_element":
            yield Edge(point.at(value))
            continue
        if not fields:
            continue  # of a whole object only what is spread in brings keys of its own
        if fields[0] == KEYS:
            yield from _computed_key(point, part)
            continue
        rest = below(fields, key)
        if rest is not None:
            yield Edge(point.at(value, rest))
        if key == fields[0] and key not in (ANY, DEEP):
            return


def _computed_key(point: Point, part: Node) -> Iterator[Edge]:
    key = part.child_by_field_name("key")
    if key is not None and key.type == "computed_property_name" and (inner := first_named(key)) is not None:
        yield Edge(point.at(inner, ()))


def _member(model: Model, part: Node) -> tuple[str, Node | None]:
    if part.type == "pair":
        key = part.child_by_field_name("key")
        spelled = key_text(model, key) if key is not None else None
        return spelled or ANY, part.child_by_field_name("value")
    if part.type == "shorthand_property_identifier":
        return model.text(part), part
    if part.type == "spread_element":
        return ANY, first_named(part)
    if part.type == "method_definition" and any(child.type == "get" for child in part.children):
        name, given = part.child_by_field_name("name"), results(part)
        return (model.text(name) if name is not None else ANY), given[0] if given else None
    return ANY, None


def of_array(point: Point, node: Node) -> Iterator[Edge]:
    """The elements of an array literal that are asked for; as a text an array is all of them."""
    fields = point.fields or (ANY,)
    parts = [child for child in node.named_children if child.type not in COMMENTS]
    spread = any(part.type == "spread_element" for part in parts)
    for i, part in enumerate(parts):
        if part.type == "spread_element" and (inner := first_named(part)) is not None:
            yield Edge(point.at(inner, (ANY, *fields[1:])))
        elif spread or fields[0] in (ANY, DEEP, str(i)):
            yield Edge(point.at(part, fields if fields[0] == DEEP else fields[1:]))


def of_this(point: Point, node: Node) -> Iterator[Edge]:
    """What a field of the object that `this` means is given: in its class, its constructor or its literal."""
    model, fields = point.site.model, point.fields
    if not fields:
        return
    receiver = _receiver(point, node)
    if receiver is not None:
        yield Edge(point.elsewhere(receiver, fields, point.frames[:-1]))
        return
    owner = enclosing_class(node)
    if owner is not None:
        yield from of_class(point, model.site(owner[0]), ())
        return
    function = _function_around(node)
    while function is not None and function.type == "arrow_function":
        function = _function_around(function)
    literal = function.parent if function is not None else None
    if literal is not None and literal.type == "pair":
        literal = literal.parent
    if literal is not None and literal.type == "object":
        yield from of_literal(point, literal)
    maker = _maker(model, function) if function is not None else None
    for member, right in _assigned(model, fields[0]) if maker is not None else ():
        around = _function_around(member)
        if around is not None and _maker(model, around) == maker:
            yield Edge(point.elsewhere(model.site(right), fields[1:], ()), f"is kept in this.{fields[0]}")


def _receiver(point: Point, this: Node) -> Site | None:
    """The object on which the method was called that was entered last, where one sees it being made: no other one is meant."""
    frame = point.frames[-1] if point.frames else None
    function = _function_around(this)
    while function is not None and function.type == "arrow_function":
        function = _function_around(function)
    if frame is None or function is None or frame.function != point.site.model.site(function):
        return None
    callee = frame.call.node.child_by_field_name("function")
    object_ = callee.child_by_field_name("object") if callee is not None else None
    return (
        frame.call.model.site(object_)
        if object_ is not None and _is_made(frame.call.model, object_)
        else None
    )


def _is_made(model: Model, node: Node) -> bool:
    """Whether an object comes from a `new` in sight, perhaps through its own methods: `new Url(x).addPath(y)`."""
    at: Node | None = node
    for _ in range(MOST_FIELDS):
        at = unwrapped(origin(model.site(at)).node) if at is not None and at.type == "identifier" else at
        if at is None or at.type == "new_expression":
            return at is not None
        callee = at.child_by_field_name("function") if at.type == "call_expression" else None
        at = callee.child_by_field_name("object") if callee is not None else None
    return False


def own_method(model: Model, callee: Node) -> Function | None:
    """The method that `this.method` means in another one of the same prototype: `Job.prototype.run = function () { ... }`."""
    object_, key = callee.child_by_field_name("object"), callee.child_by_field_name("property")
    if object_ is None or key is None or not _means_this(model, object_):
        return None
    function = _function_around(callee)
    while function is not None and (function.type == "arrow_function" or _maker(model, function) is None):
        function = _function_around(function)
    maker = _maker(model, function) if function is not None else None
    for name in model.facts.occurrences(model.text(key))[:MOST_FIELDS] if maker is not None else ():
        made = _function_under(name)
        if made is not None and _maker(model, made) == maker:
            return Function(model.site(made))
    return None


def _function_under(name: Node) -> Node | None:
    """The function that is given to a member of this name."""
    at = name.parent
    if at is not None and at.type == "member_expression" and at.child_by_field_name("property") == name:
        at = at.parent
    if at is None or (at.type == "method_definition" and at.child_by_field_name("name") == name):
        return at
    value = at.child_by_field_name("value") if at.type == "pair" else at.child_by_field_name("right")
    return value if value is not None and value.type in FUNCTIONS else None


def _means_this(model: Model, node: Node) -> bool:
    return node.type == "this" or model.text(node) in ("self", "that", "_this")


def of_class(point: Point, owner: Site, frames: tuple[Frame, ...]) -> Iterator[Edge]:
    """What a field of a class's objects is given in the class and its bases."""
    for site in lineage(owner):
        for given in field_values(Instance(site), point.fields[0])[:MOST_FIELDS]:
            yield Edge(point.elsewhere(given, point.fields[1:], frames), f"is kept in this.{point.fields[0]}")
        for node, fields in _got(site, point.fields):
            yield Edge(point.elsewhere(site.model.site(node), fields, frames))
        for name in _parameter_property(site, point.fields[0]):
            yield Edge(point.elsewhere(site.model.site(name), point.fields[1:], frames))


def made_by(point: Point, call: Site, maker: Function) -> Iterator[Edge]:
    """The fields of what `new Maker(...)` makes, where the maker is a function that fills `this`."""
    model, frames = maker.site.model, point.entered(call, maker.site)
    for member, right in _assigned(model, point.fields[0]) if point.fields and frames is not None else ():
        if _function_around(member) == maker.site.node:
            yield Edge(point.elsewhere(model.site(right), point.fields[1:], frames or ()))


def new_object(point: Point, call: Site, made: Class) -> Iterator[Edge]:
    """The fields of what `new C(...)` makes; what the constructor puts there is seen from inside this call."""
    if not point.fields:
        return
    for owner in lineage(made.site):
        body = owner.node.child_by_field_name("body") or owner.node
        constructor = next((each for each in body.named_children if _is_constructor(owner.model, each)), None)
        frames = point.entered(call, owner.model.site(constructor)) if constructor is not None else ()
        yield from of_class(point, owner, frames or ())
        if constructor is not None:
            return


def _is_constructor(model: Model, member: Node) -> bool:
    name = member.child_by_field_name("name")
    return member.type == "method_definition" and name is not None and model.text(name) == "constructor"


def exported_member(asked: Asked, point: Point, module: Module, key: str) -> Iterator[Edge]:
    """What a file of the workspace exports under a name."""
    model = asked.program.model(module.path)
    for node in asked.program.exports(module.path).named.get(key, ()) if model is not None else ():
        if isinstance(node, Node) and model is not None:
            yield Edge(point.elsewhere(model.site(node), point.fields, ()))


def _got(site: Site, fields: Fields) -> Iterator[tuple[Node, Fields]]:
    """What a getter of a class gives back."""
    body = site.node.child_by_field_name("body") or site.node
    for member in body.named_children:
        name = member.child_by_field_name("name")
        gets = member.type == "method_definition" and any(child.type == "get" for child in member.children)
        if gets and name is not None and matches(fields[0], site.model.text(name)):
            yield from given_back(Function(site.model.site(member)), fields[1:])


def _parameter_property(site: Site, key: str) -> Iterator[Node]:
    """TypeScript's `constructor(private readonly command: string)`."""
    body = site.node.child_by_field_name("body") or site.node
    for member in body.named_children:
        formal = member.child_by_field_name("parameters") if _is_constructor(site.model, member) else None
        for parameter in formal.named_children if formal is not None else ():
            pattern = parameter.child_by_field_name("pattern")
            kept = any(child.type in ("accessibility_modifier", "readonly") for child in parameter.children)
            if kept and pattern is not None and site.model.text(pattern) == key:
                yield pattern


def _assigned(model: Model, key: str) -> Iterator[tuple[Node, Node]]:
    """Every `this.key = right` of a file."""
    for name in model.facts.occurrences(key)[:MOST_FIELDS]:
        member = name.parent
        site = member.parent if member is not None else None
        object_ = member.child_by_field_name("object") if member is not None else None
        if member is None or site is None or object_ is None or site.type != "assignment_expression":
            continue
        right = site.child_by_field_name("right")
        if _means_this(model, object_) and site.child_by_field_name("left") == member and right is not None:
            yield member, right


def _maker(model: Model, function: Node) -> str | None:
    """The name of the function or prototype that a method or constructor function belongs to."""
    at: Node | None = function
    while at is not None and at.parent is not None and at.parent.type in ("pair", "object"):
        at = at.parent
    assignment = at.parent if at is not None else None
    left = assignment.child_by_field_name("left") if assignment is not None else None
    if left is not None:
        text = model.text(left)
        return text.partition(".prototype")[0] if ".prototype" in text else text
    name = function.child_by_field_name("name")
    if name is None and assignment is not None and assignment.type == "variable_declarator":
        name = assignment.child_by_field_name("name")
    return model.text(name) if name is not None else None


def _function_around(node: Node) -> Node | None:
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at
