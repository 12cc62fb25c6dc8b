r"""Lines and columns of a text: the one place below the faces that knows UTF-16.

A line ends only at `\n`, `\r\n` and `\r` (LSP 3.17, "Text Documents"), never at U+2028, U+0085 or a form feed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from nodeward.text.codec import decode, encode
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


class Encoding(StrEnum):
    """What a client counts as one character of a line (LSP 3.17, PositionEncodingKind)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class PositionError(ValueError):
    """A line that the text does not have, a negative number, or a range that ends before it starts."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: 0-based line, and characters of the client's encoding before it in that line."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Where the lines of one text start, in bytes; the first starts at 0, the last may be empty."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: bytes) -> "LineIndex":
        """The index of a text, read from nothing."""
        return cls((0, *_starts(text, 0)))

    def splice(self, text_after: bytes, edit: Edit) -> "LineIndex":
        """The index of `text_after`, which is what `edit` left of the text of this index.

        Equal to `LineIndex.of(text_after)`, but reads only the lines that the edit touched.
        """
        first = self.line(edit.span.start)
        if first and text_after[edit.span.start - 1 : edit.span.start] == b"\r":
            first -= 1  # its lone \r may have met a \n, or lost it
        after = self.line(edit.span.end) + 1
        moved = len(edit.new) - (edit.span.end - edit.span.start)
        begin = self.starts[first]
        end = self.starts[after] + moved if after < len(self.starts) else len(text_after)
        middle = _starts(text_after[begin:end], begin)
        if after == len(self.starts):
            return LineIndex((*self.starts[: first + 1], *middle))
        tail = [start + moved for start in self.starts[after + 1 :]] if moved else self.starts[after + 1 :]
        return LineIndex((*self.starts[: first + 1], *middle, *tail))

    def line(self, offset: int) -> int:
        """The 0-based line that holds the byte at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def line_span(self, text: bytes, line: int) -> Span:
        """The bytes of a line without its line ending; raises PositionError where there is no such line."""
        if not 0 <= line < len(self.starts):
            raise PositionError(f"line {line} of a text of {len(self.starts)} lines")
        start = self.starts[line]
        if line + 1 == len(self.starts):
            return Span(start, len(text))
        end = self.starts[line + 1]
        return Span(start, end - (2 if text[end - 2 : end] == b"\r\n" else 1))

    def position(self, text: bytes, offset: int, encoding: Encoding) -> Position:
        """The place of a byte offset, for a client.

        An offset inside a character means that character, one inside a line ending means the end of the line.
        Raises PositionError for an offset outside the text.
        """
        if not 0 <= offset <= len(text):
            raise PositionError(f"byte {offset} of a text of {len(text)} bytes")
        line = self.line(offset)
        start = self.starts[line]
        before = text[start:offset]
        if before.isascii() and not before.endswith(b"\r"):
            return Position(line, len(before))
        span = self.line_span(text, line)
        content = text[span.start : span.end]
        return Position(line, _characters(content, min(offset, span.end) - start, encoding))

    def offset(self, text: bytes, line: int, character: int, encoding: Encoding) -> int:
        """The byte offset of a client's place.

        A character past the line's end means its end (LSP 3.17, Position), one inside a surrogate pair or a
        UTF-8 sequence means the start of that character. Raises PositionError for a line that the text does
        not have and for negative numbers.
        """
        if character < 0:
            raise PositionError(f"character {character}")
        span = self.line_span(text, line)
        content = text[span.start : span.end]
        if content[:character].isascii():
            return min(span.start + character, span.end)
        return span.start + _bytes(content, character, encoding)


