"""Every active rule over one file: the only place where a rule that raises is caught, and where twins are sorted out."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module

from nodeward.checks import absence, assign, call, entry, literal, taint
from nodeward.checks.acquitted import is_proven_harmless
from nodeward.checks.context import ActiveRule, Context, Hit, ProjectFile, finding, hidden
from nodeward.findings import Finding
from nodeward.program.program import Program
from nodeward.project.kinds import file_kind
from nodeward.project.package import nearest
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.plan import Planned
from nodeward.rulebook.rule import Absence, Assign, Call, Taint, Text, Way
from nodeward.rulebook.ways import entries, literals
from nodeward.syntax.document import Document
from nodeward.syntax.languages import CODE
from nodeward.text.crash import kind_and_place
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say of a file, sorted by place, and what went wrong while they were asked."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[
        str, ...
    ] = ()  # for the log: what was not looked at to its end; nothing is wrong with the rest


def check(
    program: Program,
    document: Document,
    book: Rulebook,
    rules: Sequence[ActiveRule],
    cancelled: Callable[[], bool],
) -> Outcome:
    """The findings of these rules in one document; `cancelled` is asked before each rule."""
    context = context_of(program, document, book)
    found: list[Finding] = []
    problems: list[str] = []
    for active in rules:
        if cancelled():
            return Outcome((), ("cancelled",))
        try:
            found += [finding(document.path, active, way, hit) for way, hit in _hits(context, active)]
        except Exception as error:  # noqa: BLE001 - one broken rule must not silence the others
            problems.append(f"{active.rule.id} failed on {document.path}: {kind_and_place(error)}")
    unique = {(item.rule, item.span, item.message): item for item in found}
    kept = _without_twins(list(unique.values()), context)
    notes = tuple(dict.fromkeys(context.notes)) if isinstance(context, Context) else ()
    return Outcome(tuple(sorted(kept, key=lambda item: (item.span, item.rule))), tuple(problems), notes)


def context_of(program: Program, document: Document, book: Rulebook) -> Context | ProjectFile:
    """What the checks look at: the model of a file of code in its project; any other file is just itself."""
    near = nearest(program.files, document.path)
    root = near[0] if near is not None else posixpath.dirname(document.path)
    model = program.model(document.path) if document.language in CODE else None
    if model is None:
        return ProjectFile(document, program.files, root, book)
    return Context(
        program, model, book, file_kind(posixpath.relpath(document.path, root), document.text), root
    )


def _hits(context: Context | ProjectFile, active: ActiveRule) -> Iterator[tuple[Way | None, Hit]]:
    rule, proven = active.rule, set[str]()
    for name, number, way, hits in _ways(context, active):
        if active.speaks(way) and (isinstance(context, ProjectFile) or context.concerns(way)):
            listed = [(hit, _call(hit.details)) for hit in hits()]
            # What an earlier way has proven of a call, a later one does not say again in other words.
            fresh = [hit for hit, call in listed if call is None or call not in proven]
            proven |= {call for _, call in listed if call is not None and name == "taint"}
            for hit in fresh:
                yield way, replace(hit, details={**_told(context, hit), "way": f"{name} {number}"})
    if rule.check is not None and active.speaks():
        module = import_module("nodeward.checks." + rule.check.replace("-", "_"))
        yield from ((None, hit) for hit in module.check(context, rule))


def _call(details: Mapping[str, str]) -> str | None:
    """The call that a hit or finding is about."""
    return f"{details['call-start']}-{details['call-end']}" if "call-start" in details else None


def _told(context: Context | ProjectFile, hit: Hit) -> Mapping[str, str]:
    """The details of a hit. Those of a project file repeat its values; an address in there may hold a token."""
    if isinstance(context, Context):
        return hit.details
    return {key: hidden(context.book, value) for key, value in hit.details.items()}


def _ways(
    context: Context | ProjectFile, active: ActiveRule
) -> Iterator[tuple[str, int, Way, Callable[[], Iterable[Hit]]]]:
    rule = active.rule
    if isinstance(context, ProjectFile):
        for i, listed in enumerate(entries(rule)):
            yield "entry", i, listed, partial(entry.check, context, listed)
        for i, text in enumerate(literals(rule)):
            yield "literal", i, text, partial(literal.check_project_file, context, text)
        return
    for planned in context.book.plan.get(rule.id, ()):
        if context.may_concern(planned):
            yield planned.kind, planned.number, planned.way, partial(_looked, context, active, planned)


def _looked(context: Context, active: ActiveRule, planned: Planned) -> Iterable[Hit]:
    match planned.way:
        case Taint() as flow:
            return taint.check(context, flow, planned.places, active.library_input)
        case Call() as called:
            return call.check(context, called)
        case Assign() as assigned:
            return assign.check(context, assigned)
        case Text() as text:
            return literal.check(context, text)
        case Absence() as absent:
            return absence.check(context, absent)
        case _:
            return ()


def _without_twins(listed: list[Finding], context: Context | ProjectFile) -> list[Finding]:
    """A rule that looks at shapes is silent where its twin has proof, or proof that there is no harm."""
    places: dict[str, list[Finding]] = {}
    for item in listed:
        places.setdefault(item.rule, []).append(item)
    kept = []
    for item in listed:
        rule = context.book.rules.get(item.rule)
        proven = (
            other for twin in (rule.twin_of if rule is not None else ()) for other in places.get(twin, ())
        )
        if any(_same_place(other, item) for other in proven):
            continue
        if rule is None or isinstance(context, ProjectFile) or not is_proven_harmless(context, rule, item):
            kept.append(item)
    return kept


def _same_place(one: Finding, other: Finding) -> bool:
    call = _call(one.details)
    about = call is not None and call == _call(other.details)
    return about or _covers(one.span, other.span) or _covers(other.span, one.span)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
