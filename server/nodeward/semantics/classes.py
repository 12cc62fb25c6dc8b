"""Classes of the workspace: their members, and what `this.field` holds."""

from collections.abc import Iterator

from nodeward.semantics.scopes import CLASSES
from nodeward.semantics.types import type_value
from nodeward.semantics.values import UNKNOWN, Class, Function, Instance, Site, Value, join
from nodeward.syntax.nodes import Node

_FIELDS = frozenset({"field_definition", "public_field_definition"})


def enclosing_class(node: Node) -> tuple[Node, bool] | None:
    """The class that `this` at `node` speaks of, and whether it is the class itself (static) or an object of it."""
    at, parent = node, node.parent
    while parent is not None:
        if parent.type in ("function_declaration", "function_expression", "generator_function", "object"):
            return None
        if parent.type == "class_body":
            owner = parent.parent
            return (owner, _is_static(at)) if owner is not None and owner.type in CLASSES else None
        at, parent = parent, parent.parent
    return None


def class_member(value: Class, key: str) -> Value:
    """A static member of a class."""
    return join([_member(value.site, member) for member in _named(value.site, key) if _is_static(member)])


def instance_member(value: Instance, key: str) -> Value:
    """A method or field of an object: what the class body declares and what its methods assign to `this.key`."""
    site = value.site
    declared = [
        _member(site, member) for member in _named(site, key) if not _is_static(member) and _says(member)
    ]
    assigned = [site.model.value(right) for right in field_assignments(site, key)]
    found = join([*declared, *assigned])
    if declared or assigned:
        return found if found != UNKNOWN else _declared_type(site, key)
    parameter = _parameter_property(site, key)
    return parameter if parameter != UNKNOWN else _declared_type(site, key)


def field_values(value: Instance, key: str) -> list[Site]:
    """The expressions that a field of an object can be given, in its declaration and in its class."""
    site = value.site
    declared = [
        member.child_by_field_name("value")
        for member in _named(site, key)
        if member.type in _FIELDS and not _is_static(member)
    ]
    return [site.model.site(node) for node in [*declared, *field_assignments(site, key)] if node is not None]


def field_assignments(site: Site, key: str) -> list[Node]:
    """The right sides of every `this.key = ...` inside a class."""
    model, body = site.model, site.node
    found = []
    for name in model.facts.occurrences(key):
        member = name.parent
        if member is None or member.type != "member_expression" or not _inside(body, name):
            continue
        object_, above = member.child_by_field_name("object"), member.parent
        if (
            object_ is None
            or object_.type != "this"
            or above is None
            or above.type != "assignment_expression"
        ):
            continue
        right = above.child_by_field_name("right")
        if above.child_by_field_name("left") == member and right is not None:
            found.append(right)
    return found


def _named(site: Site, key: str) -> Iterator[Node]:
    body = site.node.child_by_field_name("body")
    for member in body.named_children if body is not None else []:
        name = member.child_by_field_name("name") or member.child_by_field_name("property")
        if name is not None and site.model.text(name) == key:
            yield member


def _says(member: Node) -> bool:
    return member.type == "method_definition" or member.child_by_field_name("value") is not None


def _member(site: Site, member: Node) -> Value:
    if member.type == "method_definition":
        return Function(site.model.site(member)) if not _is_accessor(member) else UNKNOWN
    if member.type in _FIELDS:
        return site.model.value(member.child_by_field_name("value"))
    return UNKNOWN


def _declared_type(site: Site, key: str) -> Value:
    for member in _named(site, key):
        annotation = member.child_by_field_name("type")
        if member.type in _FIELDS and annotation is not None:
            return type_value(site.model, annotation)
    return UNKNOWN


def _parameter_property(site: Site, key: str) -> Value:
    """TypeScript's `constructor(private readonly app: Application)`."""
    for constructor in _named(site, "constructor"):
        parameters = constructor.child_by_field_name("parameters")
        for parameter in parameters.named_children if parameters is not None else []:
            pattern, annotation = (
                parameter.child_by_field_name("pattern"),
                parameter.child_by_field_name("type"),
            )
            modified = any(
                child.type in ("accessibility_modifier", "readonly") for child in parameter.children
            )
            if (
                modified
                and pattern is not None
                and annotation is not None
                and site.model.text(pattern) == key
            ):
                return type_value(site.model, annotation)
    return UNKNOWN


def _is_static(member: Node) -> bool:
    return any(child.type == "static" for child in member.children) or member.type == "class_static_block"


def _is_accessor(method: Node) -> bool:
    return any(child.type in ("get", "set") for child in method.children)


def _inside(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
