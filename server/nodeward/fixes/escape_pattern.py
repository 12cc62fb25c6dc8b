"""Escapes a value where a regular expression is put together from it: with an escaper that the file knows, or by itself."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import known_name
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant
from nodeward.syntax.nodes import Node, first_named, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_VALUES = frozenset({"member_expression", "subscript_expression", "call_expression", "await_expression"})
# What an escaper is, how it may be called, and which member of that it is.
_ESCAPERS = (
    ("escape-string-regexp", "escape", ""),
    ("lodash.escapeRegExp", "escapeRegExp", ""),
    ("lodash", "_", ".escapeRegExp"),
)
_SIGNS = r"/[\\^$.*+?()[\]{}|]/g"


def build(site: Site) -> Fix | Refusal:
    """The one value in the expression of the finding that is not known; a name only where it is no text of the code's own."""
    model, span = site.model, site.finding.span
    node = node_at(site.document, span.start, span.end)
    value = _value(model, node) if model is not None and node is not None else None
    if model is None or value is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    code = _escaped(model, value)
    edit = Edit(Span(value.start_byte, value.end_byte), code.encode())
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe)


def _value(model: Model, node: Node) -> Node | None:
    """What is put into the text, where it is one value."""
    parts = [part for part in _parts(unwrapped(node)) if not isinstance(model.value(part), Constant)]
    if len(parts) != 1:
        return None
    inner = unwrapped(parts[0])
    if inner.type == "identifier":
        return parts[0] if _is_taken_as_it_is(model, inner) else None
    return parts[0] if inner.type in _VALUES else None


def _parts(node: Node) -> list[Node]:
    if node.type == "template_string":
        holes = [part for part in node.named_children if part.type == "template_substitution"]
        return [inner for hole in holes if (inner := first_named(hole)) is not None]
    if node.type == "binary_expression":
        sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
        return [part for side in sides if side is not None for part in _parts(unwrapped(side))]
    return [node]


def _is_taken_as_it_is(model: Model, name: Node) -> bool:
    """Whether a name holds what came in: a parameter, or a member of something; no pattern that was put together before."""
    binding = model.facts.binding(name)
    if binding is None or binding.writes or len(binding.declarations) != 1:
        return False
    site = binding.declarations[0].site
    value = site.child_by_field_name("value") if site.type == "variable_declarator" else None
    return value is None or unwrapped(value).type in _VALUES


def _escaped(model: Model, value: Node) -> str:
    code = model.text(value)
    known = _escaper(model)
    if known is not None:
        return f"{known}({code})"
    text = code if _is_text(model, value) else f"String({code})"
    replacement = style_of(model.facts.document).string(r"\$&")
    return f"{text}.replace({_SIGNS}, {replacement})"


def _is_text(model: Model, value: Node) -> bool:
    return value.type in ("identifier", "member_expression") and type_of(model.site(value)) is Type.STRING


def _escaper(model: Model) -> str | None:
    """How the file calls an escaper that it has imported."""
    for api, name, member in _ESCAPERS:
        known = known_name(model, api, name)
        if known is not None:
            return known + member
    return None
