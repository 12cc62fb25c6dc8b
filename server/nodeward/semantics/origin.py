"""Where a value is written: names and members followed back to the expression that they stand for, in their file or another."""

from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.semantics.shapes import shape
from nodeward.semantics.values import Object, Site

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
        key = node.child_by_field_name("property")
        value = model.value(node.child_by_field_name("object"))
        found = shape(value).site(model.text(key)) if isinstance(value, Object) and key is not None else None
        return origin(found, hops - 1) if found is not None else here
    return here


def _given(site: Site) -> Site | None:
    """The one expression that a variable is given."""
    binding = site.model.facts.binding(site.node)
    if binding is None or len(binding.declarations) != 1 or binding.declarations[0].kind is not Kind.VARIABLE:
        return None
    declaration = binding.declarations[0]
    value = declaration.site.child_by_field_name("value")
    plain = declaration.site.child_by_field_name("name") == declaration.name
    if value is not None:
        return site.model.site(value) if plain and not binding.writes else None
    if len(binding.writes) != 1 or binding.writes[0].site.type != "assignment_expression":
        return None
    right = binding.writes[0].site.child_by_field_name("right")
    return site.model.site(right) if right is not None else None
