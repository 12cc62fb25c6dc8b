r"""Patterns of gitignore(5) as regular expressions over the bytes of a path, without costly backtracking.

Every `*` but the last of a segment, and every `**` but the last, takes the first place that fits and keeps it (an atomic
group): what follows the next wildcard fits behind a later place only if it fits behind the first. A pattern with many
wildcards thus costs no more than their number times the path's length.
"""

import re

_SPECIAL = re.compile(rb"[*?\[\\]")
_STARS = re.compile(rb"\*+")
_SLASH = 0x2F
_CLASSES = {
    b"alnum": rb"[0-9A-Za-z]", b"alpha": rb"[A-Za-z]", b"blank": rb"[ \t]", b"cntrl": rb"[\x00-\x1f\x7f]",
    b"digit": rb"[0-9]", b"graph": rb"[!-~]", b"lower": rb"[a-z]", b"print": rb"[ -~]",
    b"punct": rb"[!-/:-@\[-`{-~]", b"space": rb"[ \t-\r]", b"upper": rb"[A-Z]", b"xdigit": rb"[0-9A-Fa-f]",
}  # fmt: skip
_FOLDERS = b"(?:[^/]*/)*"
_FOLDER_OR_MORE = b"(?:[^/]*/)+"


class InvalidPatternError(ValueError):
    """A pattern that git reads and that matches nothing: an open bracket, a backslash at the end."""


def path_pattern(pattern: bytes) -> re.Pattern[bytes]:
    """What matches a whole path as git matches a pattern with a slash in it (wildmatch with WM_PATHNAME).

    The pattern comes without the slashes around it. Raises InvalidPatternError.
    """
    # Git compares the part before the first wildcard by itself; `**` behind it counts as the start of a pattern.
    special = _SPECIAL.search(pattern)
    plain = special.start() if special else len(pattern)
    *runs, (gap, last) = _runs(pattern, plain)
    passed = b"".join(b"(?>" + (before and before + b"?") + run + b")" for before, run in runs)
    return re.compile(re.escape(pattern[:plain]) + passed + gap + last, re.DOTALL)


def name_pattern(pattern: bytes) -> re.Pattern[bytes]:
    """What matches a whole file or folder name as git matches a pattern without a slash. Raises InvalidPatternError."""
    return re.compile(_segment(pattern), re.DOTALL)


def _runs(pattern: bytes, start: int) -> list[tuple[bytes, bytes]]:
    """What stands between the `**` that cross folders, from `start` on, each with what stands for the `**` before it."""
    runs: list[tuple[bytes, bytes]] = []
    gap = run = b""
    at = begin = start
    while at < len(pattern):
        stars = _STARS.match(pattern, at)
        if stars and _crosses(pattern, start, stars):
            runs.append((gap, run + _segment(pattern[begin:at])))
            if stars.end() == len(pattern):
                return [*runs, (b"", b".*")]
            # Git lets `**/` stand for no folder at all, but not `**\/`.
            escaped = pattern[stars.end()] != _SLASH
            gap, run = (_FOLDER_OR_MORE if escaped else _FOLDERS), b""
            at = begin = stars.end() + 1 + escaped
        elif pattern[at] == _SLASH:
            run += _segment(pattern[begin:at]) + b"/"
            at = begin = at + 1
        else:
            at = _item_end(pattern, at)
    return [*runs, (gap, run + _segment(pattern[begin:]))]


def _crosses(pattern: bytes, start: int, stars: re.Match[bytes]) -> bool:
    """Whether stars stand for any number of folders: two or more, alone between slashes or ends."""
    before = stars.start() == start or pattern[stars.start() - 1] == _SLASH
    behind = pattern[stars.end() : stars.end() + 2]
    return len(stars[0]) > 1 and before and (behind in {b"", b"\\/"} or behind[:1] == b"/")


def _segment(pattern: bytes) -> bytes:
    """The regular expression of a piece of pattern in which no wildcard crosses a slash."""
    chunks = [b""]
    at = 0
    while at < len(pattern):
        if stars := _STARS.match(pattern, at):
            chunks.append(b"")
            at = stars.end()
            continue
        end = _item_end(pattern, at)
        chunks[-1] += _item(pattern[at:end])
        at = end
    first, *rest = chunks
    if not rest:
        return first
    return first + b"".join(b"(?>[^/]*?" + chunk + b")" for chunk in rest[:-1]) + b"[^/]*" + rest[-1]


def _item_end(pattern: bytes, at: int) -> int:
    """Where the character, escaped character, bracket or row of stars at an offset ends."""
    if pattern[at : at + 1] == b"\\":
        if at + 1 == len(pattern):
            raise InvalidPatternError
        return at + 2
    return _bracket(pattern, at)[1] if pattern[at : at + 1] == b"[" else at + 1


def _item(item: bytes) -> bytes:
    if item == b"?":
        return b"[^/]"
    if item[:1] == b"[" and len(item) > 1:
        return _charset(_bracket(item, 0)[0])
    return re.escape(item[-1:])


def _charset(members: set[int]) -> bytes:
    """A regular expression for one of these bytes, never a slash."""
    inside = b"".join(b"\\x%02x" % byte for byte in sorted(members - {_SLASH}))
    return b"[" + inside + b"]" if inside else rb"(?!)"


def _bracket(pattern: bytes, at: int) -> tuple[set[int], int]:
    """The bytes that a bracket expression stands for, and where it ends; read as git's wildmatch.c reads it."""
    at += 1
    negated = pattern[at : at + 1] in {b"!", b"^"}
    at += negated
    members: set[int] = set()
    previous: int | None = None
    first = True
    while first or pattern[at : at + 1] != b"]":
        first = False
        rest = pattern[at:]
        if named := re.match(rb"\[:([^\]]*):\]", rest):
            members |= _named(named[1])
            previous, at = None, at + named.end()
        elif previous is not None and rest[:1] == b"-" and rest[1:2] not in {b"", b"]"}:
            last, at = _member(pattern, at + 1)
            members |= set(range(previous, last + 1))
            previous = None
        else:
            previous, at = _member(pattern, at)
            members.add(previous)
    return (set(range(256)) - members if negated else members), at + 1


def _named(name: bytes) -> set[int]:
    """The bytes of a class such as `[:alpha:]`."""
    if name not in _CLASSES:
        raise InvalidPatternError
    return {byte for byte in range(256) if re.match(_CLASSES[name], bytes([byte]))}


def _member(pattern: bytes, at: int) -> tuple[int, int]:
    """One byte of a bracket, perhaps escaped, and where it ends."""
    at += pattern[at : at + 1] == b"\\"
    if at >= len(pattern):
        raise InvalidPatternError
    return pattern[at], at + 1
