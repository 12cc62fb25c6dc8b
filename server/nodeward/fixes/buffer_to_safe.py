"""Makes a Buffer with the function that says what it does: alloc for a size, from for a content."""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_SIZE = re.compile(r"(?:^|[a-z_.])(?:len|length|size|count|bytes|capacity|num|max|n)\b", re.IGNORECASE)
_CONTENTS = frozenset({Type.STRING, Type.ARRAY, Type.BYTES})


def build(site: Site) -> Fix | Refusal:
    """Safe where the first argument is known to be a size, or known to be none."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    function = callee(call) if call is not None else None
    if model is None or call is None or function is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    made = _made(model, call, function, site.finding.details.get("api", ""))
    if isinstance(made, NoFix):
        return Refusal(made)
    code, certain = made
    edit = Edit(Span(call.start_byte, function.end_byte), code.encode())
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe and certain)


def _made(model: Model, call: Node, function: Node, api: str) -> tuple[str, bool] | NoFix:
    """The function to call instead, and whether it is certain to do the same."""
    if api == "SlowBuffer":
        known = not model.facts.bound("Buffer") or model.value(function) == Api("Buffer")
        return ("Buffer.alloc", True) if known else NoFix.NO_PLACE
    if api != "Buffer":
        object_ = function.child_by_field_name("object")
        return (f"{model.text(object_)}.alloc", True) if object_ is not None else NoFix.BUILT_ELSEWHERE
    given, name = arguments(call), model.text(function)
    if not given or given[0].type == "spread_element":
        return NoFix.UNKNOWN_TYPE
    kind = type_of(model.site(given[0]))
    if kind is Type.NUMBER:
        return f"{name}.alloc", True
    if kind is Type.BOOLEAN:
        return NoFix.UNKNOWN_TYPE
    if kind is None and _is_called_size(model, given[0]):
        return NoFix.UNKNOWN_TYPE
    # Only text has a second argument that is text: its encoding.
    encoded = len(given) == 2 and type_of(model.site(given[1])) is Type.STRING
    return f"{name}.from", kind in _CONTENTS or encoded


def _is_called_size(model: Model, node: Node) -> bool:
    """Whether a value of unknown kind is called what sizes are called."""
    return bool(_SIZE.search(model.text(node)))
