r"""Where the words of a source text stand, kept so that a key costs what it touched. Knows no grammar.

A word is what could be an identifier of JavaScript (ECMA-262, IdentifierName), in code, comments and strings alike.
`#private` counts without its `#`; a name written with `\u` escapes is not seen.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from nodeward.text.codec import decode, encode
from nodeward.text.edits import Edit

_PIECE = 8192  # bytes, at least; small enough to read again at every key, big enough to keep pieces few
_WORD = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")
# What JavaScript takes for blank outside ASCII (ECMA-262, WhiteSpace and LineTerminator), as UTF-8.
_BLANKS = re.compile(
    rb"\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80|\xef\xbb\xbf"
)


@dataclass(frozen=True, eq=False)
class _Piece:
    """A stretch of whole lines. What is in it is read when first asked: which words, and then where."""

    text: bytes

    @cached_property
    def words(self) -> Mapping[str, None]:
        """The words, each once, in order; not those whose bytes are no UTF-8, which are no names."""
        spelled = dict.fromkeys(_WORD.findall(self.text))
        if self.text.isascii():
            return dict.fromkeys(map(bytes.decode, spelled))
        found = ((decode(word), word) for word in spelled)
        return dict.fromkeys(name for name, word in found if encode(name) == word)

    @cached_property
    def places(self) -> Mapping[bytes, list[int]]:
        """Word to where it starts, counted from the start of the piece."""
        found: defaultdict[bytes, list[int]] = defaultdict(list)
        for match in _WORD.finditer(self.text):
            found[match[0]].append(match.start())
        return dict(found)


class Words(Mapping[str, tuple[int, ...]]):
    """Word to the byte offsets where it starts, in order. Never changes; an edit makes a new one.

    The text is cut after line feeds into pieces. A new text shares the pieces that the edit did not touch.
    """

    __slots__ = ("_known", "_pieces", "_starts")

    def __init__(self, starts: tuple[int, ...] = (), pieces: tuple[_Piece, ...] = ()) -> None:
        self._starts = starts
        self._pieces = pieces
        self._known: Mapping[str, None] | None = None  # every word, put together when first asked

    @classmethod
    def of(cls, text: bytes) -> "Words":
        """The words of a text."""
        starts = tuple(_cuts(text, 0, len(text)))
        return cls(starts, _pieces(text, starts, len(text)))

    def splice(self, text_after: bytes, edit: Edit) -> "Words":
        """The words of `text_after`, which is what `edit` left of the text of these words."""
        if not self._starts:
            return Words.of(text_after)
        moved = len(edit.new) - (edit.span.end - edit.span.start)
        first = bisect_right(self._starts, edit.span.start) - 1
        after = bisect_right(self._starts, edit.span.end)
        end = self._starts[after] + moved if after < len(self._starts) else len(text_after)
        middle = tuple(_cuts(text_after, self._starts[first], end))
        return Words(
            (*self._starts[:first], *middle, *(start + moved for start in self._starts[after:])),
            (*self._pieces[:first], *_pieces(text_after, middle, end), *self._pieces[after:]),
        )

    def __getitem__(self, word: str) -> tuple[int, ...]:
        if word not in self._all():
            raise KeyError(word)
        key = encode(word)
        return tuple(
            start + place
            for start, piece in zip(self._starts, self._pieces, strict=True)
            if word in piece.words
            for place in piece.places[key]
        )

    def __contains__(self, word: object) -> bool:
        return word in self._all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, None]:
        if self._known is None:
            self._known = dict.fromkeys(chain.from_iterable(piece.words for piece in self._pieces))
        return self._known


def _cuts(text: bytes, start: int, end: int) -> Iterator[int]:
    """Where the pieces of a stretch of the text start."""
    while start < end:
        yield start
        feed = text.find(b"\n", start + _PIECE, end - _PIECE)
        start = feed + 1 if feed >= 0 else end


def _pieces(text: bytes, starts: tuple[int, ...], end: int) -> tuple[_Piece, ...]:
    return tuple(
        _Piece(_plain(text[start:stop])) for start, stop in zip(starts, (*starts[1:], end), strict=False)
    )


def _plain(text: bytes) -> bytes:
    """The text with all blanks in ASCII, each byte where it was."""
    return text if text.isascii() else _BLANKS.sub(lambda blank: b" " * len(blank.group()), text)
