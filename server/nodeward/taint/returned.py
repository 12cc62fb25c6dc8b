"""What a function of the workspace gives back: the expressions that it returns or yields, seen from inside the call."""

from collections.abc import Iterator
from dataclasses import replace

from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Function, Site
from nodeward.syntax.nodes import Node, first_named, walk
from nodeward.taint.point import Edge, Fields, Point

_RETURNS = "returns"
_YIELDS = "yields"


def from_function(point: Point, call: Site, called: Function) -> Iterator[Edge]:
    """The expressions that may become the value of a call."""
    frames = point.entered(call, called.site)
    if frames is None:
        return
    model = called.site.model
    for node, fields in given_back(called, point.fields):
        inner = point.elsewhere(model.site(node), fields, frames)
        yield Edge(replace(inner, structured=point.structured), "is returned")


def given_back(called: Function, fields: Fields) -> list[tuple[Node, Fields]]:
    """The expressions that a function returns, or yields as elements, each with what is asked of it."""
    function = called.site.node
    body = function.child_by_field_name("body")
    if body is None:
        return []
    if body.type != "statement_block":
        return [(body, fields)]
    facts = called.site.model.facts
    listed = facts.cached(f"returned {function.start_byte} {function.end_byte}", lambda _: _returned(body))
    return [
        (node, fields[1:] if kind == _YIELDS else fields)
        for kind, node in listed
        if kind != _YIELDS or fields
    ]


def _returned(body: Node) -> list[tuple[str, Node]]:
    found = []
    for node in walk(body, closed=FUNCTIONS):
        if node.type in ("return_statement", "yield_expression"):
            value = first_named(node)
            kind = _RETURNS if node.type == "return_statement" else _YIELDS
            found += [(kind, value)] if value is not None else []
    return found