def edit_from_client(
    text: bytes, lines: LineIndex, between: tuple[Position, Position], new: str, encoding: Encoding
) -> Edit:
    """The edit that a client means when it puts `new` in the place of what stands between two places.

    A client that counts in UTF-16 may cut a surrogate pair in two, and two halves may meet: the edit then takes in
    their neighbours, so that our text stays what the client's is. Raises PositionError for places that
    `LineIndex.offset` refuses and for a range that ends before it starts.
    """
    start, end = between
    if end < start:
        raise PositionError(f"range ends at {end}, before it starts at {start}")
    first = lines.offset(text, start.line, start.character, encoding)
    last = lines.offset(text, end.line, end.character, encoding)
    if _cuts_pair(text, lines, start, first, encoding):
        new = _halves(text, first)[0] + new
    if _cuts_pair(text, lines, end, last, encoding):
        new += _halves(text, last)[1]
        last += 4
    if _SURROGATE.fullmatch(text, max(first - 3, 0), first):
        first -= 3
        new = decode(text[first : first + 3]) + new
    if _SURROGATE.fullmatch(text, last, last + 3):
        last += 3
        new += decode(text[last - 3 : last])
    return Edit(Span(first, last), encode(new))


def _starts(text: bytes, base: int) -> Iterator[int]:
    """Where lines start after the line endings of `text`, which itself starts at `base`."""
    lines = text.splitlines(keepends=True)  # of bytes, and so at nothing but the three line endings
    if lines and lines[-1][-1:] not in {b"\n", b"\r"}:
        lines.pop()
    ends = accumulate(map(len, lines), initial=base)
    next(ends)
    return ends


def _characters(content: bytes, offset: int, encoding: Encoding) -> int:
    """How many characters of a line stand before an offset in it, one that it cuts not counted."""
    errors = _errors(content)
    before = _whole(content, offset, errors)
    if encoding is Encoding.UTF8:
        return len(before)
    decoded = before.decode("utf-8", errors)
    if encoding is Encoding.UTF32:
        return len(decoded)
    return len(decoded.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(content: bytes, character: int, encoding: Encoding) -> int:
    """How many bytes the first characters of a line are, one that would be cut left out."""
    errors = _errors(content)
    if encoding is Encoding.UTF8:
        return len(_whole(content, character, errors))
    decoded = content.decode("utf-8", errors)
    kept = decoded[:character]
    if encoding is Encoding.UTF16:
        units = decoded.encode("utf-16-le", "surrogatepass")[: 2 * character]
        kept = units.decode("utf-16-le", "surrogatepass")
        if not decoded.startswith(kept):  # it ends in half a pair
            kept = kept[:-1]
    return len(kept.encode("utf-8", errors))


def _errors(content: bytes) -> str:
    """How to decode a line.

    Lone surrogates pass. In a line that no client can have sent (bytes from disk that are no UTF-8, or a pair
    written as two surrogates) each byte of what is wrong counts as one character.
    """
    try:
        content.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "strict"
    try:
        decoded = content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return "surrogateescape"
    return "surrogatepass" if encode(decoded) == content else "surrogateescape"


def _whole(content: bytes, offset: int, errors: str) -> bytes:
    """What stands before an offset in a line, without a character that it cuts."""
    if errors != "surrogateescape":
        while 0 < offset < len(content) and content[offset] & 0xC0 == 0x80:
            offset -= 1
        return content[:offset]
    decoded = content.decode("utf-8", errors)
    before = content[:offset].decode("utf-8", errors)
    while not decoded.startswith(before):
        before = before[:-1]
    return before.encode("utf-8", errors)


def _cuts_pair(text: bytes, lines: LineIndex, place: Position, offset: int, encoding: Encoding) -> bool:
    """Whether a place stands between the two surrogates of the character at `offset`."""
    if encoding is not Encoding.UTF16 or text[offset : offset + 1] < b"\xf0":
        return False
    return lines.position(text, offset, encoding).character < place.character


def _halves(text: bytes, offset: int) -> tuple[str, str]:
    """The two surrogates of the character of four bytes at `offset`."""
    units = text[offset : offset + 4].decode().encode("utf-16-le")
    return units[:2].decode("utf-16-le", "surrogatepass"), units[2:].decode("utf-16-le", "surrogatepass")
