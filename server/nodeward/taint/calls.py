"""What a call may give back: what a library keeps of its arguments, what functions return, what constructors make."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Api, Class, Constant, Function, Value, api_name
from nodeward.syntax.nodes import Node, first_named
from nodeward.taint.asked import HOSTS_COUNT, Asked
from nodeward.taint.checked import given_back
from nodeward.taint.fields import made_by, new_object, own_method
from nodeward.taint.methods import called_method, from_method
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Origin, Point
from nodeward.taint.returned import from_function
from nodeward.taint.rooted import is_path_alone
from nodeward.taint.spec import Form, Keep, Kind

_SANITIZER = re.compile(r"saniti[sz]|escape|encode|purif|clean|strip|quote|whitelist", re.IGNORECASE)
_UNSANITIZER = re.compile(r"un_?(?:escape|quote|saniti)|desaniti|(?:de|trans)code", re.IGNORECASE)
_HIDES = re.compile(
    r"mask|redact|hash|encrypt|obfuscat|censor|anonymi[sz]|scrub|digest|fingerprint", re.IGNORECASE
)
_CALLS = frozenset({"call", "apply"})
_WHERE = frozenset(
    {"host", "hostname", "href", "origin", "port", "protocol"}
)  # parts of an address that say where it is


def from_call(asked: Asked, point: Point, node: Node) -> Iterator[Edge | Origin]:
    """The values that a call or construction may give back."""
    model, function = point.site.model, callee(node)
    if function is None:
        return
    function = unwrapped(function)
    judged = given_back(asked, point, node)
    if judged is not None:
        yield from judged
        return
    called = model.value(function)
    name = api_name(called)
    known = _of_library(asked, point, node, name) if name is not None else None
    if known is not None:
        yield from known
        yield from _of_each(point, node) if name == "Array.from" else ()
        return
    made = model.value(node)
    origin = asked.origin(point, made, point.fields) if point.fields and isinstance(made, Api) else None
    if origin is not None:  # `require("yargs").argv`, `meow().flags`
        yield origin
        return
    object_, method = function.child_by_field_name("object"), _method(point, function)
    called = _meant(model, function, called)
    if isinstance(called, Function):
        yield from _of_workspace(asked, point, node, called, method or model.text(function))
    elif isinstance(called, Class):
        yield from new_object(point, model.site(node), called)
    elif object_ is not None and node.type == "call_expression":
        yield from from_method(asked, point, called_method(model, node))
    elif model.text(function) == "Promise":
        yield from (edge for executor in arguments(node)[:1] for edge in _resolved(point, executor))


def _meant(model: Model, function: Node, called: Value) -> Value:
    """What a call calls, also by `run.call(...)` and as a method of the same prototype."""
    object_, key = function.child_by_field_name("object"), function.child_by_field_name("property")
    if key is not None and model.text(key) in _CALLS and isinstance(inner := model.value(object_), Function):
        return inner
    return called if isinstance(called, Function | Class) else own_method(model, function) or called


def _of_each(point: Point, node: Node) -> Iterator[Edge]:
    """`Array.from(list, (item) => ...)`: what the function gives back becomes the elements."""
    model, fields = point.site.model, point.fields
    given = arguments(node)
    called = model.value(unwrapped(given[1])) if len(given) > 1 else None
    if isinstance(called, Function):
        inner = fields[1:] if fields and fields[0] != DEEP else fields
        yield from from_function(point.at(node, inner), model.site(node), called)


def _method(point: Point, function: Node) -> str:
    key = function.child_by_field_name("property")
    return point.site.model.text(key) if key is not None else ""


def _of_workspace(asked: Asked, point: Point, node: Node, called: Function, name: str) -> Iterator[Edge]:
    """What a function of the project gives back, or, called as a constructor, makes."""
    if _cleans_by_name(asked, name):
        return
    if node.type == "new_expression":
        yield from made_by(point, point.site, called)
    yield from from_function(point, point.site.model.site(node), called)


def _all_sources(asked: Asked) -> frozenset[str]:
    return frozenset().union(*(asked.spec.sources.get(set_, frozenset()) for set_ in asked.question.sources))


def _of_library(asked: Asked, point: Point, node: Node, name: str) -> Iterator[Edge | Origin] | None:
    """What a library's function gives back; None where nothing is said about it."""
    spec, question = asked.spec, asked.question
    if name in question.cleaned_by or spec.cleans(name, question.kind):
        return iter(())
    keep = spec.keeps.get(name)
    if keep is not None and point.fields and is_path_alone(name, point.fields[0], question.kind):
        return iter(())
    if keep is not None and keep.form is Form.PARSED and _is_own_address(asked, point, node):
        return _behind_host(point, node)
    if keep is not None:
        return kept(point, node, keep)
    passed = asked.program.library.passes.get(name)
    if passed is not None:
        return (Edge(point.at(each)) for each in arguments(node)[passed : passed + 1])
    asked_for, sources = _asked_for(point, node), _all_sources(asked)
    if name in sources or f"{name}.{asked_for}" in sources:
        found = asked.origin(point, Api(name), (asked_for, *point.fields) if asked_for else point.fields)
        return iter((found,) if found is not None else ())
    return None


