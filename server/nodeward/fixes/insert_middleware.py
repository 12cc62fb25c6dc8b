"""Mounts a middleware on an application right after it is created, imports it, and adds its package to package.json."""

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.fixes.manifest import dependency_edit
from nodeward.fixes.modules import after_imports
from nodeward.fixes.placing import created_name, creating_statement
from nodeward.fixes.style import Style, indent_at, style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def build(site: Site) -> Fix | Refusal:
    """The application's creation is the place of the finding; the package and its name are said by the rule."""
    model, wanted = site.model, site.spec.with_
    creation = (
        node_at(site.document, site.finding.span.start, site.finding.span.end) if model is not None else None
    )
    if model is None or creation is None:
        return Refusal(NoFix.NO_PLACE)
    target, statement = created_name(model, creation), creating_statement(creation)
    if target is None or statement is None:
        return Refusal(NoFix.NO_PLACE)
    package = str(wanted["package"])
    imported = module_import(model, site.files, package, str(wanted["name"]))
    style = style_of(site.document)
    call = imported.name if wanted.get("called") is False else f"{imported.name}()"
    line = f"{target}.{wanted.get('method', 'use')}({call}){style.semicolon}"
    edits = _placed(model, style, statement, line, imported.edit)
    files = [FileEdit(model.path, tuple(edits))]
    dependency = dependency_edit(site.files, model.path, package, str(wanted["version"]))
    if dependency is not None:
        files.append(dependency)
    title = site.spec.title + (f" (adds {package} to dependencies)" if dependency is not None else "")
    return Fix(title, tuple(files), safe=site.spec.safe)


def _placed(model: Model, style: Style, statement: Node, line: str, import_edit: Edit | None) -> list[Edit]:
    """The import above, the call below the statement; where the import would come later, both below it."""
    document = model.facts.document
    indent = indent_at(document, statement.start_byte)
    at = statement.end_byte
    if import_edit is not None and after_imports(model) > statement.start_byte:
        imported = import_edit.new.decode().strip("\r\n")
        return [
            Edit(Span(at, at), f"{style.newline}{indent}{imported}{style.newline}{indent}{line}".encode())
        ]
    call = Edit(Span(at, at), f"{style.newline}{indent}{line}".encode())
    return [import_edit, call] if import_edit is not None else [call]
