"""Whether code around an expression lets only listed values through: what is in a list, or made of harmless characters."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import Constant, Regex, Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_LISTS = frozenset({"includes", "has", "hasOwn", "hasOwnProperty", "indexOf"})
# An anchored expression of which every part is a class of letters, digits and a few signs that mean nothing anywhere.
_HARMLESS_PATTERN = re.compile(
    r"^\^(?:\(\?:|\((?!\?)|\)|\||\[(?:\\[wd.-]|[\w@:.,/+=-])+\]|\\[wd.-]|[\w@:/-]|[+*?]|\{[\d,]+\})+\$$"
)
_ENDS = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})

MOST_DEPTH = 12  # tests inside tests that are looked at


def is_guarded(site: Site) -> bool:
    """Whether the expression has one of a list of values wherever the program gets to it.

    Either it stands in the branch of a test, or a test before it has turned every other value away.
    """
    node = unwrapped(site.node)
    if node.type not in ("identifier", "member_expression", "subscript_expression"):
        return False
    spelled = site.model.text(node)
    return any(_lets_listed(site.model, test, spelled, whole=true) for test, true in _tests(node))


def _tests(node: Node) -> Iterator[tuple[Node, bool]]:
    """The conditions that hold (true) or do not hold (false) where the node is evaluated, up to the end of its function."""
    at = node
    while at.parent is not None and at.parent.type not in FUNCTIONS:
        parent = at.parent
        condition = parent.child_by_field_name("condition")
        if condition is not None and parent.type in ("if_statement", "ternary_expression"):
            if parent.child_by_field_name("consequence") == at:
                yield condition, True
            elif parent.child_by_field_name("alternative") == at:
                yield condition, False
        elif parent.type == "binary_expression" and parent.child_by_field_name("right") == at:
            yield from _short_circuit(parent)
        elif parent.type in ("statement_block", "program"):
            yield from _turned_away(parent, at)
        at = parent


def _short_circuit(node: Node) -> Iterator[tuple[Node, bool]]:
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    if operator is not None and left is not None and operator.type in ("&&", "||"):
        yield left, operator.type == "&&"


def _turned_away(block: Node, before: Node) -> Iterator[tuple[Node, bool]]:
    """`if (!LIST.includes(x)) return;` in front of a statement."""
    for statement in block.named_children:
        if statement.start_byte >= before.start_byte:
            return
        condition, then = (statement.child_by_field_name(name) for name in ("condition", "consequence"))
        leaves = statement.type == "if_statement" and then is not None and _leaves(then)
        if leaves and condition is not None and statement.child_by_field_name("alternative") is None:
            yield condition, False


def _leaves(then: Node) -> bool:
    if then.type != "statement_block":
        return then.type in _ENDS
    inside = [child for child in then.named_children if child.type != "comment"]
    return bool(inside) and inside[-1].type in _ENDS


def _lets_listed(model: "Model", test: Node, spelled: str, *, whole: bool, depth: int = MOST_DEPTH) -> bool:
    """Whether a test whose outcome is `whole` means that the value is a listed one."""
    test = unwrapped(test)
    if depth <= 0:
        return False
    operator = test.child_by_field_name("operator")
    if test.type == "unary_expression" and operator is not None and operator.type == "!":
        inner = test.child_by_field_name("argument")
        return inner is not None and _lets_listed(model, inner, spelled, whole=not whole, depth=depth - 1)
    if test.type == "binary_expression" and operator is not None:
        if operator.type not in ("&&", "||"):
            return _compares(model, test, spelled, whole=whole)
        sides = _sides(test, operator.type)
        listed = [_lets_listed(model, side, spelled, whole=whole, depth=depth - 1) for side in sides]
        return any(listed) if (operator.type == "&&") == whole else all(listed)
    return whole and test.type == "call_expression" and _asks(model, test, spelled)


def _sides(test: Node, operator: str) -> list[Node]:
    """What a chain of one operator joins: generated code chains hundreds."""
    found: list[Node] = []
    queue = [test]
    while queue:
        node = unwrapped(queue.pop())
        sign = node.child_by_field_name("operator")
        if node.type == "binary_expression" and sign is not None and sign.type == operator:
            queue += [
                side for name in ("right", "left") if (side := node.child_by_field_name(name)) is not None
            ]
        else:
            found.append(node)
    return found


def _compares(model: "Model", test: Node, spelled: str, *, whole: bool) -> bool:
    left, right, sign = (test.child_by_field_name(name) for name in ("left", "right", "operator"))
    if left is None or right is None or sign is None:
        return False
    value, operator = model.value(right), sign.type
    if operator in ("===", "==", "!==", "!="):
        if (operator[0] == "=") != whole:
            # `LIST.indexOf(x) === -1` that does not hold.
            return isinstance(value, Constant) and value.value == -1 and _asks(model, left, spelled)
        return model.text(left) == spelled and isinstance(value, Constant)
    if operator in ("<", ">=", ">"):
        return (operator != "<") == whole and isinstance(value, Constant) and _asks(model, left, spelled)
    return operator == "in" and whole and model.text(left) == spelled


def _asks(model: "Model", call: Node, spelled: str) -> bool:
    """`LIST.includes(x)`, `TABLE.has(x)`, `/^[a-z]+$/.test(x)`."""
    callee, given = unwrapped(call).child_by_field_name("function"), call.child_by_field_name("arguments")
    key = callee.child_by_field_name("property") if callee is not None else None
    receiver = callee.child_by_field_name("object") if callee is not None else None
    if key is None or given is None or receiver is None:
        return False
    if all(model.text(argument) != spelled for argument in given.named_children):
        return False
    if model.text(key) != "test":
        return model.text(key) in _LISTS
    pattern = model.value(receiver)
    return (
        isinstance(pattern, Regex)
        and bool(_HARMLESS_PATTERN.match(pattern.pattern))
        and "m" not in pattern.flags
    )
