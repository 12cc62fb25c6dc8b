"""Calls a method of an application right after it is created, with one text as its argument."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.placing import created_name, creating_statement
from nodeward.fixes.style import indent_at, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The application's creation is the place of the finding; `method` and `text` are said by the rule."""
    model = site.model
    creation = (
        node_at(site.document, site.finding.span.start, site.finding.span.end) if model is not None else None
    )
    target = created_name(model, creation) if model is not None and creation is not None else None
    statement = creating_statement(creation) if creation is not None else None
    if target is None or statement is None:
        return Refusal(NoFix.NO_PLACE)
    style, wanted = style_of(site.document), site.spec.with_
    line = f"{target}.{wanted['method']}({style.string(str(wanted['text']))}){style.semicolon}"
    at = statement.end_byte
    indent = indent_at(site.document, statement.start_byte)
    edit = Edit(Span(at, at), f"{style.newline}{indent}{line}".encode())
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
