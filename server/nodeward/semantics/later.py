"""What happens to an object or array literal after it is made: assignments to its members, calls that may change it.

A literal is followed by the names that its own file gives it, not further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.semantics.facts import Binding
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.values import Constant, Site, api_name
from nodeward.syntax.nodes import COMMENTS, Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_NAMES = 12  # of one literal
MEMBERS = frozenset({"member_expression", "subscript_expression"})
_ASSIGNMENTS = frozenset(
    {"assignment_expression", "augmented_assignment_expression", "for_in_statement", "assignment_pattern"}
)
_HARMLESS = frozenset(
    {"Object.freeze", "Object.seal", "Object.keys", "Object.values", "Object.entries", "JSON.stringify"}
)
_MUTATORS = frozenset({"push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"})
_MERGE = "Object.assign"


@dataclass(frozen=True, slots=True)
class Change:
    """A member gets a value (`site`), or may get one that is not known (None); without a `key` any member may.

    `always`: it happens whenever the object is made.
    """

    key: str | None
    site: Site | None = None
    always: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The object goes where members may be added to it; those that it has are taken to stay as they are."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`Object.assign(object, ...)`: the properties of `site` are copied into it."""

    site: Site
    always: bool


def changes(model: "Model", literal: Node) -> Iterator[Change | Opened | Merged]:
    """What is done to the value of a literal under the names that its file gives it."""
    block: Node | None = None
    for use in _uses(model, literal):
        parent = use.parent
        if parent is None:
            continue
        block = block or _statement(literal)
        if parent.type == "arguments":
            yield from _passed(model, use, parent, block)
        elif parent.type in MEMBERS and parent.child_by_field_name("object") == use:
            yield from _member(model, parent, block)
        elif parent.type == "assignment_expression" and _is_stored(parent, use):
            yield Opened()


def is_changed(model: "Model", binding: Binding) -> bool:
    """Whether members of what a name holds are changed under that name."""
    return any(_changes_member(model, use) or _is_merged_into(model, use) for use in binding.uses)


def _uses(model: "Model", literal: Node) -> Iterator[Node]:
    queue = list(_names(literal))
    seen: set[tuple[int, int, str]] = set()
    while queue and len(seen) < MOST_NAMES:
        binding = model.facts.binding(queue.pop(0))
        place = (
            (binding.scope.start_byte, binding.scope.end_byte, binding.name) if binding is not None else None
        )
        if binding is None or place is None or place in seen:
            continue
        seen.add(place)
        for use in binding.uses:
            queue += _names(use)
            yield use


def _names(value: Node) -> Iterator[Node]:
    """The names that are given to the value of an expression, also through `a = b = value`."""
    at, parent = value, value.parent
    while parent is not None:
        target = None
        if parent.type == "variable_declarator" and parent.child_by_field_name("value") == at:
            target = parent.child_by_field_name("name")
        elif parent.type == "assignment_expression" and parent.child_by_field_name("right") == at:
            target = parent.child_by_field_name("left")
        elif parent.type not in WRAPPERS:
            return
        if target is not None and target.type == "identifier":
            yield target
        at, parent = parent, parent.parent


def _is_stored(assignment: Node, use: Node) -> bool:
    """`this.options = options`: then `this.options.secure = true` may follow. What a module exports stays as it is."""
    left = assignment.child_by_field_name("left")
    if assignment.child_by_field_name("right") != use or left is None or left.type not in MEMBERS:
        return False
    return left.text is None or b"exports" not in left.text


def _member(model: "Model", member: Node, block: Node | None) -> Iterator[Change]:
    key, above = _key(model, member), member.parent
    if above is None:
        return
    if above.type == "assignment_expression" and above.child_by_field_name("left") == member:
        right = above.child_by_field_name("right")
        yield Change(key, model.site(right) if right is not None else None, _follows(above, block))
    elif _is_written(member):
        yield Change(key)
    elif key in _MUTATORS and above.type == "call_expression":
        yield Change(None)


def _changes_member(model: "Model", use: Node) -> bool:
    member = use.parent
    if member is None or member.type not in MEMBERS or member.child_by_field_name("object") != use:
        return False
    called = member.parent is not None and member.parent.type == "call_expression"
    return _is_written(member) or (called and _key(model, member) in _MUTATORS)


def _is_written(node: Node) -> bool:
    """Whether a member, or a member of it, is assigned, updated, deleted, or the variable of a loop or pattern."""
    parent = node.parent
    while parent is not None and parent.type in MEMBERS and parent.child_by_field_name("object") == node:
        node, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in _ASSIGNMENTS:
        return parent.child_by_field_name("left") == node
    if parent.type == "pair_pattern":
        return parent.child_by_field_name("value") == node
    return parent.type in ("update_expression", "array_pattern") or _deletes(parent)


def _deletes(node: Node) -> bool:
    operator = node.child_by_field_name("operator") if node.type == "unary_expression" else None
    return operator is not None and operator.type == "delete"


def _passed(model: "Model", use: Node, arguments: Node, block: Node | None) -> Iterator[Opened | Merged]:
    """A library does not add options to what it is given; a function that we do not know may."""
    call = arguments.parent
    callee = _callee(call) if call is not None else None
    if call is None or callee is None:
        return
    # What a method of the object makes of it is not asked: the answer would lean on the object.
    name = api_name(model.value(callee)) if _root(callee).text != use.text else None
    if name is None:
        yield Opened()
    elif name == _MERGE:
        given = [child for child in arguments.named_children if child.type not in COMMENTS]
        if given[0] == use:
            yield from (Merged(model.site(other), _follows(call, block)) for other in given[1:])
    elif name.startswith("Object.") and name not in _HARMLESS:
        yield Opened()


def _is_merged_into(model: "Model", use: Node) -> bool:
    given = use.parent
    if given is None or given.type != "arguments" or given.parent is None:
        return False
    callee = _callee(given.parent)
    return callee is not None and given.named_children[0] == use and model.text(callee) == _MERGE


def _callee(call: Node) -> Node | None:
    return call.child_by_field_name("function") or call.child_by_field_name("constructor")


def _root(node: Node) -> Node:
    """The name at the left end of a chain of members."""
    while node.type in MEMBERS:
        object_ = node.child_by_field_name("object")
        if object_ is None:
            break
        node = object_
    return node


def _key(model: "Model", member: Node) -> str | None:
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return model.text(key) if key is not None else None
    value = model.value(member.child_by_field_name("index"))
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def _statement(node: Node) -> Node:
    """The statement that an expression stands in, with the `export` before it."""
    at = node
    while at.parent is not None and not _is_block(at.parent):
        at = at.parent
    return at


def _is_block(node: Node) -> bool:
    return node.type in ("program", "statement_block", "class_static_block", "switch_case", "switch_default")


def _follows(expression: Node, statement: Node | None) -> bool:
    """Whether an expression is a statement of the same block as `statement`: it runs whenever that does."""
    own = expression.parent
    return (
        own is not None
        and statement is not None
        and own.type == "expression_statement"
        and own.parent == statement.parent
    )
