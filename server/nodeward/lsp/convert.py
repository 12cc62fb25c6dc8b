"""Findings in the protocol's words. Decides nothing about them."""

from collections.abc import Iterable
from copy import copy
from pathlib import PurePosixPath

from lsprotocol import types

from nodeward.findings import Finding, Step
from nodeward.lsp.door import Result
from nodeward.lsp.places import Places
from nodeward.lsp.session import Session
from nodeward.rulebook.weaknesses import cwe_page

SOURCE = "nodeward"


def diagnostics(session: Session, result: Result) -> tuple[types.Diagnostic, ...]:
    """The findings of a result as diagnostics, in order; `data` does not hold the version yet (see `stamped`)."""
    places = Places(session, result.document)
    made = (_diagnostic(session, places, finding) for finding in result.findings)
    return tuple(diagnostic for diagnostic in made if diagnostic)


def stamped(made: Iterable[types.Diagnostic], version: int) -> list[types.Diagnostic]:
    """Diagnostics as they are sent: their `data` says for which version of the file they hold.

    It is added late so that two versions with the same diagnostics are seen to be the same.
    """
    return [_with_version(diagnostic, version) for diagnostic in made]


def _with_version(diagnostic: types.Diagnostic, version: int) -> types.Diagnostic:
    sent = copy(diagnostic)
    sent.data = {**(diagnostic.data or {}), "version": version}
    return sent


def _diagnostic(session: Session, places: Places, finding: Finding) -> types.Diagnostic | None:
    found = places.range(finding.path, finding.span)
    if found is None:
        return None
    client = session.client
    related = client.related_information
    return types.Diagnostic(
        range=found,
        message=finding.message if related else finding.message + _origin(places, finding),
        severity=types.DiagnosticSeverity(finding.severity),
        code=finding.rule,
        code_description=_weakness(session, finding),
        source=SOURCE,
        tags=[types.DiagnosticTag(tag) for tag in finding.tags if tag in client.tags] or None,
        related_information=(_related(places, finding.steps) or None) if related else None,
        data={
            "rule": finding.rule,
            "start": finding.span.start,
            "end": finding.span.end,
            "details": dict(finding.details),
        },
    )


def _weakness(session: Session, finding: Finding) -> types.CodeDescription | None:
    """The page of the rule's primary weakness; what is said about the suppressions themselves has none."""
    rule = session.workspace.rulebook.rules.get(finding.rule)
    return types.CodeDescription(href=cwe_page(rule.cwe[0])) if rule else None


def _related(places: Places, steps: Iterable[Step]) -> list[types.DiagnosticRelatedInformation]:
    located = ((places.location(step.path, step.span), step.note) for step in steps)
    return [types.DiagnosticRelatedInformation(place, note) for place, note in located if place]


def _origin(places: Places, finding: Finding) -> str:
    """Where a flow begins, for a client that cannot show its steps: ` (from routes.js:12)`."""
    if not finding.steps:
        return ""
    first = finding.steps[0]
    found = places.range(first.path, first.span)
    return f" (from {PurePosixPath(first.path).name}:{found.start.line + 1})" if found else ""
