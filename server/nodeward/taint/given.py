"""What a call hands over, position by position; a tagged template hands over its texts and then each hole (ECMA-262, 13.2.8.4)."""

from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.origin import origin
from nodeward.semantics.values import Api, Function, Value
from nodeward.syntax.nodes import Node, first_named


def given(call: Node) -> list[Node]:
    """The arguments of a call or construction; for a tagged template first its opening quote, which stands for the texts."""
    template = call.child_by_field_name("arguments")
    if template is None or template.type != "template_string":
        return arguments(call)
    texts = template.children[0]
    return [texts, *(inner for part in template.named_children if (inner := first_named(part)) is not None)]


def function_or(model: Model, node: Node) -> Value:
    """What an argument means; of `options.transform || own` the own function, where the other one is not known."""
    value = model.value(node)
    if isinstance(value, Function | Api):
        return value
    written = origin(model.site(node))
    operator = written.node.child_by_field_name("operator")
    chosen = operator is not None and operator.type in ("||", "??")
    return written.model.value(written.node.child_by_field_name("right")) if chosen else value
