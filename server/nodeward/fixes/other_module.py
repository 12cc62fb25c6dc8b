"""Loads another module that offers the same functions: `nanoid` for `nanoid/non-secure`."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """Every import of the module `old` in the file becomes one of the module `new`."""
    model, old, new = site.model, str(site.spec.with_["old"]), str(site.spec.with_["new"])
    if model is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    edits = tuple(
        Edit(Span(string.start_byte + 1, string.end_byte - 1), new.encode())
        for string in model.facts.occurrences_in_strings(re.split(r"[^\w$]+", old)[-1])
        if model.text(string)[1:-1] == old and _is_loaded(model, string)
    )
    if not edits:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    return Fix(site.spec.title, (FileEdit(model.path, edits),), safe=site.spec.safe)


def _is_loaded(model: Model, string: Node) -> bool:
    above = string.parent
    call = above.parent if above is not None and above.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    required = callee is not None and model.text(callee) in ("require", "import")
    return required or (above is not None and above.type == "import_statement")
