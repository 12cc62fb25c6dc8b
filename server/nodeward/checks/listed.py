"""What an argument is made of: the elements of a list and the members of an object, each by itself."""

import re
from collections.abc import Iterator

from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.shapes import key_text, positions
from nodeward.semantics.values import Array, constant_text
from nodeward.syntax.nodes import Node, ancestors
from nodeward.taint.point import ANY, Fields

_END = re.compile(rb"""["']--["']""")
# Options that take no value with nearly every program; any other one is taken to own what comes behind it.
_SWITCHES = re.compile(
    r"-[sSqvLrR]+|-rf|--(?:bare|quiet|silent|verbose|recursive|force|hard|mirror|no-[a-z-]+)"
)


def elements_of(
    model: Model, node: Node, fields: Fields, *, as_option: bool
) -> Iterator[tuple[Node, Fields]]:
    """The expressions that the elements or members come from, with what is asked of each; any other value as it is."""
    if fields and fields[0].isdigit() and node.type == "array":
        yield from ((each, fields[1:]) for each in _at(model, node, int(fields[0])))
        return
    if fields and node.type == "object" and (members := _members(model, node, fields)):
        for inner, rest in members:
            yield from elements_of(model, inner, rest, as_option=as_option)
        return
    if fields[:1] != (ANY,):
        yield node, fields
        return
    value = model.value(node)
    written: list[Node] = []
    if isinstance(value, Array) and value.site.model is model and (as_option or node.type == "array"):
        written = [each for each in value.site.node.named_children if each.type != "comment"]
    if written:
        for each in _chosen(model, written, as_option=as_option):
            if each.type == "object":
                yield from elements_of(model, each, fields[1:], as_option=False)
            else:
                yield each, fields[1:]
    elif not as_option or not _ends_options(node):
        yield node, fields


def _at(model: Model, array: Node, position: int) -> list[Node]:
    """The element of a list literal at a position; what is spread before it makes it unknown."""
    found = positions(model, array)
    before = [each for each in array.named_children if found.get(each.start_byte, position + 1) <= position]
    spread = any(each.type == "spread_element" for each in before)
    return [each for each in before if found[each.start_byte] == position] if not spread else []


def _members(model: Model, literal: Node, fields: Fields) -> list[tuple[Node, Fields]]:
    """The members that are asked for; none where only the whole literal can tell, for something is spread into it."""
    found: list[tuple[Node, Fields]] = []
    for part in literal.named_children:
        if part.type == "spread_element":
            if fields[0] != ANY:
                return []
            found += [(inner, fields) for inner in part.named_children]
        key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
        if part.type == "shorthand_property_identifier":
            key = value = part
        if key is not None and value is not None and fields[0] in (ANY, key_text(model, key)):
            found.append((value, fields[1:]))
    return found


def _chosen(model: Model, written: list[Node], *, as_option: bool) -> Iterator[Node]:
    before = ""
    for each in written:
        text = constant_text(model.value(each)) or ""
        if as_option and text == "--":
            return
        owned = before[1:] and before[0] == "-" and "=" not in before and not _SWITCHES.fullmatch(before)
        before = text
        if not as_option or not owned:
            yield each


def _ends_options(node: Node) -> bool:
    """Whether the function around a list that is put together elsewhere says `--` at all."""
    around = next((above for above in ancestors(node) if above.type in FUNCTIONS), None)
    return around is not None and around.text is not None and _END.search(around.text) is not None
