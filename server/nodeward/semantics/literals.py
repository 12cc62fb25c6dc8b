"""Literals and what is computed from them: strings, templates, numbers, concatenation. Resolves no name itself."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.values import UNDEFINED, UNKNOWN, Array, Constant, Regex, Site, Text, Value
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_TEXT = 100_000  # characters; a longer constant is unknown
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|[\s\S]))")
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
_ARITHMETIC = {"-", "*", "/", "%", "**", "<<", ">>"}


def string_value(model: "Model", node: Node) -> Value:
    """The constant that a quoted string spells (ECMA-262, 12.9.4)."""
    return Constant(unescaped(model.text(node)[1:-1]))


def unescaped(raw: str) -> str:
    """The characters that the inside of a string literal stands for."""
    return _ESCAPE.sub(_escape, raw) if "\\" in raw else raw


def template_value(model: "Model", node: Node) -> Value:
    """A template without unknown holes is a constant, else a text of pieces."""
    pieces: list[str | Site] = []
    at = node.start_byte + 1
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        pieces.append(_raw(model, at, child.start_byte))
        pieces += _pieces(model, child.named_child(0))
        at = child.end_byte
    pieces.append(_raw(model, at, max(at, node.end_byte - 1)))
    return text_of(pieces)


def concatenation(model: "Model", node: Node) -> Value:
    """`+` joins text or adds numbers; other arithmetic needs two constant numbers."""
    operator = node.child_by_field_name("operator")
    if operator is None:
        return UNKNOWN
    if operator.type in _ARITHMETIC:
        return _arithmetic(model, node, operator.type)
    if operator.type != "+":
        return UNKNOWN
    operands = _operands(node)
    values = [model.value(operand) for operand in operands]
    numbers = [value.value for value in values if isinstance(value, Constant) and _is_number(value.value)]
    if len(numbers) == len(values):
        return Constant(sum(number for number in numbers if isinstance(number, int | float)))
    if not any(
        isinstance(value, Text) or (isinstance(value, Constant) and isinstance(value.value, str))
        for value in values
    ):
        return UNKNOWN
    return text_of([piece for operand in operands for piece in _pieces(model, operand)])


def number_value(model: "Model", node: Node) -> Value:
    """The number that a literal spells; a BigInt counts as its number."""
    spelled = model.text(node).replace("_", "").removesuffix("n").lower()
    try:
        return Constant(int(spelled, 0) if not re.fullmatch(r"0\d+", spelled) else int(spelled))
    except ValueError:
        pass
    try:
        return Constant(float(spelled))
    except ValueError:
        return UNKNOWN


def regex_value(model: "Model", node: Node) -> Value:
    """A regular expression literal."""
    pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
    return Regex(model.text(pattern) if pattern else "", model.text(flags) if flags else "")


def unary_value(model: "Model", node: Node) -> Value:
    """`!`, `-`, `+` and `void` of a constant."""
    operator, value = node.child_by_field_name("operator"), model.value(node.child_by_field_name("argument"))
    if operator is not None and operator.type == "void":
        return Constant(UNDEFINED)
    if operator is None or not isinstance(value, Constant):
        return UNKNOWN
    if operator.type == "!":
        return Constant(not value.value if value.value is not UNDEFINED else True)
    if operator.type in "+-" and isinstance(value.value, int | float):
        return Constant(-value.value if operator.type == "-" else value.value)
    return UNKNOWN


def array_literal(model: "Model", node: Node) -> Value:
    """An array literal, by its place."""
    return Array(model.site(node))


def text_of(pieces: list[str | Site]) -> Value:
    """Neighbouring known pieces in one; all known: a constant."""
    merged: list[str | Site] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    if sum(len(piece) for piece in merged if isinstance(piece, str)) > MOST_TEXT:
        return UNKNOWN
    if not merged:
        return Constant("")
    only = merged[0]
    return Constant(only) if len(merged) == 1 and isinstance(only, str) else Text(tuple(merged))


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
    return str(value.value)


def _pieces(model: "Model", node: Node | None) -> list[str | Site]:
    if node is None:
        return []
    value = model.value(node)
    if isinstance(value, Constant):
        return [spelled(value)]
    return list(value.pieces) if isinstance(value, Text) else [model.site(node)]


def _operands(node: Node) -> list[Node]:
    """The operands of a chain of `+`, left to right, without recursion: generated code chains hundreds."""
    operands: list[Node] = []
    at: Node | None = node
    while at is not None and at.type == "binary_expression":
        operator, right = at.child_by_field_name("operator"), at.child_by_field_name("right")
        if operator is None or operator.type != "+" or right is None:
            break
        operands.append(right)
        at = at.child_by_field_name("left")
    return [*([at] if at is not None else []), *reversed(operands)]


def _arithmetic(model: "Model", node: Node, operator: str) -> Value:
    left, right = (model.value(node.child_by_field_name(side)) for side in ("left", "right"))
    if not (isinstance(left, Constant) and isinstance(right, Constant)):
        return UNKNOWN
    a, b = left.value, right.value
    if not (_is_number(a) and _is_number(b)) or not (
        isinstance(a, int | float) and isinstance(b, int | float)
    ):
        return UNKNOWN
    if operator == "-":
        return Constant(a - b)
    if operator == "*":
        return Constant(a * b)
    if operator == "/" and b:
        return Constant(a / b)
    small = isinstance(a, int) and isinstance(b, int) and 0 <= b <= 64 and abs(a) < 2**32
    if operator == "**" and small:
        return Constant(a**b)
    return Constant(int(a) << int(b)) if operator == "<<" and small else UNKNOWN


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _raw(model: "Model", start: int, end: int) -> str:
    return unescaped(model.facts.document.text[start:end].decode("utf-8", "replace"))


def _escape(found: re.Match[str]) -> str:
    braced, four, two, simple = found.groups()
    digits = braced or four or two
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else ""
    return _SIMPLE.get(simple, simple)
