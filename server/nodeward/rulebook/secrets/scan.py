"""Finding where a text could hold a token, fast: most files have none, and every keystroke asks.

A token stands in a long run of certain characters, and such runs are rare: they are found by one translation and a search
for sixteen equal bytes, which costs half a millisecond for 100 kB. Only they are searched for keywords, each different run once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, groupby
from typing import Final

_TOKEN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~:$%")
_MASK: Final = bytes(ord("x") if byte in _TOKEN else ord(" ") for byte in range(256))
# The shortest token has sixteen characters; what is longer than a page is data, not a token.
_SHORTEST: Final = 16
_LONGEST: Final = 8192
_DIGITS: Final = b"0123456789"
# A vendor's name stands this near before the value.
_BEFORE: Final = 80
_RUN: Final = b"x" * _SHORTEST


def runs(text: bytes) -> dict[bytes, list[int]]:
    """The long runs of token characters in a text, each different one with the offsets of its places."""
    found: dict[bytes, list[int]] = {}
    mask = text.translate(_MASK)
    end = 0
    while (start := mask.find(_RUN, end)) >= 0:
        end = mask.find(b" ", start + _SHORTEST)
        end = len(mask) if end < 0 else end
        if end - start <= _LONGEST:
            found.setdefault(text[start:end], []).append(start)
    return found


def keywords_in_runs(
    places: Mapping[bytes, Sequence[int]], keywords: tuple[bytes, ...]
) -> Iterator[tuple[bytes, int]]:
    """Each keyword (in lower case) that begins somewhere in a run, with each offset in the text where it does."""
    if not keywords:
        return
    joined = b"\n".join(places).lower()
    ends = list(accumulate(len(run) + 1 for run in places))
    starts = list(places.values())
    pattern = _trie(keywords)
    at = 0
    while (hit := pattern.search(joined, at)) is not None:
        at = hit.start() + 1
        index = bisect_right(ends, hit.start())
        inside = hit.start() - (ends[index - 1] if index else 0)
        for start in starts[index]:
            yield hit.group(), start + inside


def keywords_near_runs(
    lower: bytes, places: Mapping[bytes, Sequence[int]], keywords: Iterable[bytes]
) -> Iterator[bytes]:
    """Each keyword that stands in or shortly before some long run with a digit in it, as the value of a vendor's name does."""
    valued = (run for run in places if run.translate(None, _DIGITS) != run)
    spans = sorted((start, start + len(run)) for run in valued for start in places[run])
    windows: list[bytes] = []
    last = 0
    for start, end in spans:
        windows.append(lower[max(start - _BEFORE, last) : end])
        last = end
    joined = b"\n".join(windows)
    return (keyword for keyword in keywords if keyword in joined)


def places_of(text: bytes, keyword: bytes) -> Iterator[int]:
    """Every offset of a keyword in a text."""
    at = text.find(keyword)
    while at >= 0:
        yield at
        at = text.find(keyword, at + 1)


@cache
def _trie(keywords: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """An expression for the longest keyword at a place that decides at every byte, not at every keyword."""
    return re.compile(_branches(sorted(keywords)))


def _branches(words: Sequence[bytes]) -> bytes:
    tails = [
        re.escape(first) + _branches([word[1:] for word in group])
        for first, group in (
            (key, list(group)) for key, group in groupby(filter(None, words), lambda word: word[:1])
        )
    ]
    if not tails:
        return b""
    either = b"(?:" + b"|".join(tails) + b")" if len(tails) > 1 or b"" in words else tails[0]
    return either + b"?" if b"" in words else either
