"""Whether a value is proven harmless: every way back ends at what the program wrote, or at a test or call that lets no harm through.

The search for flows finds what is known to come from outside; what it does not find may still do so. Here whatever is not
known counts as harm: parameters of functions that are not entered, members of objects that others may change, imports.
"""

from collections import deque

from nodeward.semantics.calls import callee
from nodeward.semantics.scopes import Kind as NameKind
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Function, Site, api_name
from nodeward.syntax.nodes import Node, first_named
from nodeward.taint.asked import Asked
from nodeward.taint.point import Edge, Fields, Origin, Point
from nodeward.taint.transfer import is_turned_away, step

MOST_POINTS = 200  # places that one proof looks at; who needs more proves nothing
_WRITTEN = frozenset({"string", "number", "true", "false", "null", "undefined", "regex"})
_TEXTS = frozenset({"template_string", "binary_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_NUMBERS = frozenset({"-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^"})
_LOGIC = frozenset({"===", "!==", "==", "!=", "<", "<=", ">", ">=", "in", "instanceof"})


def is_harmless(asked: Asked, site: Site, fields: Fields = ()) -> bool:
    """Whether the part `fields` of the value at a place can do no harm there, wherever the program comes from."""
    start = Point(site, fields, structured=asked.question.structured)
    seen = {start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        node = _evaluated(here.site.node)
        if _is_written(here, node) or is_turned_away(asked, here, node) or _is_cleaned(asked, here, node):
            continue
        found = tuple(step(asked, here)) if _is_followed(here, node) else ()
        fresh = dict.fromkeys(each.point for each in found if isinstance(each, Edge))
        if any(isinstance(each, Origin) for each in found) or not (fresh or node.type in _TEXTS):
            return False
        queue.extend(point for point in fresh if point not in seen)
        seen.update(fresh)
        if len(seen) > MOST_POINTS:
            return False
    return True


def _evaluated(node: Node) -> Node:
    node = unwrapped(node)
    while node.type == "await_expression" and (inner := first_named(node)) is not None:
        node = unwrapped(inner)
    return node


def _is_written(point: Point, node: Node) -> bool:
    """Whether an expression is a constant, or can only be a number or a truth value."""
    operator = node.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    if node.type in _WRITTEN or isinstance(point.site.model.value(node), Constant):
        return True
    if node.type == "binary_expression":
        return sign in _NUMBERS | _LOGIC
    return node.type in ("unary_expression", "update_expression")


def _is_cleaned(asked: Asked, point: Point, node: Node) -> bool:
    """Whether an expression is what a library's call gives back that leaves no harm."""
    function = callee(node) if node.type == "call_expression" else None
    name = api_name(point.site.model.value(unwrapped(function))) if function is not None else None
    if name is None:
        return False
    return name in asked.question.cleaned_by or asked.spec.cleans(name, asked.question.kind)


def _is_followed(point: Point, node: Node) -> bool:
    """Whether all that a step back finds is all that there is."""
    model = point.site.model
    if node.type in _NAMES:
        binding = model.facts.binding(node, model.text(node))
        kinds = {each.kind for each in binding.declarations} if binding is not None else set()
        entered = bool(point.frames) and kinds == {NameKind.PARAMETER}
        return not point.fields and (entered or kinds == {NameKind.VARIABLE})
    if node.type == "call_expression":
        function = callee(node)
        return function is not None and isinstance(model.value(unwrapped(function)), Function)
    return node.type in (
        "template_string",
        "binary_expression",
        "ternary_expression",
        "assignment_expression",
    )
