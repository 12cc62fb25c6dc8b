"""Statements and lines taken out whole: shared by the builders that leave nothing in their place."""

from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

BOM = b"\xef\xbb\xbf"
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default", "class_static_block"})


def is_removable(statement: Node) -> bool:
    """Whether a statement stands in a block, so that the code around it is whole without it."""
    return statement.parent is not None and statement.parent.type in _BLOCKS


def starts_line(text: bytes, at: int) -> bool:
    """Whether a line begins at an offset; the first one begins behind a byte order mark."""
    return at == 0 or text[at - 1 : at] in (b"\n", b"\r") or text[:at] == BOM


def without(text: bytes, start: int, end: int) -> Edit:
    """The edit that takes out these bytes, with their line where nothing else stands on it."""
    before, after = start, end
    while text[before - 1 : before] in (b" ", b"\t") and before > 0:
        before -= 1
    while text[after : after + 1] in (b" ", b"\t"):
        after += 1
    first = starts_line(text, before)
    last = text[after : after + 1] in (b"\n", b"\r", b"")
    if not first or not last:
        return Edit(Span(start, after if first else end), b"")
    ending = 2 if text[after : after + 2] == b"\r\n" else len(text[after : after + 1])
    return Edit(Span(before, after + ending), b"")
