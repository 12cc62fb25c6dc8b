"""What a name stands for: a global, an import, a variable with one possible value, a parameter of a known type."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.facts import Binding
from nodeward.semantics.imports import imported_value
from nodeward.semantics.members import member_of
from nodeward.semantics.roles import ERROR
from nodeward.semantics.scopes import Declaration, Kind, Write
from nodeward.semantics.shapes import key_text
from nodeward.semantics.types import parameter_value, type_value
from nodeward.semantics.values import UNDEFINED, UNKNOWN, Api, Constant, Value, join
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_FREE = {"undefined": Constant(UNDEFINED), "NaN": UNKNOWN, "Infinity": Constant(float("inf"))}


def identifier_value(model: "Model", node: Node) -> Value:
    """The value of an identifier that is read."""
    name = model.text(node)
    binding = model.facts.binding(node, name)
    if binding is not None:
        return binding_value(model, binding)
    if name in _FREE:
        return _FREE[name]
    known = model.library.globals.get(name)
    return Api(model.library.canonical(known)) if known is not None else UNKNOWN


def binding_value(model: "Model", binding: Binding) -> Value:
    """The one value that a binding can have; unknown where it can have two."""
    return join(list(_candidates(model, binding)))


def _candidates(model: "Model", binding: Binding) -> Iterator[Value]:
    for declaration in binding.declarations:
        if declaration.kind is Kind.TYPE or _is_bare(declaration):
            continue
        yield declared_value(model, declaration)
    for write in binding.writes:
        yield _written_value(model, write)


def declared_value(model: "Model", declaration: Declaration) -> Value:
    """What a declaration gives its name."""
    if declaration.kind is Kind.IMPORT:
        return imported_value(model, declaration)
    if declaration.kind in (Kind.FUNCTION, Kind.CLASS):
        return model.value(declaration.site) if declaration.site.type != "function_signature" else UNKNOWN
    if declaration.kind is Kind.PARAMETER:
        whole = parameter_value(model, declaration)
        return _through_pattern(model, declaration.site, declaration.name, whole)
    if declaration.kind is Kind.CATCH:
        caught = declaration.site.child_by_field_name("parameter")
        return (
            _through_pattern(model, caught, declaration.name, Api(ERROR)) if caught is not None else UNKNOWN
        )
    if declaration.kind is Kind.VARIABLE and declaration.site.type == "variable_declarator":
        return _declarator_value(model, declaration)
    return UNKNOWN


def _is_bare(declaration: Declaration) -> bool:
    """`let x;` says nothing yet; a `var` or `let` without a value waits for its assignment."""
    site = declaration.site
    return (
        site.type == "variable_declarator"
        and site.child_by_field_name("value") is None
        and site.child_by_field_name("type") is None
    )


def _declarator_value(model: "Model", declaration: Declaration) -> Value:
    pattern = declaration.site.child_by_field_name("name")
    value = declaration.site.child_by_field_name("value")
    found = model.value(value) if value is not None else UNKNOWN
    if pattern is None:
        return UNKNOWN
    if found == UNKNOWN and pattern == declaration.name:
        annotation = declaration.site.child_by_field_name("type")
        return type_value(model, annotation) if annotation is not None else UNKNOWN
    return _through_pattern(model, pattern, declaration.name, found)


def _written_value(model: "Model", write: Write) -> Value:
    if write.site.type != "assignment_expression":
        return UNKNOWN
    left, right = write.site.child_by_field_name("left"), write.site.child_by_field_name("right")
    if left is None:
        return UNKNOWN
    return _through_pattern(model, left, write.name, model.value(right))


def _through_pattern(model: "Model", pattern: Node, name: Node, value: Value) -> Value:
    """What `name` gets when `value` is taken apart by `pattern`."""
    if pattern == name or value == UNKNOWN:
        return value if pattern == name else UNKNOWN
    if pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        left, default = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
        if left is None or default is None:
            return UNKNOWN
        return _through_pattern(model, left, name, _or_default(model, value, default))
    if pattern.type == "object_pattern":
        return _through_object(model, pattern, name, value)
    if pattern.type == "array_pattern":
        return _through_array(model, pattern, name, value)
    if pattern.type in ("required_parameter", "optional_parameter"):
        inner = pattern.child_by_field_name("pattern")
        return _through_pattern(model, inner, name, value) if inner is not None else UNKNOWN
    return UNKNOWN


def _or_default(model: "Model", value: Value, default: Node) -> Value:
    if isinstance(value, Constant) and value.value is UNDEFINED:
        return model.value(default)
    # A library's member is there; anything else may be undefined and then the default counts.
    return value if isinstance(value, Api | Constant) else join([value, model.value(default)])


def _through_object(model: "Model", pattern: Node, name: Node, value: Value) -> Value:
    for part in pattern.named_children:
        if not _holds(part, name):
            continue
        if part.type == "shorthand_property_identifier_pattern":
            return member_of(model, value, model.text(part))
        if part.type == "object_assignment_pattern":
            left = part.child_by_field_name("left")
            found = member_of(model, value, model.text(left)) if left is not None else UNKNOWN
            return _through_pattern(model, part, name, found)
        if part.type == "pair_pattern":
            key, inner = part.child_by_field_name("key"), part.child_by_field_name("value")
            spelled = key_text(model, key) if key is not None else None
            if spelled is None or inner is None:
                return UNKNOWN
            return _through_pattern(model, inner, name, member_of(model, value, spelled))
        return UNKNOWN
    return UNKNOWN


def _through_array(model: "Model", pattern: Node, name: Node, value: Value) -> Value:
    for position, part in enumerate(pattern.named_children):
        # A hole (`[, b]`) has no node: then positions cannot be counted.
        if model.text(pattern).replace(" ", "").startswith("[,") or ",," in model.text(pattern).replace(
            " ", ""
        ):
            return UNKNOWN
        if _holds(part, name):
            return _through_pattern(model, part, name, member_of(model, value, position))
    return UNKNOWN


def _holds(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
