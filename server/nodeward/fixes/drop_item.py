"""Takes a constant out of the array that an option is given; where nothing would be left, a person has to choose."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import drop_property
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import node_at


def build(site: Site) -> Fix | Refusal:
    """The option is the place of the finding; `item` is said by the rule, its case does not matter."""
    model = site.model
    pair = node_at(site.document, site.finding.span.start, site.finding.span.end)
    array = pair.child_by_field_name("value") if pair is not None and pair.type == "pair" else None
    if model is None or array is None or array.type != "array":
        return Refusal(NoFix.BUILT_ELSEWHERE)
    items = [child for child in array.named_children if child.type != "comment"]
    wanted = str(site.spec.with_["item"]).lower()
    bad = [item for item in items if (constant_text(model.value(item)) or "").lower() == wanted]
    if len(bad) != 1 or len(items) < 2:
        return Refusal(NoFix.NEEDS_HUMAN)
    edit = drop_property(model, bad[0])
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
