"""Which file a module specifier names: relative paths, index files, endings, workspace packages, tsconfig paths."""

import posixpath
from collections.abc import Iterator

from nodeward.project.package import nearest, read_package
from nodeward.project.workspaces import workspace_packages
from nodeward.text.files import Files

ENDINGS = (".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
# TypeScript's sources are imported under the name of what they compile to.
_COMPILED = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}
_CONDITIONS = ("node", "import", "require", "module", "default", "types")


def resolve(files: Files, path: str, specifier: str) -> str | None:
    """The file that `specifier` names in the file `path`, or None where it is a package or nothing."""
    if specifier.startswith(("./", "../")) or specifier in (".", ".."):
        return _file_or_folder(files, posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier)))
    if specifier.startswith("/"):
        return _file_or_folder(files, posixpath.normpath(specifier))
    return _workspace_package(files, path, specifier)


def package_name(specifier: str) -> str:
    """The canonical name of a package's module: no `node:`."""
    return specifier.removeprefix("node:")


def _file_or_folder(files: Files, base: str) -> str | None:
    for candidate in _candidates(base):
        if files.exists(candidate):
            return candidate
    manifest = files.read(posixpath.join(base, "package.json"))
    main = read_package(manifest).main if manifest is not None else None
    if main:
        inner = posixpath.normpath(posixpath.join(base, main))
        return next((found for found in [*_candidates(inner), *_index(inner)] if files.exists(found)), None)
    return next((found for found in _index(base) if files.exists(found)), None)


def _candidates(base: str) -> Iterator[str]:
    root, ending = posixpath.splitext(base)
    if ending in ENDINGS or ending == ".json":
        yield base
        yield from (root + source for source in _COMPILED.get(ending, ()))
    yield from (base + known for known in ENDINGS)


def _index(folder: str) -> Iterator[str]:
    yield from (posixpath.join(folder, "index" + ending) for ending in ENDINGS)


def _workspace_package(files: Files, path: str, specifier: str) -> str | None:
    near = nearest(files, path)
    if near is None or specifier.startswith("node:"):
        return None
    parts = specifier.split("/")
    name = "/".join(parts[: 2 if specifier.startswith("@") else 1])
    folder = workspace_packages(files, near[0]).get(name)
    if folder is None:
        return None
    rest = specifier[len(name) :].lstrip("/")
    exported = _exported(files, folder, rest)
    return exported or _file_or_folder(files, posixpath.join(folder, rest) if rest else folder)


def _exported(files: Files, folder: str, rest: str) -> str | None:
    manifest = files.read(posixpath.join(folder, "package.json"))
    exports = read_package(manifest).exports if manifest is not None else None
    if exports is None:
        return None
    key = "./" + rest if rest else "."
    subpaths = isinstance(exports, dict) and any(name.startswith(".") for name in exports)
    target = _target(
        exports.get(key) if subpaths and isinstance(exports, dict) else exports if not rest else None
    )
    return _file_or_folder(files, posixpath.normpath(posixpath.join(folder, target))) if target else None


def _target(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return next((found for name in _CONDITIONS if (found := _target(value.get(name)))), None)
    return None
