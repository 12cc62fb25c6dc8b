"""Escapes the values that become part of a page, each where it is put in, with an escaper that the project has."""

from dataclasses import dataclass

from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.fixes.imports import module_import
from nodeward.fixes.manifest import dependency_edit
from nodeward.project.package import declared, nearest
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class _Escaper:
    """A package that escapes for HTML: the name that it is imported by, and the member that is called, if it is one."""

    package: str
    name: str
    member: str = ""


_ESCAPERS = (
    _Escaper("escape-html", "escapeHtml"),
    _Escaper("he", "he", "encode"),
    _Escaper("lodash", "_", "escape"),
    _Escaper("validator", "validator", "escape"),
)
_VERSION = "^1.0.3"  # of the first one, where the project has none


def build(site: Site) -> Fix | Refusal:
    """The values are the holes that the finding speaks of; an escaper that is missing is added to package.json."""
    model, holes = site.model, site.finding.details.get("holes", "")
    if model is None or not holes:
        return Refusal(NoFix.BUILT_ELSEWHERE)
    escaper = _installed(site.files, model) or _ESCAPERS[0]
    imported = module_import(model, site.files, escaper.package, escaper.name)
    called = f"{imported.name}.{escaper.member}" if escaper.member else imported.name
    edits = [imported.edit] if imported.edit is not None else []
    for hole in holes.split(","):
        start, end = (int(part) for part in hole.split("-"))
        edits += [
            Edit(Span(start, start), f"{called}(".encode()),
            Edit(Span(end, end), b")"),
        ]
    files = [FileEdit(model.path, tuple(edits))]
    dependency = dependency_edit(site.files, model.path, escaper.package, _VERSION)
    if dependency is not None:
        files.append(dependency)
    title = site.spec.title + (f" (adds {escaper.package} to dependencies)" if dependency is not None else "")
    return Fix(title, tuple(files), safe=site.spec.safe)


def _installed(files: Files, model: Model) -> _Escaper | None:
    near = nearest(files, model.path)
    if near is None:
        return None
    return next((each for each in _ESCAPERS if declared(near[1], each.package) is not None), None)
