"""Reading and extending .env files as dotenv 16 reads them. Knows nothing of variables that other tools expand in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from nodeward.text.codec import decode, encode
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.span import Span

_BOM = b"\xef\xbb\xbf"
_QUOTES = b"'\"`"
_LINE_END = re.compile(rb"\r\n?|\n")
_HEAD = re.compile(rb"(?P<export>export\s+)?(?P<name>[\w.-]++)(?:\s*+=|:(?:\r\n|\s))")
_BLANK = re.compile(rb"\s*+")
_BARE = re.compile(rb"[^#\r\n]*+")
_REST = re.compile(rb"[^\S\r\n]*+(?:#[^\r\n]*+)?+(?=[\r\n]|\Z)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NEEDS_NO_QUOTES = re.compile(r"(?:[\w./:@%+,=^-][\w./:@%+,=^~-]*)?", re.ASCII)
_MEANS_MORE_IN_DOUBLE_QUOTES = re.compile(r"[\"\\$`]")

_EXAMPLE_WORDS = frozenset({"example", "sample", "template", "dist", "defaults", "vault"})
_NOT_ENV = frozenset({
    "js", "mjs", "cjs", "ts", "mts", "cts", "json", "yml", "yaml", "toml", "md", "txt", "sh", "ps1", "py", "rb", "php",
    "swp", "gpg", "enc", "asc", "age",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable of a .env file. `written` covers the value with its quotes, `inner` without them."""

    name: str
    value: str
    key: Span
    written: Span
    inner: Span
    exported: bool


class Obstacle(StrEnum):
    """Why a variable is not added."""

    PRESENT = "it is there with this value"
    CONFLICT = "the name is there with another value"
    UNWRITABLE = "no quoting brings this name and value back"


def is_env_file(name: str) -> bool:
    """Whether a file of this name holds environment variables: `.env` and `.env.*`, examples included."""
    words = name.lower().split(".")
    return words[:2] == ["", "env"] and words[-1] not in _NOT_ENV


def is_example(name: str) -> bool:
    """Whether an env file is one to be shared: a template without values, or an encrypted vault."""
    return is_env_file(name) and bool(_EXAMPLE_WORDS & set(name.lower().split(".")))


def read_env(text: bytes) -> tuple[Entry, ...]:
    """The variables of a .env file in the order in which they stand; of two with one name the later counts."""
    return tuple(_entries(text))


def with_entry(text: bytes | None, name: str, value: str) -> Edit | Obstacle:
    """The edit that appends `NAME=value`, or why there is none. None for a file that does not exist yet.

    The file's line endings are kept, a missing final one is added, and quotes are written only where they are needed.
    What was there reads the same afterwards. A name that is there is never given another value.
    """
    before = text or b""
    entries = read_env(before)
    same = [entry for entry in entries if entry.name == name]
    if same:
        return Obstacle.PRESENT if same[-1].value == value else Obstacle.CONFLICT
    if not _NAME.fullmatch(name):
        return Obstacle.UNWRITABLE
    found = _LINE_END.search(before)
    line_end = found[0] if found else b"\n"
    start = b"" if not before or before == _BOM or before.endswith((b"\n", b"\r")) else line_end
    prefix = "export " if entries and all(entry.exported for entry in entries) else ""
    expected = [*_pairs(before), (name, value)]
    for written in _writings(value):
        line = encode(f"{prefix}{name}={written}").replace(b"\n", line_end)
        edit = Edit(Span(len(before), len(before)), start + line + line_end)
        if _pairs(apply_edit(before, edit)) == expected:
            return edit
    return Obstacle.UNWRITABLE


def _pairs(text: bytes) -> list[tuple[str, str]]:
    return [(entry.name, entry.value) for entry in _entries(text)]


def _writings(value: str) -> Iterator[str]:
    """Ways to write a value, the plainest first; whoever asks checks which of them comes back as it was."""
    if _NEEDS_NO_QUOTES.fullmatch(value):
        yield value
    escaped = value.replace("\n", "\\n").replace("\r", "\\r")
    if not _MEANS_MORE_IN_DOUBLE_QUOTES.search(value):
        yield f'"{escaped}"'
    for quote in "'\"`":
        if quote not in value:
            yield quote + (escaped if quote == '"' else value) + quote
            yield quote + value + quote
    yield value


def _entries(text: bytes) -> Iterator[Entry]:
    at = _past_blanks(text, len(_BOM) if text.startswith(_BOM) else 0)
    while at < len(text):
        head = _HEAD.match(text, at)
        if head:
            written = _quoted(text, head.end()) or _bare(text, head.end())
            yield _entry(text, head, written)
            at = written.end
        line_end = _LINE_END.search(text, at)
        at = _past_blanks(text, line_end.end()) if line_end else len(text)


def _past_blanks(text: bytes, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _quoted(text: bytes, at: int) -> Span | None:
    r"""A value in quotes, perhaps over several lines, with nothing but a comment behind it.

    It ends at the first quote without a backslash; where more text follows that one, at the last before it that fits.
    """
    start = _past_blanks(text, at)
    quote = text[start : start + 1]
    if not quote or quote not in _QUOTES:
        return None
    ends: list[int] = []
    end = text.find(quote, start + 1)
    while end >= 0:
        ends.append(end + 1)
        if text[end - 1 : end] != b"\\":
            break
        end = text.find(quote, end + 1)
    return next((Span(start, stop) for stop in reversed(ends) if _REST.match(text, stop)), None)


def _bare(text: bytes, at: int) -> Span:
    """A value without quotes: up to a `#` or the line's end, without the blanks around it."""
    match = _BARE.match(text, at)
    raw = match[0] if match else b""
    body = raw.strip()
    start = at + (raw.find(body) if body else 0)
    return Span(start, start + len(body))


def _entry(text: bytes, head: re.Match[bytes], written: Span) -> Entry:
    raw = text[written.start : written.end]
    enclosed = len(raw) > 1 and raw[:1] == raw[-1:] and raw[:1] in _QUOTES
    inner = Span(written.start + enclosed, written.end - enclosed)
    value = decode(text[inner.start : inner.end]).replace("\r\n", "\n").replace("\r", "\n")
    if raw[:1] == b'"':
        value = value.replace("\\n", "\n").replace("\\r", "\r")
    return Entry(decode(head["name"]), value, Span(*head.span("name")), written, inner, bool(head["export"]))
