"""Where a value goes: the uses of an expression through names, aliases, patterns and members of one file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.scopes import WRAPPERS, Declaration, role
from nodeward.semantics.shapes import key_text
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_HOPS = 6


def uses(model: "Model", node: Node, keys: tuple[str, ...] = (), hops: int = MOST_HOPS) -> Iterator[Node]:
    """The expressions that mean the member `keys` of the value at `node`, where it is neither renamed nor taken apart.

    A use that gives the value a further name is followed instead of reported, `hops` names far.
    """
    at = _outer(node)
    parent = at.parent
    if parent is None or hops < 0:
        return
    if parent.type == "variable_declarator" and parent.child_by_field_name("value") == at:
        yield from _named_by(model, parent.child_by_field_name("name"), keys, hops)
        return
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == at:
        yield from _named_by(model, parent.child_by_field_name("left"), keys, hops)
        if not keys:
            yield at
        return
    if keys:
        yield from _member(model, parent, at, keys, hops)
        return
    yield at


def named_uses(
    model: "Model", name: Node, keys: tuple[str, ...] = (), hops: int = MOST_HOPS
) -> Iterator[Node]:
    """The uses of a declared name, declaration and writes left out."""
    binding = model.facts.binding(name)
    for use in binding.uses if binding is not None else ():
        if role(use) is None:
            yield from uses(model, use, keys, hops - 1)


def _member(model: "Model", parent: Node, at: Node, keys: tuple[str, ...], hops: int) -> Iterator[Node]:
    if parent.type != "member_expression" or parent.child_by_field_name("object") != at:
        return
    key = parent.child_by_field_name("property")
    if key is not None and model.text(key) == keys[0]:
        yield from uses(model, parent, keys[1:], hops)


def _named_by(model: "Model", pattern: Node | None, keys: tuple[str, ...], hops: int) -> Iterator[Node]:
    if pattern is None:
        return
    if pattern.type == "identifier":
        yield from named_uses(model, pattern, keys, hops)
    elif pattern.type == "object_pattern" and keys:
        for name in _parts(model, pattern, keys[0]):
            yield from _named_by(model, name, keys[1:], hops)
    elif pattern.type == "shorthand_property_identifier_pattern":
        yield from named_uses(model, pattern, keys, hops)


def _parts(model: "Model", pattern: Node, key: str) -> Iterator[Node]:
    for part in pattern.named_children:
        if part.type == "shorthand_property_identifier_pattern" and model.text(part) == key:
            yield part
        elif part.type == "pair_pattern":
            name, value = part.child_by_field_name("key"), part.child_by_field_name("value")
            if name is not None and value is not None and key_text(model, name) == key:
                yield value


def _outer(node: Node) -> Node:
    """The expression around parentheses, casts and `await`."""
    while node.parent is not None and (
        node.parent.type in WRAPPERS or node.parent.type == "await_expression"
    ):
        node = node.parent
    return node


def is_declared(node: Node) -> bool:
    """Whether an identifier declares its name rather than using it."""
    return isinstance(role(node), Declaration)
