"""One step back: from the part of an expression's value that is asked for to the expressions that it may come from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from nodeward.semantics.forward import is_declared
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Declaration, unwrapped
from nodeward.semantics.scopes import Kind as NameKind
from nodeward.semantics.values import Api, Class, Instance, Module, Site, Value, api_name
from nodeward.syntax.nodes import Node, first_named, last_named
from nodeward.taint.asked import Asked
from nodeward.taint.calls import from_call
from nodeward.taint.changes import key_of
from nodeward.taint.checked import is_checked
from nodeward.taint.fields import exported_member, of_array, of_class, of_literal, of_this
from nodeward.taint.guards import is_guarded
from nodeward.taint.parameters import of_arguments, parameter
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Origin, Point
from nodeward.taint.prefix import fixes, is_host, known_text, unknown_fixes
from nodeward.taint.spec import Kind
from nodeward.taint.variables import variable

Steps = Iterator[Edge | Origin]

# The operators whose result is as big, or as predictable, as what they calculate with.
_KEPT_BY = {
    Kind.SIZE: frozenset({"*", "**", "-", "<<"}),
    Kind.RANDOM: frozenset({"*", "**", "-", "/", "%", "<<", ">>", ">>>", "|", "&", "^"}),
}
_SIGNS = {Kind.SIZE: frozenset("+"), Kind.RANDOM: frozenset("+-~")}
_NUMBERS = frozenset({"length", "size", "byteLength", "byteOffset", "lastIndex", "index"})
_REFERENCES = frozenset(
    {"identifier", "member_expression", "subscript_expression", "shorthand_property_identifier"}
)
_CHAINED = frozenset(
    {
        "await_expression",
        "call_expression",
        "member_expression",
        "non_null_expression",
        "parenthesized_expression",
        "subscript_expression",
    }
)


def step(asked: Asked, point: Point) -> Steps:
    """Where the value at a point may come from."""
    node = unwrapped(point.site.node)
    while node.type in ("await_expression", "yield_expression") and (inner := first_named(node)) is not None:
        node = unwrapped(inner)
    if node != point.site.node:
        point = replace(point, site=point.site.model.site(node))
    reader = _READERS.get(node.type)
    if reader is None or is_turned_away(asked, point, node):
        return
    yield from reader(asked, point, node)


def is_turned_away(asked: Asked, point: Point, node: Node) -> bool:
    """Whether a reference only ever has harmless values where it is read: a test on the way lets no others come so far."""
    if node.type not in _REFERENCES:
        return False
    if KEYS in point.fields and asked.question.kind is not Kind.KEY:
        return False
    if is_declared(node) or not asked.judged:
        return False
    model = point.site.model
    used = point.used
    places = [node, used.node] if used is not None and used.model is model else [node]
    return any(
        is_guarded(asked, model, node, place) or is_checked(asked, point, node, place) for place in places
    )


def _name(asked: Asked, point: Point, node: Node) -> Steps:
    if point.site.model.text(node) == "arguments" and point.fields:
        yield from of_arguments(asked, point, node)
        return
    for found in variable(asked, point, node):
        if not isinstance(found, Declaration):
            yield found
        elif found.kind is NameKind.PARAMETER:
            yield from parameter(asked, point, found)
        elif found.kind is NameKind.CATCH:
            yield from _of_value(asked, point, found.name)
        elif found.kind is NameKind.IMPORT:
            yield from _imported(asked, point, found)


def _of_value(asked: Asked, point: Point, node: Node) -> Steps:
    origin = asked.origin(point, point.site.model.value(node), point.fields)
    yield from (origin,) if origin is not None else ()


def _imported(asked: Asked, point: Point, declaration: Declaration) -> Steps:
    value = point.site.model.value(declaration.name)
    yield from _of_value(asked, point, declaration.name)
    if isinstance(value, Module) and point.fields:
        yield from exported_member(asked, replace(point, fields=point.fields[1:]), value, point.fields[0])


def _member(asked: Asked, point: Point, node: Node) -> Steps:
    model, key = point.site.model, key_of(point.site.model, node)
    object_ = node.child_by_field_name("object")
    value = model.value(object_)
    if object_ is None or (key in _NUMBERS and not _holds_parameters(asked, value)):
        return
    if isinstance(value, Api) and not _is_in_variable(model, object_):
        origin = asked.origin(point, value, (key, *point.fields))
        if origin is not None:
            yield origin
            return
    if isinstance(value, Module):
        yield from exported_member(asked, point, value, key)
    elif isinstance(value, Class) or (isinstance(value, Instance) and object_.type != "this"):
        further = replace(point, fields=(key, *point.fields))
        yield from of_class(further, value.site, ())
    if asked.question.kind is Kind.KEY and key == "__proto__":
        return
    if (
        asked.question.kind is Kind.RANDOM
        and node.type == "subscript_expression"
        and known_text(model, object_)
    ):
        # `LETTERS[i]`: which letter it is, whoever drew the number decides.
        index = node.child_by_field_name("index")
        yield from (Edge(point.at(index, ())),) if index is not None else ()
        return
    yield Edge(point.at(object_, (key, *point.fields)))


def _is_in_variable(model: Model, node: Node) -> bool:
    """Whether an expression begins with a variable: what happened to it on its way there counts, not only what it is."""
    root: Node | None = node
    while root is not None and root.type in _CHAINED:
        root = first_named(root)
    binding = model.facts.binding(root) if root is not None and root.type == "identifier" else None
    return binding is not None and any(each.kind is NameKind.VARIABLE for each in binding.declarations)


def _holds_parameters(asked: Asked, value: Value) -> bool:
    """Whether `size` of a value is what a sender called so, as in `request.query.size`, and not how big the value is."""
    known = (asked.spec.sources.get(set_, frozenset()) for set_ in asked.question.sources)
    return isinstance(value, Api) and any(value.name in names for names in known)


def _this(_asked: Asked, point: Point, node: Node) -> Steps:
    yield from of_this(point, node)


def _template(asked: Asked, point: Point, node: Node) -> Steps:
    if point.structured or not _as_text(point):
        return
    before: str | None = ""
    at = node.start_byte + 1
    text = point.site.model.facts.document.text
    for part in node.named_children:
        if part.type != "template_substitution":
            continue
        before = (
            before + text[at : part.start_byte].decode("utf-8", "replace") if before is not None else None
        )
        at, inner = part.end_byte, first_named(part)
        if inner is None:
            continue
        if not _is_fixed(asked, before, point.site.model.site(inner)):
            yield Edge(point.at(inner, ()))
        known = known_text(point.site.model, inner) if before is not None else None
        before = before + known if before is not None and known is not None else None


def _as_text(point: Point) -> bool:
    return point.fields in ((), (DEEP,), (ANY,))


def _is_fixed(asked: Asked, before: str | None, value: Site) -> bool:
    """Whether what stands before a value in a text makes it harmless; None where not all of it is known."""
    kind = asked.question.kind
    if before is None:
        return unknown_fixes(kind)
    if is_host(kind, before) and api_name(value.model.value(value.node)) in asked.spec.paths:
        return True  # `https://example.com${request.url}`: nothing can be added to the host
    return fixes(kind, before)


def _binary(asked: Asked, point: Point, node: Node) -> Steps:
    left, right, operator = (node.child_by_field_name(part) for part in ("left", "right", "operator"))
    if left is None or right is None or operator is None:
        return
    if operator.type == "+":
        if point.structured or not _as_text(point):
            return
        yield Edge(point.at(left, ()))
        model = point.site.model
        if not _is_fixed(asked, known_text(model, left), model.site(right)):
            yield Edge(point.at(right, ()))
    elif operator.type in ("||", "??"):
        yield Edge(point.at(left))
        yield Edge(point.at(right))
    elif operator.type == "&&":
        yield Edge(point.at(right))
    elif operator.type in _KEPT_BY.get(asked.question.kind, ()):
        yield Edge(point.at(left, ()))
        yield Edge(point.at(right, ()))


def _unary(asked: Asked, point: Point, node: Node) -> Steps:
    """`+x` is a number: no text any more, but as big as the sender likes; `~~x` is as predictable as `x`."""
    inner = node.child_by_field_name("argument")
    if inner is not None and node.children[0].type in _SIGNS.get(asked.question.kind, ()):
        yield Edge(point.at(inner, ()))


def _augmented(_asked: Asked, point: Point, node: Node) -> Steps:
    for part in ("left", "right"):
        inner = node.child_by_field_name(part)
        if inner is not None:
            yield Edge(point.at(inner))


def _right(_asked: Asked, point: Point, node: Node) -> Steps:
    right = node.child_by_field_name("right")
    yield from (Edge(point.at(right)),) if right is not None else ()


def _either(_asked: Asked, point: Point, node: Node) -> Steps:
    for part in ("consequence", "alternative"):
        inner = node.child_by_field_name(part)
        if inner is not None:
            yield Edge(point.at(inner))


def _last(_asked: Asked, point: Point, node: Node) -> Steps:
    inner = last_named(node)
    yield from (Edge(point.at(inner)),) if inner is not None else ()


def _object(asked: Asked, point: Point, node: Node) -> Steps:
    yield from of_literal(point, node, asked.question.kind)


def _array(_asked: Asked, point: Point, node: Node) -> Steps:
    yield from of_array(point, node)


_READERS: Mapping[str, Callable[[Asked, Point, Node], Steps]] = {
    "identifier": _name,
    "shorthand_property_identifier": _name,
    "shorthand_property_identifier_pattern": _name,
    "this": _this,
    "member_expression": _member,
    "subscript_expression": _member,
    "call_expression": from_call,
    "new_expression": from_call,
    "template_string": _template,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "augmented_assignment_expression": _augmented,
    "assignment_expression": _right,
    "ternary_expression": _either,
    "sequence_expression": _last,
    "object": _object,
    "array": _array,
}
