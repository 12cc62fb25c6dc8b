"""Texts and stacks of errors that come to a response on a way: through variables, helpers, objects, other files."""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.checks.branches import in_development_branch, in_known_error_branch
from nodeward.checks.context import Context
from nodeward.checks.taint import spelled, steps_of
from nodeward.findings import Step
from nodeward.semantics.values import Site
from nodeward.taint.point import DEEP
from nodeward.taint.search import Flow, asking, search
from nodeward.taint.spec import Kind, Question

STACKS, MESSAGES = "error-stack", "error-message"
_QUESTION = Question((STACKS, MESSAGES), Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Told:
    """A part of an error that reaches a place: whether it is a stack, how it is spelled where it is read, and its way."""

    stack: bool
    spelled: str
    steps: tuple[Step, ...]


def error_in(context: Context, site: Site) -> Told | None:
    """The stack of an error that is in a value, else the message of one; None where neither is known to be.

    Not what is only shown in development, nor the message of an error whose kind was asked for.
    """
    told = list(_told(context, site))
    return next((each for each in told if each.stack), told[0] if told else None)


def _told(context: Context, site: Site) -> Iterator[Told]:
    asked = asking(context.program, context.book.flows, _QUESTION)
    for flow in search(asked, site, (DEEP,)).flows:
        stack = flow.set_ == STACKS
        if any(in_development_branch(hop.site) for hop in flow.hops):
            continue
        if stack or not any(in_known_error_branch(hop.site) for hop in flow.hops):
            yield _as_told(context, flow, stack=stack)


def _as_told(context: Context, flow: Flow, *, stack: bool) -> Told:
    source = spelled(context, flow)
    return Told(stack, source, tuple(steps_of(flow, source)))
