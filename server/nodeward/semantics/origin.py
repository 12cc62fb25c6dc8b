"""Where a value is written: names and members followed back to the expression that they stand for, in their file or another."""

from nodeward.semantics.classes import field_values
from nodeward.semantics.scopes import Declaration, Kind, unwrapped
from nodeward.semantics.shapes import key_text, shape
from nodeward.semantics.values import Instance, Object, Site, api_name
from nodeward.syntax.nodes import Node

MOST_HOPS = 6


def origin(site: Site, hops: int = MOST_HOPS) -> Site:
    """The expression that a name or member stands for; the site itself where that is not the one possibility."""
    model, node = site.model, unwrapped(site.node)
    here = model.site(node)
    if hops <= 0:
        return here
    if node.type in ("identifier", "shorthand_property_identifier"):
        given = _given(here)
        return origin(given, hops - 1) if given is not None else here
    if node.type == "member_expression":
        found = _member(here)
        return origin(found, hops - 1) if found is not None else here
    return here


def text_origin(site: Site, hops: int = MOST_HOPS) -> Site:
    """The expression of the text that a value is made from: also of `Buffer.from("...")` and what else encodes it."""
    found = origin(site, hops)
    if found.node.type != "call_expression" or hops <= 0:
        return found
    called = api_name(found.model.value(found.node.child_by_field_name("function")))
    position = found.model.library.encodes.get(called) if called is not None else None
    arguments = found.node.child_by_field_name("arguments")
    given = [each for each in arguments.named_children if each.type != "comment"] if arguments else []
    if position is None or position >= len(given):
        return found
    return text_origin(found.model.site(given[position]), hops - 1)


def _member(site: Site) -> Site | None:
    """The one expression that `object.key` was given."""
    model, key = site.model, site.node.child_by_field_name("property")
    value = model.value(site.node.child_by_field_name("object"))
    if key is None:
        return None
    if isinstance(value, Object):
        return shape(value).site(model.text(key))
    values = field_values(value, model.text(key)) if isinstance(value, Instance) else []
    return values[0] if len(values) == 1 else None


def _given(site: Site) -> Site | None:
    """The one expression that a variable is given."""
    binding = site.model.facts.binding(site.node)
    if binding is None or len(binding.declarations) != 1 or binding.declarations[0].kind is not Kind.VARIABLE:
        return None
    declaration = binding.declarations[0]
    value = declaration.site.child_by_field_name("value")
    if value is not None:
        return _declared(site.model.site(value), declaration) if not binding.writes else None
    if len(binding.writes) != 1 or binding.writes[0].site.type != "assignment_expression":
        return None
    right = binding.writes[0].site.child_by_field_name("right")
    return site.model.site(right) if right is not None else None


def _declared(value: Site, declaration: Declaration) -> Site | None:
    """What a declarator gives one of its names: its value, or a property of it in `const { key } = value`."""
    pattern = declaration.site.child_by_field_name("name")
    if pattern == declaration.name:
        return value
    whole = value.model.value(value.node)
    if pattern is None or pattern.type != "object_pattern" or not isinstance(whole, Object):
        return None
    key = next(
        (_key(value, part, declaration.name) for part in pattern.named_children if _names(part, declaration)),
        None,
    )
    return shape(whole).site(key) if key is not None else None


def _names(part: Node, declaration: Declaration) -> bool:
    return declaration.name in (part, part.child_by_field_name("value"))


def _key(value: Site, part: Node, name: Node) -> str | None:
    key = part.child_by_field_name("key") or name
    return value.model.text(key) if key == name else key_text(value.model, key)
