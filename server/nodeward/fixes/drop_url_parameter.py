"""Takes a parameter out of an address that is written in the code."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit


def build(site: Site) -> Fix | Refusal:
    """The address is the place of the finding; the rule says the `name` of the parameter."""
    span = site.finding.span
    found = node_at(site.document, span.start, span.end)
    name = re.escape(str(site.spec.with_["name"]))
    if found is None or found.type not in ("string", "template_string"):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    text = site.document.text[span.start : span.end].decode("utf-8", "replace")
    value = rf"{name}=[^&#'\"`$]*"
    # The first parameter leaves its question mark to the next one.
    left = re.sub(rf"[?&]{value}", "", re.sub(rf"\?{value}&", "?", text))
    if left == text:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(
        site.spec.title, (FileEdit(site.document.path, (Edit(span, left.encode()),)),), safe=site.spec.safe
    )
