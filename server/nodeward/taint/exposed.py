"""Which functions a library's users can call: what its files export, and the methods of what they export."""

from collections.abc import Callable

from nodeward.program.program import Program
from nodeward.program.references import export_keys
from nodeward.semantics.model import Model
from nodeward.semantics.returns import returning
from nodeward.semantics.scopes import CLASSES, FUNCTIONS
from nodeward.syntax.nodes import Node
from nodeward.taint.point import Point

MOST_LEVELS = 6  # functions, objects and classes around a function, up to the one that is exported


def is_exposed(program: Program) -> Callable[[Point], bool]:
    """Asks of the function at a point whether whoever loads its package can call it."""

    def asks(point: Point) -> bool:
        return _is_exposed(program, point.site.model, point.site.node)

    return asks


def _is_exposed(program: Program, model: Model, function: Node) -> bool:
    at: Node | None = function
    for _ in range(MOST_LEVELS):
        if at is None:
            return False
        if export_keys(program, model, at):
            return True
        at = _owner(model, at)
    return False


def _owner(model: Model, node: Node) -> Node | None:
    """What a function is a member of, is assigned to, or is returned by."""
    parent = node.parent
    if node.type == "method_definition" and parent is not None:
        name = node.child_by_field_name("name")
        hidden = name is not None and model.text(name).startswith("#")
        return None if hidden else parent.parent if parent.type == "class_body" else parent
    if parent is None:
        return None
    if parent.type in ("pair", "field_definition", "public_field_definition") and parent.parent is not None:
        inner = parent.parent
        return inner.parent if inner.type == "class_body" else inner
    if parent.type == "assignment_expression":
        return _assigned_to(model, parent)
    return returning(node)


def _assigned_to(model: Model, assignment: Node) -> Node | None:
    """For `Runner.prototype.run = ...`, `Runner.run = ...` and `this.run = ...` the function or object that is meant."""
    left = assignment.child_by_field_name("left")
    root = left
    while root is not None and root.type in ("member_expression", "subscript_expression"):
        root = root.child_by_field_name("object")
    if root is None or left is None:
        return None
    if root.type == "this" or model.text(root) in ("self", "that", "_this"):
        return _function_around(assignment)
    binding = model.facts.binding(root) if root.type == "identifier" else None
    if binding is None or not binding.declarations:
        return None
    site = binding.declarations[0].site
    if site.type in FUNCTIONS or site.type in CLASSES:
        return site
    value = site.child_by_field_name("value") if site.type == "variable_declarator" else None
    return value if value is not None else binding.declarations[0].name


def _function_around(node: Node) -> Node | None:
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at
