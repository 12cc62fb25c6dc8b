"""What a name gets when a value is taken apart: object and array patterns, defaults, in any depth."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.semantics.members import member_of
from nodeward.semantics.shapes import key_text, positions
from nodeward.semantics.values import UNDEFINED, UNKNOWN, Api, Constant, Value, join
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_OUTER = frozenset({"required_parameter", "optional_parameter", "parenthesized_expression"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})


@dataclass(frozen=True, slots=True)
class _Step:
    """One part of the way from a pattern to a name in it: a member, or (with `default`) what counts where it lacks."""

    key: str | int = ""
    default: Node | None = None


def taken_apart(model: "Model", pattern: Node, name: Node, value: Value) -> Value:
    """What `name` gets when `value` is assigned to `pattern`, in which it stands."""
    if pattern == name:
        return value
    way = _way(model, pattern, name) if value != UNKNOWN else None
    if way is None:
        return UNKNOWN
    for step in reversed(way):
        if step.default is not None:
            value = _or_default(model, value, step.default)
        else:
            value = member_of(model, value, step.key)
    return value


def _way(model: "Model", pattern: Node, name: Node) -> list[_Step] | None:
    """The steps from the name out to the whole pattern; None where the name gets a rest or a computed part."""
    way: list[_Step] = []
    at = name
    while at != pattern:
        parent = at.parent
        if parent is None:
            return None
        if parent.type in _DEFAULTS:
            default = parent.child_by_field_name("right")
            if default is None or parent.child_by_field_name("left") != at:
                return None
            way.append(_Step(default=default))
        elif parent.type not in _OUTER:
            step = _step(model, parent, at)
            if step is None:
                return None
            way += step
        at = parent
    return way


def _step(model: "Model", parent: Node, at: Node) -> list[_Step] | None:
    if parent.type == "array_pattern":
        position = positions(model, parent).get(at.start_byte)
        return [_Step(position)] if position is not None and at.type != "rest_pattern" else None
    if parent.type == "pair_pattern":
        key = parent.child_by_field_name("key")
        spelled = key_text(model, key) if key is not None else None
        return [_Step(spelled)] if spelled is not None else None
    if parent.type != "object_pattern":
        return None
    if at.type == "pair_pattern":
        return []  # its key has been counted
    shorthand = at.child_by_field_name("left") if at.type == "object_assignment_pattern" else at
    short = shorthand is not None and shorthand.type == "shorthand_property_identifier_pattern"
    return [_Step(model.text(shorthand))] if short and shorthand is not None else None


def _or_default(model: "Model", value: Value, default: Node) -> Value:
    if isinstance(value, Constant) and value.value is UNDEFINED:
        return model.value(default)
    # A library's member is there; anything else may be undefined and then the default counts.
    return value if isinstance(value, Api | Constant) else join([value, model.value(default)])
