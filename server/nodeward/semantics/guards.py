"""Whether code around an expression lets only listed values through: what is in a list, or made of harmless characters."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.conditions import conditions
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Regex, Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_LISTS = frozenset({"includes", "has", "hasOwn", "hasOwnProperty", "indexOf"})
# An anchored expression of which every part is a class of letters, digits and a few signs that mean nothing anywhere.
_HARMLESS_PATTERN = re.compile(
    r"^\^(?:\(\?:|\((?!\?)|\)|\||\[(?:\\[wd.-]|[\w@:.,/+=-])+\]|\\[wd.-]|[\w@:/-]|[+*?]|\{[\d,]+\})+\$$"
)

MOST_DEPTH = 12  # tests inside tests that are looked at


def is_guarded(site: Site) -> bool:
    """Whether the expression has one of a list of values wherever the program gets to it.

    Either it stands in the branch of a test, or a test before it has turned every other value away.
    """
    node = unwrapped(site.node)
    if node.type not in ("identifier", "member_expression", "subscript_expression"):
        return False
    spelled, facts = site.model.text(node), site.model.facts
    tests = conditions(facts, node, _NAME.findall(spelled)[:1])
    return any(_lets_listed(site.model, test, spelled, whole=true) for test, true in tests)


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
