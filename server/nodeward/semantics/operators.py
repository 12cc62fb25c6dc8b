"""What operators make of values: text and numbers added, arithmetic, `!`, and the choices `||`, `&&`, `??`."""

from typing import TYPE_CHECKING

from nodeward.semantics.literals import MOST_NUMBER, pieces_of, spelled, text_of
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Function,
    Instance,
    Object,
    Regex,
    Site,
    Text,
    Value,
    join,
)
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_OPERANDS = 2_000  # of one chain of `+`; the sum of more is unknown
_CHOICES = ("||", "&&", "??")
_ARITHMETIC = ("-", "*", "/", "**", "<<")
_TRUTHY = Array | Class | Function | Instance | Object | Regex


def binary_value(model: "Model", node: Node) -> Value:
    """The value of `left operator right`."""
    operator = node.child_by_field_name("operator")
    if operator is None:
        return UNKNOWN
    if operator.type in _CHOICES:
        return _chosen(model, node, operator.type)
    if operator.type in _ARITHMETIC:
        return _arithmetic(model, node, operator.type)
    return _sum(model, node) if operator.type == "+" else UNKNOWN


def unary_value(model: "Model", node: Node) -> Value:
    """`!`, `-`, `+` and `void` of a constant."""
    operator, value = node.child_by_field_name("operator"), model.value(node.child_by_field_name("argument"))
    if operator is not None and operator.type == "void":
        return Constant(UNDEFINED)
    if operator is None or not isinstance(value, Constant):
        return UNKNOWN
    if operator.type == "!":
        return Constant(not _is_true(value))
    number = _number(value)
    if operator.type in ("+", "-") and number is not None:
        return Constant(-number if operator.type == "-" else number)
    return UNKNOWN


def _chosen(model: "Model", node: Node, operator: str) -> Value:
    left, right = (node.child_by_field_name(side) for side in ("left", "right"))
    first = model.value(left)
    if isinstance(first, Constant):
        missing = first.value is None or first.value is UNDEFINED
        takes_left = {"||": _is_true(first), "&&": not _is_true(first), "??": not missing}[operator]
        return first if takes_left else model.value(right)
    if isinstance(first, _TRUTHY):
        return model.value(right) if operator == "&&" else first
    return join([first, model.value(right)])


def _is_true(constant: Constant) -> bool:
    return constant.value is not UNDEFINED and bool(constant.value)


def _sum(model: "Model", node: Node) -> Value:
    """`+` adds numbers from the left until the first text; from there on it makes text (ECMA-262, 13.15.3)."""
    sums, operands = _chain(node)
    if len(operands) > MOST_OPERANDS:
        return UNKNOWN
    values = [model.value(operand) for operand in operands]
    first = next((at for at, value in enumerate(values) if _is_text(value)), len(values))
    numbers = [_number(value) for value in values[:first]]
    known = [number for number in numbers if number is not None]
    if first == len(values):
        return _counted(known) if len(known) == len(values) else UNKNOWN
    head: list[str | Site] = []
    if first == 1:
        head = pieces_of(model, operands[0])
    elif first > 1:
        total = _counted(known) if len(known) == first else UNKNOWN
        # The sum before the first text is a whole of its own: the place of its `+`.
        head = [spelled(total)] if isinstance(total, Constant) else [model.site(sums[first - 1])]
    return text_of([*head, *(piece for operand in operands[first:] for piece in pieces_of(model, operand))])


def _chain(node: Node) -> tuple[list[Node], list[Node]]:
    """The operands of a chain of `+`, left to right, and for each the sum that ends with it.

    Without recursion: generated code chains thousands.
    """
    sums: list[Node] = []
    operands: list[Node] = []
    at: Node | None = node
    while at is not None and at.type == "binary_expression" and len(operands) <= MOST_OPERANDS:
        operator, right = at.child_by_field_name("operator"), at.child_by_field_name("right")
        if operator is None or operator.type != "+" or right is None:
            break
        sums.append(at)
        operands.append(right)
        at = at.child_by_field_name("left")
    if at is not None:
        sums.append(at)
        operands.append(at)
    return sums[::-1], operands[::-1]


def _is_text(value: Value) -> bool:
    return isinstance(value, Text) or (isinstance(value, Constant) and isinstance(value.value, str))


def _number(value: Value) -> int | float | None:
    if not isinstance(value, Constant) or isinstance(value.value, bool):
        return None
    return value.value if isinstance(value.value, int | float) else None


def _counted(numbers: list[int | float]) -> Value:
    total: int | float = 0
    for number in numbers:
        total = total + number
    return _finite(total)


def _finite(number: float) -> Value:
    """A number within bounds: JavaScript's larger ones are not exact, and nobody writes them."""
    return Constant(number) if abs(number) <= MOST_NUMBER else UNKNOWN


def _arithmetic(model: "Model", node: Node, operator: str) -> Value:
    a, b = (_number(model.value(node.child_by_field_name(side))) for side in ("left", "right"))
    if a is None or b is None:
        return UNKNOWN
    if operator == "-":
        return _finite(a - b)
    if operator == "*":
        return _finite(a * b)
    if operator == "/":
        return _finite(a / b) if b else UNKNOWN
    whole = isinstance(a, int) and isinstance(b, int) and 0 <= b <= 64 and abs(a) < 2**32
    if operator == "**":
        return _finite(a**b) if whole else UNKNOWN
    return Constant(_int32(int(a) << (int(b) & 31))) if whole else UNKNOWN


def _int32(number: int) -> int:
    low = number & 0xFFFFFFFF
    return low - 2**32 if low >= 2**31 else low
