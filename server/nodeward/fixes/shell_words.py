"""A command line cut into words as a POSIX shell cuts it (POSIX.1-2024, Shell Command Language, 2.2, 2.3 and 2.6).

Knows what a shell does to text and nothing of JavaScript: what a program puts into the text is a hole of any type. Whatever
only a shell can do (pipes, redirections, wildcards, variables ...) is refused with its reason, never imitated.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from nodeward.rulebook.rule import NoFix

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Put(Generic[T]):
    """A hole in a word; `quote` is the sign of the quotes around it, in which it can hold one word only, else empty."""

    hole: T
    quote: str = ""


Word = tuple[str | Put[T], ...]

_OPERATORS = {
    "|": NoFix.PIPE_NEEDS_SHELL,
    "&": NoFix.CHAIN_NEEDS_SHELL,
    ";": NoFix.CHAIN_NEEDS_SHELL,
    "(": NoFix.CHAIN_NEEDS_SHELL,
    ")": NoFix.CHAIN_NEEDS_SHELL,
    "<": NoFix.REDIRECT_NEEDS_SHELL,
    ">": NoFix.REDIRECT_NEEDS_SHELL,
    "`": NoFix.SUBSTITUTION_NEEDS_SHELL,
    "*": NoFix.GLOB_NEEDS_SHELL,
    "?": NoFix.GLOB_NEEDS_SHELL,
    "[": NoFix.GLOB_NEEDS_SHELL,
    "\r": NoFix.NO_SAFE_EQUIVALENT,
}
_EXPANDING = re.compile(r"[A-Za-z0-9_{?!#@*$-]")  # what makes of a dollar sign a variable
_BRACES = re.compile(r"\{[^{}]*(?:,|\.\.)[^{}]*\}")
_HOME = re.compile(r"(?:^|[=:])~")
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*\+?=")
_ESCAPED_IN_QUOTES = '$`"\\'
# Special and regular built-ins without a program of that name, reserved words, and the built-ins of cmd.exe.
_NOT_PROGRAMS = """
    . : ! { } alias bg break builtin call case cd cls command compgen continue copy coproc declare del dir dirs disown do done
    elif else erase esac eval exec exit export fc fg fi for function getopts hash help history if jobs let local logout md
    mklink move popd pushd rd readonly ren return select set setlocal shift shopt source start suspend then time times title
    trap type typeset ulimit umask unalias unset until ver wait while
