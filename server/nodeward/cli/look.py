"""Runs a scan behind the door: which files, in which order, and what is told of them. Prints nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from nodeward.cli.door import Door
from nodeward.cli.mistake import Mistake
from nodeward.cli.report.masks import masks
from nodeward.cli.report.result import Result, Told, place
from nodeward.cli.spread import spread
from nodeward.cli.targets import Target, base
from nodeward.findings import Finding, Severity
from nodeward.fixes.fix import Fix
from nodeward.syntax.document import Document
from nodeward.text.span import Span

# Told what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
# Of a file that somebody names; the others are never met.
NOT_OURS, UNREADABLE = "excluded or in no language of ours", "unreadable"
# From so many files on several processes are faster than one; each takes so many files at once, at most.
MANY, MOST_AT_ONCE = 64, 16


@dataclass(frozen=True, slots=True)
class Wish:
    """What a report tells: findings of at least this severity, and whether it holds the edits of fixes.

    Proving fixes takes as long as the scan itself, so where only their titles are told they are not proven.
    """

    least: Severity = Severity.HINT
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file gave; its text only where something is told of it."""

    path: str
    told: tuple[Told, ...] = ()
    suppressed: tuple[Told, ...] = ()
    text: bytes | None = None
    problems: tuple[str, ...] = ()
    left_out: str = ""


def look(door: Door, chosen: Sequence[Target], wish: Wish, progress: Progress, workers: int = 1) -> Result:
    """What there is to tell of the targets; the exit status is not decided here.

    Raises Mistake for wrong settings and wrong rules of a project, before anything is analysed.
    """
    files = _files(door, chosen)
    _check(door, files)
    for done, total in door.index():
        progress("Reading", done, total)
    seen: list[Seen] = []
    progress("Scanning", 0, len(files))
    with door.still():
        for some in _seen(door, files, wish, workers):
            seen += some
            progress("Scanning", len(seen), len(files))
    return _result(door, chosen, sorted(seen, key=lambda one: one.path))


def _result(door: Door, chosen: Sequence[Target], seen: Sequence[Seen]) -> Result:
    told = sorted((one for file in seen for one in file.told), key=_order)
    suppressed = sorted((one for file in seen for one in file.suppressed), key=_order)
    documents = {file.path: Document.open(file.path, file.text) for file in seen if file.text is not None}
    for path in dict.fromkeys(_elsewhere(told)):
        text = door.read(path) if path not in documents else None
        if text is not None:
            documents[path] = Document.open(path, text)
    return Result(
        root=base(chosen),
        told=tuple(told),
        suppressed=tuple(suppressed),
        documents=documents,
        rules=door.rulebook.rules,
        masks=masks([one.finding for one in (*told, *suppressed)], documents),
        scanned=sum(not file.left_out for file in seen),
        left_out={file.path: file.left_out for file in seen if file.left_out},
        problems=tuple(dict.fromkeys(problem for file in seen for problem in file.problems)),
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


def _seen(door: Door, files: Sequence[str], wish: Wish, workers: int) -> Iterator[list[Seen]]:
    """All files, some at a time; neighbours stay together, for they share what they import."""

    def look_at(paths: Sequence[str]) -> list[Seen]:
        return [_look_at(door, path, wish) for path in paths]

    if workers < 2 or len(files) < MANY:
        yield from (look_at([path]) for path in files)
        return
    size = max(1, min(MOST_AT_ONCE, len(files) // (workers * 4)))
    parts = [files[at : at + size] for at in range(0, len(files), size)]
    yield from spread(look_at, parts, workers)


def _look_at(door: Door, path: str, wish: Wish) -> Seen:
    analysis = door.analyze(path)
    if analysis is None:
        return Seen(path, left_out=UNREADABLE if door.read(path) is None else NOT_OURS)
    if analysis.left_out:
        return Seen(path, left_out=analysis.left_out)
    visible = [finding for finding in analysis.findings if finding.severity <= wish.least]
    told = tuple(Told(finding, _fix(door, finding, wish)) for finding in visible)
    suppressed = tuple(Told(one.finding, None, one.kind, one.justification) for one in analysis.suppressed)
    text = analysis.document.text if told or suppressed else None
    return Seen(path, told, suppressed, text, analysis.problems)


def _fix(door: Door, finding: Finding, wish: Wish) -> Fix | None:
    fix = door.fix(finding.path, finding, proof=wish.edits)
    return fix if isinstance(fix, Fix) else None


def _elsewhere(told: Iterable[Told]) -> Iterator[str]:
    """The files that findings and fixes speak of besides their own, which are read to tell places in lines."""
    for one in told:
        yield from (step.path for step in one.finding.steps)
        yield from (file.path for file in one.fix.files if not file.create) if one.fix else ()


def _order(told: Told) -> tuple[str, Span, str]:
    return place(told.finding)
