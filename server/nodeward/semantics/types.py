"""What a variable, a parameter or a result is by the type that is written beside it, or by the role of its function."""

from functools import partial
from typing import TYPE_CHECKING

from nodeward.semantics.hosts import decorated
from nodeward.semantics.jsdoc import documented_parameter, documented_result, documented_type
from nodeward.semantics.roles import parameter_types
from nodeward.semantics.scopes import FUNCTIONS, Declaration
from nodeward.semantics.values import UNKNOWN, Api, Class, Instance, Module, Value, join
from nodeward.syntax.nodes import COMMENTS, Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

# Types that say of what is in them only that it comes later, or which of its members may be used.
_TRANSPARENT = frozenset({"Awaited", "NonNullable", "Partial", "Promise", "Readonly", "Required"})
_AROUND = frozenset({"type_annotation", "parenthesized_type", "readonly_type", "constraint"})
_NOTHING = frozenset({"null", "undefined", "void"})


def parameter_value(model: "Model", declaration: Declaration) -> Value:
    """The value that a whole parameter has (before a pattern takes it apart)."""
    site, function = declaration.site, declaration.scope
    said = decorated(model, site)
    if said is not None:
        return said
    annotation, name = site.child_by_field_name("type"), _bare_name(model, site)
    if annotation is not None:
        value = type_value(model, annotation)
        # A type that is known and means nothing to us is still no other.
        if value != UNKNOWN or type_of_annotation(model, annotation) != UNKNOWN:
            return value
    written = documented_parameter(model, function, name) if name is not None else UNKNOWN
    if written != UNKNOWN:
        return _of_type(model, written)
    position = _position(site)
    if position is None:
        return UNKNOWN
    types = parameter_types(model, function)
    if position < len(types) and types[position]:
        return Api(types[position])
    return _of_promise(model, function) if position == 0 else UNKNOWN


def declared_type(model: "Model", declarator: Node) -> Value:
    """What a variable holds by its annotation or by its comment."""
    annotation = declarator.child_by_field_name("type")
    if annotation is not None:
        return type_value(model, annotation)
    return _of_type(model, documented_type(model, declarator))


def result_type(model: "Model", function: Node) -> Value:
    """What a function gives back by its return type or by its comment."""
    annotation = function.child_by_field_name("return_type")
    if annotation is not None:
        return type_value(model, annotation)
    return _of_type(model, documented_result(model, function))


def cast_type(model: "Model", node: Node) -> Value:
    """What an expression is said to be: `x as T`, `<T>x`, or `/** @type {T} */ (x)`."""
    if node.type == "parenthesized_expression":
        return _of_type(model, documented_type(model, node))
    types = [child for child in node.named_children if child.type not in COMMENTS]
    said = types[0] if node.type == "type_assertion" else types[-1]
    return type_value(model, said) if len(types) > 1 else UNKNOWN


def type_value(model: "Model", annotation: Node) -> Value:
    """What an object of an annotated type is: a library's type by its canonical name, or an instance of a class."""
    inner: Node | None = annotation
    while inner is not None and inner.type in _AROUND:
        inner = first_named(inner)
    if inner is not None and inner.type == "type_query":
        return model.value(first_named(inner))
    return _of_type(model, type_of_annotation(model, annotation))


def type_of_annotation(model: "Model", node: Node) -> Value:
    """The type that is written at `node`: a library's by its name in the library, a class, an interface."""
    return model.once(node, "type", partial(_type, model, node), UNKNOWN)


def _of_type(model: "Model", type_: Value) -> Value:
    if isinstance(type_, Class):
        return Instance(type_.site)
    if isinstance(type_, Api):
        known = model.library.types.get(type_.name)
        return Api(known) if known is not None else UNKNOWN
    return type_ if isinstance(type_, Instance) else UNKNOWN


