"""Which value of a source set stands inside an expression: the request property in a command that is being built."""

from nodeward.semantics.scopes import FUNCTIONS, Kind
from nodeward.semantics.values import Api, Site
from nodeward.syntax.nodes import COMMENTS, Node

MOST_NAMES = 4  # single-assignment names that are looked through
_VALUES = frozenset({"member_expression", "subscript_expression", "identifier", "call_expression"})
_KEYS = COMMENTS | {"property_identifier"}
# Methods of a string that keep what is in it.
_KEEPING = frozenset({"trim", "toString", "toLowerCase", "toUpperCase", "concat", "slice"})


def source_in(site: Site, sets: tuple[str, ...], names: int = MOST_NAMES) -> Site | None:
    """The first expression inside `site` whose value is in one of the source sets; inner functions are left out.

    A name that is given one value is looked through; what a function makes of a value is not followed.
    """
    queue = [(site, names)]
    seen: set[tuple[Site, int]] = set()
    while queue:
        here = queue.pop()
        if here in seen:
            continue
        seen.add(here)
        if _is_source(here[0], sets):
            return here[0]
        queue += reversed(_inside(*here))
    return None


def _is_source(site: Site, sets: tuple[str, ...]) -> bool:
    value = site.model.value(site.node) if site.node.type in _VALUES else None
    return isinstance(value, Api) and site.model.library.is_source(value.name, sets)


def _inside(site: Site, names: int) -> list[tuple[Site, int]]:
    """The parts of an expression whose value is still in it, and what a name in it stands for."""
    model, node = site.model, site.node
    if node.type in FUNCTIONS:
        return []
    if node.type == "identifier":
        given = _given(site) if names > 0 else None
        return [(model.site(given), names - 1)] if given is not None else []
    if node.type == "call_expression":
        kept = _kept(site)
        return [(model.site(kept), names)] if kept is not None else []
    return [(model.site(child), names) for child in node.named_children if child.type not in _KEYS]


def _given(site: Site) -> Node | None:
    """The one value that a name is given."""
    binding = site.model.facts.binding(site.node)
    if binding is None or len(binding.declarations) != 1 or binding.writes:
        return None
    declaration = binding.declarations[0]
    value = declaration.site.child_by_field_name("value")
    plain = declaration.site.child_by_field_name("name") == declaration.name
    if declaration.kind is not Kind.VARIABLE or value is None or not plain or value.type in FUNCTIONS:
        return None
    return value


def _kept(site: Site) -> Node | None:
    """What a method keeps: the string of `req.query.host.trim()`."""
    callee: Node | None = site.node.child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return None
    key = callee.child_by_field_name("property")
    keeps = key is not None and site.model.text(key) in _KEEPING
    return callee.child_by_field_name("object") if keeps else None
