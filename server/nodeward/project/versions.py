"""Versions and version ranges as npm writes them (node-semver). Knows no package and no file.

A range becomes a union of stretches of versions, so that two ranges can be compared without a list of releases.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

Numbers = tuple[int, int, int]
_Order = tuple[Numbers, bool, tuple[tuple[int, int, str], ...]]

_NUMBER = r"(?:\d{1,16}|[xX*])"
_PRE = r"(?:-(?P<pre>[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
_PARTIAL = re.compile(
    rf"(?P<op>[~^]|[<>]=?|=|~>)?\s*[v=]*\s*(?P<major>{_NUMBER})(?:\.(?P<minor>{_NUMBER})(?:\.(?P<patch>{_NUMBER}){_PRE})?)?"
)
_EXACT = re.compile(rf"[v=\s]*(\d{{1,16}})\.(\d{{1,16}})\.(\d{{1,16}}){_PRE}\s*")
_SPACE_AFTER_OPERATOR = re.compile(r"(~>|[~^]|[<>]=?|=)\s+")
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_NOT_FROM_REGISTRY = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)|[~.]{0,2}/|[^@/\s]+/[^/\s]+|[^\s]+@[^\s]+:|.*\.(?:tgz|tar\.gz|tar)$",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"(?:npm|jsr):(?:(?:@[^/@\s]+/)?[^@/\s]+@)?(?P<range>[^@/]*)$")
_ALIAS_WITHOUT_RANGE = re.compile(r"(?:npm|jsr):(?:@[^/@\s]+/)?[A-Za-z_][^@/\s]*$")


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its three numbers and the identifiers behind `-` (SemVer 2.0.0, section 9)."""

    numbers: Numbers
    prerelease: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bound:
    """An end of a stretch; `inside` says whether the version itself belongs to it."""

    version: Version
    inside: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """All versions from `low` to `high`; no `high` means without end. `named` are the versions written out."""

    low: _Bound
    high: _Bound | None
    named: tuple[Version, ...] = ()


def parse_version(text: str) -> Version | None:
    """The version that a text says exactly (`1.2.3-beta.1`, a leading `v` allowed), or None."""
    match = _EXACT.fullmatch(text)
    if match is None:
        return None
    major, minor, patch, pre = match.groups()
    return Version((int(major), int(minor), int(patch)), tuple(pre.split(".")) if pre else ())


def satisfies(version: str, wanted: str) -> bool:
    """Whether a version lies in a range; False where either cannot be read.

    A pre-release lies only in a range that names a pre-release of the same three numbers, as in npm.
    """
    exact, stretches = parse_version(version), _stretches(wanted)
    if exact is None or stretches is None:
        return False
    return any(_holds(stretch, exact) for stretch in stretches)


def could_satisfy(declared: str, wanted: str) -> bool | None:
    """What a declared range says about a wanted one.

    True: every release that `declared` allows is in `wanted`. False: none is. None: some are and some are not,
    or it cannot be known (a tag, a URL, a workspace). An `npm:` alias is judged by its own range.
    """
    text = _registry_range(declared)
    have, want = (None if text is None else _stretches(text)), _stretches(wanted)
    have = have and tuple(stretch for stretch in have if not _is_empty(stretch))
    if not have or want is None:
        return None
    if not any(_meet(mine, theirs) for mine in have for theirs in want):
        return False
    return True if all(_is_covered(mine, want) for mine in have) else None


def open_ended(declared: str) -> bool:
    """Whether a declared range lets in releases that nobody has looked at.

    True for `*`, `x`, the empty text, a tag (`latest`) and a range without an upper bound.
    False for caret, tilde and exact ranges and the unions of such (`^7 || ^8`), and for everything that does not
    come from the registry by a range (file:, link:, workspace:, catalog:, git and http addresses, `user/repo`).
    """
    text = _registry_range(declared)
    if text is None:
        return False
    stretches = _stretches(text)
    if stretches is None:
        return _TAG.fullmatch(text) is not None
    return any(stretch.high is None for stretch in stretches)


def _registry_range(declared: str) -> str | None:
    """The range that the registry is asked for; None where the registry is not asked."""
    text = declared.strip()
    if _ALIAS_WITHOUT_RANGE.match(text):
        return ""
    if alias := _ALIAS.match(text):
        return alias["range"].strip()
    return None if _NOT_FROM_REGISTRY.match(text) else text


@lru_cache(maxsize=1024)  # a memory of a pure function: projects declare the same few ranges again and again
def _stretches(text: str) -> tuple[_Stretch, ...] | None:
    """The stretches of a range, in the order of its `||`; None where the text is no range."""
    found = [_alternative(part.strip()) for part in text.split("||")]
    return None if None in found else tuple(stretch for stretch in found if stretch is not None)


def _alternative(text: str) -> _Stretch | None:
    low, hyphen, high = text.partition(" - ")
    if hyphen:
        return _hyphen(low.strip(), high.strip())
    stretch = _ANY
    for word in _SPACE_AFTER_OPERATOR.sub(r"\1", text).split():
        match = _PARTIAL.fullmatch(word)
        if match is None:
            return None
        stretch = _narrowed(stretch, _comparator(match))
    return stretch


