"""The way `assign`: a value is assigned to a known place."""

from collections.abc import Iterator

from nodeward.checks.circumstances import harmless
from nodeward.checks.conditions import holds
from nodeward.checks.context import Context, Hit, quoted
from nodeward.checks.secrets import asks_for_secret, secret_hits
from nodeward.rulebook.rule import Assign
from nodeward.rulebook.ways import names
from nodeward.semantics.callsites import words
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node


def check(context: Context, way: Assign) -> Iterator[Hit]:
    """The assignments of the file to one of the way's names."""
    wanted = names(way.to)
    for word in sorted(words(wanted)):
        for node in context.model.facts.occurrences(word):
            assignment = _assignment(node)
            left = assignment.child_by_field_name("left") if assignment is not None else None
            if assignment is None or left is None:
                continue
            target, right = context.model.value(left), assignment.child_by_field_name("right")
            if not isinstance(target, Api) or target.name not in wanted or right is None:
                continue
            given = context.model.site(right)
            if not holds(context, way.value, given) or harmless(way.silent_when, given, given):
                continue
            if way.underline == "literal" and asks_for_secret(way.value):
                yield from secret_hits(context, {"api": target.name}, way.value, given, assignment)
            else:
                yield Hit(assignment, {"api": target.name, "value": quoted(context, right)})


def _assignment(node: Node) -> Node | None:
    """The assignment whose target ends in this word."""
    target = node.parent
    if target is not None and target.type == "string":
        target = target.parent
    if target is None or target.type not in ("member_expression", "subscript_expression"):
        return None
    above = target.parent
    if above is None or above.type != "assignment_expression" or above.child_by_field_name("left") != target:
        return None
    return above
