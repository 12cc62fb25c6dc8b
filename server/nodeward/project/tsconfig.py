"""How tsconfig.json and jsconfig.json map import specifiers to files: `baseUrl`, `paths`, relative `extends`."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from nodeward.project.jsontree import Json, plain, top
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.files import Files

_NAMES = ("tsconfig.json", "jsconfig.json")


@dataclass(frozen=True, slots=True)
class PathMapping:
    """What a configuration says of specifiers that are not relative.

    `path` is the file that was read. `base_url` is an absolute folder; `paths` maps a pattern with at most one `*` to
    absolute targets, in the order in which TypeScript tries them.
    """

    path: str
    base_url: str | None
    paths: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Settings:
    """The two settings of a configuration and of what it extends; `folder` is that of the file that says `paths`."""

    base_url: str | None = None
    paths: Mapping[str, Json] | None = None
    folder: str = ""


def nearest_mapping(files: Files, path: str) -> PathMapping | None:
    """The mapping of the nearest tsconfig.json, else jsconfig.json, above a file (absolute); None without one."""
    folder = path.rpartition("/")[0]
    while folder.startswith("/"):
        for name in _NAMES:
            mapping = read_mapping(files, f"{folder}/{name}")
            if mapping:
                return mapping
        folder = folder.rpartition("/")[0]
    return None


def read_mapping(files: Files, path: str) -> PathMapping | None:
    """The mapping of one configuration (absolute path); None where there is no such file.

    What it does not say itself comes from the files that it extends, the last first; `extends` of a package is passed
    over. A configuration that says nothing and refers to projects has the mapping of the first that does.
    """
    if not files.exists(path):
        return None
    settings = _settings(files, path)
    if settings.base_url is None and settings.paths is None:
        referred = (_settings(files, project) for project in _references(files, path))
        settings = next((found for found in referred if found.base_url or found.paths), settings)
    base = settings.base_url or settings.folder
    paths = {
        pattern: tuple(_join(base, target) for target in targets if isinstance(target, str))
        for pattern, targets in (settings.paths or {}).items()
        if isinstance(targets, list)
    }
    return PathMapping(path, settings.base_url, paths)


def candidates(mapping: PathMapping, specifier: str) -> tuple[str, ...]:
    """The absolute paths, still without extension, that a specifier may mean, in the order in which they are tried.

    An exact pattern wins over one with `*`, and of those the one with the longest beginning. A relative or absolute
    specifier is never mapped.
    """
    if specifier.startswith((".", "/")):
        return ()
    targets = mapping.paths.get(specifier, ()) if "*" not in specifier else ()
    if not targets:
        pattern = max(_matching(mapping, specifier), key=lambda found: found.index("*"), default=None)
        if pattern is not None:
            start, _, end = pattern.partition("*")
            middle = specifier[len(start) : len(specifier) - len(end)]
            targets = tuple(
                posixpath.normpath(target.replace("*", middle, 1)) for target in mapping.paths[pattern]
            )
    return (*targets, _join(mapping.base_url, specifier)) if mapping.base_url else targets


def _matching(mapping: PathMapping, specifier: str) -> Iterator[str]:
    for pattern in mapping.paths:
        start, star, end = pattern.partition("*")
        long_enough = len(specifier) >= len(start) + len(end)
        if star and long_enough and specifier.startswith(start) and specifier.endswith(end):
            yield pattern


def _settings(files: Files, path: str) -> _Settings:
    """The settings of a configuration, each from the first file that says it: itself, then what it extends."""
    found = _Settings()
    waiting, seen = [path], set[str]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        facts = _facts(files.read(here) or b"")
        folder = here.rpartition("/")[0]
        found = _completed(found, folder, facts.get("compilerOptions"))
        waiting += _extended(files, folder, facts.get("extends"))
    return found


def _completed(found: _Settings, folder: str, options: Json) -> _Settings:
    """The settings found so far, with what the options of a file in this folder add."""
    if not isinstance(options, dict):
        return found
    base_url, paths = options.get("baseUrl"), options.get("paths")
    if found.base_url is None and isinstance(base_url, str):
        found = replace(found, base_url=_join(folder, base_url))
    if found.paths is None and isinstance(paths, dict):
        found = replace(found, paths=paths, folder=folder)
    return found


def _extended(files: Files, folder: str, extends: Json) -> Iterator[str]:
    """The files that a configuration extends, the one that wins last."""
    for name in extends if isinstance(extends, list) else [extends]:
        if isinstance(name, str) and name.startswith((".", "/")):
            path = _join(folder, name)
            yield path if files.exists(path) else f"{path}.json"


def _references(files: Files, path: str) -> Iterator[str]:
    """The configurations of the projects that a configuration refers to."""
    references = _facts(files.read(path) or b"").get("references")
    for reference in references if isinstance(references, list) else ():
        target = reference.get("path") if isinstance(reference, dict) else None
        if isinstance(target, str):
            project = _join(path.rpartition("/")[0], target)
            yield project if files.exists(project) else f"{project}/tsconfig.json"


@lru_cache(maxsize=64)  # a memory of a pure function: every import of a project asks the same few files
def _facts(text: bytes) -> Mapping[str, Json]:
    """The values of a configuration; comments and trailing commas are allowed, a broken part is left out."""
    document = Document.open("tsconfig.json", text, Language.JSON)
    value = plain(document, top(document))
    return value if isinstance(value, dict) else {}


def _join(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
