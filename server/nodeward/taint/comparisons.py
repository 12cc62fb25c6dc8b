"""What a comparison says about a value: equal to something the program wrote, of a type that can do nothing, inside a root."""

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.shapes import elements
from nodeward.semantics.values import Api, Array, Constant, Regex
from nodeward.syntax.nodes import Node
from nodeward.taint.prefix import PROTOTYPES
from nodeward.taint.spec import Kind, Question
from nodeward.taint.subject import Subject

_EQUAL = frozenset({"===", "=="})
_UNEQUAL = frozenset({"!==", "!="})
_PLAIN = frozenset({"number", "boolean", "bigint", "undefined", "function", "symbol"})
# The part of an address that makes the whole harmless, where it is one that the program wrote.
_HOST = ("host", "hostname", "origin")
_PARTS = {Kind.URL: _HOST, Kind.REDIRECT: _HOST, Kind.LINK: (*_HOST, "protocol")}


def compares(subject: Subject, test: Node, question: Question, *, outcome: bool) -> bool:
    """Whether a comparison with this outcome means that the subject is harmless."""
    left, right, operator = (test.child_by_field_name(part) for part in ("left", "right", "operator"))
    if left is None or right is None or operator is None:
        return False
    sign = operator.type
    if sign in _EQUAL or sign in _UNEQUAL:
        equal = (sign in _EQUAL) == outcome
        pairs = ((left, right), (right, left))
        return any(_equals(subject, a, b, question, equal=equal) for a, b in pairs)
    if sign == "in":
        return outcome and subject.is_(left) and question.kind is not Kind.KEY
    if sign == "instanceof":
        value = subject.model.value(right)
        return (
            outcome
            and subject.is_(left)
            and isinstance(value, Api)
            and value.name in ("Date", "Number", "RegExp")
        )
    bounded = sign in ("<", "<=", ">", ">=") and question.kind is Kind.SIZE
    return bounded and (subject.is_(left) or subject.is_(right))


def _equals(subject: Subject, one: Node, other: Node, question: Question, *, equal: bool) -> bool:
    inner = unwrapped(one)
    value = subject.model.value(other)
    operator = inner.child_by_field_name("operator")
    if inner.type == "unary_expression" and operator is not None and operator.type == "typeof":
        known = value.value if isinstance(value, Constant) else None
        of = subject.is_(inner.child_by_field_name("argument"))
        return (
            of
            and _of_type(known, question, equal=equal)
            and not (known == "number" and question.kind is Kind.SIZE)
        )
    if not subject.is_(inner):
        return is_part(subject, inner, question) and equal
    if isinstance(value, Constant):
        # `key === "__proto__"` turned away is what keeps a prototype clean.
        return equal or (question.kind is Kind.KEY and value.value in PROTOTYPES)
    return False


def _of_type(type_: object, question: Question, *, equal: bool) -> bool:
    if type_ == "string":
        return equal and question.structured
    if type_ == "object":
        return not equal and question.structured
    return equal and type_ in _PLAIN


def is_part(subject: Subject, node: Node, question: Question) -> bool:
    """`new URL(x).host === "example.com"`, `parsed.origin === ORIGIN`; for a link its scheme: `parsed.protocol`."""
    parts, node = _PARTS.get(question.kind), unwrapped(node)
    if parts is None or node.type != "member_expression":
        return False
    key, object_ = node.child_by_field_name("property"), node.child_by_field_name("object")
    if key is None or object_ is None or subject.model.text(key) not in parts:
        return False
    inner = unwrapped(object_)
    binding = subject.model.facts.binding(inner) if inner.type == "identifier" else None
    if binding is not None and len(binding.declarations) == 1:
        inner = binding.declarations[0].site.child_by_field_name("value") or inner
    given = inner.child_by_field_name("arguments")
    return given is not None and any(subject.is_(each) for each in given.named_children)


def names_prototypes(model: Model, list_: Node | None) -> bool:
    """Whether a list, a set or an expression refuses the key by which prototypes are reached."""
    value = model.value(list_)
    if isinstance(value, Regex):
        return "__proto__" in value.pattern
    node = unwrapped(origin(model.site(list_)).node) if list_ is not None else None
    if node is not None and node.type == "new_expression" and (given := arguments(node)):
        value = model.value(given[0])
    items = elements(value) if isinstance(value, Array) else None
    return any(item.model.value(item.node) == Constant("__proto__") for item in items or [])