def _is_own_address(asked: Asked, point: Point, call: Node) -> bool:
    """Whether a call takes apart the address under which the server itself was asked: `new URL(request.url)`."""
    given = arguments(call)
    name = api_name(point.site.model.value(given[0])) if given else None
    return name in asked.spec.addresses and asked.question.kind in HOSTS_COUNT


def _behind_host(point: Point, call: Node) -> Iterator[Edge]:
    """Of its own address a server is told only what stands behind the host: as a whole it says where the server is."""
    if point.fields and point.fields[0] not in _WHERE:
        yield Edge(point.at(arguments(call)[0], (ANY,)))


def _asked_for(point: Point, call: Node) -> str:
    """The text that a call asks for, in lower case as the names of headers: `request.get("Host")`."""
    given = arguments(call)
    value = point.site.model.value(given[0]) if given else None
    return value.value.lower() if isinstance(value, Constant) and isinstance(value.value, str) else ""


def kept(point: Point, node: Node, keep: Keep) -> Iterator[Edge]:
    """The arguments that a call's result holds, each with what is asked of it; a text has no structure."""
    if point.structured and keep.form in (Form.TEXT, Form.DEEP, Form.KEYS):
        return
    given = arguments(node)
    template = node.child_by_field_name("arguments")
    if template is not None and template.type == "template_string":
        given = [inner for part in template.named_children if (inner := first_named(part)) is not None]
        keep = replace(keep, positions=(0,), rest=True)
    last = max(keep.positions, default=0)
    for i, each in enumerate(given):
        if i in keep.positions or (keep.rest and i > last):
            yield from (_in_form(point, inner, keep.form) for inner in _spread(each))


def _spread(node: Node) -> list[Node]:
    return node.named_children if node.type == "spread_element" else [node]


def _in_form(point: Point, node: Node, form: Form) -> Edge:
    fields = point.fields
    if form is Form.VALUE:
        return Edge(point.at(node))
    if form is Form.PARSED:
        return Edge(replace(point.at(node, ()), structured=False))
    if form is Form.ELEMENTS:
        return Edge(point.at(node, (ANY, *fields[1:]) if fields and fields[0] != DEEP else fields))
    if form is Form.CONTENTS:
        return Edge(point.at(node, (ANY, *fields)))
    if form is Form.KEYS:
        return Edge(point.at(node, (KEYS,)))
    return Edge(point.at(node, (DEEP,) if form is Form.DEEP else ()))


def _cleans_by_name(asked: Asked, name: str) -> bool:
    """A helper of the project that says it cleans: it is believed, unless what it gives is asked for as a structure."""
    if asked.question.kind in (Kind.KEY, Kind.OBJECT, Kind.SIZE, Kind.RANDOM):
        return False
    if asked.question.kind is Kind.CONFIDENTIAL:
        return bool(_HIDES.search(name))
    return bool(_SANITIZER.search(name)) and not _UNSANITIZER.search(name)


def cleans_by_name(model: Model, node: Node) -> bool:
    """Whether an expression is a call of a helper that says it cleans."""
    inner = unwrapped(node)
    function = callee(inner) if inner.type == "call_expression" else None
    key = function.child_by_field_name("property") if function is not None else None
    name = model.text(key or function) if function is not None else ""
    return bool(_SANITIZER.search(name)) and not _UNSANITIZER.search(name)


def _resolved(point: Point, executor: Node) -> Iterator[Edge]:
    """`new Promise((resolve) => resolve(value))`."""
    model = point.site.model
    called = model.value(unwrapped(executor))
    if not isinstance(called, Function) or called.site.model is not model:
        return
    first = called.site.node.child_by_field_name("parameter")
    formal = called.site.node.child_by_field_name("parameters")
    name = first or (first_named(formal) if formal is not None else None)
    name = name.child_by_field_name("pattern") or name if name is not None else None
    binding = model.facts.binding(name) if name is not None and name.type == "identifier" else None
    for use in binding.uses if binding is not None else ():
        call = use.parent
        if (
            call is not None
            and call.type == "call_expression"
            and call.child_by_field_name("function") == use
        ):
            yield from (Edge(point.at(each), "resolves the promise") for each in arguments(call)[:1])
