"""Which findings a comment silences, and what is wrong with the comments that do. Pure: today is an argument."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from nodeward.findings import Finding, Severity, Tag
from nodeward.syntax.document import Document
from nodeward.text.codec import decode
from nodeward.text.span import Span
from nodeward.workspace.comments import comment_at
from nodeward.workspace.directives import Directive, Named, Word, directives

# Comments of other tools by which earlier triage is kept, for the line that they stand on.
FOREIGN = re.compile(
    rb"\b(?:nosec|nosemgrep|NOSONAR)\b|eslint-disable-line\s[^\n]{0,300}?\bsecurity(?:-node)?/"
)
# And those that speak of the next line; semgrep also reads its word there when it stands alone.
FOREIGN_BEFORE = re.compile(rb"\bnosemgrep\b|eslint-disable-next-line\s[^\n]{0,300}?\bsecurity(?:-node)?/")


class Notice(StrEnum):
    """What is told about suppressions themselves, as ids that settings know like those of rules."""

    UNUSED = "suppression-unused"
    UNKNOWN = "suppression-unknown-rule"
    EXPIRED = "suppression-expired"
    MALFORMED = "suppression-malformed"
    NO_REASON = "suppression-without-reason"


SEVERITIES = {
    Notice.UNUSED: Severity.INFORMATION,
    Notice.UNKNOWN: Severity.WARNING,
    Notice.EXPIRED: Severity.WARNING,
    Notice.MALFORMED: Severity.WARNING,
    Notice.NO_REASON: Severity.HINT,
}


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not shown, and the words by which somebody decided so (SARIF 2.1.0, 3.35).

    `kind` is "inSource" for a comment and "external" for the baseline.
    """

    finding: Finding
    justification: str
    kind: str = "inSource"


@dataclass(frozen=True, slots=True)
class Judging:
    """What the judgement of comments depends on besides the text.

    `known` are the ids of all rules; `ran` those that have looked at the whole of what they need, so that a
    suppression of them that silences nothing is unused.
    """

    known: frozenset[str]
    ran: frozenset[str]
    today: date
    foreign: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """What is shown, sorted by place, notices about the comments included; and what is not."""

    visible: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()


@dataclass(slots=True)
class _Silence:
    """One rule that one directive silences, for findings that start within `span`."""

    directive: Directive
    named: Named
    span: Span
    used: bool = False


@dataclass(slots=True)
class _Reading:
    silences: list[_Silence] = field(default_factory=list)
    idle_ends: list[Directive] = field(default_factory=list)


def judge(document: Document, findings: Iterable[Finding], judging: Judging) -> Judged:
    """Sorts the findings of a document into shown and silenced, and adds what is to be told of the comments."""
    found = directives(document) if b"nodeward-" in document.text else ()
    reading = _read(document, found, judging)
    visible: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in findings:
        words = _silenced(reading.silences, finding)
        if words is None and judging.foreign:
            words = _foreign(document, finding)
        if words is None:
            visible.append(finding)
        else:
            suppressed.append(Suppressed(finding, words))
    visible += _notices(document, found, reading, judging)
    return Judged(
        tuple(sorted(visible, key=_order)), tuple(sorted(suppressed, key=lambda s: _order(s.finding)))
    )


def closest(rule: str, known: Iterable[str]) -> str | None:
    """The one id that somebody who wrote `rule` most likely meant."""
    return next(iter(get_close_matches(rule, sorted(known), n=1, cutoff=0.75)), None)


def _order(finding: Finding) -> tuple[Span, str]:
    return finding.span, finding.rule


def _read(document: Document, found: Sequence[Directive], judging: Judging) -> _Reading:
    reading = _Reading()
    for at, directive in enumerate(found):
        if directive.word is Word.END:
            if directive.rules and not any(_opens(earlier, directive) for earlier in found[:at]):
                reading.idle_ends.append(directive)
            continue
        if not directive.silences or _expired(directive, judging.today):
            continue
        for named in directive.rules:
            span = _span(document, directive, named, found[at + 1 :])
            reading.silences.append(_Silence(directive, named, span))
    return reading


