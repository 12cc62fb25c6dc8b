"""Gives `res.sendFile` the folder as its root, where path and folder are joined in the call itself."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.objects import call_at
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Function, api_name
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_JOINS = frozenset({"path.join", "path.resolve"})


def build(site: Site) -> Fix | Refusal:
    """`sendFile(path.join(DIR, name))` becomes `sendFile(name, { root: DIR })`: below a root, `..` is refused."""
    model = site.model
    call = call_at(model, site.finding.details) if model is not None else None
    if model is None or call is None or not site.finding.details["api"].endswith(".sendFile"):
        return Refusal(NoFix.NEEDS_HUMAN)
    given = arguments(call)
    joined = unwrapped(given[0])
    parts = arguments(joined) if _is_join(model, joined) else []
    if len(parts) < 2 or any(each.type == "spread_element" for each in parts):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    if len(given) > 1 and not isinstance(model.value(given[1]), Function):
        return Refusal(NoFix.BUILT_ELSEWHERE)
    code = f"{model.text(parts[-1])}, {{ root: {_root(model, joined, parts[:-1])} }}"
    edit = Edit(Span(given[0].start_byte, given[0].end_byte), code.encode())
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe)


def _is_join(model: Model, node: Node) -> bool:
    return (
        node.type == "call_expression"
        and api_name(model.value(node.child_by_field_name("function"))) in _JOINS
    )


def _root(model: Model, joined: Node, parts: list[Node]) -> str:
    """What is joined before the last part, as the file writes it."""
    if len(parts) == 1:
        return model.text(parts[0])
    function = joined.child_by_field_name("function")
    listed = ", ".join(model.text(each) for each in parts)
    return f"{model.text(function) if function is not None else ''}({listed})"
