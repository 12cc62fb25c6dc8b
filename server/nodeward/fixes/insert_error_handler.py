"""Appends an error handler to an Express application: after its last registration, before it listens."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.modules import is_esm
from nodeward.fixes.placing import created_name
from nodeward.fixes.style import Style, indent_at, statement_around, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.forward import uses
from nodeward.semantics.model import Model
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_STARTS = frozenset({"listen"})


def build(site: Site) -> Fix | Refusal:
    """The application's creation is the place of the finding."""
    model = site.model
    creation = (
        node_at(site.document, site.finding.span.start, site.finding.span.end) if model is not None else None
    )
    target = created_name(model, creation) if model is not None and creation is not None else None
    last = _last_registration(model, creation) if model is not None and creation is not None else None
    if model is None or target is None or last is None:
        return Refusal(NoFix.NO_PLACE)
    style = style_of(site.document)
    indent = indent_at(site.document, last.start_byte)
    lines = [_head(model, site, target), *_body(style), f"}}){style.semicolon}"]
    code = "".join(f"{style.newline}{indent}{line}" for line in lines)
    edit = Edit(Span(last.end_byte, last.end_byte), code.encode())
    return Fix(site.spec.title, (FileEdit(model.path, (edit,)),), safe=site.spec.safe)


def _last_registration(model: Model, creation: Node) -> Node | None:
    """The last statement of the creation's own block that registers something on the application."""
    home = statement_around(creation).parent
    statements = []
    for use in uses(model, creation):
        member = use.parent
        key = (
            member.child_by_field_name("property")
            if member is not None and member.type == "member_expression"
            else None
        )
        if (
            key is None
            or model.text(key) in _STARTS
            or member is None
            or member.parent is None
            or member.parent.type != "call_expression"
        ):
            continue
        statement = statement_around(use)
        if statement.parent == home and statement.type == "expression_statement":
            statements.append(statement)
    return max(statements, key=lambda node: node.end_byte) if statements else None


def _head(model: Model, site: Site, target: str) -> str:
    if not model.path.endswith((".ts", ".mts", ".cts")):
        return f"{target}.use((err, req, res, next) => {{"
    express = _express(model) if is_esm(model, site.files) else None
    if express is None:
        return f"{target}.use((err: any, req: any, res: any, next: any) => {{"
    types = f"err: Error, req: {express}.Request, res: {express}.Response, next: {express}.NextFunction"
    return f"{target}.use(({types}) => {{"


def _express(model: Model) -> str | None:
    """The name under which the file imported express as a whole."""
    found = model.facts.bound("express")
    return "express" if found and model.value(found[0].declarations[0].name) == Api("express") else None


def _body(style: Style) -> list[str]:
    one, end = style.indent, style.semicolon
    answer = style.string("Internal server error")
    return [
        f"{one}console.error(err){end}",
        f"{one}if (res.headersSent) return next(err){end}",
        f"{one}res.status(500).json({{ error: {answer} }}){end}",
    ]
