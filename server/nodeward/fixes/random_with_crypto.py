"""Draws what was made of `Math.random()` from `node:crypto`: whole numbers by `randomInt`, texts by `randomBytes`."""

import posixpath

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import Import, member_import
from nodeward.fixes.objects import call_at
from nodeward.fixes.random_shapes import MOST_RANGE, RANDOM, Letters, Range, shape_of, whole
from nodeward.fixes.style import style_of
from nodeward.project.kinds import FileKind, file_kind
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

BYTES = 16  # of which a token is drawn: 128 bits


def build(site: Site) -> Fix | Refusal:
    """The call is that of the finding; a shape that is not recognised stays as it is."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or "source-set" in site.finding.details:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    found = shape_of(model, call) if site.finding.details["api"] == RANDOM else _drawn(model, call)
    if found is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    made = _in_browser(model, found) if _runs_in_browser(site) else _in_node(site, model, found)
    if made is None:
        return Refusal(NoFix.NO_SAFE_EQUIVALENT)
    code, added = made
    edits = [Edit(Span(found.node.start_byte, found.node.end_byte), code.encode())]
    edits += [added.edit] if added is not None and added.edit is not None else []
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _drawn(model: Model, call: Node) -> Range | None:
    """`random(9)` and `random(1, 9)` of lodash, which count the upper bound in."""
    given = arguments(call)
    numbers = [whole(model, argument) for argument in given]
    if len(numbers) == 1 and numbers[0] is not None:
        numbers = [0, numbers[0]]
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None
    low, high = numbers[0], numbers[1] + 1
    return Range(call, str(low), str(high)) if 0 < high - low <= MOST_RANGE else None


def _runs_in_browser(site: Site) -> bool:
    path = posixpath.relpath(site.document.path, site.project)
    return file_kind(path, site.document.text) is FileKind.BROWSER


def _in_node(site: Site, model: Model, found: Range | Letters) -> tuple[str, Import] | None:
    text = style_of(site.document).string
    if isinstance(found, Letters) and found.digits is None:
        added = member_import(model, site.files, "crypto", "randomBytes")
        return f"{added.name}({BYTES}).toString({text('hex')})", added
    added = member_import(model, site.files, "crypto", "randomInt")
    if isinstance(found, Letters):
        digits = found.digits or 0
        return f"{added.name}({10**digits}).toString().padStart({digits}, {text('0')})", added
    bounds = found.high if found.low == "0" else f"{found.low}, {found.high}"
    return f"{added.name}({bounds})", added


def _in_browser(model: Model, found: Range | Letters) -> tuple[str, None] | None:
    """The Web Crypto API draws texts without more ado; for numbers of a range it has nothing."""
    if isinstance(found, Range) or found.digits is not None or model.facts.bound("crypto"):
        return None
    return "crypto.randomUUID()", None
