"""One line of source as a terminal shows it: harmless, secrets covered, and where each byte lands in cells.

Knows no colour and no frame.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from nodeward.cli.report.harmless import ELLIPSIS, harmless
from nodeward.cli.report.masks import cover
from nodeward.text.span import Span

TAB = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is shown of a line: pieces of text, and the offset in the file at which each one's source starts.

    `starts` has one entry more than `pieces`: the end of the source.
    """

    pieces: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The whole line as it is shown."""
        return "".join(self.pieces)

    def index(self, offset: int) -> int:
        """The piece that shows the byte at `offset`; past the line's end, one more than the last."""
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self.pieces)))

    def cells(self, first: int, last: int) -> int:
        """How many cells of the terminal the pieces from `first` up to, not including, `last` take."""
        return cell_len("".join(self.pieces[first:last]))


def draw(text: bytes, line: Span, secrets: Sequence[Span], encoding: str) -> Drawn:
    """The line of `text` that `line` spans, for a terminal of this encoding.

    Tabs become blanks up to the next stop; what is invisible or moves the cursor becomes `<U+001B>`; each of
    the `secrets` (sorted and disjoint) becomes its cover.
    """
    pieces: list[str] = []
    starts: list[int] = []
    for start, piece in _pieces(text, line, secrets):
        if piece == "\t":
            pieces.append(" " * (TAB - cell_len("".join(pieces)) % TAB))
        elif start == 0 and piece == "\ufeff":
            pieces.append("")  # a byte order mark is how the file is stored, not what it says
        else:
            pieces.append(harmless(piece, encoding))
        starts.append(start)
    return Drawn(tuple(pieces), (*starts, line.end))


def _pieces(text: bytes, line: Span, secrets: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """The characters of a line and the covers in it, each with the offset where its source starts."""
    at = line.start
    for secret in secrets:
        start, end = max(secret.start, line.start), min(secret.end, line.end)
        if start >= end and not (secret.start < line.start and line.end < secret.end):
            continue
        yield from _characters(text, at, start)
        yield start, cover(text[secret.start : secret.end]) if start == secret.start else ELLIPSIS
        at = end
    yield from _characters(text, at, line.end)


def _characters(text: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    part, handler = text[start:end], "surrogatepass"
    try:
        characters = part.decode("utf-8", handler)
    except UnicodeDecodeError:
        handler = "surrogateescape"  # a byte that is no UTF-8 is one character, as it is for LineIndex
        characters = part.decode("utf-8", handler)
    at = start
    for char in characters:
        yield at, char
        at += len(char.encode("utf-8", handler))
