"""Classes of the workspace: their members, their bases, and what `this.field` holds."""

from collections.abc import Iterator
from functools import partial

from nodeward.semantics.returns import results
from nodeward.semantics.scopes import CLASSES
from nodeward.semantics.statics import statics
from nodeward.semantics.types import result_type, type_value
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Api,
    Class,
    Constant,
    Function,
    Instance,
    Site,
    Value,
    join,
    join_present,
)
from nodeward.syntax.nodes import Node, first_named

MOST_BASES = 12
_FIELDS = frozenset({"field_definition", "public_field_definition", "property_signature"})
_SCOPES = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "generator_function",
        "object",
    }
)


def enclosing_class(node: Node) -> tuple[Node, bool] | None:
    """The class that `this` at `node` speaks of, and whether it is the class itself (static) or an object of it."""
    at, parent = node, node.parent
    while parent is not None:
        if parent.type in _SCOPES:
            return None
        if parent.type == "class_body":
            owner = parent.parent
            return (owner, _is_static(at)) if owner is not None and owner.type in CLASSES else None
        at, parent = parent, parent.parent
    return None


def class_member(value: Class, key: str) -> Value:
    """A static member of a class, its own or inherited, also from a class of a library."""
    for site in lineage(value.site):
        found = [_member(site, member) for member in _named(site, key) if _is_static(member)]
        found += [given.model.value(given.node) for given in statics(site, key)]
        if found:
            return join_present(found)
        base = _base(site)
        if isinstance(base, Api):
            return Api(site.model.library.member(base.name, key))
    return UNKNOWN


def instance_member(value: Instance, key: str) -> Value:
    """A method or field of an object: what its class declares and assigns to `this.key`, or else a base class."""
    site = value.site
    return site.model.once(site.node, f"member {key}", partial(_instance_member, site, key), UNKNOWN)


def lineage(site: Site) -> Iterator[Site]:
    """A class and its bases, as far as they are classes of the workspace."""
    seen: set[Site] = set()
    at: Site | None = site
    while at is not None and at not in seen and len(seen) < MOST_BASES:
        seen.add(at)
        yield at
        base = _base(at)
        at = base.site if isinstance(base, Class) else None


def field_values(value: Instance, key: str) -> list[Site]:
    """The expressions that a field of an object can be given, in its declaration and in its class."""
    site = value.site
    declared = [
        member.child_by_field_name("value")
        for member in _named(site, key)
        if member.type in _FIELDS and not _is_static(member)
    ]
    return [site.model.site(node) for node in [*declared, *field_assignments(site, key)] if node is not None]


def field_names(site: Site) -> list[str]:
    """The names of what a class and its bases declare, and of what they assign to `this`."""
    found: dict[str, None] = {}
    for owner in lineage(site):
        body = owner.node.child_by_field_name("body") or owner.node
        for member in body.named_children:
            name = member.child_by_field_name("name") or member.child_by_field_name("property")
            found.update({owner.model.text(name): None} if name is not None else {})
        for self in owner.model.facts.occurrences_in("this", owner.node):
            key = self.parent.child_by_field_name("property") if self.parent is not None else None
            if key is not None and _assigned(owner, key) is not None:
                found[owner.model.text(key)] = None
    return list(found)


def field_assignments(site: Site, key: str) -> list[Node]:
    """The right sides of every `this.key = ...` inside a class."""
    rights = (_assigned(site, name) for name in site.model.facts.occurrences_in(key, site.node))
    return [right for right in rights if right is not None]


def _assigned(site: Site, name: Node) -> Node | None:
    member = name.parent
    if member is None or member.type != "member_expression" or not _inside(site.node, name):
        return None
    object_, assignment = member.child_by_field_name("object"), member.parent
    if object_ is None or object_.type != "this" or assignment is None:
        return None
    if (
        not assignment.type.endswith("assignment_expression")
        or assignment.child_by_field_name("left") != member
    ):
        return None
    owner = enclosing_class(object_)
    return assignment.child_by_field_name("right") if owner is not None and owner[0] == site.node else None


def _instance_member(site: Site, key: str) -> Value:
    for owner in lineage(site):
        members = [member for member in _named(owner, key) if not _is_static(member)]
        given = [_member(owner, member) for member in members if _says(member)]
        given += [owner.model.value(right) for right in field_assignments(owner, key)]
        found = join_present(given)
        # A field that nobody in the class gives anything but null is given it from elsewhere: `server.key = read()`.
        if found not in (UNKNOWN, Constant(None), Constant(UNDEFINED)):
            return found
        if members or given:
            return _declared_type(owner, key)
        parameter = _parameter_property(owner, key)
        if parameter != UNKNOWN:
            return parameter
        base = _base(owner)
        if isinstance(base, Api):
            return _inherited_source(owner, f"{base.name}.{key}")
    return UNKNOWN


def _inherited_source(site: Site, name: str) -> Value:
    """What a class inherits from a library's, where a model says that it is a source: `this.parse()` of a command."""
    known = any(name in names for names in site.model.library.sources.values())
    return Api(name) if known else UNKNOWN


def _base(site: Site) -> Value:
    heritage = next((child for child in site.node.named_children if child.type == "class_heritage"), None)
    base = first_named(heritage) if heritage is not None else None
    if base is not None and base.type == "extends_clause":
        base = base.child_by_field_name("value")
    return site.model.value(base)


def _named(site: Site, key: str) -> Iterator[Node]:
    body = site.node.child_by_field_name("body") or site.node
    for member in body.named_children:
        name = member.child_by_field_name("name") or member.child_by_field_name("property")
        if name is not None and site.model.text(name) == key:
            yield member


def _says(member: Node) -> bool:
    return member.type == "method_definition" or member.child_by_field_name("value") is not None


def _member(site: Site, member: Node) -> Value:
    if member.type == "method_definition":
        return _got(site, member) if _is_accessor(member) else Function(site.model.site(member))
    if member.type in _FIELDS:
        return site.model.value(member.child_by_field_name("value"))
    return UNKNOWN


def _got(site: Site, accessor: Node) -> Value:
    """What a getter gives; one that only sets gives nothing that is known."""
    if any(child.type == "set" for child in accessor.children):
        return UNKNOWN
    found = join([site.model.value(given) for given in results(accessor) or []])
    return found if found != UNKNOWN else result_type(site.model, accessor)


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
