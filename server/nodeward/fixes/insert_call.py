"""Calls a method of an application right after it is created, with one text as its argument."""

from nodeward.fixes.class_places import place_in_class
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.placing import place_below
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at


def build(site: Site) -> Fix | Refusal:
    """The application's creation is the place of the finding; `method` and `text` are said by the rule."""
    model = site.model
    creation = (
        node_at(site.document, site.finding.span.start, site.finding.span.end) if model is not None else None
    )
    if model is None or creation is None:
        return Refusal(NoFix.NO_PLACE)
    place = place_below(model, creation) or place_in_class(model, creation)
    if place is None:
        return Refusal(NoFix.NO_PLACE)
    style, wanted = style_of(site.document), site.spec.with_
    line = f"{place.target}.{wanted['method']}({style.string(str(wanted['text']))}){style.semicolon}"
    return Fix(site.spec.title, (FileEdit(site.document.path, (place.edit(line),)),), safe=site.spec.safe)
