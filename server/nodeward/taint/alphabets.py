"""Which characters a text can hold after a regular expression has judged or cleaned it, and which ones a sink minds.

Only what is certain counts: an expression of another form lets everything through.
"""

import re
import string

from nodeward.taint.spec import Kind

_ALL = frozenset(map(chr, range(128))) | {"\x80"}  # the last one stands for everything that is not ASCII
_WORD = frozenset(string.ascii_letters + string.digits + "_")
_DIGITS = frozenset(string.digits)
_SPACE = frozenset(" \t\n\r\f\v") | {"\x80"}
_ESCAPES = {"w": _WORD, "W": _ALL - _WORD, "d": _DIGITS, "D": _ALL - _DIGITS, "s": _SPACE, "S": _ALL - _SPACE}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_QUANTIFIER = re.compile(r"[*+?]\??|\{\d*,?\d*\}\??")
_GROUP = re.compile(r"\((?:\?:|\?<[A-Za-z_]\w*>)?(?!\?)")
_RANGE = re.compile(r"(?:\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[^xu])|[^\\\]])")
# Lets only links begin as the program wrote: `/^https?:/`, `/^\//`.
_SCHEME = re.compile(r"\^(?:\((?:\?:)?)?(?:https?|mailto|tel|ftp|\\?/|#)", re.IGNORECASE)

# What ends the text that the program wrote and begins something else. POSIX shell 2.2 (quoting) with option letters apart;
# HTML 13.2.5 (tokenization); RFC 3986 3 and 3.2; ECMA-262 12 for code.
MINDED: dict[Kind, frozenset[str]] = {
    Kind.SHELL: frozenset(" \t\n\r;&|<>$`\"'\\(){}[]*?~!#^%\0"),
    Kind.ARGUMENT: frozenset("-"),
    Kind.CODE: _ALL - _WORD - frozenset(" -"),
    Kind.MODULE: frozenset("/\\.:"),
    Kind.SQL: frozenset("'\"`\\;-/*#()= \t\n\r\0"),
    Kind.LDAP: frozenset('*()\\\0,=+<>#;"&|!'),
    Kind.XPATH: frozenset("'\"[]()/@=|"),
    Kind.TEMPLATE: _ALL - _WORD - frozenset(" -.,"),
    Kind.HTML: frozenset("<>\"'&"),
    Kind.URL: frozenset(":/\\@?#."),
    Kind.REDIRECT: frozenset(":/\\@"),
    Kind.PATH: frozenset("/\\"),
    Kind.LINK: frozenset(":"),
    Kind.HEADER: frozenset("\r\n"),
    Kind.LOG: frozenset("\r\n"),
    Kind.REGEX: frozenset("\\^$*+?.()|{}[]"),
}


def harmless(allowed: frozenset[str], kind: Kind) -> bool:
    """Whether a text of these characters alone can do nothing at a sink of this kind."""
    minded = MINDED.get(kind)
    return minded is not None and not allowed & minded


def lets_harmless_text(pattern: str, flags: str, kind: Kind) -> bool:
    """Whether every text that an expression matches can do nothing at a sink of this kind."""
    if kind is Kind.LINK and _SCHEME.match(pattern) and "m" not in flags:
        return True
    return harmless(allowed_by(pattern, flags), kind)


def allowed_by(pattern: str, flags: str) -> frozenset[str]:
    """The characters of a text that an expression matches as a whole; all where it is not anchored at both ends."""
    if "m" in flags or not pattern.startswith("^") or not pattern.endswith("$") or pattern.endswith("\\$"):
        return _ALL
    found = _characters(pattern[1:-1])
    return _ALL if found is None else found


def left_by(pattern: str, flags: str) -> frozenset[str]:
    """The characters that are left where every match of an expression is taken out of a text."""
    inner = _QUANTIFIER.sub("", pattern[-3:]) if pattern else ""
    core = pattern[:-3] + inner if len(pattern) > 3 else pattern
    parts = _alternatives(core)
    if "g" not in flags or parts is None:
        return _ALL
    return _ALL - frozenset().union(*parts)


def _alternatives(pattern: str) -> list[frozenset[str]] | None:
    """The classes of an expression whose every alternative is one character."""
    found, at = [], 0
    while at < len(pattern):
        item = _item(pattern, at)
        if item is None:
            return None
        characters, at = item
        found.append(characters)
        if at < len(pattern):
            if pattern[at] != "|":
                return None
            at += 1
    return found


def _characters(pattern: str) -> frozenset[str] | None:
    """Every character that a concatenation of classes, groups and quantifiers can match."""
    found: frozenset[str] = frozenset()
    at, depth = 0, 0
    while at < len(pattern):
        group = _GROUP.match(pattern, at)
        quantifier = _QUANTIFIER.match(pattern, at)
        if group is not None or pattern[at] == ")":
            depth += 1 if group is not None else -1
            at = group.end() if group is not None else at + 1
        elif pattern[at] == "|":
            if depth == 0:
                return None  # `^a|b$` is anchored at one end only
            at += 1
        elif quantifier is not None:
            at = quantifier.end()
        else:
            item = _item(pattern, at)
            if item is None:
                return None
            found, at = found | item[0], item[1]
    return found


def _item(pattern: str, at: int) -> tuple[frozenset[str], int] | None:
    """One character or class, and where it ends."""
    sign = pattern[at]
    if sign == "[":
        return _class(pattern, at + 1)
    if sign == "\\":
        token = _RANGE.match(pattern, at)
        return (
            (_escaped(token.group()), token.end())
            if token is not None and token.group()[1] not in "bB"
            else None
        )
    if sign == ".":
        return _ALL - frozenset("\n\r"), at + 1
    return None if sign in "()^$*+?{}" else (_one(sign), at + 1)


def _class(pattern: str, at: int) -> tuple[frozenset[str], int] | None:
    negated = pattern[at : at + 1] == "^"
    at += negated
    found: frozenset[str] = frozenset()
    while at < len(pattern) and pattern[at] != "]":
        token = _RANGE.match(pattern, at)
        if token is None:
            return None
        first, at = _escaped(token.group()), token.end()
        upper = (
            _RANGE.match(pattern, at + 1)
            if pattern[at : at + 1] == "-" and pattern[at + 1 : at + 2] != "]"
            else None
        )
        if upper is not None and len(first) == 1:
            low, high = min(first), max(_escaped(upper.group()))
            found |= frozenset(char for char in _ALL if low <= char <= high)
            at = upper.end()
        else:
            found |= first
    return (_ALL - found if negated else found, at + 1) if at < len(pattern) else None


def _escaped(token: str) -> frozenset[str]:
    if token[0] != "\\":
        return _one(token)
    if token[1] in "xu" and len(token) > 2:
        return _one(bytes.fromhex(token[2:].zfill(4)).decode("utf-16-be", "replace"))
    if token[1] in _ESCAPES:
        return _ESCAPES[token[1]]
    return _one(_CONTROLS.get(token[1], token[1]))


def _one(char: str) -> frozenset[str]:
    return frozenset({char if ord(char) < 128 else "\x80"})
