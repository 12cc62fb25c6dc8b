"""Puts a list in front of a dangerous place: what is not on it is refused. What belongs on it, only its author knows.

The list comes empty and refuses everything, which its comment says. With `by: host` the hosts of addresses are listed, else
the values themselves.
"""

import re

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.modules import new_import
from nodeward.fixes.style import Style, indent_at, statement_around, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.semantics.roles import parameter_names, parameter_types
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import Object
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import Node, ancestors, enclosing, node_at, walk
from nodeward.text.edits import Edit
from nodeward.text.span import Span

# How a handler refuses, by what it is handed; the placeholder is the parameter's name.
_REFUSALS = {
    "express.Response": "return {}.sendStatus(400)",
    "fastify.Reply": "return {}.code(400).send()",
    "koa.Context": "{}.throw(400)",
}
_ACTS = frozenset({"call_expression", "new_expression", "update_expression", "assignment_expression"})
_REFERENCES = frozenset({"identifier", "member_expression", "subscript_expression"})
_NAMED = frozenset({"function_declaration", "method_definition"})
_ADDRESS = re.compile(
    r"ur[li]|href|link|endpoint|address|webhook|callback|feed|src$|target|^to$", re.IGNORECASE
)
_TYPED = frozenset({Language.TYPESCRIPT, Language.TSX})


def build(site: Site) -> Fix | Refusal:
    """The place of the finding is the value; the name of the list, and what is listed, are said by the rule."""
    model, span, wanted = site.model, site.finding.span, site.spec.with_
    found = node_at(site.document, span.start, span.end)
    if model is None or found is None:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    by_host = wanted.get("by") == "host"
    value = unwrapped(found) if by_host else _only_value(unwrapped(found))
    if not _can_be_listed(model, value, by_host=by_host):
        return Refusal(NoFix.NEEDS_HUMAN)
    statement = statement_around(found)
    refusal = _refusal(model, found, statement, str(wanted["what"]))
    name = str(wanted["name"])
    if refusal is None or name in model.facts.names:
        return Refusal(NoFix.NO_PLACE)
    style = style_of(site.document)
    edits = [
        _list(site, model, style, name),
        _test(model, style, statement, _unlisted(site, name, model.text(value), by_host=by_host), refusal),
    ]
    return Fix(site.spec.title, (FileEdit(model.path, tuple(edits)),), safe=site.spec.safe)


def _only_value(node: Node) -> Node:
    """The one value in a text that is otherwise written in the code; the expression itself where that is not so."""
    if node.type not in ("template_string", "binary_expression"):
        return node
    held = [each for each in walk(node, closed=_REFERENCES) if each.type in _REFERENCES or each.type in _ACTS]
    return held[0] if len(held) == 1 else node


def _can_be_listed(model: Model, value: Node, *, by_host: bool) -> bool:
    """Whether a value can be asked for twice, and, where its host is asked for, is an address and no object."""
    if value.type not in _REFERENCES or any(each.type in _ACTS for each in walk(value)):
        return False
    if not by_host:
        return True
    last = value.child_by_field_name("property") or value
    return bool(_ADDRESS.search(model.text(last))) and not isinstance(model.value(value), Object)


def _refusal(model: Model, found: Node, statement: Node, what: str) -> str | None:
    """What the function does with a value that is not listed; None where it cannot be told what would be right."""
    function = enclosing(found, *FUNCTIONS)
    if function is None or statement.parent is None or enclosing(statement, *FUNCTIONS) != function:
        return None
    if statement.type not in (
        "expression_statement",
        "lexical_declaration",
        "variable_declaration",
        "return_statement",
    ):
        return None
    if statement not in list(ancestors(found)):
        return None
    types, names = parameter_types(model, function), parameter_names(model, function)
    for type_, name in zip(types, names, strict=False):
        if type_ in _REFUSALS and name.isidentifier():
            return _REFUSALS[type_].format(name)
    # A callback that throws may end the process; a helper's caller deals with what it throws.
    is_helper = function.type in _NAMED or (
        function.parent is not None and function.parent.type == "variable_declarator"
    )
    return f'throw new Error("{what} is not on the list")' if is_helper and not types else None


def _list(site: Site, model: Model, style: Style, name: str) -> Edit:
    type_ = "<string>" if site.document.language in _TYPED else ""
    about = str(site.spec.with_["comment"])
    return new_import(
        model,
        style,
        f"{style.newline}// {about}{style.newline}const {name} = new Set{type_}([]){style.semicolon}",
    )


def _unlisted(site: Site, name: str, spelled: str, *, by_host: bool) -> str:
    if site.document.language in _TYPED:
        spelled = f"String({spelled})"
    if not by_host:
        return f"!{name}.has({spelled})"
    return f"!URL.canParse({spelled}) || !{name}.has(new URL({spelled}).hostname)"


def _test(model: Model, style: Style, statement: Node, unlisted: str, refusal: str) -> Edit:
    indent = indent_at(model.facts.document, statement.start_byte)
    refusal = refusal.replace('"', style.quote)
    line = f"if ({unlisted}) {refusal}{style.semicolon}{style.newline}{indent}"
    return Edit(Span(statement.start_byte, statement.start_byte), line.encode())
