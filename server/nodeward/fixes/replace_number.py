"""Writes another number into a text, behind a mark such as `max-age=`; the rest of the text stays."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.rulebook.rule import NoFix
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_TEXTS = frozenset({"string", "template_string"})


def build(site: Site) -> Fix | Refusal:
    """The text is the place of the finding, or the value of the property there; the rule says `after` and `value`."""
    found = node_at(site.document, site.finding.span.start, site.finding.span.end)
    node = found.child_by_field_name("value") if found is not None and found.type == "pair" else found
    if node is None or node.type not in _TEXTS:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    mark = re.escape(str(site.spec.with_["after"]).encode())
    digits = re.compile(mark + rb"\s*\"?(\d+)", re.IGNORECASE).search(
        site.document.text, node.start_byte, node.end_byte
    )
    if digits is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edit = Edit(Span(digits.start(1), digits.end(1)), str(site.spec.with_["value"]).encode())
    return Fix(site.spec.title, (FileEdit(site.document.path, (edit,)),), safe=site.spec.safe)
