"""What a call gives back: a module, a library's object, what a function of the workspace returns."""

from typing import TYPE_CHECKING

from nodeward.semantics.imports import module_value, required_value
from nodeward.semantics.literals import MOST_TEXT, spelled
from nodeward.semantics.returns import results
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.shapes import elements
from nodeward.semantics.types import result_type
from nodeward.semantics.values import (
    UNKNOWN,
    Api,
    Array,
    Class,
    Constant,
    Function,
    Instance,
    Result,
    Value,
    constant_text,
    join,
)
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

REQUIRE = "require"
PROMISIFY = "util.promisify"
_BINDERS = frozenset({"bind"})
_TEXT_METHODS = frozenset({"toString", "trim", "toLowerCase", "toUpperCase", "concat"})


def arguments(call: Node) -> list[Node]:
    """The arguments of a call or construction, comments left out; a tagged template has none."""
    found = call.child_by_field_name("arguments")
    if found is None or found.type != "arguments":
        return []
    return [child for child in found.named_children if child.type != "comment"]


def callee(call: Node) -> Node | None:
    """The expression that is called or constructed."""
    return call.child_by_field_name("function") or call.child_by_field_name("constructor")


def call_value(model: "Model", node: Node) -> Value:
    """`f(...)`, `require("m")`, `import("m")`."""
    function = callee(node)
    if function is None:
        return UNKNOWN
    if function.type == "import":
        return _loaded(model, node, whole=True)
    if (
        function.type == "identifier"
        and model.text(function) == REQUIRE
        and model.facts.binding(function) is None
    ):
        return _loaded(model, node, whole=False)
    called = model.value(unwrapped(function))
    if isinstance(called, Api):
        return _library_call(model, node, called)
    if isinstance(called, Result):
        return Result(f"{called.api}()", model.site(node))
    if isinstance(called, Function):
        return returned(called)
    return _method_of_constant(model, node, function)


def new_value(model: "Model", node: Node) -> Value:
    """`new C(...)`."""
    made = model.value(callee(node))
    if isinstance(made, Class):
        return Instance(made.site)
    return _library_call(model, node, made) if isinstance(made, Api) else UNKNOWN


def required(model: "Model", node: Node) -> Value:
    """`import x = require("m")`."""
    source = node.child_by_field_name("source")
    return required_value(model, model.text(source)[1:-1]) if source is not None else UNKNOWN


def returned(function: Function) -> Value:
    """The one value that a function of the workspace returns."""
    model, node = function.site.model, function.site.node
    given = join([model.value(result) for result in results(node) or []])
    return given if given != UNKNOWN else result_type(model, node)


def _loaded(model: "Model", call: Node, *, whole: bool) -> Value:
    given = arguments(call)
    specifier = constant_text(model.value(given[0])) if given else None
    if specifier is None:
        return UNKNOWN
    return module_value(model, specifier) if whole else required_value(model, specifier)


def _library_call(model: "Model", node: Node, called: Api) -> Value:
    given = arguments(node)
    if called.name == PROMISIFY:
        inner = model.value(given[0]) if given else UNKNOWN
        return Api(inner.name, promisified=True) if isinstance(inner, Api) else UNKNOWN
    head, _, last = called.name.rpartition(".")
    if last in _BINDERS:
        return Api(head, called.promisified)
    passed = model.library.passes.get(called.name)
    if passed is not None:
        return model.value(given[passed]) if passed < len(given) else UNKNOWN
    known = model.library.returns.get(called.name)
    return Api(known) if known is not None else Result(called.name, model.site(node))


def _method_of_constant(model: "Model", node: Node, function: Node) -> Value:
    if function.type != "member_expression":
        return UNKNOWN
    key = function.child_by_field_name("property")
    value = model.value(function.child_by_field_name("object"))
    name = model.text(key) if key is not None else ""
    given = [model.value(argument) for argument in arguments(node)]
    constants = [spelled(item) for item in given if isinstance(item, Constant)]
    if len(constants) != len(given):
        return UNKNOWN
    if isinstance(value, Array) and name == "join":
        return _joined(value, constants[0] if constants else ",")
    if not isinstance(value, Constant) or name not in _TEXT_METHODS:
        return UNKNOWN
    return _short(_applied(spelled(value), name, constants))


def _applied(text: str, method: str, given: list[str]) -> str:
    if method == "concat":
        return text + "".join(given)
    if method == "trim":
        return text.strip()
    return text.lower() if method == "toLowerCase" else text.upper() if method == "toUpperCase" else text


def _joined(array: Array, separator: str) -> Value:
    sites = elements(array)
    values = [site.model.value(site.node) for site in sites or []]
    constants = [spelled(value) for value in values if isinstance(value, Constant)]
    if sites is None or len(constants) != len(values):
        return UNKNOWN
    if sum(map(len, constants)) + len(separator) * len(constants) > MOST_TEXT:
        return UNKNOWN
    return Constant(separator.join(constants))


def _short(text: str) -> Value:
    return Constant(text) if len(text) <= MOST_TEXT else UNKNOWN
