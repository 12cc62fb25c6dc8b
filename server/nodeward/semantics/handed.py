"""What a parameter is handed, where every call of its function is in sight; and whether none is."""

from typing import TYPE_CHECKING

from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import FUNCTIONS, WRAPPERS, Declaration, Kind, unwrapped
from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node, named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_CALLS = 40  # calls of one function that are looked at
# Methods that hand each element of their list to the function that they are given first.
_EACH = frozenset({"every", "filter", "find", "findIndex", "flatMap", "forEach", "map", "some"})


def handed(model: "Model", declaration: Declaration) -> list[Node] | None:
    """The expressions that are handed to a parameter, or the list whose elements are; None where others may be.

    The function must be known by its name only, and its name be used in nothing but calls in its file.
    """
    position = _position(declaration)
    if position is None:
        return None
    each = _each(model, declaration.scope)
    if each is not None:
        return [each] if position == 0 else None
    name = _name(declaration.scope)
    binding = model.facts.binding(name) if name is not None else None
    if binding is None or len(binding.declarations) != 1 or binding.writes or _is_exported(declaration.scope):
        return None
    if not 0 < len(binding.uses) <= MOST_CALLS:
        return None
    given = [_argument(use, position) for use in binding.uses]
    found = [node for node in given if node is not None]
    return found if len(found) == len(given) else None


def overwritten(model: "Model", declaration: Declaration, use: Node) -> int | None:
    """Where a parameter got another value on every way to `use`: the first byte of that statement, the last such one.

    `pid = parseInt(pid, 10);` in the body of the function itself.
    """
    body = declaration.scope.child_by_field_name("body")
    if declaration.kind is not Kind.PARAMETER or body is None or body.type != "statement_block":
        return None
    binding = model.facts.binding(declaration.name)
    places = [
        write.site.start_byte
        for write in (binding.writes if binding is not None else ())
        if write.site.type == "assignment_expression"
        and write.site.child_by_field_name("left") == write.name
        and write.site.end_byte <= use.start_byte
        and write.site.parent is not None
        and write.site.parent.type == "expression_statement"
        and write.site.parent.parent == body
    ]
    return max(places, default=None)


def passed_on(site: Site) -> bool:
    """Whether an expression is a parameter, as it is, of a function that its file neither calls nor hands to anyone."""
    model, node = site.model, unwrapped(site.node)
    binding = model.facts.binding(node) if node.type == "identifier" else None
    if binding is None or binding.writes or len(binding.declarations) != 1:
        return False
    declaration = binding.declarations[0]
    name = _called(declaration.scope) if _position(declaration) is not None else None
    return name is not None and not any(map(_is_used, model.facts.occurrences(model.text(name))))


def _called(function: Node) -> Node | None:
    """The name by which others call a function: its own, or that of the variable, key or member that it becomes."""
    given = function.parent
    own = function.child_by_field_name("name") or _name(function)
    if own is not None or given is None:
        return own
    if given.type == "pair":
        return given.child_by_field_name("key")
    target = given.child_by_field_name("left") if given.type == "assignment_expression" else None
    return target.child_by_field_name("property") if target is not None else None


def _is_used(name: Node) -> bool:
    """Whether a function is called or handed to a call where its name stands."""
    parent = name.parent
    if parent is not None and parent.type == "member_expression":
        parent = parent.parent
    return parent is not None and parent.type in ("arguments", "call_expression")


def _position(declaration: Declaration) -> int | None:
    """The position of a parameter that is a plain name without a default."""
    if declaration.kind is not Kind.PARAMETER:
        return None
    for i, parameter in enumerate(parameters(declaration.scope)):
        if (parameter.child_by_field_name("pattern") or parameter) == declaration.name:
            return i if parameter.child_by_field_name("value") is None else None
    return None


def _each(model: "Model", function: Node) -> Node | None:
    """The list of `list.forEach((item) => ...)`."""
    given = function.parent
    call = given.parent if given is not None and given.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if given is None or callee is None or callee.type != "member_expression" or named(given)[0] != function:
        return None
    key = callee.child_by_field_name("property")
    if key is None or model.text(key) not in _EACH:
        return None
    return callee.child_by_field_name("object")


def _name(function: Node) -> Node | None:
    if function.type == "function_declaration":
        return function.child_by_field_name("name")
    at = function
    while at.parent is not None and at.parent.type in WRAPPERS:
        at = at.parent
    declarator = at.parent
    if function.type not in FUNCTIONS or declarator is None or declarator.type != "variable_declarator":
        return None
    name = declarator.child_by_field_name("name")
    return name if name is not None and name.type == "identifier" else None


def _is_exported(function: Node) -> bool:
    """Whether the declaration itself is an export: `export function run(command) {}`."""
    at: Node | None = function
    while at is not None and at.type not in ("statement_block", "program"):
        if at.type == "export_statement":
            return True
        at = at.parent
    return False


def _argument(use: Node, position: int) -> Node | None:
    call = use.parent
    if call is None or call.type != "call_expression" or call.child_by_field_name("function") != use:
        return None
    arguments = call.child_by_field_name("arguments")
    given = named(arguments) if arguments is not None and arguments.type == "arguments" else []
    if any(node.type == "spread_element" for node in given[: position + 1]):
        return None
    return given[position] if position < len(given) else None
