"""The role of a function: what the library that it is registered with hands to its parameters."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nodeward.semantics.api import Callback, Convention
from nodeward.semantics.values import Api, Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

NO_TYPES: tuple[str, ...] = ()
ERROR = "Error"  # the canonical name of what is thrown, rejected, or handed to a callback as its error
_ERRORS_FIRST = frozenset({"err", "error", "_err", "_error"})
MOST_USES = 40  # uses of a function that are looked at for its role


def parameter_types(model: "Model", function: Node) -> tuple[str, ...]:
    """The canonical types of a function's parameters by its role; empty where it has none, or two."""
    found = {types for types in _roles(model, function) if types}
    if len(found) == 1:
        return found.pop()
    return by_convention(model, function) if not found else NO_TYPES


def by_convention(model: "Model", function: Node) -> tuple[str, ...]:
    """An exported function that calls its parameters what handlers call them, and uses them so."""
    names = parameter_names(model, function)
    for convention in model.library.conventions:
        if _fits(convention, names) and _is_offered(function) and _proves(model, function, names, convention):
            return convention.parameters
    return NO_TYPES


def parameter_names(model: "Model", function: Node) -> list[str]:
    """The names of a function's parameters; a pattern's text where it is no plain name."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [model.text(single)]
    return [_spelled(model, parameter) for parameter in parameters(function)]


def parameters(function: Node) -> list[Node]:
    """The parameters of a function, comments and TypeScript's `this` left out."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    formal = function.child_by_field_name("parameters")
    named = formal.named_children if formal is not None else []
    return [child for child in named if child.type != "comment" and _pattern(child).type != "this"]


def _pattern(parameter: Node) -> Node:
    return parameter.child_by_field_name("pattern") or parameter.child_by_field_name("left") or parameter


def _spelled(model: "Model", parameter: Node) -> str:
    return model.text(_pattern(parameter))


def _roles(model: "Model", function: Node) -> Iterator[tuple[str, ...]]:
    place = _outermost_wrapper(model, function)
    if place.parent is not None and place.parent.type in ("arguments", "array"):
        yield _as_argument(model, place, function)
        return
    for site in _uses(model, function):
        yield _as_argument(site.model, _outermost_wrapper(site.model, site.node), function)


def _outermost_wrapper(model: "Model", node: Node) -> Node:
    """`wrap(async (req, res) => ...)` in place of its argument: a helper that nothing is known of passes handlers on."""
    at = node
    while at.parent is not None and at.parent.type == "arguments":
        call = at.parent.parent
        if call is None or call.type != "call_expression" or call.parent is None:
            break
        if call.parent.type not in ("arguments", "array") or _callbacks(model, call):
            break
        at = call
    return at


def _as_argument(model: "Model", node: Node, function: Node) -> tuple[str, ...]:
    at = node
    while at.parent is not None and at.parent.type == "array":
        at = at.parent
    if at.parent is None or at.parent.type != "arguments" or at.parent.parent is None:
        return NO_TYPES
    arguments = [child for child in at.parent.named_children if child.type != "comment"]
    position = next((i for i, child in enumerate(arguments) if child == at), 0)
    count = len(parameters(function))
    for callback in _callbacks(model, at.parent.parent):
        if callback.argument not in (None, position) or callback.count not in (None, count):
            continue
        return callback.parameters
    return _of_the_language(model, at.parent.parent, position, function)


def _of_the_language(model: "Model", call: Node, position: int, function: Node) -> tuple[str, ...]:
    """What a promise hands to `catch`, and Node.js's own convention: a callback takes the error first."""
    callee = call.child_by_field_name("function")
    key = (
        callee.child_by_field_name("property")
        if callee is not None and callee.type == "member_expression"
        else None
    )
    method = model.text(key) if key is not None else ""
    if (method == "catch" and position == 0) or (method == "then" and position == 1):
        return (ERROR,)
    names = parameter_names(model, function)
    return (ERROR,) if names and names[0] in _ERRORS_FIRST else NO_TYPES


def _callbacks(model: "Model", call: Node) -> Sequence[Callback]:
    callee = model.value(call.child_by_field_name("function") or call.child_by_field_name("constructor"))
    if isinstance(callee, Api):
        return model.library.callbacks.get(callee.name, ())
    return ()


def _uses(model: "Model", function: Node) -> Iterator[Site]:
    """Where a function is mentioned by the name it was given, in its file and in others."""
    name = _name(function)
    if name is not None:
        binding = model.facts.binding(name)
        for use in (binding.uses if binding is not None else ())[:MOST_USES]:
            yield model.site(use)
    yield from _as_method(model, function)
    yield from model.link.references(model.path, function)


def _name(function: Node) -> Node | None:
    parent = function.parent
    if function.type in ("function_declaration", "generator_function_declaration"):
        return function.child_by_field_name("name")
    if parent is not None and parent.type == "variable_declarator":
        name = parent.child_by_field_name("name")
        return name if name is not None and name.type == "identifier" else None
    return None


def _as_method(model: "Model", function: Node) -> Iterator[Site]:
    """`app.get("/", this.show)` and `controller.show` in the same file."""
    key = function.child_by_field_name("name") if function.type == "method_definition" else None
    if (
        key is None
        and function.parent is not None
        and function.parent.type in ("pair", "public_field_definition", "field_definition")
    ):
        key = function.parent.child_by_field_name("key") or function.parent.child_by_field_name("name")
        key = key or function.parent.child_by_field_name("property")
    if key is None:
        return
    for use in model.facts.occurrences(model.text(key))[:MOST_USES]:
        member = use.parent
        if (
            member is not None
            and member.type == "member_expression"
            and member.child_by_field_name("property") == use
        ):
            yield model.site(_bound(member))


def _bound(member: Node) -> Node:
    """`this.show.bind(this)` stands for `this.show`."""
    above = member.parent
    if (
        above is None
        or above.type != "member_expression"
        or above.parent is None
        or above.parent.type != "call_expression"
    ):
        return member
    key = above.child_by_field_name("property")
    return above.parent if key is not None and key.text == b"bind" else member


def _fits(convention: Convention, names: list[str]) -> bool:
    if len(names) < len(convention.names) - 1 or len(names) > len(convention.names) or len(names) < 2:
        return False
    return all(name in known for name, known in zip(names, convention.names, strict=False))


def _is_offered(function: Node) -> bool:
    """Whether the function leaves its file or belongs to an object: someone else registers it."""
    at: Node | None = function
    while at is not None and at.parent is not None and at.parent.type not in ("statement_block", "program"):
        at = at.parent
        if at.type in (
            "export_statement",
            "object",
            "class_body",
            "assignment_expression",
            "return_statement",
        ):
            return True
    return at is not None and at.parent is not None and at.parent.type == "program"


def _proves(model: "Model", function: Node, names: list[str], convention: Convention) -> bool:
    for member in convention.proof:
        for use in model.facts.occurrences(member):
            above = use.parent
            if above is None or above.type != "member_expression" or not _inside(function, use):
                continue
            object_ = above.child_by_field_name("object")
            if object_ is not None and model.text(object_).split(".")[0].split("(")[0] in names:
                return True
    return False


def _inside(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