"""
_BUILT_IN = frozenset(_NOT_PROGRAMS.split())
_PLAIN = re.compile(r"^[\w@%+:,./-]+\Z")
_PLAIN_QUOTED = re.compile(r"^[\w@%+:,./= -]*\Z")
_BARE_HOLE = "\0"  # stands for a hole, and for what is quoted, where the unquoted text of a word is judged


def split(pieces: Sequence[str | T]) -> list[Word[T]] | NoFix:
    """The words of a command line, the program first, or what in it needs a shell."""
    items = [item for piece in pieces for item in (piece if isinstance(piece, str) else (piece,))]
    reader = _Reader(items)
    while reader.at < len(items):
        refused = _step(reader)
        if refused is not None:
            return refused
    refused = reader.end_word()
    if refused is not None:
        return refused
    return _judged(reader.words)


def split_at_spaces(pieces: Sequence[str | T]) -> list[Word[T]] | NoFix:
    """The words of a command line that no shell reads: only spaces count, quotes are text; what means quotes is refused."""
    words: list[Word[T]] = []
    current: list[str | Put[T]] = []
    for piece in pieces:
        if not isinstance(piece, str):
            current.append(Put(piece))
            continue
        if re.search(r"""['"\\]""", piece):
            return NoFix.NO_SAFE_EQUIVALENT
        first, *more = piece.split(" ")
        current += [first] if first else []
        for text in more:
            words += [tuple(current)] if current else []
            current = [text] if text else []
    words += [tuple(current)] if current else []
    return words or NoFix.PROGRAM_UNKNOWN


def plain(text: str, *, quoted: bool = False) -> bool:
    """Whether a text means itself to a shell, as one word or as a part of one; between quotes blanks do too."""
    return bool((_PLAIN_QUOTED if quoted else _PLAIN).match(text))


@dataclass(slots=True)
class _Reader(Generic[T]):
    """How far the reading has got. `bare` is the current word as far as it is not quoted."""

    items: list[str | T]
    at: int = 0
    words: list[Word[T]] = field(default_factory=list)
    current: list[str | Put[T]] | None = None
    bare: str = ""

    def peek(self) -> str | T | None:
        """The item that comes next, None behind the end."""
        return self.items[self.at] if self.at < len(self.items) else None

    def add(self, item: str | T, quote: str) -> None:
        """The item as part of the current word."""
        self.current = [] if self.current is None else self.current
        self.bare += item if isinstance(item, str) and not quote else _BARE_HOLE
        if item == "":
            return
        if not isinstance(item, str):
            self.current.append(Put(item, quote))
        elif self.current and isinstance(last := self.current[-1], str):
            self.current[-1] = last + item
        else:
            self.current.append(item)

    def end_word(self) -> NoFix | None:
        """The current word put to the others, or what in it needs a shell."""
        if self.current is None:
            return None
        if _BRACES.search(self.bare):
            return NoFix.GLOB_NEEDS_SHELL
        if _HOME.search(self.bare):
            return NoFix.SUBSTITUTION_NEEDS_SHELL
        if not self.words and _ASSIGNMENT.match(self.bare):
            return NoFix.VARIABLE_NEEDS_SHELL
        self.words.append(tuple(self.current) or ("",))
        self.current, self.bare = None, ""
        return None


def _step(reader: _Reader[T]) -> NoFix | None:
    """One item read; quotes with all that is between them."""
    item = reader.items[reader.at]
    reader.at += 1
    if not isinstance(item, str):
        reader.add(item, "")
        return None
    if item.isspace() and item in " \t\n":
        return reader.end_word() or (_newline(reader) if item == "\n" else None)
    if item in "'\"\\$":
        return _special(reader, item)
    if item == "#" and reader.current is None:
        return NoFix.NO_SAFE_EQUIVALENT
    if item == "|" and reader.peek() == "|":
        return NoFix.CHAIN_NEEDS_SHELL
    if item not in _OPERATORS:
        reader.add(item, "")
    return _OPERATORS.get(item)


def _special(reader: _Reader[T], item: str) -> NoFix | None:
    if item == "'":
        return _single_quoted(reader)
    if item == '"':
        return _double_quoted(reader)
    return _escaped(reader) if item == "\\" else _dollar(reader, "")


def _newline(reader: _Reader[T]) -> NoFix | None:
    """Around the command it is a blank, inside it ends a command."""
    rest = reader.items[reader.at :]
    blank = all(isinstance(item, str) and item.isspace() for item in rest)
    return None if not reader.words or blank else NoFix.CHAIN_NEEDS_SHELL


def _single_quoted(reader: _Reader[T]) -> NoFix | None:
    reader.add("", "'")
    while (item := reader.peek()) is not None:
        reader.at += 1
        if item == "'":
            return None
        reader.add(item, "'")
    return NoFix.NO_SAFE_EQUIVALENT


def _double_quoted(reader: _Reader[T]) -> NoFix | None:
    reader.add("", '"')
    while (item := reader.peek()) is not None:
        reader.at += 1
        if item == '"':
            return None
        refused = _in_double_quotes(reader, item)
        if refused is not None:
            return refused
    return NoFix.NO_SAFE_EQUIVALENT


def _in_double_quotes(reader: _Reader[T], item: str | T) -> NoFix | None:
    if item == "`":
        return NoFix.SUBSTITUTION_NEEDS_SHELL
    if item == "$":
        return _dollar(reader, '"')
    following = reader.peek()
    if item != "\\" or following is None:
        reader.add(item, '"')
        return None
    if not isinstance(following, str):
        return NoFix.NO_SAFE_EQUIVALENT
    if following == "\n":
        reader.at += 1
    elif following in _ESCAPED_IN_QUOTES:
        reader.at += 1
        reader.add(following, '"')
    else:
        reader.add("\\", '"')
    return None


def _escaped(reader: _Reader[T]) -> NoFix | None:
    following = reader.peek()
    if not isinstance(following, str):
        return NoFix.NO_SAFE_EQUIVALENT
    reader.at += 1
    if following != "\n":
        reader.add(following, "\\")
    return None


def _dollar(reader: _Reader[T], quote: str) -> NoFix | None:
    following = reader.peek()
    if following == "(":
        return NoFix.SUBSTITUTION_NEEDS_SHELL
    if following is not None and not isinstance(following, str):
        return NoFix.VARIABLE_NEEDS_SHELL
    if isinstance(following, str) and (_EXPANDING.match(following) or (not quote and following in "'\"")):
        return NoFix.VARIABLE_NEEDS_SHELL
    reader.add("$", quote or "$")
    return None


def _judged(words: list[Word[T]]) -> list[Word[T]] | NoFix:
    if not words or words[0] == ("",):
        return NoFix.PROGRAM_UNKNOWN
    program = words[0][0] if len(words[0]) == 1 else None
    return NoFix.BUILT_INTO_SHELL if isinstance(program, str) and program in _BUILT_IN else words
