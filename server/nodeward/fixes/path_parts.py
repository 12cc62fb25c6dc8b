"""Which value of a path that is put together is its last part: shared by the builders that replace it."""

import re

from nodeward.semantics.calls import arguments
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import api_name
from nodeward.syntax.nodes import Node, first_named

_JOINS = frozenset({"path.join", "path.resolve"})
_EXTENSION = re.compile(r"[\w.-]*")


def last_part(model: Model, node: Node) -> Node | None:
    """The one value of a path that is its last part, but for an extension; None where that is not certain."""
    if node.type == "template_string":
        return _in_template(model, node)
    if node.type == "binary_expression":
        return _in_sum(model, node)
    function = node.child_by_field_name("function")
    if node.type != "call_expression" or api_name(model.value(function)) not in _JOINS:
        return None
    given = arguments(node)
    if len(given) < 2 or not all(_is_known(model, each) for each in given[:-1]):
        return None
    inner = unwrapped(given[-1])
    if inner.type in ("template_string", "binary_expression"):
        return (
            _in_template(model, inner, whole=True)
            if inner.type == "template_string"
            else _in_sum(model, inner)
        )
    return inner if inner.type in ("identifier", "member_expression", "subscript_expression") else None


def _is_known(model: Model, node: Node) -> bool:
    """Whether the sender has no say in a part: it stands in the code, or is a setting."""
    return is_fixed(model.site(node)) or model.text(node).startswith("process.env.")


def _in_template(model: Model, node: Node, *, whole: bool = False) -> Node | None:
    """`${dir}/${name}.txt`: the last hole, where what is before it is known and ends with a slash."""
    holes = [each for each in node.named_children if each.type == "template_substitution"]
    inner = first_named(holes[-1]) if holes else None
    if inner is None or not all(
        _is_known(model, first) for each in holes[:-1] if (first := first_named(each))
    ):
        return None
    text = model.facts.document.text
    before, after = (
        text[node.start_byte + 1 : holes[-1].start_byte],
        text[holes[-1].end_byte : node.end_byte - 1],
    )
    in_folder = before.endswith(b"/") or (whole and not before)
    return inner if in_folder and _EXTENSION.fullmatch(after.decode("utf-8", "replace")) else None


def _in_sum(model: Model, node: Node) -> Node | None:
    """`DIR + "/" + name`, `name + ".txt"`."""
    items = _items(node)
    unknown = [i for i, each in enumerate(items) if not _is_known(model, each)]
    if len(unknown) != 1:
        return None
    before = "".join(model.text(each).strip("\"'`") for each in items[: unknown[0]])
    after = "".join(model.text(each).strip("\"'`") for each in items[unknown[0] + 1 :])
    whole = before.endswith("/") and _EXTENSION.fullmatch(after) is not None
    return items[unknown[0]] if whole else None


def _items(node: Node) -> list[Node]:
    node = unwrapped(node)
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None or operator.type != "+":
        return [node]
    return [*_items(left), *_items(right)]
