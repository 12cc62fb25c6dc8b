"""Takes an option out of the object that it stands in, so that the library's own default counts again."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import drop_property
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The option is the place of the finding."""
    span: Span = site.finding.span
    pair = node_at(site.document, span.start, span.end)
    if (
        site.model is None
        or pair is None
        or pair.type != "pair"
        or Span(pair.start_byte, pair.end_byte) != span
    ):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    title = site.spec.title.replace("{option}", site.finding.details.get("option", ""))
    return Fix(
        title, (FileEdit(site.document.path, (drop_property(site.model, pair),)),), safe=site.spec.safe
    )