def _hyphen(low: str, high: str) -> _Stretch | None:
    first, last = _PARTIAL.fullmatch(low), _PARTIAL.fullmatch(high)
    if first is None or last is None or first["op"] or last["op"]:
        return None
    start, end = _span_of(first), _span_of(last)
    return _Stretch(start.low, end.high, start.named + end.named)


def _comparator(match: re.Match[str]) -> _Stretch:
    """The stretch of one word of a range."""
    span = _span_of(match)
    match match["op"]:
        case "^":
            return _Stretch(span.low, _caret_end(match), span.named)
        case "~" | "~>":
            return _Stretch(span.low, _tilde_end(match), span.named)
        case ">=":
            return _Stretch(span.low, None, span.named)
        case ">":
            return _above(span)
        case "<":
            return _Stretch(_ANY.low, _Bound(span.low.version, inside=False), span.named)
        case "<=":
            return _Stretch(_ANY.low, span.high, span.named)
        case _:
            return span


def _above(span: _Stretch) -> _Stretch:
    """What lies above a version or, for a partial one such as `>1.2`, above all that it stands for."""
    if span.high is None:
        return _NOTHING
    return _Stretch(_Bound(span.high.version, inside=not span.high.inside), None, span.named)


def _span_of(match: re.Match[str]) -> _Stretch:
    """All versions that a full or partial version stands for: `1.2` for every 1.2.x."""
    numbers = _numbers(match)
    pre = tuple(match["pre"].split(".")) if match["pre"] else ()
    if len(numbers) == 3:
        version = Version((numbers[0], numbers[1], numbers[2]), pre)
        bound = _Bound(version, inside=True)
        return _Stretch(bound, bound, (version,))
    return _Stretch(_Bound(_padded(numbers), inside=True), _after(numbers))


def _numbers(match: re.Match[str]) -> list[int]:
    """The numbers that are given, up to the first wildcard."""
    numbers: list[int] = []
    for part in (match["major"], match["minor"], match["patch"]):
        if part is None or not part.isdigit():
            break
        numbers.append(int(part))
    return numbers


def _padded(numbers: list[int]) -> Version:
    major, minor, patch = [*numbers, 0, 0, 0][:3]
    return Version((major, minor, patch))


def _after(numbers: list[int]) -> _Bound | None:
    """The end of all versions that begin with these numbers; none where no number is given."""
    return _Bound(_padded([*numbers[:-1], numbers[-1] + 1]), inside=False) if numbers else None


def _caret_end(match: re.Match[str]) -> _Bound | None:
    """The end of a caret range: the leftmost number that is not zero stays."""
    numbers = _numbers(match)
    kept = next((i for i, number in enumerate(numbers) if number), len(numbers) - 1)
    return _after(numbers[: kept + 1])


def _tilde_end(match: re.Match[str]) -> _Bound | None:
    """The end of a tilde range: major and, where it is given, minor stay."""
    return _after(_numbers(match)[:2])


def _narrowed(one: _Stretch, other: _Stretch) -> _Stretch:
    """The versions that lie in both."""
    low = max(one.low, other.low, key=_low_key)
    ends = [end for end in (one.high, other.high) if end is not None]
    return _Stretch(low, min(ends, key=_high_key) if ends else None, one.named + other.named)


def _holds(stretch: _Stretch, version: Version) -> bool:
    point = _Bound(version, inside=True)
    if _low_key(point) < _low_key(stretch.low):
        return False
    if stretch.high is not None and _high_key(point) > _high_key(stretch.high):
        return False
    return not version.prerelease or any(
        named.prerelease and named.numbers == version.numbers for named in stretch.named
    )


def _is_empty(stretch: _Stretch) -> bool:
    if stretch.high is None:
        return False
    low, high = _order(stretch.low.version), _order(stretch.high.version)
    return low > high or (low == high and not (stretch.low.inside and stretch.high.inside))


def _meet(one: _Stretch, other: _Stretch) -> bool:
    return not _is_empty(_narrowed(one, other))


def _is_covered(stretch: _Stretch, by: tuple[_Stretch, ...]) -> bool:
    """Whether one of the stretches holds all of this one; two that only do so together are not tried."""
    return any(
        _low_key(other.low) <= _low_key(stretch.low)
        and (
            other.high is None
            or (stretch.high is not None and _high_key(stretch.high) <= _high_key(other.high))
        )
        for other in by
    )


def _low_key(bound: _Bound) -> tuple[_Order, bool]:
    return (_order(bound.version), not bound.inside)


def _high_key(bound: _Bound) -> tuple[_Order, bool]:
    return (_order(bound.version), bound.inside)


def _order(version: Version) -> _Order:
    """A key that sorts as SemVer 2.0.0 section 11 says: a release after its pre-releases, numbers before words."""
    identifiers = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in version.prerelease)
    return (version.numbers, not version.prerelease, identifiers)


_ANY = _Stretch(_Bound(Version((0, 0, 0)), inside=True), None)
_NOTHING = _Stretch(_Bound(Version((0, 0, 0)), inside=False), _Bound(Version((0, 0, 0)), inside=False))
