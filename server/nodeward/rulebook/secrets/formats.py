"""All known formats at once: which of them stand in a text, and where."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nodeward.rulebook.secrets.candidate import Candidate
from nodeward.rulebook.secrets.checks import judge
from nodeward.rulebook.secrets.format import Confidence, FormatFile, Lists, SecretFormat, compiled
from nodeward.rulebook.secrets.scan import keywords_in_runs, keywords_near_runs, places_of, runs
from nodeward.text.span import Span

_NEIGHBOURHOOD = 200


@dataclass(frozen=True, slots=True)
class SecretMatch:
    """A secret in a text: `span` is all that its format describes, `secret_span` what must not be shown; both in bytes.

    `test` is said of a key that only opens a test account.
    """

    format: SecretFormat
    span: Span
    secret_span: Span
    confidence: Confidence
    test: bool = False


@dataclass(frozen=True, slots=True)
class Formats:
    """The known formats, indexed by their keywords. Expressions are compiled when a keyword of theirs is first met."""

    formats: tuple[SecretFormat, ...]
    lists: Lists
    in_runs: Mapping[bytes, tuple[SecretFormat, ...]]
    on_line: Mapping[bytes, tuple[SecretFormat, ...]]
    anywhere: Mapping[bytes, tuple[SecretFormat, ...]]
    without_keyword: tuple[SecretFormat, ...]

    @classmethod
    def of(cls, file: FormatFile) -> "Formats":
        """The formats that the file describes."""
        formats = tuple(file.formats)
        return cls(
            formats,
            file.lists,
            _with_prefixes(_by_keyword(each for each in formats if each.keyword_in == "run")),
            _by_keyword(each for each in formats if each.keyword_in == "line"),
            _by_keyword(each for each in formats if each.keyword_in == "text"),
            tuple(each for each in formats if not each.keywords),
        )

    def find(self, text: str | bytes, *, now: int = 0) -> list[SecretMatch]:
        """The secrets of a text in their order, at most one at a place.

        Spans are offsets into the text's bytes (a `str` counts as UTF-8). `now`, in seconds since 1970, drops the tokens that
        had ended by then. What a format's own check rejects is not taken for a vaguer format either.
        """
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        lower = data.lower()
        real: list[SecretMatch] = []
        unreal: list[Span] = []
        for format_, match in self._matches(data, lower):
            judged = self._judged(format_, match, lower, now)
            if judged is None:
                unreal.append(_secret_span(match))
            else:
                real.append(judged)
        return _one_a_place(real, unreal)

    def claims(self, value: str) -> bool:
        """Whether a whole value is shaped like a token of a known format, be it real, a sample or forged.

        A vaguer rule leaves such a value alone: what can be known of it, its own format knows.
        """
        data = value.encode("utf-8", "surrogatepass")
        return any(
            match.span() == (0, len(data))
            for format_, match in self._matches(data, data.lower())
            if format_.kind in {"token", "signed-token"} and format_.keyword_in == "run"
        )

    def _matches(self, data: bytes, lower: bytes) -> Iterator[tuple[SecretFormat, re.Match[bytes]]]:
        seen: set[tuple[str, int]] = set()
        for format_, match in self._shaped(data, lower):
            place = format_.id, match.start()
            if place not in seen and _in_its_place(format_, match, lower):
                seen.add(place)
                yield format_, match

    def _shaped(self, data: bytes, lower: bytes) -> Iterator[tuple[SecretFormat, re.Match[bytes]]]:
        found = runs(data)
        for keyword, at in keywords_in_runs(found, tuple(self.in_runs)):
            yield from _around(data, (at,), self.in_runs[keyword])
        for keyword in keywords_near_runs(lower, found, self.on_line):
            yield from _around(data, places_of(lower, keyword), self.on_line[keyword])
        for keyword, formats in self.anywhere.items():
            yield from _around(data, places_of(lower, keyword), formats)
        for format_ in self.without_keyword:
            if not _says(lower, format_.file):
                continue
            spans = ((start, start + len(run)) for run, starts in found.items() for start in starts)
            pattern = compiled(format_.pattern, format_.edges)
            yield from ((format_, match) for span in spans for match in pattern.finditer(data, *span))

    def _judged(
        self, format_: SecretFormat, match: re.Match[bytes], lower: bytes, now: int
    ) -> SecretMatch | None:
        secret = _secret_span(match)
        groups = {name: _text(value) for name, value in match.groupdict(b"").items()}
        candidate = Candidate(
            format_, _text(match[0]), groups.get("secret", _text(match[0])), groups, self.lists, now
        )
        confidence = judge(candidate)
        if confidence is None:
            return None
        if format_.sure_near and _says(_neighbourhood(match, lower), format_.sure_near):
            confidence = Confidence.HIGH
        test = any(mark in candidate.whole for mark in format_.test)
        if test and confidence is Confidence.HIGH:
            confidence = Confidence.MEDIUM
        return SecretMatch(format_, Span(*match.span()), secret, confidence, test)


def _around(
    data: bytes, places: Iterable[int], formats: Iterable[SecretFormat]
) -> Iterator[tuple[SecretFormat, re.Match[bytes]]]:
    ascending = tuple(places)
    return ((format_, match) for format_ in formats for match in _covering(data, ascending, format_))


def _covering(data: bytes, places: tuple[int, ...], format_: SecretFormat) -> Iterator[re.Match[bytes]]:
    """The matches that cover one of these places of a keyword, which ascend; no start is tried twice."""
    pattern = compiled(format_.pattern, format_.edges)
    tried = 0
    for at in places:
        for start in range(max(tried, at - format_.lead), at + 1):
            tried = start + 1
            match = pattern.match(data, start)
            if match is not None and match.end() > at:
                yield match
                break


def _in_its_place(format_: SecretFormat, match: re.Match[bytes], lower: bytes) -> bool:
    if format_.file and not _says(lower, format_.file):
        return False
    return not format_.near or _says(_neighbourhood(match, lower), format_.near)


def _neighbourhood(match: re.Match[bytes], lower: bytes) -> bytes:
    return lower[max(0, match.start() - _NEIGHBOURHOOD) : match.end() + _NEIGHBOURHOOD]


def _says(lower: bytes, words: tuple[str, ...]) -> bool:
    return any(word.encode() in lower for word in words)


def _secret_span(match: re.Match[bytes]) -> Span:
    return Span(*match.span("secret" if "secret" in match.re.groupindex else 0))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _one_a_place(real: Iterable[SecretMatch], unreal: Iterable[Span]) -> list[SecretMatch]:
    chosen: list[SecretMatch] = []
    taken: list[Span] = []
    disproved = _merged(unreal)
    for match in sorted(real, key=_rank):
        vague = match.format.keyword_in != "run"
        if _free(match.secret_span, taken) and not (vague and not _free(match.secret_span, disproved)):
            insort(taken, match.secret_span)
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.span)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _free(span: Span, taken: list[Span]) -> bool:
    """Whether a span overlaps none of the others, which are sorted and do not overlap each other."""
    after = bisect_left(taken, span.end, key=lambda other: other.start)
    return after == 0 or taken[after - 1].end <= span.start


def _rank(match: SecretMatch) -> tuple[bool, bool, int, int, int]:
    # What a token says by itself comes before what its surroundings say; then the surer, then the longer.
    format_ = match.format
    doubt = list(Confidence).index(match.confidence)
    return (
        format_.keyword_in != "run",
        not format_.near,
        doubt,
        match.span.start - match.span.end,
        match.span.start,
    )


def _by_keyword(formats: Iterable[SecretFormat]) -> dict[bytes, tuple[SecretFormat, ...]]:
    index: dict[bytes, tuple[SecretFormat, ...]] = {}
    for format_ in formats:
        for keyword in format_.keywords:
            index[keyword.encode()] = (*index.get(keyword.encode(), ()), format_)
    return index


def _with_prefixes(index: Mapping[bytes, tuple[SecretFormat, ...]]) -> dict[bytes, tuple[SecretFormat, ...]]:
    """The scan gives the longest keyword at a place; the shorter ones that it begins with are there too."""
    return {
        keyword: tuple(
            format_ for other, formats in index.items() if keyword.startswith(other) for format_ in formats
        )
        for keyword in index
    }
