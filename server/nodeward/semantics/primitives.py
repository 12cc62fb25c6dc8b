"""Which kind of value an expression has, where its form, its type or what made it tells: a number, text, true or false."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from nodeward.semantics.annotations import annotation, is_literal_type
from nodeward.semantics.facts import Binding
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import Declaration, Kind, unwrapped
from nodeward.semantics.values import Api, Array, Constant, Regex, Result, Site, Text, api_name
from nodeward.syntax.nodes import Node, first_named, last_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_DEPTH = 8
MOST_WRITES = 20  # of one name


class Type(StrEnum):
    """The kinds that are told apart."""

    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    ARRAY = "array"
    BYTES = "bytes"  # a Buffer, a typed array or what is below it


_CALLS = {
    Type.NUMBER: frozenset(
        {
            "Number",
            "parseInt",
            "parseFloat",
            "Date.now",
            "performance.now",
            "Buffer.byteLength",
            "process.uptime",
        }
    ),
    Type.STRING: frozenset(
        {
            "String",
            "JSON.stringify",
            "encodeURIComponent",
            "crypto.randomUUID",
            "os.tmpdir",
            "os.homedir",
            "os.hostname",
            "path.basename",
            "path.dirname",
            "path.extname",
            "path.format",
            "path.join",
            "path.normalize",
            "path.relative",
            "path.resolve",
            "process.cwd",
            "url.fileURLToPath",
        }
    ),
    Type.BOOLEAN: frozenset({"Boolean", "Array.isArray", "fs.existsSync"}),
    Type.ARRAY: frozenset({"Array.from", "Array.of", "Object.keys", "Object.entries"}),
    Type.BYTES: frozenset(
        {
            "Buffer",
            "Buffer.alloc",
            "Buffer.allocUnsafe",
            "Buffer.allocUnsafeSlow",
            "Buffer.concat",
            "Buffer.from",
            "crypto.randomBytes",
        }
    ),
}
_MEMBERS = {
    Type.NUMBER: frozenset({"length", "byteLength", "byteOffset"}),
    Type.STRING: frozenset(
        {"__dirname", "__filename", "process.platform", "process.execPath", "process.version"}
    ),
}
# Of what is called a process, the number that the system knows it by.
_PROCESS = re.compile(r"(?:this\.#?)?\w*(?:child|proc|process)", re.IGNORECASE)
# Methods whose name says what they give, whatever they are called on.
_METHODS = {
    "charCodeAt": Type.NUMBER,
    "getTime": Type.NUMBER,
    "indexOf": Type.NUMBER,
    "lastIndexOf": Type.NUMBER,
    "charAt": Type.STRING,
    "padEnd": Type.STRING,
    "padStart": Type.STRING,
    "replaceAll": Type.STRING,
    "substring": Type.STRING,
    "toFixed": Type.STRING,
    "toISOString": Type.STRING,
    "toLowerCase": Type.STRING,
    "toString": Type.STRING,
    "toUpperCase": Type.STRING,
    "trim": Type.STRING,
}
_NUMERIC = frozenset({"-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^"})
_LOGICAL = frozenset({"&&", "||", "??"})
_ANNOTATIONS = {
    "number": Type.NUMBER,
    "bigint": Type.NUMBER,
    "string": Type.STRING,
    "boolean": Type.BOOLEAN,
    "Buffer": Type.BYTES,
    "Uint8Array": Type.BYTES,
    "ArrayBuffer": Type.BYTES,
}


def type_of(site: Site) -> Type | None:
    """The kind of value that an expression has, or None where two are possible."""
    return _type_of(site, _Trail())


@dataclass(frozen=True, slots=True)
class _Trail:
    """How a question came about: its depth, and the names that it is to answer."""

    depth: int = 0
    names: frozenset[tuple[int, str]] = frozenset()


def _type_of(site: Site, trail: _Trail) -> Type | None:
    model, node = site.model, unwrapped(site.node)
    cast = _cast(model, site.node)
    if cast is not None:
        return cast
    value = model.value(node)
    if isinstance(value, Constant):
        return _of_constant(value)
    if isinstance(value, Text) or node.type == "template_string":
        return Type.STRING
    if isinstance(value, Array):
        return Type.ARRAY
    if isinstance(value, Api | Result):
        known = _of_library(value)
        if known is not None:
            return known
    if trail.depth >= MOST_DEPTH or isinstance(value, Regex):
        return None
    return _by_form(model, node, replace(trail, depth=trail.depth + 1))


def _cast(model: "Model", node: Node) -> Type | None:
    """Such as `(x as string)`."""
    while node.type == "parenthesized_expression" and (inner := first_named(node)) is not None:
        node = inner
    written = last_named(node) if node.type == "as_expression" else None
    return _ANNOTATIONS.get(model.text(written)) if written is not None else None


def _of_constant(value: Constant) -> Type | None:
    if isinstance(value.value, bool):
        return Type.BOOLEAN
    if isinstance(value.value, int | float):
        return Type.NUMBER
    return Type.STRING if isinstance(value.value, str) else None


def _of_library(value: Api | Result) -> Type | None:
    name = api_name(value) or ""
    if isinstance(value, Result):
        method = name.removesuffix("()").rpartition(".")[2] if name.endswith("()") else None
        made = next((kind for kind, names in _CALLS.items() if name in names), None)
        return made or (Type.NUMBER if name.startswith("Math.") else _METHODS.get(method or ""))
    return next((kind for kind, names in _MEMBERS.items() if name in names), None)


def _by_form(model: "Model", node: Node, trail: _Trail) -> Type | None:
    if node.type == "member_expression":
        return _of_member(model, node)
    if node.type == "update_expression":
        return Type.NUMBER
    if node.type == "unary_expression":
        operator = node.child_by_field_name("operator")
        signs = {
            "-": Type.NUMBER,
            "+": Type.NUMBER,
            "~": Type.NUMBER,
            "!": Type.BOOLEAN,
            "typeof": Type.STRING,
        }
        return signs.get(operator.type) if operator is not None else None
    if node.type == "ternary_expression":
        return _same(model, node, ("consequence", "alternative"), trail)
    if node.type == "binary_expression":
        return _of_operator(model, node, trail)
    if node.type == "call_expression":
        return _of_method(model, node)
    return _of_name(model, node, trail) if node.type == "identifier" else None


def _of_member(model: "Model", node: Node) -> Type | None:
    object_, key = (node.child_by_field_name(name) for name in ("object", "property"))
    if object_ is None or key is None:
        return None
    name = model.text(key)
    counts = name == "pid" and _PROCESS.fullmatch(model.text(object_))
    return Type.NUMBER if counts or name in _MEMBERS[Type.NUMBER] else None


def _of_operator(model: "Model", node: Node, trail: _Trail) -> Type | None:
    operator = node.child_by_field_name("operator")
    spelled = operator.type if operator is not None else ""
    if spelled in _NUMERIC:
        return Type.NUMBER
    if spelled in _LOGICAL:
        return _same(model, node, ("left", "right"), trail)
    if spelled != "+":
        return Type.BOOLEAN
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    kinds = [_type_of(model.site(side), trail) for side in sides if side is not None]
    if Type.STRING in kinds:
        return Type.STRING
    return Type.NUMBER if kinds == [Type.NUMBER, Type.NUMBER] else None


def _same(model: "Model", node: Node, sides: tuple[str, str], trail: _Trail) -> Type | None:
    parts = [node.child_by_field_name(side) for side in sides]
    kinds = {_type_of(model.site(part), trail) for part in parts if part is not None}
    return kinds.pop() if len(kinds) == 1 else None


def _of_method(model: "Model", node: Node) -> Type | None:
    callee = node.child_by_field_name("function")
    key = callee.child_by_field_name("property") if callee is not None else None
    return _METHODS.get(model.text(key)) if key is not None else None


def _of_name(model: "Model", node: Node, trail: _Trail) -> Type | None:
    binding = model.facts.binding(node)
    if binding is None or len(binding.writes) > MOST_WRITES:
        return None
    kinds = set(_of_binding(model, binding, trail))
    return kinds.pop() if len(kinds) == 1 else None


def _of_binding(model: "Model", binding: Binding, trail: _Trail) -> Iterator[Type | None]:
    annotated = {
        _ANNOTATIONS.get(part) or (Type.ARRAY if part.endswith("[]") else _of_literal(part))
        for declaration in binding.declarations
        for part in annotation(model, declaration)
    }
    if annotated:
        yield from annotated
        return
    place = (binding.scope.start_byte, binding.name)
    inner = replace(trail, names=trail.names | {place})
    for declaration in binding.declarations:
        value = declaration.site.child_by_field_name("value")
        plain = declaration.site.child_by_field_name("name") == declaration.name
        if _counts(model, declaration):
            yield Type.NUMBER
        elif declaration.kind is not Kind.VARIABLE or not plain:
            yield None
        elif value is not None:
            yield _type_of(model.site(value), inner)
    # What a name gets from itself is of the kind that it had.
    for write in binding.writes if place not in trail.names else ():
        yield _of_write(model, write.site, write.name, inner)


def _counts(model: "Model", declaration: Declaration) -> bool:
    """The position in `list.map((item, i) => ...)`."""
    given = declaration.scope.parent if declaration.kind is Kind.PARAMETER else None
    callee = given.parent.child_by_field_name("function") if given is not None and given.parent else None
    key = callee.child_by_field_name("property") if callee is not None else None
    mapped = key is not None and model.text(key) in ("map", "forEach", "flatMap")
    return mapped and declaration.site in parameters(declaration.scope)[1:2]


def _of_write(model: "Model", site: Node, name: Node, trail: _Trail) -> Type | None:
    right = site.child_by_field_name("right")
    if site.type == "update_expression":
        return Type.NUMBER
    if right is None or site.child_by_field_name("left") != name:
        return None
    operator = site.child_by_field_name("operator")
    if operator is not None and operator.type not in ("+=", "="):
        return Type.NUMBER if operator.type[:-1] in _NUMERIC else None
    return _type_of(model.site(right), trail)


def _of_literal(part: str) -> Type | None:
    if not is_literal_type(part):
        return None
    if part[0] in "'\"":
        return Type.STRING
    return Type.BOOLEAN if part in ("true", "false") else Type.NUMBER
