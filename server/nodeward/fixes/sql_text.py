"""An SQL statement with values put into it, read so far that each value's place is known. Knows no driver.

Only places in which a value can stand are taken: a text in quotes, what is compared or set, an element of a row. Where a name, a
direction or a condition is put in, there is no placeholder for it.
"""

import re
from dataclasses import dataclass, field

from nodeward.rulebook.rule import NoFix
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.values import Site

_STATEMENT = re.compile(r"\s*(?:select|insert|update|delete|replace|with)\b", re.IGNORECASE)
_COMMENT = re.compile(r"--|/\*|#")
# What a text in quotes may stand behind; `interval '1 day'` is one literal of two words.
_TEXT_AFTER = re.compile(
    r"(?:[=<>(,+|]|->>?|\b(?:like|ilike|glob|regexp|rlike|in|between|and|or|not|then|else|when|select|returning))\s*$",
    re.IGNORECASE,
)
_VALUE_AFTER = re.compile(r"(?:[=<>]|\b(?:like|ilike|between|between\s+\S+\s+and))\s*$", re.IGNORECASE)
_ROW = re.compile(r"\bvalues\s*(?:\([^()]*\)\s*,\s*)*\((?:[^()]*,)?\s*$", re.IGNORECASE)
_COUNT_AFTER = re.compile(r"\b(?:limit|offset)\s*$", re.IGNORECASE)
_LIST_AFTER = re.compile(r"\bin\s*\((?:[^()]*,)?\s*$", re.IGNORECASE)
_ENDS_VALUE = re.compile(r"\s|[,);]|::|$")
_ESCAPES = re.compile(r"escape|quote|\bformat\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the driver at hand takes for a text in double quotes, and whether a placeholder may follow LIMIT."""

    double_quoted_text: bool = False
    counts: bool = False
    fragments: bool = False  # a part of a statement is what the call takes
    marks: bool = False  # a question mark is a placeholder wherever it stands


@dataclass(frozen=True, slots=True)
class Given:
    """What a placeholder stands for: a value, or a text with values in it."""

    pieces: tuple[str | Site, ...]


Part = str | Site | Given  # text, a value of the code that stays in it, a placeholder


@dataclass(slots=True)
class _Reader:
    dialect: Dialect
    parts: list[Part] = field(default_factory=list)
    quote: str = ""
    inside: list[str | Site] = field(default_factory=list)
    before: str = ""  # the statement so far, a sign for each value

    def say(self, part: Part) -> None:
        self.parts.append(part)
        self.before += part if isinstance(part, str) else "?"


def read_sql(pieces: tuple[str | Site, ...], dialect: Dialect) -> list[Part] | NoFix:
    """The statement with a placeholder for each value that the code does not fix."""
    first = pieces[0] if pieces else ""
    if not dialect.fragments and not (isinstance(first, str) and _STATEMENT.match(first)):
        return NoFix.NAME_IN_SQL
    reader = _Reader(dialect)
    for i, piece in enumerate(pieces):
        if isinstance(piece, str):
            reason = _text(reader, piece)
        else:
            following = pieces[i + 1] if i + 1 < len(pieces) else ""
            reason = _hole(reader, piece, following if isinstance(following, str) else "?")
        if reason is not None:
            return reason
    return reader.parts if not reader.quote else NoFix.NO_SAFE_EQUIVALENT


def _text(reader: _Reader, text: str) -> NoFix | None:
    at = 0
    while at < len(text):
        sign = text[at]
        if not reader.quote:
            if _COMMENT.match(text, at):
                return NoFix.NO_SAFE_EQUIVALENT
            if sign in "'\"`":
                reader.quote, reader.inside = sign, []
            else:
                reader.say(sign)
        elif sign == reader.quote and text[at + 1 : at + 2] != sign:
            reason = _close(reader)
            if reason is not None:
                return reason
        else:
            doubled = sign == reader.quote
            reader.inside.append(sign * (1 + doubled))
            at += doubled
        at += 1
    return None


def _close(reader: _Reader) -> NoFix | None:
    """A quoted piece ends: it is a value, or a name, or stays as it was."""
    quote, inside, reader.quote = reader.quote, reader.inside, ""
    holes = [piece for piece in inside if isinstance(piece, Site)]
    if all(is_fixed(hole) for hole in holes):
        if "?" in inside and reader.dialect.marks:
            return NoFix.NO_SAFE_EQUIVALENT
        for piece in (quote, *inside, quote):
            reader.say(piece)
        return None
    if quote == "`" or (quote == '"' and not reader.dialect.double_quoted_text):
        return NoFix.NAME_IN_SQL
    texts = [piece for piece in inside if isinstance(piece, str)]
    if any("\\" in text or len(text) > 1 for text in texts) or any(map(_escapes, holes)):
        return NoFix.NO_SAFE_EQUIVALENT
    if not _TEXT_AFTER.search(reader.before) and not (reader.dialect.fragments and not reader.before.strip()):
        return NoFix.NAME_IN_SQL
    reader.say(Given(tuple(_merged(inside))))
    return None


def _hole(reader: _Reader, hole: Site, following: str) -> NoFix | None:
    if reader.quote:
        reader.inside.append(hole)
        return None
    if is_fixed(hole):
        reader.say(hole)
        return None
    if _LIST_AFTER.search(reader.before):
        return NoFix.WORD_BOUNDARY
    value = _VALUE_AFTER.search(reader.before) or _ROW.search(reader.before)
    count = _COUNT_AFTER.search(reader.before)
    if not (value or count) or not _ENDS_VALUE.match(following):
        return NoFix.NAME_IN_SQL
    if (count and not reader.dialect.counts) or _escapes(hole):
        return NoFix.NO_SAFE_EQUIVALENT
    reader.say(Given((hole,)))
    return None


def _escapes(hole: Site) -> bool:
    """Whether a value was made fit for the place already: it must not be made so twice."""
    function = hole.node.child_by_field_name("function")
    return hole.node.type == "sequence_expression" or (
        function is not None and _ESCAPES.search(hole.model.text(function)) is not None
    )


def _merged(pieces: list[str | Site]) -> list[str | Site]:
    found: list[str | Site] = []
    for piece in pieces:
        last = found[-1] if found else None
        if isinstance(piece, str) and isinstance(last, str):
            found[-1] = last + piece
        else:
            found.append(piece)
    return found
