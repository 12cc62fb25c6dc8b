"""Open documents: replays what a client changed on our own bytes. Knows neither disk nor findings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import sub

from nodeward.project.kinds import LONGEST_LINE
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language, language_of
from nodeward.text.codec import decode, encode
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.lines import Encoding, LineIndex, Position, PositionError, edit_from_client
from nodeward.text.span import Span
from nodeward.workspace.difference import difference

# A high and a low surrogate, each as three bytes of its own: for the client they are one character.
SPLIT_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")


class Refused(ValueError):  # noqa: N818 - it is an answer, not a fault of ours
    """A change does not fit the text that we hold: client and server no longer agree."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a text as a client says it (LSP 3.17, TextDocumentContentChangeEvent).

    `start` and `end` are (0-based line, character in the client's encoding); without them `text` is the whole
    new text.
    """

    start: tuple[int, int] | None
    end: tuple[int, int] | None
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as its editor holds it, saved or not. `minified`: a line is longer than a person writes."""

    document: Document
    version: int
    minified: bool = False


def opened(path: str, text: str, version: int, language_id: str | None = None) -> Opened:
    """The document that a client has opened; PLAIN where neither path nor identifier says a language."""
    language = language_of(path, language_id) or Language.PLAIN
    document = Document.open(path, encode(text), language)
    return Opened(document, version, minified(document.lines, document.text))


def changed(before: Opened, changes: Sequence[Change], version: int, encoding: Encoding) -> Opened:
    """The document after `changes`, each of which speaks of the text that the previous one left.

    Raises Refused where one does not fit; `before` is then still the last state that both sides knew.
    """
    text, lines = before.document.text, before.document.lines
    edits: list[Edit] = []
    long = before.minified
    for change in changes:
        for edit in _edits_of(change, text, lines, encoding):
            edits.append(edit)
            text = apply_edit(text, edit)
            lines = lines.splice(text, edit)
            long = long or _leaves_long_line(lines, text, edit)
    if not edits:
        return replace(before, version=version)
    return Opened(before.document.change(edits), version, long and minified(lines, text))


def minified(lines: LineIndex, text: bytes) -> bool:
    """Whether a line is longer than a person writes."""
    if len(text) <= LONGEST_LINE:
        return False
    longest: int = max(map(sub, (*lines.starts[1:], len(text)), lines.starts))
    return longest > LONGEST_LINE


def _leaves_long_line(lines: LineIndex, text: bytes, edit: Edit) -> bool:
    """Whether a line that the edit touched may now be too long; only then all lines are measured."""
    first = lines.line(edit.span.start)
    last = lines.line(edit.span.start + len(edit.new)) + 1
    end = lines.starts[last] if last < len(lines.starts) else len(text)
    return len(edit.new) > LONGEST_LINE or end - lines.starts[first] > LONGEST_LINE


def _edits_of(change: Change, text: bytes, lines: LineIndex, encoding: Encoding) -> list[Edit]:
    edit = _edit_of(change, text, lines, encoding)
    if edit.span.start == edit.span.end and not edit.new:
        return []
    return [edit, *_joined_surrogates(text, edit)]


def _edit_of(change: Change, text: bytes, lines: LineIndex, encoding: Encoding) -> Edit:
    if change.start is None or change.end is None:
        return difference(text, encode(change.text))
    between = Position(*change.start), Position(*change.end)
    try:
        return edit_from_client(text, lines, between, change.text, encoding)
    except PositionError as error:
        raise Refused(f"a change at {change.start}..{change.end} does not fit: {error}") from error


def _joined_surrogates(text: bytes, edit: Edit) -> list[Edit]:
    """The edits, hardly ever any, that make one character of two halves that `edit` brought together."""
    start = max(edit.span.start - 3, 0)
    seam = text[start : edit.span.start] + edit.new + text[edit.span.end : edit.span.end + 3]
    pairs = [
        Edit(Span(*pair.span()).moved(start), encode(decode(pair[0]))) for pair in SPLIT_PAIR.finditer(seam)
    ]
    return pairs[::-1]  # the last one first, so that the others stay where they are
