"""What is known of a response before it is sent: its status."""

from nodeward.semantics.calls import arguments
from nodeward.semantics.values import Constant, Site
from nodeward.syntax.nodes import Node, first_named

_SETTERS = frozenset({"status", "code", "sendStatus", "writeHead"})


def status_of(site: Site) -> int | None:
    """The constant status that a response has when the call at `site` sends it: set in the chain, or just before."""
    model, node = site.model, site.node
    callee = node.child_by_field_name("function")
    at = (
        callee.child_by_field_name("object")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    while at is not None and at.type == "call_expression":
        found = _set(model.site(at))
        if found is not None:
            return found
        inner = at.child_by_field_name("function")
        at = (
            inner.child_by_field_name("object")
            if inner is not None and inner.type == "member_expression"
            else None
        )
    return _set_before(site, model.text(at)) if at is not None else None


def _set(site: Site) -> int | None:
    callee = site.node.child_by_field_name("function")
    key = (
        callee.child_by_field_name("property")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    if key is None or site.model.text(key) not in _SETTERS:
        return None
    given = arguments(site.node)
    return _number(site, given[0]) if given else None


def _set_before(site: Site, response: str) -> int | None:
    """`res.status(400);` or `res.statusCode = 400;` among the statements before."""
    statement = site.node
    while statement.parent is not None and statement.parent.type not in ("statement_block", "program"):
        statement = statement.parent
    before = statement.prev_named_sibling
    while before is not None:
        inner = first_named(before) if before.type == "expression_statement" else None
        found = _says(site, inner, response) if inner is not None else None
        if found is not None:
            return found
        before = before.prev_named_sibling
    return None


def _says(site: Site, node: Node, response: str) -> int | None:
    text = site.model.text(node)
    if not text.startswith(response + "."):
        return None
    if node.type == "assignment_expression" and text.startswith(
        (f"{response}.statusCode", f"{response}.status")
    ):
        right = node.child_by_field_name("right")
        return _number(site, right) if right is not None else None
    return _set(site.model.site(node)) if node.type == "call_expression" else None


def _number(site: Site, node: Node) -> int | None:
    value = site.model.value(node)
    return (
        value.value
        if isinstance(value, Constant) and isinstance(value.value, int) and not isinstance(value.value, bool)
        else None
    )
