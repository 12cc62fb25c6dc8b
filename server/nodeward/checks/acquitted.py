"""Findings of shapes that a look at the flow takes back: the value is proven harmless for the rule that looks at flows."""

from collections.abc import Iterator

from nodeward.checks.context import Context
from nodeward.checks.sinks import Sink, sinks
from nodeward.findings import Finding
from nodeward.rulebook.rule import Rule, Taint
from nodeward.rulebook.ways import calls
from nodeward.semantics.calls import arguments
from nodeward.taint.proof import is_harmless
from nodeward.taint.search import asking
from nodeward.taint.spec import Question


def is_proven_harmless(context: Context, rule: Rule, finding: Finding) -> bool:
    """Whether no value that is dangerous for a twin of the rule can be in the call that a finding is about.

    Only a finding that is about arguments which are not constant is taken back, and only if each of them is a place of the twin's.
    """
    positions = _doubted(rule, finding)
    call = (finding.details.get("call-start"), finding.details.get("call-end"))
    found = list(_places(context, rule, call)) if positions and call[0] is not None else []
    if not found or not all(_is_seen(position, [sink for _, sink in found]) for position in positions):
        return False
    return all(
        is_harmless(asking(context.program, context.book.flows, question), sink.site, sink.fields)
        for question, sink in found
    )


def _doubted(rule: Rule, finding: Finding) -> list[int]:
    """The positions of the arguments that are reported because they are not constant."""
    kind, _, number = finding.details.get("way", "").partition(" ")
    conditions = calls(rule)[int(number)].arguments if kind == "call" else {}
    return [position for position, condition in conditions.items() if condition.not_constant]


def _is_seen(position: int, found: list[Sink]) -> bool:
    """Whether one of the places is, or is in, the argument at a position."""
    given = arguments(found[0].around)
    argument = given[position] if -len(given) <= position < len(given) else None
    return argument is not None and any(
        argument.start_byte <= sink.site.node.start_byte and sink.site.node.end_byte <= argument.end_byte
        for sink in found
    )


def _places(
    context: Context, rule: Rule, call: tuple[str | None, str | None]
) -> Iterator[tuple[Question, Sink]]:
    """The places in a call that are dangerous for the rule's twins, and what is asked of each."""
    ways = (planned for twin in rule.twin_of for planned in context.book.plan.get(twin, ()))
    for planned in ways:
        way = planned.way
        if not isinstance(way, Taint) or not context.may_concern(planned):
            continue
        question = Question(tuple(way.from_), way.kind, frozenset(way.cleaned_by), way.structured)
        for sink in sinks(context, planned.places):
            if (str(sink.around.start_byte), str(sink.around.end_byte)) == call:
                yield question, sink
