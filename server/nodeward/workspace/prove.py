"""A fix proves itself: on a copy the finding must be gone, nothing new may appear, and the text must parse as before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from nodeward.findings import Finding
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.program.links import loaded
from nodeward.semantics.facts import FileFacts
from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.syntax.languages import CODE
from nodeward.text.edits import Edit, OutOfRangeError, OverlapError, apply_together
from nodeward.text.memory import MemoryFiles
from nodeward.text.span import Span
from nodeward.workspace.analysis import Analysis, Subject, World, analyse
from nodeward.workspace.documents import Opened, minified
from nodeward.workspace.index import OverlaidLinks


@dataclass(frozen=True, slots=True)
class State:
    """The file that is mended, what is found in it, and which files are not as the real world has them."""

    base: World
    subject: Subject
    analysis: Analysis
    changed: Mapping[str, Document] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world with the changed files."""
        return _copy(self.base, self.changed) if self.changed else self.base


def proven(state: State, finding: Finding, fix: Fix) -> State | None:
    """The copy in which `fix` has ended `finding`; None where it does not, or does harm."""
    texts = _texts(state.world, fix)
    if not texts or not stands(state.analysis, finding):
        return None
    documents = {file.path: _edited(state, file, texts[file.path]) for file in fix.files}
    if any(_breaks(state, path, document) for path, document in documents.items()):
        return None
    subject = _subject(state.subject, documents.get(state.subject.path))
    after = replace(state, subject=subject, changed={**state.changed, **documents})
    analysis = analyse(after.world, subject, lambda: False)
    if analysis is None or analysis.problems != state.analysis.problems:
        return None
    edits = next((file.edits for file in fix.files if file.path == subject.path), ())
    fresh = _new(state.analysis.findings, analysis.findings, finding, edits)
    if any(not _was_silenced(state, finding, each) for each in fresh):
        return None
    return replace(after, analysis=analysis)


def _was_silenced(state: State, finding: Finding, fresh: Finding) -> bool:
    """Whether a finding is one that only the graver one kept silent: what is left of a weakness that is mended in part."""
    rule = state.world.rulebook.rules.get(fresh.rule)
    return rule is not None and finding.rule in rule.twin_of and fresh.severity >= finding.severity


def stands(analysis: Analysis, finding: Finding) -> bool:
    """Whether a finding, which may come from an earlier text, is one of this analysis."""
    return any(known.rule == finding.rule and known.span == finding.span for known in analysis.findings)


def _texts(world: World, fix: Fix) -> dict[str, bytes] | None:
    """The files of a fix after it; None where its edits do not fit."""
    texts: dict[str, bytes] = {}
    for file in fix.files:
        text = world.files.read(file.path)
        if file.path in texts or file.create == (text is not None):
            return None
        try:
            texts[file.path] = apply_together(text or b"", file.edits)
        except (OverlapError, OutOfRangeError):
            return None
    return texts


def _edited(state: State, file: FileEdit, text: bytes) -> Document:
    """The document of a file after its edits, read again from its old tree where there is one."""
    if file.path == state.subject.path:
        # Sorting keeps insertions at one place in order, and from the last to the first none moves another.
        edits = sorted(file.edits, key=lambda edit: edit.span)
        return state.analysis.document.change(edits[::-1])
    return Document.open(file.path, text)


def _breaks(state: State, path: str, document: Document) -> bool:
    """Whether a text has more places that cannot be read than it had before."""
    if not document.has_error:
        return False
    if path == state.subject.path:
        return _errors(document) > _errors(state.analysis.document)
    before = state.world.files.read(path)
    return before is None or _errors(document) > _errors(Document.open(path, before))


def _errors(document: Document) -> int:
    if document.root is None or not document.has_error:
        return 0
    return sum(node.is_error or node.is_missing for node in nodes.walk(document.root))


def _subject(subject: Subject, document: Document | None) -> Subject:
    if document is None or subject.opened is None:
        return subject
    opened = Opened(document, subject.opened.version, minified(document.lines, document.text))
    return replace(subject, opened=opened)


def _copy(world: World, changed: Mapping[str, Document]) -> World:
    facts = {path: FileFacts(document) for path, document in changed.items()}

    def facts_of(path: str, text: bytes) -> FileFacts | None:
        return facts[path] if path in facts else world.facts(path, text)

    texts = {path: document.text for path, document in changed.items()}
    found = {path: loaded(document) for path, document in changed.items() if document.language in CODE}
    files = MemoryFiles(texts, world.files)
    return replace(world, files=files, facts=facts_of, links=OverlaidLinks(world.links, found))


def _new(
    before: Sequence[Finding], after: Sequence[Finding], finding: Finding, edits: Sequence[Edit]
) -> list[Finding]:
    """The findings that were not there before, `finding` itself among them if it still is.

    What the edits do not touch must stand where they moved it; what they do touch may stand anywhere once.
    """
    moved: Counter[tuple[str, Span]] = Counter()
    touched: Counter[str] = Counter()
    for known in before:
        if known.rule == finding.rule and known.span == finding.span:
            continue
        span = _moved(known.span, edits)
        if span is None:
            touched[known.rule] += 1
        else:
            moved[known.rule, span] += 1
    still = _moved(finding.span, edits)
    new = []
    for found in after:
        if found.rule == finding.rule and found.span == still:
            new.append(found)
        elif moved[found.rule, found.span]:
            moved[found.rule, found.span] -= 1
        elif touched[found.rule]:
            touched[found.rule] -= 1
        else:
            new.append(found)
    return new


def _moved(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where the edits leave a span; None where they touch it."""
    by = 0
    for edit in edits:
        if edit.span.touches(span):
            return None
        if edit.span.end < span.start:
            by += len(edit.new) - (edit.span.end - edit.span.start)
    return span.moved(by)
