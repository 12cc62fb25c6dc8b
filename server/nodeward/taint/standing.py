"""Whether what a test said of a name is still so elsewhere: in a callback that was made behind it, after a write."""

from collections.abc import Iterator

from nodeward.semantics.facts import Binding
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node, ancestors

_NAMES = frozenset({"identifier", "shorthand_property_identifier"})


def outside(place: Node) -> Iterator[Node]:
    """What is around each function that a place is in: a test before a callback was made counts in it, too."""
    yield from (
        above.parent for above in ancestors(place) if above.type in FUNCTIONS and above.parent is not None
    )


def bound_root(model: Model, node: Node) -> Binding | None:
    """What the name that a reference begins with is bound to."""
    root: Node | None = node
    while root is not None and root.type in ("member_expression", "subscript_expression"):
        root = root.child_by_field_name("object")
    return model.facts.binding(root) if root is not None and root.type in _NAMES else None


def still_holds(binding: Binding | None, test: Node, place: Node) -> bool:
    """Whether what a test said of a name is still so at a place, which may be in a function that was made behind the test."""
    function = next((above for above in ancestors(place) if above.type in FUNCTIONS), None)
    inside = function is None or test.start_byte >= function.start_byte
    if binding is None:
        return True
    if not inside and binding.scope.start_byte > test.start_byte:
        return False  # another variable of that name
    later = [write.site for write in binding.writes if write.site.start_byte >= test.end_byte]
    return not any(not inside or write.start_byte < place.start_byte for write in later)
