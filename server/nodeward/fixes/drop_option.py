"""Takes an option out of the object that it stands in, so that the library's own default counts again."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.lines import is_removable, without
from nodeward.fixes.objects import drop_property
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The option is the place of the finding: a property, or the value that is assigned to one."""
    span: Span = site.finding.span
    found = node_at(site.document, span.start, span.end)
    if found is None or Span(found.start_byte, found.end_byte) != span:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edit = _dropped(site, found)
    if edit is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    title = site.spec.title.replace("{option}", site.finding.details.get("option", ""))
    return Fix(title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)


def _dropped(site: Site, found: Node) -> Edit | None:
    if found.type == "pair" and site.model is not None:
        return drop_property(site.model, found)
    assignment = found.parent
    statement = assignment.parent if assignment is not None else None
    if assignment is None or statement is None or assignment.type != "assignment_expression":
        return None
    if assignment.child_by_field_name("right") != found or statement.type != "expression_statement":
        return None
    text = site.document.text
    return without(text, statement.start_byte, statement.end_byte) if is_removable(statement) else None
