"""What a test asks of a text, however it is spelled: how it begins or ends, what is in it, which expression it fits."""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Regex
from nodeward.syntax.nodes import Node

_EQUAL = {"===": True, "==": True, "!==": False, "!=": False}
_CUTS = frozenset({"slice", "substring", "substr"})
_SIGNS = frozenset({"charAt", "at"})
_BEGINS, _HAS, _SECOND, _FITS = "begins", "has", "second", "fits"
_ASKS = {"startsWith": _BEGINS, "endsWith": "ends", "includes": _HAS, "match": _FITS}


@dataclass(frozen=True, slots=True)
class Relation:
    """`of` stands in a relation to `to`, as the test says, or (`holds` is false) does not."""

    name: str
    of: Node
    to: Node
    holds: bool

    def text(self, model: Model) -> str | None:
        """The constant text that it is about."""
        value = model.value(self.to)
        return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None

    def pattern(self, model: Model) -> Regex | None:
        """The expression that it is about."""
        value = model.value(self.to)
        return value if isinstance(value, Regex) else None


def relations(model: Model, test: Node, *, outcome: bool) -> Iterator[Relation]:
    """Everything that is certain where a test had this outcome."""
    test = unwrapped(test)
    left, right, operator = (test.child_by_field_name(part) for part in ("left", "right", "operator"))
    sign = operator.type if operator is not None else ""
    if test.type == "unary_expression" and sign == "!":
        inner = test.child_by_field_name("argument")
        yield from relations(model, inner, outcome=not outcome) if inner is not None else ()
    elif test.type == "call_expression":
        yield from _of_call(model, test, outcome=outcome)
    elif left is None or right is None:
        return
    elif sign in ("&&", "||"):
        if (sign == "&&") == outcome:
            yield from relations(model, left, outcome=outcome)
            yield from relations(model, right, outcome=outcome)
    elif unwrapped(left).type == "call_expression" and (found := _position(model, right, sign)) is not None:
        yield from _found_at(model, unwrapped(left), found[0], holds=found[1] == outcome)
    elif sign in _EQUAL:
        yield from _compared(model, left, right, holds=_EQUAL[sign] == outcome)


def _method(model: Model, call: Node) -> tuple[Node, str] | None:
    callee = call.child_by_field_name("function")
    object_, key = (
        (callee.child_by_field_name("object"), callee.child_by_field_name("property"))
        if callee is not None
        else (None, None)
    )
    return (unwrapped(object_), model.text(key)) if object_ is not None and key is not None else None


def _of_call(model: Model, call: Node, *, outcome: bool) -> Iterator[Relation]:
    method, given = _method(model, call), arguments(call)
    if method is None or not given:
        return
    if method[1] in ("test", "exec"):
        yield Relation(_FITS, unwrapped(given[0]), method[0], outcome)
    elif method[1] in _ASKS:
        yield Relation(_ASKS[method[1]], method[0], given[0], outcome)


def _position(model: Model, limit: Node, sign: str) -> tuple[str, bool] | None:
    """What a position is compared for: whether a text is in front (`=== 0`) or anywhere (`!== -1`), yes or no."""
    value = model.value(limit)
    number = value.value if isinstance(value, Constant) and not isinstance(value.value, bool) else None
    if number == 0 and sign in _EQUAL:
        return _BEGINS, _EQUAL[sign]
    if number == 0 and sign in ("<", ">="):
        return _HAS, sign == ">="
    if number == -1 and sign in (*_EQUAL, ">"):
        return _HAS, not _EQUAL.get(sign, False)
    return None


def _found_at(model: Model, call: Node, relation: str, *, holds: bool) -> Iterator[Relation]:
    """`text.indexOf(part)`, `text.search(expression)`, `text.lastIndexOf(part, 0)` and where it was found."""
    method, given = _method(model, call), arguments(call)
    if method is None or not given:
        return
    if method[1] in ("indexOf", "lastIndexOf"):
        yield Relation(relation, method[0], given[0], holds)
    elif method[1] == "search":
        yield Relation(_FITS, method[0], given[0], holds)


def _compared(model: Model, left: Node, right: Node, *, holds: bool) -> Iterator[Relation]:
    """`text[0] === "/"`, `text.charAt(1) !== "/"`, `text.slice(0, ROOT.length) === ROOT`."""
    for one, other in ((unwrapped(left), right), (unwrapped(right), left)):
        found = _place(model, one)
        if found is not None:
            yield Relation(found[1], found[0], other, holds)


def _place(model: Model, node: Node) -> tuple[Node, str] | None:
    """The text of which an expression takes the beginning or the second character."""
    if node.type == "subscript_expression":
        object_, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        name = _at(model, index)
        return (unwrapped(object_), name) if object_ is not None and name else None
    method = _method(model, node) if node.type == "call_expression" else None
    given = arguments(node)
    if method is None or not given:
        return None
    name = _at(model, given[0])
    if method[1] in _SIGNS and name:
        return method[0], name
    return (method[0], _BEGINS) if method[1] in _CUTS and name == _BEGINS else None


def _at(model: Model, index: Node | None) -> str:
    value = model.value(index) if index is not None else None
    number = value.value if isinstance(value, Constant) and not isinstance(value.value, bool) else None
    if number == 0:
        return _BEGINS
    return _SECOND if number == 1 else ""
