"""Which member of a value a name gets that is taken out of it by a pattern, and what it gets where there is none."""

from dataclasses import dataclass, field

from nodeward.semantics.model import Model
from nodeward.semantics.shapes import key_text, positions
from nodeward.syntax.nodes import Node
from nodeward.taint.point import ANY, Fields

_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})


@dataclass(slots=True)
class Way:
    """The members that lead from a whole value to a name, and the defaults on that way, each with what is left to take."""

    keys: Fields = ()
    defaults: list[tuple[Node, Fields]] = field(default_factory=list)


def way_to(model: Model, top: Node, name: Node) -> Way:
    """The way from a pattern, a parameter or a plain name to a name in it."""
    way = Way()
    at = name
    while at != top and at.parent is not None:
        parent = at.parent
        default = parent.child_by_field_name("right") if parent.type in _DEFAULTS else None
        if parent.type in ("required_parameter", "optional_parameter"):
            default = parent.child_by_field_name("value")
        if default is not None and default != at:
            way.defaults.append((default, way.keys))
        way.keys = (*_keys(model, parent, at), *way.keys)
        at = parent
    return way


def _keys(model: Model, parent: Node, at: Node) -> Fields:
    if parent.type == "array_pattern":
        position = positions(model, parent).get(at.start_byte)
        return (ANY if position is None or at.type == "rest_pattern" else str(position),)
    if parent.type == "pair_pattern":
        key = parent.child_by_field_name("key")
        return ((key_text(model, key) if key is not None else None) or ANY,)
    if parent.type != "object_pattern" or at.type in ("pair_pattern", "rest_pattern"):
        return ()
    short = at.child_by_field_name("left") if at.type == "object_assignment_pattern" else at
    return (model.text(short),) if short is not None and short.type.startswith("shorthand") else ()
