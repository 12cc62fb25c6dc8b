"""Under which conditions code runs: a branch for development only, a branch for errors of a known kind."""

import re

from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node

_DEVELOPMENT = re.compile(
    r"NODE_ENV|\bisDev\w*|\bisTest\w*|\bisProd\w*|\bproduction\b|\bdevelopment\b|\bdebug\b|get\(\s*['\"]env['\"]\s*\)",
    re.IGNORECASE,
)
_KNOWN_ERROR = re.compile(
    r"instanceof|\.name\s*===?|\.code\s*===?|\.isJoi|isOperational|\.expose|isBoom|isHttpError|\.status(?:Code)?\s*[=<>!&|]"
)


def in_development_branch(site: Site) -> bool:
    """Whether a condition around the code asks for the environment that it runs in."""
    return _any_condition(site, _DEVELOPMENT)


def in_known_error_branch(site: Site) -> bool:
    """Whether a condition around the code asks what kind of error it deals with."""
    return _any_condition(site, _KNOWN_ERROR)


def _any_condition(site: Site, pattern: re.Pattern[str]) -> bool:
    at: Node | None = site.node
    while at is not None:
        if at.type in ("if_statement", "ternary_expression", "switch_statement"):
            condition = at.child_by_field_name("condition") or at.child_by_field_name("value")
            if condition is not None and pattern.search(site.model.text(condition)):
                return True
        if at.type == "binary_expression" and _guards(site, at, pattern):
            return True
        at = at.parent
    return False


def _guards(site: Site, node: Node, pattern: re.Pattern[str]) -> bool:
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    return (
        operator is not None
        and operator.type == "&&"
        and left is not None
        and bool(pattern.search(site.model.text(left)))
    )
