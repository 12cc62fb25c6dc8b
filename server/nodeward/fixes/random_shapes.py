"""What JavaScript makes of `Math.random()`: a whole number of a range, or a text. Knows nothing of what replaces it."""

from dataclasses import dataclass

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import WRAPPERS, unwrapped
from nodeward.semantics.values import Constant, api_name
from nodeward.syntax.nodes import Node, walk

RANDOM = "Math.random"
MOST_RANGE = 2**48 - 1  # what crypto.randomInt takes (Node.js, crypto.randomInt)
MOST_DIGITS = 14
_DOWN = frozenset({"Math.floor", "Math.trunc", "parseInt", "Number.parseInt"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "**", "|", ">>", ">>>"})
_CUTTING = frozenset({"slice", "substring", "substr", "replace", "split", "padStart", "padEnd", "pop", "at"})
_CASES = frozenset({"toUpperCase", "toLowerCase", "trim", "toString"})


@dataclass(frozen=True, slots=True)
class Range:
    """A whole number drawn from a range: the expression, and the code of both bounds (the upper one is left out)."""

    node: Node
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Letters:
    """A random text: the expression, and of how many decimal digits it is (None: letters and digits, of any number)."""

    node: Node
    digits: int | None = None


def shape_of(model: Model, call: Node) -> Range | Letters | None:
    """What the expression around a call of Math.random makes of it; None where it is neither."""
    top = _arithmetic(model, call)
    if _method(model, _outer(top)) == "toString" and not _is_decimal(model, _call_of(_outer(top))):
        return Letters(_joined(model, _cut(model, _call_of(_outer(top)))))
    found = _range(model, call)
    if found is not None:
        return found
    return _digits(model, call) if _outer(call) == _outer(top) else None


def whole(model: Model, node: Node) -> int | None:
    """The whole number that is written here as a number."""
    value = model.value(node) if unwrapped(node).type in ("number", "unary_expression") else None
    if not isinstance(value, Constant) or isinstance(value.value, bool):
        return None
    number = value.value
    return int(number) if isinstance(number, int | float) and number == int(number) else None


def _outer(node: Node) -> Node:
    """The expression with the parentheses and assertions around it."""
    while node.parent is not None and node.parent.type in WRAPPERS:
        node = node.parent
    return node


def _operands(node: Node) -> tuple[str, Node] | None:
    """The operator that an expression is an operand of, and the other operand."""
    parent = _outer(node).parent
    if parent is None or parent.type != "binary_expression":
        return None
    operator, left = parent.child_by_field_name("operator"), parent.child_by_field_name("left")
    other = parent.child_by_field_name("right" if left == _outer(node) else "left")
    return (operator.type, other) if operator is not None and other is not None else None


def _above(node: Node) -> Node:
    above = _outer(node).parent
    assert above is not None
    return above


def _arithmetic(model: Model, node: Node) -> Node:
    """The topmost number that is computed of a number."""
    while True:
        rounded = _rounded(model, node)
        operands = _operands(node)
        if rounded is not None:
            node = rounded[0]
        elif operands is not None and operands[0] in _ARITHMETIC and whole(model, operands[1]) is not None:
            node = _above(node)
        else:
            return node


def _rounded(model: Model, node: Node) -> tuple[Node, str] | None:
    """The expression that makes a whole number of `node`, and how: "down", "near" or "up"."""
    operands, parent = _operands(node), _outer(node).parent
    if operands is not None and operands[0] in ("|", ">>", ">>>") and whole(model, operands[1]) == 0:
        return _above(node), "down"
    if parent is not None and parent.type == "unary_expression" and model.text(parent).startswith("~"):
        twice = _outer(parent).parent
        tilde = twice is not None and twice.type == "unary_expression" and model.text(twice).startswith("~")
        return (twice, "down") if twice is not None and tilde else None
    call = parent.parent if parent is not None and parent.type == "arguments" else None
    if call is None or call.type != "call_expression" or arguments(call)[0] != _outer(node):
        return None
    name = api_name(model.value(callee(call)))
    how = "down" if name in _DOWN else {"Math.round": "near", "Math.ceil": "up"}.get(name or "")
    return (call, how) if how is not None else None


def _range(model: Model, call: Node) -> Range | None:
    operands = _operands(call)
    if operands is None or operands[0] != "*":
        return None
    scaled, count, low = _above(call), operands[1], None
    inside = _operands(scaled)
    if inside is not None and inside[0] == "+" and whole(model, inside[1]) is not None:
        scaled, low = _above(scaled), inside[1]
    rounded = _rounded(model, scaled)
    if rounded is None:
        return None
    node, how = rounded
    outside = _operands(node)
    if low is None and outside is not None and outside[0] == "+" and _is_low(model, outside[1], count):
        node, low = _above(node), outside[1]
    return _bounds(model, _Draw(node, how, count, low))


@dataclass(frozen=True, slots=True)
class _Draw:
    node: Node
    how: str
    count: Node
    low: Node | None


def _is_low(model: Model, low: Node, count: Node) -> bool:
    """Whether what is added is the lower bound: two numbers, or `(max - min + 1)` and `min`."""
    if whole(model, low) is not None:
        return whole(model, count) is not None
    return _high(model, low, count) is not None


