"""Where a value goes: the uses of an expression through names, aliases, patterns and members of one file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.semantics.scopes import WRAPPERS, Declaration, role
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Constant
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_HOPS = 6  # names that a value is given one after the other
_PASSING = WRAPPERS | {"await_expression"}
_DEFAULTS = frozenset(
    {"assignment_pattern", "object_assignment_pattern", "required_parameter", "optional_parameter"}
)
_MEMBERS = frozenset({"member_expression", "subscript_expression"})


@dataclass(frozen=True, slots=True)
class _Item:
    """An expression, the member of its value that is followed, and how many further names it may be given."""

    node: Node
    keys: tuple[str, ...]
    hops: int

    @property
    def place(self) -> tuple[int, int, str, tuple[str, ...]]:
        return (self.node.start_byte, self.node.end_byte, self.node.type, self.keys)


def uses(model: "Model", node: Node, keys: tuple[str, ...] = (), hops: int = MOST_HOPS) -> Iterator[Node]:
    """The expressions that mean the member `keys` of the value at `node`, where it is neither renamed nor taken apart.

    A use that gives the value a further name is followed instead of reported, `hops` names far.
    """
    yield from _followed(model, [_Item(node, keys, hops)])


def named_uses(
    model: "Model", name: Node, keys: tuple[str, ...] = (), hops: int = MOST_HOPS
) -> Iterator[Node]:
    """The uses of a declared name, declaration and writes left out."""
    yield from _followed(model, list(_named(model, _Item(name, keys, hops))))


def pattern_uses(
    model: "Model", pattern: Node, keys: tuple[str, ...] = (), hops: int = MOST_HOPS
) -> Iterator[Node]:
    """The uses of the member `keys` of a value that a parameter, or what is assigned to, is given as a pattern."""
    yield from _followed(model, list(_named_by(model, pattern, _Item(pattern, keys, hops))))


def is_declared(node: Node) -> bool:
    """Whether an identifier declares its name rather than using it."""
    return isinstance(role(node), Declaration)


def _followed(model: "Model", queue: list[_Item]) -> Iterator[Node]:
    seen = {item.place for item in queue}
    queue.reverse()
    while queue:
        item = queue.pop()
        at = _outer(item.node)
        if at.parent is None or item.hops < 0:
            continue
        found = [new for new in _next(model, item, at, at.parent) if new.place not in seen]
        seen.update(new.place for new in found)
        queue += reversed(found)
        if not item.keys and not _is_declared(at, at.parent):
            yield at


def _is_declared(at: Node, parent: Node) -> bool:
    named = parent.type == "variable_declarator" or parent.type in _DEFAULTS
    return named and at in map(parent.child_by_field_name, ("value", "right"))


def _next(model: "Model", item: _Item, at: Node, parent: Node) -> Iterator[_Item]:
    """Where the value at `at` is found under another name, or its member under its own."""
    if _is_declared(at, parent):
        target = next(filter(None, map(parent.child_by_field_name, ("name", "left", "pattern"))), None)
        yield from _named_by(model, target, item)
    elif parent.type == "assignment_expression" and parent.child_by_field_name("right") == at:
        yield from _named_by(model, parent.child_by_field_name("left"), item)
        if parent.parent is not None and not parent.parent.type.endswith("_statement"):
            yield _Item(parent, item.keys, item.hops)
    elif item.keys and _is_member(model, parent, at, item.keys[0]):
        yield _Item(parent, item.keys[1:], item.hops)


def _is_member(model: "Model", member: Node, at: Node, key: str) -> bool:
    is_object = member.type in _MEMBERS and member.child_by_field_name("object") == at
    return is_object and _key(model, member) == key


def _key(model: "Model", member: Node) -> str | None:
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return model.text(key) if key is not None else None
    value = model.value(member.child_by_field_name("index"))
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def _named_by(model: "Model", pattern: Node | None, item: _Item) -> Iterator[_Item]:
    if pattern is None:
        return
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield from _named(model, _Item(pattern, item.keys, item.hops))
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _named_by(model, pattern.child_by_field_name("left"), item)
    elif pattern.type == "object_pattern" and item.keys:
        for part in _parts(model, pattern, item.keys[0]):
            yield from _named_by(model, part, _Item(part, item.keys[1:], item.hops))


def _named(model: "Model", item: _Item) -> Iterator[_Item]:
    binding = model.facts.binding(item.node)
    for use in binding.uses if binding is not None else ():
        if role(use) is None:
            yield _Item(use, item.keys, item.hops - 1)


def _parts(model: "Model", pattern: Node, key: str) -> Iterator[Node]:
    for part in pattern.named_children:
        short = part.child_by_field_name("left") if part.type == "object_assignment_pattern" else part
        if short is not None and short.type == "shorthand_property_identifier_pattern":
            if model.text(short) == key:
                yield short
        elif part.type == "pair_pattern":
            name, value = part.child_by_field_name("key"), part.child_by_field_name("value")
            if name is not None and value is not None and key_text(model, name) == key:
                yield value


def _outer(node: Node) -> Node:
    """The expression around parentheses, casts and `await`."""
    while node.parent is not None and node.parent.type in _PASSING:
        node = node.parent
    return node