def _opens(earlier: Directive, end: Directive) -> bool:
    if earlier.word is not Word.START:
        return False
    return bool({named.rule for named in earlier.rules} & {named.rule for named in end.rules})


def _expired(directive: Directive, today: date) -> bool:
    return directive.until is not None and directive.until < today


def _span(document: Document, directive: Directive, named: Named, later: Sequence[Directive]) -> Span:
    """Where a finding must start for this directive to speak of it."""
    first, last = (document.lines.line(at) for at in (directive.span.start, directive.span.end))
    match directive.word:
        case Word.LINE:
            return Span(document.lines.starts[first], _line_start(document, last + 1))
        case Word.NEXT_LINE:
            return Span(_line_start(document, last + 1), _line_start(document, last + 2))
    ends = (
        end.span.start
        for end in later
        if end.word is Word.END and (not end.rules or any(other.rule == named.rule for other in end.rules))
    )
    return Span(directive.span.start, next(ends, len(document.text) + 1))


def _line_start(document: Document, line: int) -> int:
    """Where a line starts; past the last one, just past the text, so that its end still belongs to its line."""
    starts = document.lines.starts
    return starts[line] if line < len(starts) else len(document.text) + 1


def _silenced(silences: Iterable[_Silence], finding: Finding) -> str | None:
    """The reason of the first directive that silences the finding; all that do count as used."""
    reason = None
    for silence in silences:
        if silence.named.rule == finding.rule and finding.span.start in silence.span:
            silence.used = True
            reason = silence.directive.reason if reason is None else reason
    return reason


def _foreign(document: Document, finding: Finding) -> str | None:
    """The comment of another tool that speaks of the finding's line."""
    line = document.lines.line(finding.span.start)
    on_it = _foreign_in(document, line, FOREIGN)
    if on_it is not None or line == 0:
        return on_it
    return _foreign_in(document, line - 1, FOREIGN_BEFORE, alone=True)


def _foreign_in(
    document: Document, line: int, words: re.Pattern[bytes], *, alone: bool = False
) -> str | None:
    span = document.lines.line_span(document.text, line)
    for hit in words.finditer(document.text, span.start, span.end):
        comment = comment_at(document, hit.start())
        if comment is None:
            continue
        if not alone or not document.text[span.start : comment.span.start].strip():
            return decode(document.text[comment.content.start : comment.content.end]).strip()
    return None


def _notices(
    document: Document, found: Sequence[Directive], reading: _Reading, judging: Judging
) -> Iterator[Finding]:
    path = document.path
    known = judging.known | set(Notice)
    for directive in found:
        for mistake in directive.mistakes:
            yield _notice(Notice.MALFORMED, path, mistake.span, mistake.message)
        if directive.word is not Word.END and directive.rules and not directive.reason:
            yield _notice(
                Notice.NO_REASON, path, directive.span, "Say after `--` why this may stay as it is."
            )
        if _expired(directive, judging.today):
            ended = f"This suppression ended with {directive.until}: mend what it hid, or decide anew."
            yield _notice(Notice.EXPIRED, path, directive.until_span or directive.span, ended)
        for named in directive.rules:
            if named.rule not in known:
                yield _notice(Notice.UNKNOWN, path, named.span, _unknown(named.rule, known))
    for end in reading.idle_ends:
        yield _notice(Notice.UNUSED, path, end.span, "No suppression is open here that this could end.")
    for silence in reading.silences:
        rule = silence.named.rule
        if not silence.used and rule in judging.ran:
            only = len(silence.directive.rules) == 1
            span = silence.directive.span if only else silence.named.span
            yield _notice(
                Notice.UNUSED, path, span, f"`{rule}` reports nothing here: this suppression is not needed."
            )


def _unknown(rule: str, known: Iterable[str]) -> str:
    meant = closest(rule, known)
    return f"There is no rule `{rule}`." + (f" Did you mean `{meant}`?" if meant else "")


def _notice(notice: Notice, path: str, span: Span, message: str) -> Finding:
    tags = (Tag.UNNECESSARY,) if notice is Notice.UNUSED else ()
    return Finding(notice.value, path, span, message, SEVERITIES[notice], tags=tags)
