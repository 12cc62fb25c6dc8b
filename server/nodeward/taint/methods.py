"""What the methods of the language give back of what they are called on: strings, lists, maps, promises (ECMA-262, 22 to 27)."""

import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Function, Regex
from nodeward.syntax.nodes import Node
from nodeward.taint.alphabets import harmless, left_by
from nodeward.taint.asked import Asked
from nodeward.taint.given import function_or
from nodeward.taint.guards import helper_lets
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Point, below
from nodeward.taint.prefix import known_text
from nodeward.taint.returned import from_function
from nodeward.taint.rooted import is_stripped
from nodeward.taint.spec import Kind
from nodeward.taint.subject import Subject

# The characters of texts that encode bytes (RFC 4648).
_LETTERS = frozenset(string.ascii_letters + string.digits)
_ENCODINGS = {"base64": _LETTERS | frozenset("+/="), "base64url": _LETTERS | frozenset("-_"), "hex": _LETTERS}
_SAME = frozenset(
    {
        "concat",
        "copyWithin",
        "fill",
        "filter",
        "flat",
        "reverse",
        "slice",
        "sort",
        "splice",
        "toReversed",
        "toSorted",
        "toSpliced",
        "valueOf",
        "with",
        "clone",
        "toObject",
        "finally",
        "setEncoding",
        "pipe",
    }
)
_TEXT = frozenset(
    {
        "at",
        "charAt",
        "normalize",
        "padEnd",
        "padStart",
        "repeat",
        "substr",
        "substring",
        "toLocaleLowerCase",
        "toLocaleUpperCase",
        "toLowerCase",
        "toString",
        "toUpperCase",
        "toWellFormed",
        "trim",
        "trimEnd",
        "trimLeft",
        "trimRight",
        "trimStart",
        "toLocaleString",
        "text",
        "read",
    }
)
_ELEMENT = frozenset({"at", "find", "findLast", "next", "pop", "shift"})
_UPPER = frozenset({"toLocaleUpperCase", "toUpperCase"})
_REPLACE = frozenset({"replace", "replaceAll"})
_LETTER = frozenset(
    {"at", "charAt", "charCodeAt", "codePointAt", "slice", "substr", "substring"}
)  # by number
_ADDS = frozenset({"concat", "padEnd", "padStart"})
_STRUCTURE_ENDS = _TEXT | _REPLACE | {"join", "match", "matchAll", "split"}


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a method: on what it is called, and with what; also as `Array.prototype.slice.call(object, ...)`."""

    call: Node
    object_: Node
    method: Node
    given: list[Node]


def called_method(model: Model, call: Node) -> Called | None:
    """The method that a call expression calls, if it calls one."""
    function = call.child_by_field_name("function")
    object_, key = _parts_of(function)
    given = arguments(call)
    inner, inner_key = _parts_of(object_)
    if (
        object_ is not None
        and object_.type == "identifier"
        and key is not None
        and key.text in (b"call", b"apply")
    ):
        # `const slice = Array.prototype.slice; slice.call(arguments, 1)`
        written = origin(model.site(object_))
        inner, inner_key = _parts_of(written.node) if written.model is model else (None, None)
    if key is None or object_ is None:
        return None
    if key.text == b"call" and inner is not None and inner_key is not None and given:
        return Called(call, given[0], inner_key, given[1:])
    if key.text == b"apply" and inner is not None and inner_key is not None and given:
        return Called(
            call, given[0], inner_key, [inner for each in given[1:] for inner in each.named_children]
        )
    return Called(call, object_, key, given)


def _parts_of(member: Node | None) -> tuple[Node | None, Node | None]:
    if member is None or member.type != "member_expression":
        return None, None
    return member.child_by_field_name("object"), member.child_by_field_name("property")


def from_method(asked: Asked, point: Point, called: Called | None) -> Iterator[Edge]:
    """The values that `object.method(...)` may give back."""
    if called is None:
        return
    object_, method, given = called.object_, point.site.model.text(called.method), called.given
    if point.structured and method in _STRUCTURE_ENDS:
        return
    fields = point.fields
    if _disarms(asked, point, method, given):
        return
    if asked.question.kind is Kind.RANDOM and method in _LETTER and known_text(point.site.model, object_):
        yield from (Edge(point.at(each, ())) for each in given)
    if method in _SAME or (method in _TEXT and fields in ((), (DEEP,))):
        yield Edge(point.at(object_))
    if method in _ADDS:
        yield from (Edge(point.at(each)) for each in given)
    if method in _REPLACE:
        yield from _replaced(asked, point, object_, given)
    elif method in _ELEMENT:
        yield Edge(point.at(object_, (ANY, *fields)))
    elif method in _OTHERS:
        yield from _OTHERS[method](point, object_, given)
    else:
        yield from _called_back(asked, point, called)


def _disarms(asked: Asked, point: Point, method: str, given: list[Node]) -> bool:
    """Whether nothing of what a method gives back can do harm at the sink in question."""
    if method in _UPPER and asked.question.kind is Kind.KEY:
        return True  # every member that all objects have is spelled with small letters
    if method == "filter":
        return _keeps_harmless(asked, point, given)
    if method == "toString":
        return _encodes(asked, point, given)
    return asked.question.kind is Kind.CONFIDENTIAL and _shortens(point, method, given)


def _keeps_harmless(asked: Asked, point: Point, given: list[Node]) -> bool:
    """`list.filter((item) => ALLOWED.includes(item))`."""
    model = point.site.model
    called = model.value(unwrapped(given[0])) if given else None
    if not isinstance(called, Function) or not asked.judged:
        return False
    return helper_lets(asked, Subject(model, ""), called, 0, outcome=True)


def _encodes(asked: Asked, point: Point, given: list[Node]) -> bool:
    """`buffer.toString("base64")`: letters and digits that do no harm where their few signs do none."""
    value = point.site.model.value(given[0]) if given else None
    alphabet = _ENCODINGS.get(str(value.value)) if isinstance(value, Constant) else None
    return alphabet is not None and harmless(alphabet, asked.question.kind)


def _shortens(point: Point, method: str, given: list[Node]) -> bool:
    """`key.slice(0, 4)`, `key.slice(-4)`, `key.replace(/./g, "*")`: what is left gives no secret away; `slice(7)` takes a word off it."""
    if method in ("slice", "substring", "substr"):
        return len(given) > 1 or any(each.type == "unary_expression" for each in given)
    pattern = point.site.model.value(given[0]) if method in _REPLACE and given else None
    return method in ("at", "charAt") or (isinstance(pattern, Regex) and "g" in pattern.flags)


def _parts(point: Point, object_: Node, _given: list[Node]) -> Iterator[Edge]:
    if below(point.fields or (ANY,), ANY) is not None:
        yield Edge(point.at(object_, ()))


def _executed(point: Point, object_: Node, given: list[Node]) -> Iterator[Edge]:
    if given and isinstance(point.site.model.value(object_), Regex):
        yield Edge(point.at(given[0], ()))


def _joined(point: Point, object_: Node, given: list[Node]) -> Iterator[Edge]:
    yield Edge(point.at(object_, (ANY,)))
    yield from (Edge(point.at(each)) for each in given)


def _read(point: Point, object_: Node, given: list[Node]) -> Iterator[Edge]:
    value = point.site.model.value(given[0]) if given else None
    key = str(value.value) if isinstance(value, Constant) else ANY
    yield Edge(point.at(object_, (key, *point.fields)))


def _values(point: Point, object_: Node, _given: list[Node]) -> Iterator[Edge]:
    yield Edge(point.at(object_, (ANY, *point.fields[1:])))


def _entries(point: Point, object_: Node, _given: list[Node]) -> Iterator[Edge]:
    yield Edge(point.at(object_, (ANY, *point.fields[2:])))


def _keys(point: Point, object_: Node, _given: list[Node]) -> Iterator[Edge]:
    yield Edge(point.at(object_, (KEYS,)))


_OTHERS: Mapping[str, Callable[[Point, Node, list[Node]], Iterator[Edge]]] = {
    "entries": _entries,
    "exec": _executed,
    "get": _read,
    "getAll": _read,
    "join": _joined,
    "keys": _keys,
    "match": _parts,
    "matchAll": _parts,
    "split": _parts,
    "values": _values,
}


def _replaced(asked: Asked, point: Point, object_: Node, given: list[Node]) -> Iterator[Edge]:
    """`x.replace(/[^a-z]/g, "")` leaves what is not matched; the replacement comes in."""
    model, kind = point.site.model, asked.question.kind
    pattern = model.value(given[0]) if given else None
    if not isinstance(pattern, Regex) or not (
        harmless(left_by(pattern.pattern, pattern.flags), kind)
        or (kind is Kind.PATH and is_stripped(model, object_, pattern.pattern))
    ):
        yield Edge(point.at(object_, ()))
    for each in given[1:2]:
        called = model.value(unwrapped(each))
        if isinstance(called, Function):
            yield from from_function(point, point.site, called)
        else:
            yield Edge(point.at(each, ()))


def _called_back(asked: Asked, point: Point, method_call: Called) -> Iterator[Edge]:
    """`list.map(f)`, `list.reduce(f, x)`, `promise.then(f)`: what the callback gives back."""
    model, given, fields = point.site.model, method_call.given, point.fields
    call, object_, method = method_call.call, method_call.object_, model.text(method_call.method)
    called = function_or(model, unwrapped(given[0])) if given else None
    if method in ("map", "flatMap", "mapSeries"):
        inner = fields[1:] if fields and fields[0] != DEEP and method != "flatMap" else fields
        if isinstance(called, Function):
            yield from from_function(point.at(call, inner), model.site(call), called)
        elif called is not None and asked.question.kind is not Kind.SIZE:
            yield from _mapped(asked, point, object_, given[0])
    elif method in ("reduce", "reduceRight"):
        yield from (Edge(point.at(each)) for each in given[1:2])
        if isinstance(called, Function):
            yield from from_function(point, model.site(call), called)
    elif method in ("then", "catch"):
        if isinstance(called, Function):
            yield from from_function(point, model.site(call), called)
        if method == "catch":
            yield Edge(point.at(object_))


def _mapped(asked: Asked, point: Point, object_: Node, function: Node) -> Iterator[Edge]:
    """`list.map(String)`: a function of a library on each element, as far as it is known to keep it."""
    name = point.site.model.text(function)
    if name in asked.spec.keeps and not asked.spec.cleans(name, asked.question.kind):
        yield Edge(point.at(object_, point.fields or (ANY,)))
