"""Literals: strings, templates, numbers, regular expressions; and the text that known pieces make together."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from nodeward.semantics.values import UNDEFINED, UNKNOWN, Array, Constant, Regex, Site, Text, Value
from nodeward.syntax.nodes import Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_TEXT = 100_000  # characters; a longer text made from pieces is unknown
MOST_NUMBER = 2**1000  # a larger one is a float, as in JavaScript, or infinite
MOST_PIECES = 1_000  # of a text that is known in part; one of more is unknown
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|[\s\S]))")
_OLD_OCTAL = re.compile(r"0[0-7]+")
_SIMPLE = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "0": "\0",
    "\n": "",
    "\r\n": "",
    "\r": "",
}


def string_value(model: "Model", node: Node) -> Value:
    """The constant that a quoted string spells (ECMA-262, 12.9.4)."""
    open_ended = bool(node.children) and node.children[-1].is_missing
    return Constant(unescaped(model.text(node)[1:] if open_ended else model.text(node)[1:-1]))


def unescaped(raw: str) -> str:
    """The characters that the inside of a string literal stands for."""
    if "\\" not in raw:
        return raw
    found = _ESCAPE.sub(_escape, raw)
    # Two escapes of UTF-16 can be one character; half a pair stays what it is.
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def template_value(model: "Model", node: Node) -> Value:
    """A template without unknown holes is a constant, else a text of pieces."""
    pieces: list[str | Site] = []
    at = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        pieces.append(_raw(model, at, child.start_byte))
        pieces += pieces_of(model, first_named(child))
        at = child.end_byte
    pieces.append(_raw(model, at, max(at, node.end_byte - 1)))
    return text_of(pieces)


def number_value(model: "Model", node: Node) -> Value:
    """The number that a literal spells (ECMA-262, 12.9.3 and B.1.1); a BigInt counts as its number."""
    spelled = model.text(node).replace("_", "").removesuffix("n").lower()
    if _OLD_OCTAL.fullmatch(spelled):
        return Constant(int(spelled, 8))
    try:
        number = int(spelled, 0) if not spelled.isdigit() else int(spelled)
        return Constant(number if abs(number) <= MOST_NUMBER else float(number))
    except (ValueError, OverflowError):
        pass
    try:
        return Constant(float(spelled))
    except ValueError:
        return UNKNOWN


def regex_value(model: "Model", node: Node) -> Value:
    """A regular expression literal."""
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    return Regex(model.text(pattern) if pattern else "", model.text(flags) if flags else "")


def array_literal(model: "Model", node: Node) -> Value:
    """An array literal, by its place."""
    return Array(model.site(node))


def text_of(pieces: Sequence[str | Site]) -> Value:
    """Neighbouring known pieces in one; all known: a constant."""
    if sum(len(piece) for piece in pieces if isinstance(piece, str)) > MOST_TEXT:
        return UNKNOWN
    merged: list[str | Site] = []
    for _, run in groupby(pieces, lambda piece: isinstance(piece, str)):
        alike = list(run)
        known = "".join(piece for piece in alike if isinstance(piece, str))
        merged += [known] if known else [piece for piece in alike if piece != ""]
    if not merged:
        return Constant("")
    only = merged[0]
    if len(merged) == 1 and isinstance(only, str):
        return Constant(only)
    return Text(tuple(merged)) if len(merged) <= MOST_PIECES else UNKNOWN


def spelled(value: Constant) -> str:
    """What a primitive becomes inside a template (ECMA-262, 7.1.17)."""
    if value.value is UNDEFINED:
        return "undefined"
    if value.value is None:
        return "null"
    if isinstance(value.value, bool):
        return "true" if value.value else "false"
    if isinstance(value.value, float) and value.value.is_integer():
        return str(int(value.value))
    return str(value.value).replace("inf", "Infinity") if isinstance(value.value, float) else str(value.value)


def pieces_of(model: "Model", node: Node | None) -> list[str | Site]:
    """What an expression adds to a text: what is known of it, or its place."""
    if node is None:
        return []
    value = model.value(node)
    if isinstance(value, Constant):
        return [spelled(value)]
    return list(value.pieces) if isinstance(value, Text) else [model.site(node)]


def _raw(model: "Model", start: int, end: int) -> str:
    """A piece of a template; every line in it ends with a line feed, however the file ends them (ECMA-262, 12.9.6)."""
    piece = model.facts.document.text[start:end].decode("utf-8", "replace")
    return unescaped(piece.replace("\r\n", "\n").replace("\r", "\n"))


def _escape(found: re.Match[str]) -> str:
    braced, four, two, simple = found.groups()
    digits = braced or four or two
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else ""
    return _SIMPLE.get(simple, simple)
