"""Fixes: asks the builder of a finding's rule, and offers only what has proven itself."""

from collections.abc import Callable
from dataclasses import replace

from nodeward.findings import Finding
from nodeward.fixes.fix import FileEdit, Fix, Refusal
from nodeward.workspace.analysis import program_of
from nodeward.workspace.difference import differences
from nodeward.workspace.propose import proposal
from nodeward.workspace.prove import State, proven, stands
from nodeward.workspace.silence import repair
from nodeward.workspace.suppress import Notice

Tell = Callable[[str], None]  # takes a log line
MOST_FIXES = 200  # in one edit; what is left is offered again


def mend(state: State, finding: Finding, tell: Tell, *, proof: bool = True) -> Fix | Refusal | None:
    """The proven fix of a finding; None where its rule has none, or none that is right here.

    A builder that raises is told and has no fix. Without `proof` it is what the builder gives, which is good
    enough to be counted and never to be applied.
    """
    if not stands(state.analysis, finding):
        return None
    fix = _built(state, finding, tell)
    if proof and isinstance(fix, Fix) and proven(state, finding, fix) is None:
        return None
    return fix


def mend_all(state: State, rule: str | None, tell: Tell) -> Fix | None:
    """The safe fixes, or all of one rule, one after the other on a copy, as one fix; None where there is none.

    A finding that is not mended keeps its place in the order, so the walk goes on behind it.
    """
    first, at, done = state, 0, 0
    files: dict[str, FileEdit] = {}
    safe = True
    while at < len(state.analysis.findings) and done < MOST_FIXES:
        finding = state.analysis.findings[at]
        fix = _built(state, finding, tell) if rule in {None, finding.rule} else None
        after = proven(state, finding, fix) if isinstance(fix, Fix) and (rule or fix.safe) else None
        if after is None or not isinstance(fix, Fix):
            at += 1
            continue
        for file in fix.files:
            files.setdefault(file.path, file)
        safe = safe and fix.safe
        state, done = after, done + 1
    title = f"Fix all of {rule}" if rule else "Fix all that is safe"
    return _together(title, first, state, files, safe=safe) if done else None


def _built(state: State, finding: Finding, tell: Tell) -> Fix | Refusal | None:
    document, book = state.analysis.document, state.world.rulebook
    if finding.rule in set(Notice):
        return repair(document, finding, book.rules)
    rule = book.rules.get(finding.rule)
    if rule is None:
        return None
    try:
        return proposal(program_of(state.world, state.subject.settings), document, book, rule, finding)
    except Exception as error:  # noqa: BLE001 - one broken builder must not end the rest
        tell(f"the fix of {rule.id} failed on {finding.path}: {type(error).__name__}")
        return None


def _together(title: str, first: State, last: State, files: dict[str, FileEdit], *, safe: bool) -> Fix:
    """Everything that has changed between two states, in positions of the first."""
    edits = []
    for path, file in files.items():
        before, after = first.world.files.read(path), last.world.files.read(path)
        changes = differences(before or b"", after or b"")
        if changes:
            edits.append(replace(file, edits=changes, create=before is None))
    return Fix(title, tuple(edits), safe)
