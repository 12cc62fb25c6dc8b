"""Replacing spans of a text: one edit after another, or several at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nodeward.text.span import Span


class OverlapError(ValueError):
    """Two edits that are to be applied at once touch the same bytes."""


class OutOfRangeError(ValueError):
    """An edit reaches outside the text, or ends before it starts."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The bytes of `span` give way to `new` (UTF-8; a lone surrogate stays as its three bytes)."""

    span: Span
    new: bytes


def apply_edit(text: bytes, edit: Edit) -> bytes:
    """The text after one edit; raises OutOfRangeError where it does not fit."""
    _fits(text, edit)
    return text[: edit.span.start] + edit.new + text[edit.span.end :]


def apply_together(text: bytes, edits: Iterable[Edit]) -> bytes:
    """The text after edits that all speak of the original text.

    Two insertions at one place keep the order in which they are given. Raises OverlapError where spans
    overlap and OutOfRangeError where one does not fit.
    """
    ordered = sorted(edits, key=lambda edit: edit.span)
    pieces: list[bytes] = []
    at = 0
    for edit in ordered:
        _fits(text, edit)
        if edit.span.start < at:
            raise OverlapError(f"edits overlap at byte {edit.span.start}")
        pieces += (text[at : edit.span.start], edit.new)
        at = edit.span.end
    return b"".join([*pieces, text[at:]])


def within_lines(text: bytes, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The same change to a text, lines behind its last line break written before that break instead.

    Editors that hold a text as lines have no line behind the last break, and some make an empty one of it.
    """
    line_break = next((each for each in (b"\r\n", b"\n", b"\r") if text.endswith(each)), b"")
    end, last = Span(len(text), len(text)), len(text) - len(line_break)
    added = [edit for edit in edits if edit.span == end]
    whole = all(line_break and edit.new.endswith(line_break) for edit in added)
    if not whole or any(edit.span.end >= last for edit in edits if edit.span != end):
        return tuple(edits)
    return tuple(
        Edit(Span(last, last), line_break + edit.new.removesuffix(line_break)) if edit in added else edit
        for edit in edits
    )


def _fits(text: bytes, edit: Edit) -> None:
    if not 0 <= edit.span.start <= edit.span.end <= len(text):
        raise OutOfRangeError(f"edit {edit.span.start}..{edit.span.end} of a text of {len(text)} bytes")
