"""Imports that nothing would use any more after an edit: shared by the builders that take the last use away."""

from nodeward.fixes.lines import without
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit


def dropped_import(model: Model, use: Node) -> list[Edit]:
    """The edit that takes out the line of an import, where `use` is all that its one name is used for; else nothing."""
    name = unwrapped(use)
    binding = model.facts.binding(name) if name.type == "identifier" else None
    if binding is None or len(binding.uses) != 1 or binding.writes or len(binding.declarations) != 1:
        return []
    declaration = binding.declarations[0]
    if declaration.kind is Kind.IMPORT:
        statement = _import_of_one(declaration.name)
    else:
        statement = _require_of_one(model, declaration.name)
    text = model.facts.document.text
    return [without(text, statement.start_byte, statement.end_byte)] if statement is not None else []


def _import_of_one(name: Node) -> Node | None:
    at = name
    while at.parent is not None and at.type != "import_statement":
        if at != name and at.named_child_count != 1 and at.type != "import_specifier":
            return None
        at = at.parent
    return at if at.type == "import_statement" else None


def _require_of_one(model: Model, name: Node) -> Node | None:
    declarator = name.parent
    statement = declarator.parent if declarator is not None else None
    if declarator is None or statement is None or declarator.type != "variable_declarator":
        return None
    value = declarator.child_by_field_name("value")
    alone = (
        statement.named_child_count == 1
        and statement.parent is not None
        and statement.parent.type == "program"
    )
    required = (
        value is not None and model.text(value).startswith("require(") and value.type == "call_expression"
    )
    return statement if alone and required else None
