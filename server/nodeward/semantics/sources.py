"""Which value of a source set stands inside an expression: the request property in a command that is being built."""

from nodeward.semantics.scopes import FUNCTIONS, Kind
from nodeward.semantics.values import Api, Site
from nodeward.syntax.nodes import Node

MOST_NAMES = 4  # single-assignment names that are looked through


def source_in(site: Site, sets: tuple[str, ...], names: int = MOST_NAMES) -> Site | None:
    """The first expression inside `site` whose value is in one of the source sets; inner functions are left out.

    A name that is given one value is looked through; what a function makes of a value is not followed.
    """
    model, node = site.model, site.node
    value = (
        model.value(node)
        if node.type in ("member_expression", "subscript_expression", "identifier", "call_expression")
        else None
    )
    if isinstance(value, Api) and model.library.is_source(value.name, sets):
        return site
    if node.type == "identifier":
        return _through_name(site, sets, names)
    if node.type in FUNCTIONS or node.type == "call_expression":
        return _through_member(site, sets, names) if node.type == "call_expression" else None
    for child in node.named_children:
        if child.type in ("property_identifier", "comment"):
            continue
        found = source_in(model.site(child), sets, names)
        if found is not None:
            return found
    return None


def _through_name(site: Site, sets: tuple[str, ...], names: int) -> Site | None:
    binding = site.model.facts.binding(site.node)
    if binding is None or names <= 0 or len(binding.declarations) != 1 or binding.writes:
        return None
    declaration = binding.declarations[0]
    value = declaration.site.child_by_field_name("value")
    plain = declaration.site.child_by_field_name("name") == declaration.name
    if declaration.kind is not Kind.VARIABLE or value is None or not plain or value.type in FUNCTIONS:
        return None
    return source_in(site.model.site(value), sets, names - 1)


def _through_member(site: Site, sets: tuple[str, ...], names: int) -> Site | None:
    """`req.query.host.trim()`: a method of a string keeps what is in it."""
    callee: Node | None = site.node.child_by_field_name("function")
    object_ = (
        callee.child_by_field_name("object")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    key = callee.child_by_field_name("property") if callee is not None and object_ is not None else None
    if (
        object_ is None
        or key is None
        or site.model.text(key) not in ("trim", "toString", "toLowerCase", "toUpperCase", "concat", "slice")
    ):
        return None
    return source_in(site.model.site(object_), sets, names)
