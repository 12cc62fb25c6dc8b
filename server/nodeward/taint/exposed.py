"""Which functions a library's users can call: what its files export, and the members of objects and classes.

Which objects leave a library is rarely to be seen (they are returned, mixed into others, handed to callbacks), so that a member is
taken for one that does unless its name says that it is hidden. A function that only has a name of its own is not.
"""

from collections.abc import Callable

from nodeward.program.program import Program
from nodeward.program.references import export_keys
from nodeward.semantics.forward import named_uses
from nodeward.semantics.forward import uses as uses_of
from nodeward.semantics.model import Model
from nodeward.semantics.returns import returning
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node
from nodeward.taint.point import Point

MOST_LEVELS = 4  # functions that return functions, up to one that is exported
_HIDDEN = ("_", "#", '"_', "'_")
_DECLARED = frozenset({"function_declaration", "generator_function_declaration"})
_HOLDERS = frozenset({"pair", "field_definition", "public_field_definition"})


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
        if export_keys(program, model, at) or _is_member(model, at):
            return True
        at = returning(at)
    return False


def _is_member(model: Model, node: Node) -> bool:
    """Whether a function is a member of an object or class that is not hidden: who has the object can call it."""
    if node.type == "method_definition":
        name = node.child_by_field_name("name")
        return name is not None and not model.text(name).startswith(_HIDDEN)
    name = node.child_by_field_name("name") if node.type in FUNCTIONS else None
    own = [node] if node.type not in _DECLARED else []
    uses = named_uses(model, name) if name is not None else uses_of(model, node)
    return any(_is_kept(model, use) for use in (*own, *uses))


def _is_kept(model: Model, use: Node) -> bool:
    """`{ set: use }`, `{ use }`, `api.set = use`, and fields of classes."""
    if use.type == "shorthand_property_identifier":
        return not model.text(use).startswith(_HIDDEN)
    parent = use.parent
    if parent is None:
        return False
    key = None
    if parent.type in _HOLDERS:
        key = next(filter(None, map(parent.child_by_field_name, ("key", "name", "property"))), None)
    elif parent.type == "assignment_expression" and parent.child_by_field_name("right") == use:
        left = parent.child_by_field_name("left")
        key = left.child_by_field_name("property") if left is not None else None
    return key is not None and key != use and not model.text(key).startswith(_HIDDEN)
