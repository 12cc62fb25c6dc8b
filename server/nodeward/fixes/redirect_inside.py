r"""Lets a redirect lead to paths of the own site only: `/^\/(?![/\\\s])/.test(next) ? next : "/"`.

A path of the own site begins with one slash: of `//host`, and of `/\host` and `/<tab>/host` which browsers read the same way,
the rest is another site (WHATWG URL, 4.4, relative slash state).
"""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import Node, node_at, walk
from nodeward.text.edits import Edit

TEST = r"/^\/(?![/\\\s])/.test"
_REFERENCES = frozenset({"identifier", "member_expression"})
_ACTS = frozenset(
    {"call_expression", "new_expression", "update_expression", "assignment_expression"}
)  # not to be done twice
_TYPED = frozenset({Language.TYPESCRIPT, Language.TSX})


def build(site: Site) -> Fix | Refusal:
    """The place of the finding is the address; what it is made of several values, nobody but its author can judge."""
    model, span = site.model, site.finding.span
    found = node_at(site.document, span.start, span.end)
    if model is None or found is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    value, otherwise = _parted(model, unwrapped(found))
    if value.type not in _REFERENCES or any(each.type in _ACTS for each in walk(value)):
        return Refusal(NoFix.NEEDS_HUMAN)
    spelled = model.text(value)
    if site.document.language in _TYPED:
        spelled = f"String({spelled})"  # what a request holds may be a list, which `test` does not take
    code = f"{TEST}({spelled}) ? {spelled} : {otherwise or style_of(site.document).string('/')}"
    return Fix(site.spec.title, (FileEdit(model.path, (Edit(span, code.encode()),)),), safe=site.spec.safe)


def _parted(model: Model, node: Node) -> tuple[Node, str]:
    """The value of `value || "/home"`, and what stands in for it; empty where nothing does."""
    left, right, operator = (node.child_by_field_name(part) for part in ("left", "right", "operator"))
    if left is None or right is None or operator is None or operator.type not in ("||", "??"):
        return node, ""
    value = model.value(right)
    inside = isinstance(value, Constant) and str(value.value).startswith("/") and right.type == "string"
    return (unwrapped(left), model.text(right)) if inside else (node, "")
