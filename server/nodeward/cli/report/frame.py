"""The rows of a code frame: which lines are shown around a span, how they are cut, what is underlined.

Knows no colour and no glyph of the frame itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from nodeward.cli.report.drawn import Drawn, draw
from nodeward.cli.report.harmless import ELLIPSIS, harmless
from nodeward.cli.report.masks import Masks, hidden
from nodeward.syntax.document import Document
from nodeward.text.span import Span

# A span over more lines than this is shown by its first two and its last.
MOST_LINES = 4
# So many cells stay to be seen before a span, and after it where there is room.
MARGIN = 12
# A line is drawn no further than this many bytes before and after the place that is shown: minified files.
BEFORE, AFTER = 600, 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a frame.

    `number` counts from 1; None stands for lines that are left out. The underline begins after `blank` cells
    and is `marked` cells long; 0 where there is none.
    """

    number: int | None
    drawn: Drawn
    blank: int = 0
    marked: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a frame is drawn on: cells for code in a row, and the terminal's encoding."""

    width: int
    encoding: str
    masks: Masks


def frame(document: Document, span: Span, sheet: Sheet, context: int = 1) -> list[Row]:
    """The rows that show `span` of the document, with so many lines of context before and after it."""
    first, last = _lines(document, span)
    shown = {*range(max(0, first - context), min(last + context + 1, len(document.lines.starts)))}
    if last - first >= MOST_LINES:
        shown -= {*range(first + 2, last)}
    whole = {number: _drawn(document, number, span, sheet) for number in sorted(shown)}
    shift = _shift(whole[first], _marked(document, first, span), sheet)
    return list(_rows(document, span, whole, (sheet, shift)))


def _lines(document: Document, span: Span) -> tuple[int, int]:
    """The first and the last line of which a span holds something."""
    end = max(span.start, min(span.end, len(document.text)) - 1)
    return document.lines.line(span.start), document.lines.line(end)


def _drawn(document: Document, number: int, span: Span, sheet: Sheet) -> Drawn:
    """A line, or of one that is too long the part that lies near the span."""
    text, line = document.text, document.lines.line_span(document.text, number)
    secrets = hidden(sheet.masks, document.path, text, line)
    near = max(line.start, span.start - BEFORE) if line.start <= span.start <= line.end else line.start
    start = _between_characters(text, near, line)
    end = _between_characters(text, min(line.end, start + BEFORE + AFTER), line)
    drawn = draw(text, Span(start, end), secrets, sheet.encoding)
    mark = harmless(ELLIPSIS, sheet.encoding)
    pieces = ([mark] if start > line.start else [], [mark] if end < line.end else [])
    starts = ([line.start] if pieces[0] else [], [line.end] if pieces[1] else [])
    return Drawn((*pieces[0], *drawn.pieces, *pieces[1]), (*starts[0], *drawn.starts, *starts[1]))


def _between_characters(text: bytes, at: int, line: Span) -> int:
    """The place, or the one before it at which a character starts."""
    while line.start < at < line.end and text[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _marked(document: Document, number: int, span: Span) -> Span | None:
    """The part of a line that is underlined: without the indentation where the span began on a line before."""
    line = document.lines.line_span(document.text, number)
    content = document.text[line.start : line.end]
    indented = line.start + len(content) - len(content.lstrip())
    start = span.start if line.start <= span.start <= line.end else max(span.start, indented)
    end = min(span.end, line.end)
    empty = span.start == span.end and start == span.start <= line.end
    return Span(start, end) if start < end or empty else None


def _shift(drawn: Drawn, marked: Span | None, sheet: Sheet) -> int:
    """How many cells of the lines are left out on the left, so that what is underlined is seen.

    Of a span that is wider than most of the frame its first part is enough: code reads best from its start.
    """
    cut = cell_len(harmless(ELLIPSIS, sheet.encoding))
    before = drawn.cells(0, drawn.index(marked.start)) if marked else 0
    after = drawn.cells(0, drawn.index(marked.end)) if marked else 0
    after = min(after, before + sheet.width * 2 // 3)
    if after + cut <= sheet.width or drawn.cells(0, len(drawn.pieces)) <= sheet.width:
        return 0
    room = sheet.width - 2 * cut
    margin = max(0, min(MARGIN, (room - after + before) // 2))
    return min(after + margin - room, before - margin)


def _rows(document: Document, span: Span, whole: dict[int, Drawn], cut: tuple[Sheet, int]) -> Iterator[Row]:
    first, last = _lines(document, span)
    sheet, shift = cut
    previous: int | None = None
    for number, drawn in whole.items():
        if previous is not None and number > previous + 1:
            yield Row(None, Drawn((), (0,)))
        seen = _cropped(drawn, shift, sheet)
        inside = first <= number <= last
        says_nothing = not seen.text.strip(f" {harmless(ELLIPSIS, sheet.encoding)}")
        if says_nothing and number != first:
            continue
        previous = number
        marked = _marked(document, number, span) if inside else None
        yield Row(number + 1, seen, *_underline(seen, marked))


def _cropped(drawn: Drawn, shift: int, sheet: Sheet) -> Drawn:
    """The pieces between `shift` and the width, with an ellipsis for those that are cut off."""
    mark = harmless(ELLIPSIS, sheet.encoding)
    widths = [cell_len(piece) for piece in drawn.pieces]
    first, skipped = 0, 0
    while first < len(widths) and skipped < shift:
        skipped += widths[first]
        first += 1
    room = sheet.width - (cell_len(mark) if first else 0)
    last = first
    taken = 0
    while last < len(widths) and taken + widths[last] <= room:
        taken += widths[last]
        last += 1
    if last < len(widths):
        while last > first and taken + cell_len(mark) > room:
            last -= 1
            taken -= widths[last]
    head, tail = ([mark] if first else []), ([mark] if last < len(widths) else [])
    starts = [*drawn.starts[max(0, first - 1) : last], *drawn.starts[last : last + 1]]
    return Drawn((*head, *drawn.pieces[first:last], *tail), (*starts, *([drawn.starts[-1]] if tail else [])))


def _underline(drawn: Drawn, marked: Span | None) -> tuple[int, int]:
    """The blank and the underlined cells below a line."""
    if marked is None:
        return 0, 0
    first = drawn.index(marked.start)
    last = drawn.index(marked.end)
    if last < len(drawn.pieces) and drawn.starts[last] < marked.end:
        last += 1  # the end lies inside a piece, such as a cover
    return drawn.cells(0, first), max(1, drawn.cells(first, last))
