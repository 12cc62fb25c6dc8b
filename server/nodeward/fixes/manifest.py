"""The part of a fix that reaches package.json: a dependency that the new code needs."""

import posixpath

from nodeward.fixes.fix import FileEdit
from nodeward.project.package import declared, nearest
from nodeward.project.package_edits import add_dependency
from nodeward.text.files import Files


def dependency_edit(files: Files, path: str, package: str, version: str) -> FileEdit | None:
    """The package added to the nearest package.json; None where it is declared already or there is none to edit."""
    near = nearest(files, path)
    if near is None or declared(near[1], package) is not None:
        return None
    manifest = posixpath.join(near[0], "package.json")
    text = files.read(manifest)
    edit = add_dependency(text, package, version) if text is not None else None
    return FileEdit(manifest, (edit,), note=f"Add {package} to dependencies") if edit is not None else None
