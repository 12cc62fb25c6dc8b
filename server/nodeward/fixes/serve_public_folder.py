"""Serves the folder `public` in place of the folder of the program."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.values import constant_text
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit

FOLDER = "public"
_RELATIVE = {".": FOLDER, "./": f"./{FOLDER}"}


def build(site: Site) -> Fix | Refusal:
    """The folder is the place of the finding: a text, `__dirname` or `process.cwd()`."""
    model, span = site.model, site.finding.span
    node = node_at(site.document, span.start, span.end) if model is not None else None
    if model is None or node is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    style, text = style_of(site.document), constant_text(model.value(node))
    if text is not None:
        if text not in _RELATIVE or node.type != "string":
            return Refusal(NoFix.NEEDS_HUMAN)
        edits = [Edit(span, style.string(_RELATIVE[text]).encode())]
    else:
        path = module_import(model, site.files, "path", "path")
        joined = f"{path.name}.join({model.text(node)}, {style.string(FOLDER)})"
        edits = [Edit(span, joined.encode()), *([path.edit] if path.edit is not None else [])]
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)
