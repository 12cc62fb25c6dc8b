"""Fixes as code actions name them: which one an action means, and remembering it until the text changes.

An action's `data` says all that is needed to find its fix again, so that nothing depends on what is remembered.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.lsp.door import Result
from nodeward.lsp.session import Session
from nodeward.text.span import Span


class Deed(StrEnum):
    """What an action does."""

    FIX = "fix"  # one finding
    FIX_RULE = "fix-rule"  # every finding of a rule in the file
    FIX_ALL = "fix-all"  # every finding of the file whose fix is safe
    SILENCE = "silence"  # a comment that suppresses; `choice` says which of them


@dataclass(frozen=True, slots=True)
class Order:
    """One action on one version of a file. Without a rule it is about the whole file, else about a span in bytes."""

    deed: Deed
    uri: str
    version: int
    rule: str = ""
    start: int = 0
    end: int = 0
    choice: int = 0


def order_of(data: object) -> Order | None:
    """The order in an action's `data`; None where the data is not ours."""
    if not isinstance(data, dict):
        return None
    try:
        order = Order(**{str(key): value for key, value in data.items()})
        order = replace(order, deed=Deed(order.deed))
    except (TypeError, ValueError):
        return None
    numbers = (order.version, order.start, order.end, order.choice)
    valid = all(isinstance(one, int) for one in numbers) and all(
        isinstance(one, str) for one in (order.uri, order.rule)
    )
    return order if valid else None


def data_of(order: Order) -> dict[str, Any]:
    """The order as an action's `data`."""
    return {**asdict(order), "deed": order.deed.value}


def carry_out(session: Session, path: str, result: Result, order: Order) -> Fix | Refusal | None:
    """What an order comes to; None where there is nothing to be done."""
    match order.deed:
        case Deed.FIX_ALL:
            return _once(session, (path,), lambda: session.workspace.fix_all(path))
        case Deed.FIX_RULE:
            return _once(session, (path, order.rule), lambda: session.workspace.fix_all(path, order.rule))
    finding = finding_at(result, order.rule, Span(order.start, order.end))
    if finding is None:
        return None
    if order.deed is Deed.FIX:
        key = (path, finding.rule, finding.span)
        return _once(session, key, lambda: session.workspace.fix(path, finding))
    choices = session.workspace.suppressions(path, finding)
    return choices[order.choice] if 0 <= order.choice < len(choices) else None


def finding_at(result: Result, rule: str, span: Span) -> Finding | None:
    """The finding of a rule at exactly this place."""
    return next((one for one in result.findings if one.rule == rule and one.span == span), None)


def _once(
    session: Session, key: tuple[object, ...], make: Callable[[], Fix | Refusal | None]
) -> Fix | Refusal | None:
    """Proving a fix takes an analysis; a menu and what is chosen from it ask for the same one."""
    if key not in session.fixes:
        session.fixes[key] = make()
    return session.fixes[key]
