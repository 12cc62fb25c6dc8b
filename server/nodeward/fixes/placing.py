"""Where a statement about an application goes: under the one that creates it. Shared by the builders that add such lines."""

from dataclasses import dataclass

from nodeward.fixes.style import indent_at, newline_of
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_BLOCKS = ("program", "statement_block", "switch_case", "switch_default", "class_static_block")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line about an application goes: its name there, the span that gives way, and what is around the line."""

    target: str
    span: Span
    before: str
    after: str = ""

    def edit(self, *lines: str) -> Edit:
        """The edit that writes these lines there, of which the first makes the indentation of all."""
        return Edit(self.span, f"{''.join(self.before + line for line in lines)}{self.after}".encode())


def place_below(model: Model, creation: Node) -> Place | None:
    """The place right below the statement that creates an application, where that is a statement."""
    target, statement = created_name(model, creation), creating_statement(creation)
    if target is None or statement is None:
        return None
    document = model.facts.document
    before = newline_of(document.text) + indent_at(document, statement.start_byte)
    return Place(target, Span(statement.end_byte, statement.end_byte), before)


def unwrapped_value(creation: Node) -> Node:
    """A value with what only surrounds it: brackets, `await`, a type."""
    while creation.parent is not None and creation.parent.type in (
        "parenthesized_expression",
        "as_expression",
        "await_expression",
        "satisfies_expression",
    ):
        creation = creation.parent
    return creation


def created_name(model: Model, creation: Node) -> str | None:
    """The name under which the application is known after the statement that creates it."""
    creation = unwrapped_value(creation)
    parent = creation.parent
    if parent is None:
        return None
    if parent.type == "variable_declarator":
        name = parent.child_by_field_name("name")
        return model.text(name) if name is not None and name.type == "identifier" else None
    if parent.type != "assignment_expression" or parent.child_by_field_name("right") != creation:
        return None
    left = parent.child_by_field_name("left")
    if (
        left is not None
        and left.type == "member_expression"
        and model.text(left).startswith("module.exports")
    ):
        inner = parent.parent
        return (
            created_name(model, parent) if inner is not None and inner.type == "variable_declarator" else None
        )
    return model.text(left) if left is not None and left.type in ("identifier", "member_expression") else None


def creating_statement(creation: Node) -> Node | None:
    """The whole statement, when it makes nothing else and stands in a block."""
    at = creation
    while at.parent is not None and at.parent.type not in _BLOCKS:
        at = at.parent
        if at.type in ("arrow_function", "class_body", "for_statement", "if_statement", "labeled_statement"):
            return None
    if at.type == "export_statement":
        inner = at.child_by_field_name("declaration")
        return at if inner is not None else None
    return at if at.type in ("lexical_declaration", "variable_declaration", "expression_statement") else None
