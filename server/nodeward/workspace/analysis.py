"""One analysis of one file: all that is asked before the rules are, the rules, and what comments make of it."""

import posixpath
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from nodeward.checks.context import ActiveRule
from nodeward.checks.echoes import echoes
from nodeward.checks.run import Outcome, check
from nodeward.findings import Finding
from nodeward.program.links import Loads
from nodeward.program.program import Program
from nodeward.project.kinds import FileKind, file_kind
from nodeward.project.package import nearest
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.ways import entries, literals
from nodeward.semantics.facts import FileFacts
from nodeward.syntax.document import Document
from nodeward.syntax.languages import CODE, Language, language_of
from nodeward.text.files import Files
from nodeward.workspace import baseline
from nodeward.workspace.directives import HIT
from nodeward.workspace.discover import DECLARATIONS, Scope
from nodeward.workspace.documents import Opened
from nodeward.workspace.settings import Settings
from nodeward.workspace.suppress import Judged, Judging, Notice, Suppressed, judge


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one analysis of a file gives."""

    path: str
    version: int | None  # the open document's version, None for a file on disk
    document: Document  # text and line index that the spans speak of
    findings: tuple[Finding, ...] = ()  # visible ones, sorted by span
    suppressed: tuple[Suppressed, ...] = ()
    problems: tuple[str, ...] = ()  # log lines: a rule that raised, a file left out and why
    left_out: str = ""  # why the file was not looked at, in a word or two that scans count; empty: it was


@dataclass(frozen=True, slots=True)
class World:
    """What an analysis may ask besides the file itself."""

    files: Files
    facts: Callable[[str, bytes], FileFacts | None]  # of a path and its text; None for what is minified
    links: Loads
    rulebook: Rulebook
    complete: bool  # whether every file of the project is in `links`


@dataclass(frozen=True, slots=True)
class Subject:
    """The file that is looked at, and what the user decided about it."""

    path: str
    opened: Opened | None
    settings: Settings
    active: tuple[ActiveRule, ...]
    today: date
    baseline: str = ""  # path of the file with accepted findings; empty: there can be none


def ours(subject: Subject, root: str, names: frozenset[str]) -> bool:
    """Whether a file is looked at at all: in a language of ours or a project file of a rule, and not excluded.

    `root` is the folder that it is in, and `names` are those of the project files, see `project_files`.
    """
    path, settings, opened = subject.path, subject.settings, subject.opened
    name = posixpath.basename(path)
    language = opened.document.language if opened is not None else language_of(path)
    if not settings.enable or name.endswith(DECLARATIONS):
        return False
    if "node_modules" in path.removeprefix(root).split("/"):
        return False
    return (language in CODE or name in names) and not Scope(exclude=settings.exclude).leaves_out(path)


def project_files(book: Rulebook) -> frozenset[str]:
    """The names of the project files that some rule looks at."""
    rules = book.rules.values()
    named = (name for rule in rules for name in rule.looks_in)
    searched = (name for rule in rules for way in literals(rule) for name in way.looks_in)
    return frozenset({*named, *searched, *(way.file for rule in rules for way in entries(rule))})


def analyse(
    world: World, subject: Subject, cancelled: Callable[[], bool], program: Program | None = None
) -> Analysis | None:
    """Every finding of a file; None where there is no such file, or where `cancelled` came first.

    `program` is one of this world that has been asked before.
    """
    text = world.files.read(subject.path)
    if text is None:
        return None
    why = left_out(world.files, subject, text)
    if why is not None:
        return _empty(subject, text, *why)
    facts = world.facts(subject.path, text)
    if facts is None:
        return _empty(subject, text, "minified", "it is minified")
    document = facts.document
    clock = _Clock(cancelled, subject.settings.time_budget_ms)
    program = program or program_of(world, subject.settings)
    outcome = check(program, document, world.rulebook, subject.active, clock)
    found = outcome
    if not outcome.problems and (subject.opened is not None or HIT.search(document.text)):
        found = _with_echoes(outcome, echoes(program, document, world.rulebook, subject.active, clock))
    if subject.opened is not None:
        outcome = found
    if clock.given_up:
        return None
    if clock.late:
        return _empty(subject, text, "slower than timeBudgetMs", f"it takes more than {clock.budget} ms")
    # A scan tells a flow at its sink only; a comment where the value is handed over has silenced it in the editor.
    judged = _without(_judged(world, subject, document, found), {*found.findings} - {*outcome.findings})
    visible, accepted, problems = _accepted(world.files, subject, document, outcome, judged.visible)
    return Analysis(
        subject.path,
        _version(subject),
        document,
        visible,
        (*judged.suppressed, *accepted),
        (*outcome.problems, *outcome.notes, *problems),
    )


def _with_echoes(outcome: Outcome, found: list[Finding]) -> Outcome:
    places = {(one.rule, one.span) for one in outcome.findings}
    new = [one for one in found if (one.rule, one.span) not in places]
    ordered = sorted([*outcome.findings, *new], key=lambda one: (one.span, one.rule))
    return replace(outcome, findings=tuple(ordered))


def _without(judged: Judged, echoed: Collection[Finding]) -> Judged:
    return Judged(
        tuple(finding for finding in judged.visible if finding not in echoed),
        tuple(one for one in judged.suppressed if one.finding not in echoed),
    )


def left_out(files: Files, subject: Subject, text: bytes) -> tuple[str, str] | None:
    """Why a file is not looked at though it is one of ours, in a word or two and in a clause; None where it is."""
    if len(text) > subject.settings.max_file_size:
        return "larger than maxFileSize", f"it has {len(text)} bytes, more than maxFileSize"
    if b"\0" in text:
        return "binary", "it is binary"
    if subject.opened is not None:
        return ("minified", "it is minified") if subject.opened.minified else None
    near = nearest(files, subject.path)
    inside = posixpath.relpath(subject.path, near[0] if near is not None else posixpath.dirname(subject.path))
    if file_kind(inside, text, output=False) is FileKind.GENERATED:
        return "minified or generated", "it is minified or generated"
    return None


class _Clock:
    """Asked between steps whether to stop: somebody gave up, or the time is over."""

    def __init__(self, cancelled: Callable[[], bool], budget: int) -> None:
        self.budget = budget
        self.given_up = False
        self.late = False
        self._cancelled = cancelled
        self._end = time.monotonic() + budget / 1000

    def __call__(self) -> bool:
        self.given_up = self.given_up or self._cancelled()
        self.late = self.late or time.monotonic() > self._end
        return self.given_up or self.late


def program_of(world: World, settings: Settings) -> Program:
    """The files of a world, linked, for one analysis."""

    def facts(path: str) -> FileFacts | None:
        text = world.files.read(path)
        if text is None or len(text) > settings.max_file_size or b"\0" in text:
            return None
        return world.facts(path, text)

    return Program(world.files, facts, world.links, world.rulebook.library, complete=world.complete)


def _judged(world: World, subject: Subject, document: Document, outcome: Outcome) -> Judged:
    """The findings after the comments have had their say, and what is told of the comments."""
    sure = world.complete and not outcome.problems
    ran = frozenset(active.rule.id for active in subject.active if active.speaks()) if sure else frozenset()
    judging = Judging(
        frozenset(world.rulebook.rules),
        ran,
        subject.today,
        subject.settings.honour_foreign_suppressions,
    )
    judged = judge(document, outcome.findings, judging)
    visible = [_levelled(finding, subject.settings) for finding in judged.visible]
    return Judged(tuple(finding for finding in visible if finding is not None), judged.suppressed)


def _accepted(
    files: Files, subject: Subject, document: Document, outcome: Outcome, visible: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...], tuple[str, ...]]:
    """The findings that are left when the baseline has had its say, those that it hides, and what is wrong with it."""
    text = files.read(subject.baseline) if subject.baseline else None
    if text is None:
        return visible, (), ()
    known = baseline.read(text)
    if known is None:
        return visible, (), (f"{subject.baseline} is no baseline: write it anew with `nodeward baseline`",)
    named = zip(outcome.findings, baseline.entries(document, outcome.findings, subject.baseline), strict=True)
    hidden = {finding for finding, entry in named if entry in known}
    return (
        tuple(finding for finding in visible if finding not in hidden),
        tuple(Suppressed(finding, "baseline", "external") for finding in visible if finding in hidden),
        (),
    )


def _levelled(finding: Finding, settings: Settings) -> Finding | None:
    """A notice about a comment at the level that the user gave it; findings of rules have theirs already."""
    if finding.rule not in set(Notice) or finding.rule not in settings.rules:
        return finding
    level = settings.rules[finding.rule]
    return replace(finding, severity=level.severity) if level is not None else None


def _empty(subject: Subject, text: bytes, why: str, clause: str) -> Analysis:
    opened = subject.opened
    document = opened.document if opened is not None else Document.open(subject.path, text, Language.PLAIN)
    problem = f"{subject.path} is left out: {clause}"
    return Analysis(subject.path, _version(subject), document, problems=(problem,), left_out=why)


def _version(subject: Subject) -> int | None:
    return subject.opened.version if subject.opened is not None else None
