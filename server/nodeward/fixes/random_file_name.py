"""Names an uploaded file by chance and keeps its extension, where the name that the sender chose is the name on disk."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import member_import, module_import
from nodeward.fixes.path_parts import last_part
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.scopes import unwrapped
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_REFERENCES = frozenset({"identifier", "member_expression", "subscript_expression"})


def build(site: Site) -> Fix | Refusal:
    """`${randomUUID()}${path.extname(name)}` in place of the name."""
    model, span = site.model, site.finding.span
    sink = node_at(model.facts.document, span.start, span.end) if model is not None else None
    if model is None or sink is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    inner = unwrapped(sink)
    name = inner if inner.type in _REFERENCES else last_part(model, inner)
    if name is None or name.end_byte == name.start_byte:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    random, path = (
        member_import(model, site.files, "crypto", "randomUUID"),
        module_import(model, site.files, "path", "path"),
    )
    made = f"${{{random.name}()}}${{{path.name}.extname({model.text(name)})}}"
    hole = name.parent if name.parent is not None and name.parent.type == "template_substitution" else None
    around = hole or name
    edits = [Edit(Span(around.start_byte, around.end_byte), (made if hole else f"`{made}`").encode())]
    edits += [added.edit for added in (random, path) if added.edit is not None]
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)