def _high(model: Model, low: Node, count: Node) -> str | None:
    """The code of the upper bound in `max - min` or `max - min + 1`."""
    inner, above = unwrapped(count), ""
    operator, right = inner.child_by_field_name("operator"), inner.child_by_field_name("right")
    left = inner.child_by_field_name("left")
    if operator is not None and operator.type == "+" and right is not None and left is not None:
        if whole(model, right) != 1:
            return None
        inner, above = unwrapped(left), " + 1"
        operator, right = inner.child_by_field_name("operator"), inner.child_by_field_name("right")
        left = inner.child_by_field_name("left")
    if inner.type != "binary_expression" or operator is None or operator.type != "-" or left is None:
        return None
    simple = low.type in ("identifier", "member_expression")
    same = right is not None and model.text(right) == model.text(low)
    return f"{model.text(left)}{above}" if simple and same else None


def _bounds(model: Model, draw: _Draw) -> Range | None:
    count, low = whole(model, draw.count), 0 if draw.low is None else whole(model, draw.low)
    if count is not None and low is not None:
        first = low + (1 if draw.how == "up" else 0)
        last = low + count + (0 if draw.how == "down" else 1)
        return Range(draw.node, str(first), str(last)) if 0 < last - first <= MOST_RANGE else None
    if draw.how != "down":
        return None
    if draw.low is not None:
        high = _high(model, draw.low, draw.count)
        return Range(draw.node, model.text(draw.low), high) if high is not None else None
    simple = unwrapped(draw.count).type in ("identifier", "member_expression")
    return Range(draw.node, "0", model.text(unwrapped(draw.count))) if simple and draw.low is None else None


def _digits(model: Model, call: Node) -> Letters | None:
    """The number itself as text: `String(x)`, `x.toString().slice(2, 8)`, `${x}`, `"a" + x`."""
    node, parent = _outer(call), _outer(call).parent
    if parent is None:
        return None
    if _method(model, node) == "toString":
        made = _call_of(node)
        digits = _cut_digits(model, made)
        return Letters(_cut(model, made), digits) if digits else Letters(_joined(model, _cut(model, made)))
    if parent.type == "arguments" and parent.parent is not None:
        text = api_name(model.value(callee(parent.parent))) == "String"
        return Letters(_joined(model, _cut(model, parent.parent))) if text else None
    operands = _operands(node)
    if parent.type == "template_substitution" or (operands is not None and _is_text(operands)):
        return Letters(_joined(model, node))
    return None


def _is_text(operands: tuple[str, Node]) -> bool:
    return operands[0] == "+" and unwrapped(operands[1]).type in ("string", "template_string")


def _cut_digits(model: Model, made: Node) -> int | None:
    """How many of the digits behind `0.` are taken: six by `slice(2, 8)`."""
    method, cut = _method(model, made), _call_of(made)
    given = (
        [whole(model, argument) for argument in arguments(cut)]
        if method in ("slice", "substring", "substr")
        else []
    )
    if len(given) != 2 or given[0] is None or given[1] is None or given[0] < 2:
        return None
    count = given[1] if method == "substr" else given[1] - given[0]
    return count if 0 < count <= MOST_DIGITS else None


def _method(model: Model, node: Node) -> str | None:
    """The method that is called on an expression."""
    member = node.parent
    if member is None or member.type != "member_expression" or member.child_by_field_name("object") != node:
        return None
    key, call = member.child_by_field_name("property"), member.parent
    called = (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == member
    )
    return model.text(key) if called and key is not None else None


def _call_of(node: Node) -> Node:
    assert node.parent is not None
    assert node.parent.parent is not None
    return node.parent.parent


def _is_decimal(model: Model, call: Node) -> bool:
    given = arguments(call)
    return not given or whole(model, given[0]) == 10


def _cut(model: Model, text: Node) -> Node:
    """The text with the parts of it that are taken: `.slice(2)`, `.split(".")[1]`."""
    at = text
    while True:
        method = _method(model, at)
        if method in _CUTTING:
            at = text = _call_of(at)
        elif method in _CASES:
            at = _call_of(at)
        elif (
            at.parent is not None
            and at.parent.type == "subscript_expression"
            and at != at.parent.child_by_field_name("index")
        ):
            at = text = at.parent
        else:
            return text


def _joined(model: Model, text: Node) -> Node:
    """The text with random ones and times that are joined to it, which make it no safer."""
    while True:
        operands = _operands(text)
        if operands is not None and operands[0] == "+" and _is_chance(model, operands[1]):
            text = _above(text)
            continue
        hole = _outer(text).parent
        template = hole.parent if hole is not None and hole.type == "template_substitution" else None
        if template is None or not all(_is_chance_hole(model, part) for part in template.named_children):
            return text
        text = template


def _is_chance_hole(model: Model, part: Node) -> bool:
    return part.type == "template_substitution" and _is_chance(model, part.named_children[0])


def _is_chance(model: Model, node: Node) -> bool:
    """Whether an expression consists of random numbers and times only."""
    calls = [each for each in walk(node) if each.type in ("call_expression", "new_expression")]
    names = {api_name(model.value(callee(each))) for each in calls}
    pure = names & {RANDOM, "Date.now", "Date", "performance.now"}
    letters = [each for each in walk(node) if each.type in ("identifier", "string")]
    return bool(pure) and all(model.text(each) in ("Math", "Date", "performance") for each in letters)
