"""Gives a timer a function that makes the call which its text spells."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.literals import unescaped
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, named, text, walk
from nodeward.text.codec import encode
from nodeward.text.edits import Edit
from nodeward.text.span import Span

# What a call may be made of to mean in a function what it meant in text.
_PLAIN = frozenset(
    {
        "call_expression",
        "arguments",
        "member_expression",
        "subscript_expression",
        "identifier",
        "property_identifier",
        "string",
        "string_fragment",
        "escape_sequence",
        "number",
        "true",
        "false",
        "null",
        "undefined",
    }
)
_OF_BROWSERS = frozenset({"alert", "history", "jQuery", "$", "localStorage", "navigator", "sessionStorage"})


def build(site: Site) -> Fix | Refusal:
    """`"tick(1)"` becomes `() => tick(1)`, safe where its names are those of the whole file."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    given = arguments(call)[0]
    literal = unwrapped(given)
    holes = any(part.type == "template_substitution" for part in literal.named_children)
    if literal.type not in ("string", "template_string") or holes:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    document = Document.open("timer.js", encode(unescaped(model.text(literal)[1:-1])))
    made = _single_call(document)
    scopes = [_scope(model, call, text(document, node)) for node in _names(made)] if made is not None else []
    if made is None or None in scopes:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    edit = Edit(Span(given.start_byte, given.end_byte), encode(f"() => {text(document, made)}"))
    safe = site.spec.safe and all(scope == "program" for scope in scopes)
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=safe)


def _single_call(document: Document) -> Node | None:
    """The call that is the whole of a text, where it is made of plain parts only."""
    root = document.root
    statements = root.named_children if root is not None and not document.has_error else []
    whole = named(statements[0]) if len(statements) == 1 else []
    if len(whole) != 1 or whole[0].type != "call_expression":
        return None
    return whole[0] if all(node.type in _PLAIN for node in walk(whole[0]) if node.is_named) else None


def _names(call: Node) -> list[Node]:
    return [node for node in walk(call) if node.type == "identifier"]


def _scope(model: Model, place: Node, name: str) -> str | None:
    """The type of the scope in which a name is made that can be seen from a place; None where there is none."""
    binding = model.facts.binding(place, name)
    if binding is not None:
        return binding.scope.type
    return "program" if name in model.library.globals or name in _OF_BROWSERS else None
