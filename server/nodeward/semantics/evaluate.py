"""One expression in, its value out: the rules of the language, a node type at a time."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from nodeward.semantics.calls import call_value, new_value, required
from nodeward.semantics.literals import (
    array_literal,
    number_value,
    regex_value,
    string_value,
    template_value,
)
from nodeward.semantics.members import member_value, subscript_value, this_value
from nodeward.semantics.names import identifier_value
from nodeward.semantics.operators import binary_value, unary_value
from nodeward.semantics.scopes import CLASSES, FUNCTIONS
from nodeward.semantics.types import cast_type, type_of_annotation
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Api,
    Class,
    Constant,
    Function,
    Object,
    Value,
    join,
)
from nodeward.syntax.nodes import Node, first_named, last_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model


def evaluate(model: "Model", node: Node) -> Value:
    """The value of an expression, without memory: ask `Model.value`."""
    if node.type in FUNCTIONS:
        return Function(model.site(node))
    if node.type in CLASSES:
        return Class(model.site(node))
    reader = _READERS.get(node.type)
    return reader(model, node) if reader is not None else UNKNOWN


def _cast(model: "Model", node: Node) -> Value:
    """What is in parentheses or cast; where that is unknown, what it is said to be."""
    found = model.value(last_named(node) if node.type == "type_assertion" else first_named(node))
    return found if found != UNKNOWN else cast_type(model, node)


def _awaited(model: "Model", node: Node) -> Value:
    return model.value(first_named(node))


def _assigned(model: "Model", node: Node) -> Value:
    return model.value(node.child_by_field_name("right"))


def _last(model: "Model", node: Node) -> Value:
    return model.value(last_named(node))


def _either(model: "Model", node: Node) -> Value:
    sides = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
    return join([model.value(side) for side in sides])


_CONSTANTS: Mapping[str, Value] = {
    "true": Constant(True),
    "false": Constant(False),
    "null": Constant(None),
    "undefined": Constant(UNDEFINED),
}
_READERS: Mapping[str, Callable[["Model", Node], Value]] = {
    "identifier": identifier_value,
    "shorthand_property_identifier": identifier_value,
    "shorthand_property_identifier_pattern": identifier_value,
    "type_identifier": identifier_value,
    "this": this_value,
    "member_expression": member_value,
    "subscript_expression": subscript_value,
    "nested_identifier": member_value,
    "call_expression": call_value,
    "new_expression": new_value,
    "import": lambda _model, _node: Api("import"),
    "import_require_clause": required,
    "string": string_value,
    "template_string": template_value,
    "number": number_value,
    "regex": regex_value,
    "type_alias_declaration": type_of_annotation,
    "interface_declaration": type_of_annotation,
    "type_parameter": type_of_annotation,
    "enum_declaration": lambda model, node: Object(model.site(node)),
    "unary_expression": unary_value,
    "binary_expression": binary_value,
    "ternary_expression": _either,
    "await_expression": _awaited,
    "assignment_expression": _assigned,
    "sequence_expression": _last,
    "parenthesized_expression": _cast,
    "as_expression": _cast,
    "satisfies_expression": _cast,
    "non_null_expression": _cast,
    "type_assertion": _cast,
    "instantiation_expression": _cast,
    "object": lambda model, node: Object(model.site(node)),
    "array": array_literal,
    **{kind: lambda _model, node: _CONSTANTS[node.type] for kind in _CONSTANTS},
}
