"""Which literals of a file are called something: by a variable, a property, a default, an assignment."""

from collections.abc import Iterator

from nodeward.rulebook.vocabulary import Vocabulary
from nodeward.semantics.literals import unescaped
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node

_GIVEN = {
    "variable_declarator": ("name", "value"),
    "assignment_expression": ("left", "right"),
    "assignment_pattern": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "pair": ("key", "value"),
    "field_definition": ("property", "value"),
    "public_field_definition": ("name", "value"),
    "required_parameter": ("pattern", "value"),
}


def named_literals(model: Model, vocabulary: Vocabulary) -> Iterator[tuple[str, Node]]:
    """The string literals whose name is in a vocabulary, with that name, each once."""
    for spelled, value in named_values(model, vocabulary):
        if value.type in ("string", "template_string"):
            yield spelled, value


def named_values(model: Model, vocabulary: Vocabulary) -> Iterator[tuple[str, Node]]:
    """The expressions that are given to something whose name is in a vocabulary, with that name, each once."""
    seen: set[int] = set()
    for spelled, node in _mentions(model, vocabulary):
        value = _given(node)
        if value is not None and value.start_byte not in seen:
            seen.add(value.start_byte)
            yield spelled, value


def stands_in_for_variable(model: Model, literal: Node) -> bool:
    """Whether a literal is the default of an environment variable, in `const { NAME = "..." } = process.env`."""
    at = literal.parent
    while at is not None and at.type in (
        "object_assignment_pattern",
        "pair_pattern",
        "assignment_pattern",
        "object_pattern",
    ):
        at = at.parent
    given = at.child_by_field_name("value") if at is not None and at.type == "variable_declarator" else None
    return given is not None and given != literal and model.value(given) == Api("process.env")


def text_of(model: Model, node: Node) -> str | None:
    """The text of a string or of a template without holes."""
    if node.type == "template_string" and any(
        child.type == "template_substitution" for child in node.named_children
    ):
        return None
    return unescaped(model.text(node)[1:-1])


def _mentions(model: Model, vocabulary: Vocabulary) -> Iterator[tuple[str, Node]]:
    for name in list(model.facts.names):
        if vocabulary.strength(name) is not None:
            yield from ((name, node) for node in model.facts.occurrences(name))
        elif name.lower() in vocabulary.known:
            # `"x-api-key": "..."`: the words of a quoted key are no identifiers of their own.
            yield from _quoted(model, name, vocabulary)


def _quoted(model: Model, word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, Node]]:
    for string in model.facts.occurrences_in_strings(word):
        spelled = model.text(string)[1:-1]
        if vocabulary.strength(spelled) is not None:
            yield spelled, string


def _given(node: Node) -> Node | None:
    """The expression that the thing called by `node` is given."""
    at, parent = node, node.parent
    if (
        parent is not None
        and parent.type in ("member_expression", "subscript_expression")
        and parent.child_by_field_name("object") != node
    ):
        at, parent = parent, parent.parent
    fields = _GIVEN.get(parent.type) if parent is not None else None
    if parent is None or fields is None or parent.child_by_field_name(fields[0]) != at:
        return None
    value = parent.child_by_field_name(fields[1])
    return unwrapped(value) if value is not None else None
