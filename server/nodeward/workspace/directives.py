"""Suppression comments: how they are found, read and written. Knows no finding and judges nothing.

The grammar follows ESLint's: a directive is the first word of a comment, then the ids of rules separated by
commas, then `until YYYY-MM-DD`, then ` -- ` and the reason. Extra spaces, line breaks and the stars that
begin the lines of a block comment do not matter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.span import Span
from nodeward.workspace.comments import LINE_FORM, Comment, Form, comment_at

HIT = re.compile(rb"nodeward-(?:disable|enable)")
DIRECTIVE = re.compile(rb"[\s*]*(nodeward-(?:disable-next-line|disable-line|disable|enable))(?=\s|$)")
DASHES = re.compile(rb"(?:^|(?<=\s))-{2,}(?=\s|$)")
WORD = re.compile(rb"[^\s,]+|,")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Word(StrEnum):
    """What a suppression comment begins with."""

    LINE = "nodeward-disable-line"
    NEXT_LINE = "nodeward-disable-next-line"
    START = "nodeward-disable"
    END = "nodeward-enable"


@dataclass(frozen=True, slots=True)
class Named:
    """The id of a rule as a directive says it, known or not."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the writing of a directive, in one sentence."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Directive:
    """One suppression comment. `span` is that of the whole comment, marks (and braces in JSX) included."""

    word: Word
    span: Span
    form: Form
    rules: tuple[Named, ...] = ()
    until: date | None = None
    until_span: Span | None = None
    reason: str = ""
    mistakes: tuple[Mistake, ...] = ()
    silences: bool = True  # False: so wrong that nothing may be hidden on its word


def directives(document: Document) -> tuple[Directive, ...]:
    """Every suppression comment of a document, in order; none in JSON, which has no comments."""
    if document.language is Language.JSON:
        return ()
    found: dict[Span, Directive] = {}
    for hit in HIT.finditer(document.text):
        comment = comment_at(document, hit.start())
        if comment is None or comment.span in found:
            continue
        directive = parse(document.text, comment)
        if directive is not None:
            found[comment.span] = directive
    return tuple(found.values())


@dataclass(slots=True)
class _Reading:
    """What has been read of a directive so far."""

    rules: list[Named] = field(default_factory=list)
    until: date | None = None
    until_span: Span | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    silences: bool = True


def parse(text: bytes, comment: Comment) -> Directive | None:
    """The directive that a comment is, with what is wrong in it; None for any other comment."""
    content = text[comment.content.start : comment.content.end]
    head = DIRECTIVE.match(content)
    if head is None:
        return None
    word = Word(head[1].decode())
    dashes = DASHES.search(content, head.end())
    reason = content[dashes.end() :] if dashes else b""
    reading = _read_head(content, Span(head.end(), dashes.start() if dashes else len(content)), comment)
    _judge_whole(word, comment, reading)
    return Directive(
        word=word,
        span=comment.span,
        form=comment.form,
        rules=tuple(reading.rules),
        until=reading.until,
        until_span=reading.until_span,
        reason=" ".join(reason.decode(errors="replace").split()),
        mistakes=tuple(reading.mistakes),
        silences=reading.silences,
    )


def _read_head(content: bytes, part: Span, comment: Comment) -> _Reading:
    """Reads ids and date; the words of one item after its id are a mistake, and a reason without its dashes."""
    reading = _Reading()
    items = _items(content, part, comment.content.start)
    for item in items:
        words = list(item)
        if words[0].rule != "until":
            reading.rules.append(words.pop(0))
        if words and words[0].rule == "until":
            _read_date(words, reading)
        if words:
            stray = Span(words[0].span.start, words[-1].span.end)
            reading.mistakes.append(Mistake(stray, "Write the reason after `--`."))
            break
    return reading


def _items(content: bytes, part: Span, at: int) -> Iterator[list[Named]]:
    item: list[Named] = []
    for word in WORD.finditer(content, part.start, part.end):
        if word[0] == b"," and item:
            yield item
            item = []
        elif word[0] not in {b",", b"*"}:
            item.append(Named(word[0].decode(errors="replace"), Span(*word.span()).moved(at)))
    if item:
        yield item


def _read_date(words: list[Named], reading: _Reading) -> None:
    """Takes `until` and its date off the front of `words`."""
    until = words.pop(0)
    day = words.pop(0) if words else until
    reading.until_span = Span(until.span.start, day.span.end)
    reading.until = _date(day.rule)
    if reading.until is None:
        reading.silences = False
        reading.mistakes.append(
            Mistake(reading.until_span, "This is no date, so nothing is silenced: write `until YYYY-MM-DD`.")
        )


def _date(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if DAY.fullmatch(words) else None
    except ValueError:
        return None


def _judge_whole(word: Word, comment: Comment, reading: _Reading) -> None:
    if not reading.rules:
        reading.silences = False
        reading.mistakes.append(
            Mistake(
                comment.span,
                f"Name the rule: `{word} <rule> -- <reason>`. A bare directive silences nothing.",
            )
        )
    if word in {Word.START, Word.END} and comment.form is LINE_FORM:
        reading.silences = False
        reading.mistakes.append(
            Mistake(comment.span, f"A range is opened and closed by a block comment: `/* {word} <rule> */`.")
        )


def compose(
    form: Form, word: Word, rules: Sequence[str], until: date | None = None, reason: str | None = None
) -> bytes:
    """The comment that `parse` reads back; `reason` None leaves it out, an empty one leaves room for it."""
    parts = [str(word), ", ".join(rules)]
    if until is not None:
        parts.append(f"until {until.isoformat()}")
    if reason is not None:
        parts.append(f"-- {reason}")
    body = " ".join(part for part in parts if part).encode()
    return b" ".join(part for part in (form.open, body, form.close) if part)
