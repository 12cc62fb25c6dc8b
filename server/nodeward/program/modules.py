"""Which file a module specifier names: relative paths, index files, endings, tsconfig paths, workspace packages.

Follows Node.js (Modules: Packages) and TypeScript (module resolution) as far as files of the workspace go.
"""

import posixpath
from collections.abc import Iterator, Mapping

from nodeward.project.package import nearest, read_package
from nodeward.project.tsconfig import PathMapping, candidates, nearest_mapping
from nodeward.project.workspaces import workspace_packages
from nodeward.text.files import Files

ENDINGS = (".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".json")
# TypeScript's sources are imported under the name of what they compile to.
_COMPILED = {".js": (".ts", ".tsx", ".jsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}
_CONDITIONS = ("node", "import", "require", "module", "default", "types")
# Folders of what is compiled, beside which the sources stand in src/.
_OUTPUT = frozenset({"build", "cjs", "dist", "esm", "lib", "out"})


class Modules:
    """The modules of a file tree. Remembers the manifests and mappings that every import asks for again."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._mappings: dict[str, PathMapping | None] = {}
        self._mapped: dict[tuple[str, str], str | None] = {}
        self._packages: dict[str, Mapping[str, str]] = {}

    def resolve(self, path: str, specifier: str) -> str | None:
        """The file that `specifier` names in the file `path`, or None where it is a package or nothing."""
        if not specifier or specifier.startswith("node:"):
            return None
        if specifier.startswith(("./", "../", "/")) or specifier in (".", ".."):
            base = posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier))
            folder_only = specifier.endswith(("/", "/.", "/..")) or specifier in (".", "..")
            return _folder(self._files, base) if folder_only else _file_or_folder(self._files, base)
        return self._by_mapping(path, specifier) or self._by_package(path, specifier)

    def other_names(self, path: str) -> list[str]:
        """Specifiers that may name a file though they do not look like its path: its package's, exact mappings."""
        near, mapping = nearest(self._files, path), self._mapping(path)
        exact = [pattern for pattern in mapping.paths if "*" not in pattern] if mapping is not None else []
        return [*([near[1].name] if near is not None and near[1].name else []), *exact]

    def _mapping(self, path: str) -> PathMapping | None:
        folder = posixpath.dirname(path)
        if folder not in self._mappings:
            self._mappings[folder] = nearest_mapping(self._files, path)
        return self._mappings[folder]

    def _by_mapping(self, path: str, specifier: str) -> str | None:
        mapping = self._mapping(path)
        if mapping is None:
            return None
        key = (mapping.path, specifier)
        if key not in self._mapped:
            found = (_file_or_folder(self._files, base) for base in candidates(mapping, specifier))
            self._mapped[key] = next(filter(None, found), None)
        return self._mapped[key]

    def _by_package(self, path: str, specifier: str) -> str | None:
        near = nearest(self._files, path)
        if near is None:
            return None
        if near[0] not in self._packages:
            self._packages[near[0]] = workspace_packages(self._files, near[0])
        parts = specifier.split("/")
        name = "/".join(parts[: 2 if specifier.startswith("@") else 1])
        folder = self._packages[near[0]].get(name)
        if folder is None:
            return None
        rest = specifier[len(name) :].strip("/")
        exported = _exported(self._files, folder, rest)
        if exported is not None or not rest:
            return exported or _folder(self._files, folder)
        return _file_or_folder(self._files, posixpath.join(folder, rest))


def package_name(specifier: str) -> str:
    """The canonical name of a package's module: no `node:`."""
    return specifier.removeprefix("node:")


def _file_or_folder(files: Files, base: str) -> str | None:
    return _file(files, base) or _folder(files, base)


def _file(files: Files, base: str) -> str | None:
    return next((found for found in _endings(base) if files.exists(found)), None)


def _folder(files: Files, base: str) -> str | None:
    """What a folder stands for: the `main` of its package.json, or its index."""
    manifest = files.read(posixpath.join(base, "package.json"))
    main = read_package(manifest).main if manifest is not None else None
    found = _target(files, base, main) if main else None
    return found or _index(files, base) or _index(files, posixpath.join(base, "src") if main else base)


def _index(files: Files, folder: str) -> str | None:
    places = (posixpath.join(folder, "index" + ending) for ending in ENDINGS)
    return next((found for found in places if files.exists(found)), None)


def _endings(base: str) -> Iterator[str]:
    root, ending = posixpath.splitext(base)
    if ending in ENDINGS:
        yield base
        yield from (root + source for source in _COMPILED.get(ending, ()))
    yield from (base + known for known in ENDINGS)


def _target(files: Files, folder: str, target: str) -> str | None:
    """The file that a manifest names, or the source that it is compiled from."""
    inner = posixpath.normpath(posixpath.join(folder, target))
    found = _file(files, inner) or _index(files, inner)
    parts = posixpath.normpath(target).split("/")
    if found is not None or parts[0] not in _OUTPUT:
        return found
    source = posixpath.join(folder, "src", *parts[1:])
    return _file(files, source) or _index(files, source)


def _exported(files: Files, folder: str, rest: str) -> str | None:
    manifest = files.read(posixpath.join(folder, "package.json"))
    exports = read_package(manifest).exports if manifest is not None else None
    if exports is None:
        return None
    subpaths = isinstance(exports, dict) and any(name.startswith(".") for name in exports)
    if isinstance(exports, dict) and subpaths:
        found = _subpath(exports, "./" + rest if rest else ".")
    else:
        found = _conditional(exports) if not rest else None
    return _target(files, folder, found) if found else None


def _subpath(exports: Mapping[str, object], key: str) -> str | None:
    """The target of a subpath; of patterns with `*` the one with the longest beginning counts."""
    if key in exports:
        return _conditional(exports[key])
    best, middle = "", ""
    for pattern in exports:
        start, star, end = pattern.partition("*")
        fits = star and len(key) > len(start) + len(end) and key.startswith(start) and key.endswith(end)
        if fits and len(start) >= len(best.partition("*")[0]):
            best, middle = pattern, key[len(start) : len(key) - len(end)]
    found = _conditional(exports[best]) if best else None
    return found.replace("*", middle) if found else None


def _conditional(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((found for item in value if (found := _conditional(item))), None)
    if isinstance(value, dict):
        return next((found for name in _CONDITIONS if (found := _conditional(value.get(name)))), None)
    return None
