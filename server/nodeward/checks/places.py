"""Dangerous places that are no call and no assignment: attributes of JSX, what a branch depends on, what is compared."""

import re
from collections.abc import Iterator

from nodeward.semantics.model import Model
from nodeward.semantics.scopes import WRAPPERS, unwrapped
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Constant
from nodeward.syntax.nodes import Node, first_named, named
from nodeward.taint.point import Fields

_EQUAL = frozenset({"===", "==", "!==", "!="})
# What the operator has written, and reads anyway.
_CONFIGURED = re.compile(r"conf|option|setting|\benv\b|\bopts\b|auth\.", re.IGNORECASE)
_LOGIC = frozenset({"&&", "||"})
_BRANCHES = frozenset({"if_statement", "ternary_expression"})
_YES_OR_NO = ("is", "has", "can", "admin")  # how names begin of which already the mere presence decides


def attributes(model: Model, wanted: str) -> Iterator[tuple[Node, Fields, Node]]:
    """The values of `element.attribute` (or of a property of it) in JSX, and of such a property of an element's options.

    An element of `*` stands for any.
    """
    element, attribute, *rest = wanted.split(".")
    for name in model.facts.occurrences(attribute):
        around = name.parent
        if around is None:
            continue
        if around.type == "jsx_attribute" and _is_of(model, around, element):
            value = next((each for each in named(around) if each.type == "jsx_expression"), None)
            inner = first_named(value) if value is not None else None
        elif around.type == "pair" and element == "*" and around.child_by_field_name("key") == name:
            inner = around.child_by_field_name("value")
        else:
            continue
        if inner is not None:
            yield (*_inside(model, inner, rest), around)


def _is_of(model: Model, attribute: Node, element: str) -> bool:
    tag = attribute.parent.child_by_field_name("name") if attribute.parent is not None else None
    return element == "*" or (tag is not None and model.text(tag) == element)


def _inside(model: Model, node: Node, keys: list[str]) -> tuple[Node, Fields]:
    """The part of an object under these keys: where it is written, else as what is asked of the object."""
    for i, key in enumerate(keys):
        pairs = named(unwrapped(node)) if unwrapped(node).type == "object" else []
        given = [
            each.child_by_field_name("value")
            for each in pairs
            if each.type == "pair"
            and (name := each.child_by_field_name("key"))
            and key_text(model, name) == key
        ]
        if not given or given[-1] is None:
            return node, tuple(keys[i:])
        node = given[-1]
    return node, ()


def named_places(model: Model, word: str) -> Iterator[Node]:
    """The expressions that end in a name: a variable, a member, `headers["x-role"]`, `get("x-role")`."""
    if word.isidentifier():
        for node in model.facts.occurrences(word):
            above = node.parent
            is_key = above is not None and above.child_by_field_name("property") == node
            if is_key and above is not None:
                yield above
            elif node.type == "identifier":
                yield node
    last = word.rpartition("-")[2]
    for string in (
        each for form in {last, last.title()} for each in model.facts.occurrences_in_strings(form)
    ):
        above = string.parent
        if model.text(string)[1:-1].lower() != word or above is None:
            continue
        call = above.parent if above.type == "arguments" else None
        if above.type == "subscript_expression":
            yield above
        elif call is not None and call.type == "call_expression":
            yield call


def tested(model: Model, word: str) -> Iterator[tuple[Node, Node]]:
    """The expressions called `word` on which a branch depends, and the branch."""
    decides = word.lower().removeprefix("x-").startswith(_YES_OR_NO)
    for expression in named_places(model, word):
        branch = _branch(model, expression, sure=decides)
        if branch is not None:
            yield expression, branch


def _branch(model: Model, expression: Node, *, sure: bool) -> Node | None:
    """The branch whose condition asks for an expression: compared with a text, or, where that is enough, at all."""
    at = expression
    while at.parent is not None:
        parent = at.parent
        sign = parent.child_by_field_name("operator")
        if parent.type in _BRANCHES and parent.child_by_field_name("condition") == at:
            return parent if sure else None
        if parent.type == "binary_expression" and sign is not None and sign.type in _EQUAL:
            sure = sure or _is_with_text(model, parent, at)
        elif not _asks(parent, sign):
            return None
        at = parent
    return None


def _asks(parent: Node, sign: Node | None) -> bool:
    """Whether an expression only hands on what is asked: brackets, `!`, `&&`, `||`."""
    operator = sign.type if sign is not None else ""
    return (
        parent.type in WRAPPERS
        or (parent.type == "unary_expression" and operator == "!")
        or (parent.type == "binary_expression" and operator in _LOGIC)
    )


def _is_with_text(model: Model, comparison: Node, side: Node) -> bool:
    others = (comparison.child_by_field_name(part) for part in ("left", "right"))
    values = [model.value(other) for other in others if other is not None and other != side]
    return any(isinstance(value, Constant) and value.value not in ("", None) for value in values)


def compared(model: Model, word: str) -> Iterator[tuple[Node, Node, Node]]:
    """What is compared with an expression called `word`: the other side, the expression, the comparison."""
    for expression in named_places(model, word):
        at = expression
        while at.parent is not None and at.parent.type in WRAPPERS:
            at = at.parent
        parent = at.parent
        sign = parent.child_by_field_name("operator") if parent is not None else None
        if parent is None or parent.type != "binary_expression" or sign is None or sign.type not in _EQUAL:
            continue
        left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
        other = right if left == at else left
        if _CONFIGURED.search(model.text(expression)):
            continue
        if other is not None and not isinstance(model.value(other), Constant):
            yield other, expression, parent
