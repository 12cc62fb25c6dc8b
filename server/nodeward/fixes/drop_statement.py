"""Takes an assignment out, as a statement of its own."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.lines import is_removable, without
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at


def build(site: Site) -> Fix | Refusal:
    """The assignment is the place of the finding and nothing uses its value."""
    found = node_at(site.document, site.finding.span.start, site.finding.span.end)
    statement = found.parent if found is not None else None
    if statement is None or statement.type != "expression_statement" or not is_removable(statement):
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    edit = without(site.document.text, statement.start_byte, statement.end_byte)
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