def _type(model: "Model", node: Node) -> Value:
    if node.type in _AROUND or node.type == "type_arguments":
        inner = first_named(node)
        return type_of_annotation(model, inner) if inner is not None else UNKNOWN
    if node.type == "union_type":
        return join(
            [type_of_annotation(model, part) for part in _parts(node) if not _is_nothing(model, part)]
        )
    if node.type == "intersection_type":
        return _only([type_of_annotation(model, part) for part in _parts(node)])
    if node.type == "generic_type":
        return _generic(model, node)
    if node.type == "nested_type_identifier":
        return _nested(model, node)
    if node.type == "type_identifier":
        return _by_identifier(model, node)
    if node.type in ("interface_declaration", "object_type"):
        return _interface(model, node)
    if node.type in ("type_alias_declaration", "type_parameter"):
        aliased = node.child_by_field_name("value") or node.child_by_field_name("constraint")
        return type_of_annotation(model, aliased) if aliased is not None else UNKNOWN
    return model.value(node) if node.type == "member_expression" else UNKNOWN


def _parts(node: Node) -> list[Node]:
    """The parts of a union or intersection, which nests to the left."""
    found: list[Node] = []
    queue = [node]
    while queue:
        part = queue.pop()
        if part.type == node.type:
            queue += [child for child in part.named_children if child.type not in COMMENTS]
        else:
            found.append(part)
    return found[::-1]


def _is_nothing(model: "Model", part: Node) -> bool:
    return model.text(part) in _NOTHING


def _only(types: list[Value]) -> Value:
    """The one type of an intersection that has a name: `Request & { user: User }`."""
    named: list[Value] = [type_ for type_ in types if isinstance(type_, Api | Class)]
    return join(named or types)


def _generic(model: "Model", node: Node) -> Value:
    name = node.child_by_field_name("name")
    inner = node.child_by_field_name("type_arguments")
    if name is None:
        return UNKNOWN
    if inner is not None and model.text(name) in _TRANSPARENT and model.facts.binding(name) is None:
        return type_of_annotation(model, inner)
    return type_of_annotation(model, name)


def _nested(model: "Model", node: Node) -> Value:
    module, name = node.child_by_field_name("module"), node.child_by_field_name("name")
    if module is None or name is None:
        return UNKNOWN
    value = model.value(module)
    if isinstance(value, Module):
        return model.link.exported(value.path, model.text(name))
    return Api(model.library.member(value.name, model.text(name))) if isinstance(value, Api) else UNKNOWN


def _by_identifier(model: "Model", name: Node) -> Value:
    if model.facts.binding(name) is None:
        known = model.library.globals.get(model.text(name))
        return Api(model.library.canonical(known)) if known is not None else UNKNOWN
    return model.value(name)


def _interface(model: "Model", node: Node) -> Value:
    """What an interface extends, if that is one thing that has a name; else the interface itself."""
    clause = next((child for child in node.named_children if child.type == "extends_type_clause"), None)
    bases = clause.named_children if clause is not None else []
    named = [type_of_annotation(model, base) for base in bases]
    named = [type_ for type_ in named if isinstance(type_, Api | Class)]
    return join(named) if named else Instance(model.site(node))


def _of_promise(model: "Model", function: Node) -> Value:
    """`import("m").then((m) => ...)`: what was promised."""
    given = function.parent
    call = given.parent if given is not None and given.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if (
        given is None
        or callee is None
        or callee.type != "member_expression"
        or first_named(given) != function
    ):
        return UNKNOWN
    key = callee.child_by_field_name("property")
    then = key is not None and model.text(key) == "then"
    return model.value(callee.child_by_field_name("object")) if then else UNKNOWN


def _bare_name(model: "Model", site: Node) -> str | None:
    pattern = site.child_by_field_name("pattern") or site.child_by_field_name("left") or site
    return model.text(pattern) if pattern.type == "identifier" else None


def _position(site: Node) -> int | None:
    parent = site.parent
    if parent is None:
        return None
    if parent.type in FUNCTIONS:
        return 0
    others = [child for child in parent.named_children if child.type not in COMMENTS]
    return next((i for i, child in enumerate(others) if child == site), None)
