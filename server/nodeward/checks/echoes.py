"""What a file hands over to a dangerous place in another file, told where it hands it over.

A flow stands at its sink, in the sink's file. Who types in the file where the value comes from would not see it; an editor
therefore shows it there too. A scan prints it once, at the sink.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from nodeward.checks.context import ActiveRule
from nodeward.checks.run import check
from nodeward.findings import Finding, Severity, Step
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook
from nodeward.syntax.document import Document

ECHO = "echo"  # the detail that tells an echo from the finding itself
MOST_FILES = 16  # that a file loads, and that those load, which are looked at
MOST_LEVELS = 2


def echoes(
    program: Program,
    document: Document,
    book: Rulebook,
    rules: Sequence[ActiveRule],
    cancelled: Callable[[], bool],
) -> list[Finding]:
    """The findings of other files whose flow comes through this document, each at the last place that it passes here."""
    flowing = [active for active in rules if active.rule.taint and active.speaks()]
    found: dict[tuple[str, int, int], Finding] = {}
    for path in _loaded(program, document.path) if flowing else ():
        model = program.model(path)
        if model is None or cancelled():
            continue
        for finding in check(program, model.facts.document, book, flowing, cancelled).findings:
            for echo in _echo(document, finding):
                found.setdefault((echo.rule, echo.span.start, echo.span.end), echo)
    return list(found.values())


def _loaded(program: Program, path: str) -> list[str]:
    found: dict[str, None] = {path: None}
    level = [path]
    for _ in range(MOST_LEVELS):
        level = [other for one in level for other in program.loaded(one) if other not in found]
        found.update(dict.fromkeys(level))
    return [other for other in found if other != path][:MOST_FILES]


def _echo(document: Document, finding: Finding) -> Iterator[Finding]:
    here = [i for i, step in enumerate(finding.steps) if step.path == document.path]
    if not here:
        return
    sink = Step(finding.path, finding.span, "reaches the dangerous place")
    yield replace(
        finding,
        path=document.path,
        span=finding.steps[here[-1]].span,
        severity=max(finding.severity, Severity.INFORMATION),
        steps=(*finding.steps, sink),
        details={**finding.details, ECHO: finding.path},
    )
