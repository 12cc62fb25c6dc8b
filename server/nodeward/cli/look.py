"""Runs a scan behind the door: which files, in which order, and what is told of them. Prints nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from nodeward.cli.door import Door
from nodeward.cli.mistake import Mistake
from nodeward.cli.report.masks import masks
from nodeward.cli.report.result import Result, Told, place
from nodeward.cli.targets import Target, base
from nodeward.findings import Finding, Severity
from nodeward.fixes.fix import Fix
from nodeward.syntax.document import Document
from nodeward.text.span import Span

# Told what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
# Of a file that somebody names; the others are never met.
NOT_OURS, UNREADABLE = "excluded or in no language of ours", "unreadable"


@dataclass(slots=True)
class _Found:
    told: list[Told] = field(default_factory=list)
    suppressed: list[Told] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    scanned: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a report tells: findings of at least this severity, and whether it holds the edits of fixes.

    Proving fixes takes as long as the scan itself, so where only their titles are told they are not proven.
    """

    least: Severity = Severity.HINT
    edits: bool = False


def look(door: Door, chosen: Sequence[Target], wish: Wish, progress: Progress) -> Result:
    """What there is to tell of the targets; the exit status is not decided here.

    Raises Mistake for wrong settings and wrong rules of a project, before anything is analysed.
    """
    files = _files(door, chosen)
    _check(door, files)
    for done, total in door.index():
        progress("Reading", done, total)
    found = _Found()
    for done, path in enumerate(files):
        progress("Scanning", done, len(files))
        _take(door, found, path, wish)
    progress("Scanning", len(files), len(files))
    _read_steps(door, found)
    everything = [told.finding for told in (*found.told, *found.suppressed)]
    return Result(
        root=base(chosen),
        told=tuple(sorted(found.told, key=_order)),
        suppressed=tuple(sorted(found.suppressed, key=_order)),
        documents=found.documents,
        rules=door.rulebook.rules,
        masks=masks(everything, found.documents),
        scanned=found.scanned,
        left_out=found.left_out,
        problems=tuple(found.problems),
    )


def _files(door: Door, chosen: Sequence[Target]) -> list[str]:
    """Every file that is asked for, once, in order; the projects around them become the context."""
    for project in dict.fromkeys(target.project for target in chosen):
        door.add_folder(project)
    sources = set(door.sources())
    for target in chosen:
        if target.folder and not any(map(target.holds, sources)):
            door.add_folder(target.path)  # left out of its project, but somebody asked for it by name
            sources.update(door.sources())
    named = {target.path for target in chosen if not target.folder}
    return sorted(named | {path for path in sources if any(target.holds(path) for target in chosen)})


def _check(door: Door, files: Sequence[str]) -> None:
    """Raises Mistake with every complaint, each once, a line each."""
    complaints = dict.fromkeys(complaint for path in files for complaint in door.complaints(path))
    if complaints:
        raise Mistake("\n".join(complaints))


def _take(door: Door, found: _Found, path: str, wish: Wish) -> None:
    analysis = door.analyze(path)
    if analysis is None:
        found.left_out[path] = UNREADABLE if door.read(path) is None else NOT_OURS
        return
    if analysis.left_out:
        found.left_out[path] = analysis.left_out
        return
    found.scanned += 1
    found.problems += analysis.problems
    visible = [finding for finding in analysis.findings if finding.severity <= wish.least]
    told = [Told(finding, _fix(door, finding, wish)) for finding in visible]
    suppressed = [Told(one.finding, None, one.justification) for one in analysis.suppressed]
    if told or suppressed:
        found.documents[path] = analysis.document
    found.told += told
    found.suppressed += suppressed


def _fix(door: Door, finding: Finding, wish: Wish) -> Fix | None:
    fix = door.fix(finding.path, finding, proof=wish.edits)
    return fix if isinstance(fix, Fix) else None


def _read_steps(door: Door, found: _Found) -> None:
    """The other files that the findings speak of, so that their places can be told in lines."""
    for path in dict.fromkeys(_elsewhere(found)):
        text = door.read(path) if path not in found.documents else None
        if text is not None:
            found.documents[path] = Document.open(path, text)


def _elsewhere(found: _Found) -> Iterator[str]:
    for told in (*found.told, *found.suppressed):
        yield from (step.path for step in told.finding.steps)
        yield from (file.path for file in told.fix.files if not file.create) if told.fix else ()


def _order(told: Told) -> tuple[str, Span, str]:
    return place(told.finding)
