"""Reads data with `JSON.parse` where a function that can run code read it, and the data may well be JSON."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.fixes.unused import dropped_import
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import Node, first_named
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """With `parenthesized` only text that is put in parentheses first, which is how an object is read by `eval`.

    `functions` are those whose text, where it holds no code, is JSON.
    """
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    function, given = (callee(call), arguments(call)) if call is not None else (None, [])
    if model is None or call is None or function is None or len(given) != 1 or call.type != "call_expression":
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    if site.finding.details.get("api") not in _functions(site):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    inner = given[0]
    if site.spec.with_.get("parenthesized"):
        found = _in_parentheses(model, unwrapped(inner))
        if found is None:
            return Refusal(NoFix.NEEDS_HUMAN)
        inner = found
    outer = unwrapped(function)
    owner = outer.child_by_field_name("object") or outer
    code = f"JSON.parse({model.text(inner)})"
    edit = Edit(Span(call.start_byte, call.end_byte), code.encode())
    edits = (edit, *dropped_import(model, owner))
    return Fix(site.spec.title, (FileEdit(model.path, edits),), safe=site.spec.safe)


def _functions(site: Site) -> list[object]:
    listed = site.spec.with_["functions"]
    return [*listed] if isinstance(listed, list) else [listed]


def _in_parentheses(model: Model, node: Node) -> Node | None:
    """The `x` of `"(" + x + ")"` and of a template that says the same."""
    if node.type == "template_string":
        holes = [part for part in node.named_children if part.type == "template_substitution"]
        text = model.text(node)
        whole = len(holes) == 1 and text == f"`({model.text(holes[0])})`"
        return first_named(holes[0]) if whole else None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "binary_expression" or left is None or right is None or left.type != node.type:
        return None
    first, inner = left.child_by_field_name("left"), left.child_by_field_name("right")
    signs = (constant_text(model.value(first)), constant_text(model.value(right)))
    return inner if signs == ("(", ")") else None
