"""Mounts a middleware on an application right after it is created, imports it, and adds its package to package.json."""

from nodeward.fixes.class_places import place_in_class
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.fixes.manifest import dependency_edit
from nodeward.fixes.modules import after_imports
from nodeward.fixes.placing import Place, place_below
from nodeward.fixes.style import style_of
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import node_at
from nodeward.text.edits import Edit


def build(site: Site) -> Fix | Refusal:
    """The application's creation is the place of the finding; the package and its name are said by the rule."""
    model, wanted = site.model, site.spec.with_
    creation = (
        node_at(site.document, site.finding.span.start, site.finding.span.end) if model is not None else None
    )
    if model is None or creation is None:
        return Refusal(NoFix.NO_PLACE)
    place = place_below(model, creation) or place_in_class(model, creation)
    if place is None:
        return Refusal(NoFix.NO_PLACE)
    package = str(wanted["package"])
    imported = module_import(model, site.files, package, str(wanted["name"]))
    style = style_of(site.document)
    call = imported.name if wanted.get("called") is False else f"{imported.name}()"
    line = f"{place.target}.{wanted.get('method', 'use')}({call}){style.semicolon}"
    edits = _placed(model, place, line, imported.edit)
    files = [FileEdit(model.path, tuple(edits))]
    dependency = dependency_edit(site.files, model.path, package, str(wanted["version"]))
    if dependency is not None:
        files.append(dependency)
    title = site.spec.title + (f" (adds {package} to dependencies)" if dependency is not None else "")
    return Fix(title, tuple(files), safe=site.spec.safe)


def _placed(model: Model, place: Place, line: str, import_edit: Edit | None) -> list[Edit]:
    """The import above, the call at its place; where the import would come later, both there."""
    if import_edit is not None and after_imports(model) > place.span.start:
        return [place.edit(import_edit.new.decode().strip("\r\n"), line)]
    return [*([import_edit] if import_edit is not None else []), place.edit(line)]
