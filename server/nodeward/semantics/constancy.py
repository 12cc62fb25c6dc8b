"""Whether an expression can only be one of some values that stand in the code, even where it is unknown which."""

from typing import TYPE_CHECKING

from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.values import Api, Array, Constant, Object, Regex, Site, Text
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_DEPTH = 12
_FIXED = frozenset(
    {
        "__dirname",
        "__filename",
        "process.platform",
        "process.execPath",
        "process.cwd",
        "os.EOL",
        "process.pid",
        "process.argv0",
    }
)


def is_fixed(site: Site, depth: int = MOST_DEPTH) -> bool:
    """Whether every value that the expression can have is written in the code (or fixed by the installation)."""
    model, node = site.model, unwrapped(site.node)
    value = model.value(node)
    if isinstance(value, Constant | Regex):
        return True
    if isinstance(value, Api) and value.name in _FIXED:
        return True
    if depth <= 0:
        return False
    if isinstance(value, Text):
        return all(is_fixed(piece, depth - 1) for piece in value.pieces if isinstance(piece, Site))
    if isinstance(value, Array):
        items = elements(value)
        return items is not None and all(is_fixed(item, depth - 1) for item in items)
    return _fixed_by_form(model, node, depth)


def _fixed_by_form(model: "Model", node: Node, depth: int) -> bool:
    if node.type in ("ternary_expression", "binary_expression"):
        sides = ("consequence", "alternative") if node.type == "ternary_expression" else ("left", "right")
        parts = [node.child_by_field_name(side) for side in sides]
        return all(part is not None and is_fixed(model.site(part), depth - 1) for part in parts)
    if node.type == "identifier":
        return _fixed_name(model, node, depth)
    if node.type == "subscript_expression":
        return _fixed_member(model, node, depth)
    if node.type == "call_expression":
        callee = model.value(node.child_by_field_name("function"))
        return isinstance(callee, Api) and callee.name in _FIXED
    return False


def _fixed_name(model: "Model", node: Node, depth: int) -> bool:
    """Every value that the name is given is fixed: the two branches of an `if`, the turns of a `for ... of`."""
    binding = model.facts.binding(node)
    if binding is None:
        return False
    given: list[Node | None] = []
    for declaration in binding.declarations:
        if declaration.kind is not Kind.VARIABLE or declaration.site.child_by_field_name("name") not in (
            declaration.name,
            None,
        ):
            return False
        if declaration.site.type == "for_in_statement":
            given.append(_turns(declaration.site))
        elif declaration.site.child_by_field_name("value") is not None:
            given.append(declaration.site.child_by_field_name("value"))
    for write in binding.writes:
        plain = (
            write.site.type == "assignment_expression"
            and write.site.child_by_field_name("left") == write.name
        )
        given.append(write.site.child_by_field_name("right") if plain else None)
    return bool(given) and all(part is not None and is_fixed(model.site(part), depth - 1) for part in given)


def _turns(loop: Node) -> Node | None:
    operator = loop.child_by_field_name("operator")
    return loop.child_by_field_name("right") if operator is not None and operator.type == "of" else None


def _fixed_member(model: "Model", node: Node, depth: int) -> bool:
    """A member of a table of fixed values, whichever it is."""
    table = model.value(node.child_by_field_name("object"))
    if isinstance(table, Array):
        items = elements(table)
        return items is not None and all(is_fixed(item, depth - 1) for item in items)
    if not isinstance(table, Object):
        return False
    found = shape(table)
    sites = [site for sites in found.properties.values() for site in sites]
    return found.complete and not found.doubtful and all(is_fixed(site, depth - 1) for site in sites)
