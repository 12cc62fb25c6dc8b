"""How a file is written: its quotes, semicolons, indentation and line endings, so that an edit looks like its author's."""

import re
from collections import Counter
from dataclasses import dataclass

from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node

_STRING = re.compile(rb"""(['"])(?:[^'"\\\r\n]|\\.)*\1""")
_INDENT = re.compile(rb"^([ \t]+)\S", re.MULTILINE)
MOST_READ = 60_000  # bytes from which the habits of a file are read


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of a file. `newline` and `indent` are what is written, one level deep."""

    quote: str
    semicolon: str  # ";" or nothing
    newline: str
    indent: str

    def string(self, text: str) -> str:
        """A text as a string literal."""
        escaped = (
            text.replace("\\", "\\\\")
            .replace(self.quote, "\\" + self.quote)
            .replace("\n", "\\n")
            .replace("\r", "\\r")
        )
        return f"{self.quote}{escaped}{self.quote}"


def style_of(document: Document) -> Style:
    """The habits of a document; where it shows none, the commonest of JavaScript."""
    text = document.text[:MOST_READ]
    return Style(_quote(text), _semicolon(document), newline_of(text), _indent(text))


def newline_of(text: bytes) -> str:
    """The line ending of a text: that of its first line."""
    end = text.find(b"\n")
    if end < 0:
        return "\r" if b"\r" in text else "\n"
    return "\r\n" if text[end - 1 : end] == b"\r" else "\n"


def indent_at(document: Document, offset: int) -> str:
    """The blanks that the line of an offset begins with."""
    start = max(document.text.rfind(b"\n", 0, offset), document.text.rfind(b"\r", 0, offset)) + 1
    found = re.match(rb"[ \t]*", document.text[start:])
    return found.group().decode() if found is not None else ""


def statement_around(node: Node) -> Node:
    """The statement that a node stands in: the nearest child of a block or of the file."""
    at = node
    while at.parent is not None and at.parent.type not in (
        "program",
        "statement_block",
        "switch_case",
        "switch_default",
        "class_static_block",
    ):
        at = at.parent
    return at


def _quote(text: bytes) -> str:
    counts = Counter(match.group(1) for match in _STRING.finditer(text))
    return "'" if counts[b"'"] > counts[b'"'] else '"'


def _semicolon(document: Document) -> str:
    root = document.root
    endings: Counter[bool] = Counter()
    for child in root.named_children[:200] if root is not None else []:
        if child.type in (
            "expression_statement",
            "lexical_declaration",
            "variable_declaration",
            "import_statement",
        ):
            endings[document.text[child.end_byte - 1 : child.end_byte] == b";"] += 1
    return "" if endings[False] > endings[True] else ";"


def _indent(text: bytes) -> str:
    widths: Counter[str] = Counter()
    before = 0
    for match in _INDENT.finditer(text):
        blanks = match.group(1).decode()
        if "\t" in blanks:
            return "\t"
        if len(blanks) > before:
            widths[" " * (len(blanks) - before)] += 1
        before = len(blanks)
    common = [indent for indent, _ in widths.most_common() if len(indent) in (2, 4, 8, 3)]
    return common[0] if common else "  "
