"""Keeps only the last part of the one value of a path that is not written in the code, where it is the name of a file."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.fixes.path_parts import last_part
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.origin import origin
from nodeward.semantics.scopes import unwrapped
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

# `..` as the whole name is the folder above: harmless where only a file will do.
_FOLDERS = re.compile(
    r"\.(?:rm|cp|copy|move|mkdir|opendir|readdir|remove|rename|empty|ensureDir|chmod|chown|symlink)"
)


def build(site: Site) -> Fix | Refusal:
    """`path.basename(value)`, where nothing but an extension stands behind the value and a folder in front."""
    model, finding = site.model, site.finding
    if model is None or _FOLDERS.search(finding.details.get("api", "")):
        return Refusal(NoFix.NEEDS_HUMAN)
    sink = node_at(model.facts.document, finding.span.start, finding.span.end)
    made = origin(model.site(sink)) if sink is not None else None
    if made is None or made.model is not model:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    parts = last_part(model, unwrapped(made.node))
    if parts is None or _names_folders(model.text(parts)):
        return Refusal(NoFix.NEEDS_HUMAN)
    added = module_import(model, site.files, "path", "path")
    code = f"{added.name}.basename({model.text(parts)})"
    edits = [Edit(Span(parts.start_byte, parts.end_byte), code.encode())]
    edits += [added.edit] if added.edit is not None else []
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _names_folders(code: str) -> bool:
    """Whether a value is meant to hold more than one part of a path, by what it is called."""
    return bool(
        re.search(r"(?:path|dir|folder|url)\w*$|\[0\]$|\[\"\*\"\]$|\bwildcard\b", code, re.IGNORECASE)
    )
