"""The expressions that a function gives back. Knows the forms of statements, not what they mean."""

from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node, first_named

_STATEMENTS = frozenset(
    {
        "case",
        "catch_clause",
        "do_statement",
        "else_clause",
        "finally_clause",
        "for_in_statement",
        "for_statement",
        "if_statement",
        "labeled_statement",
        "return_statement",
        "statement_block",
        "switch_body",
        "switch_case",
        "switch_default",
        "switch_statement",
        "try_statement",
        "while_statement",
        "with_statement",
        "ERROR",
    }
)


def results(function: Node) -> list[Node] | None:
    """Every expression that a function returns; None where it may return nothing, or is a generator."""
    body = function.child_by_field_name("body")
    if body is None or _is_generator(function):
        return None
    if body.type != "statement_block":
        return [body]
    found = []
    queue = [body]
    while queue:
        node = queue.pop()
        if node.type == "return_statement":
            value = first_named(node)
            if value is None:
                return None
            found.append(value)
            continue
        queue += [child for child in reversed(node.named_children) if child.type in _STATEMENTS]
    return found or None


def returning(node: Node) -> Node | None:
    """The function that gives an expression back as its result."""
    at = node.parent
    if at is None:
        return None
    if at.type == "arrow_function":
        return at if at.child_by_field_name("body") == node else None
    if at.type != "return_statement":
        return None
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at


def _is_generator(function: Node) -> bool:
    return function.type.startswith("generator") or any(child.type == "*" for child in function.children)
