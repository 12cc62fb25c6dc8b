"""Which version of a package is installed: by lockfile, else by what lies in node_modules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nodeward.project.lockreaders import Lock, read_bun, read_npm, read_pnpm, read_yarn
from nodeward.project.package import declared, read_package
from nodeward.project.versions import parse_version, satisfies
from nodeward.text.files import Files

# In the order in which package managers prefer them where several lie in one folder.
_READERS = {
    "npm-shrinkwrap.json": read_npm,
    "package-lock.json": read_npm,
    "yarn.lock": read_yarn,
    "pnpm-lock.yaml": read_pnpm,
    "bun.lock": read_bun,
}
# A binary lockfile says that versions are locked, not which.
_NAMES = (*_READERS, "bun.lockb")


@dataclass(frozen=True, slots=True)
class LockfilePlace:
    """A lockfile: the absolute folder and its name there."""

    folder: str
    name: str


def find_lockfile(files: Files, folder: str) -> LockfilePlace | None:
    """The lockfile that speaks for the package in a folder (absolute): there or in the nearest folder above."""
    return next(
        (
            LockfilePlace(above, name)
            for above in _upward(folder)
            for name in _NAMES
            if files.exists(f"{above}/{name}")
        ),
        None,
    )


def version(files: Files, folder: str, name: str) -> str | None:
    """The resolved version of a dependency of the package in `folder` (absolute).

    None where it is not known: no lockfile and nothing installed, a link or a git address, or a lockfile that knows
    several and does not say which one this package gets.
    """
    if not name or name.startswith((".", "/")):
        return None
    place = find_lockfile(files, folder)
    if place and place.name in _READERS:
        lock = _lock(place.name, files.read(f"{place.folder}/{place.name}") or b"")
        inside = folder.removeprefix(place.folder).strip("/")
        found = lock.for_importer.get((inside, name)) or _placed(lock, inside, name)
        found = found or _asked(lock, name, _declared_range(files, folder, name))
        if found:
            return found
    return _installed(files, folder, name)


def _upward(folder: str) -> Iterator[str]:
    """A folder and all above it but the root."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


@lru_cache(maxsize=16)  # a memory of a pure function: every import of a project asks the same few files
def _lock(name: str, text: bytes) -> Lock:
    return _READERS[name](text)


def _placed(lock: Lock, inside: str, name: str) -> str | None:
    """The version that Node finds from a folder, going up through node_modules."""
    for folder in (*_upward(inside), ""):
        found = lock.by_place.get(f"{folder}/node_modules/{name}".lstrip("/"))
        if found:
            return found
    return None


def _declared_range(files: Files, folder: str, name: str) -> str | None:
    text = files.read(f"{folder}/package.json")
    dependency = declared(read_package(text), name) if text is not None else None
    return dependency.range if dependency else None


def _asked(lock: Lock, name: str, wanted: str | None) -> str | None:
    """The version that was locked for a range, or the only one that can be meant."""
    if wanted is not None:
        exact = lock.by_range.get((name, wanted.removeprefix("npm:")))
        if exact:
            return exact
    known = lock.known.get(name, frozenset())
    if len(known) > 1 and wanted is not None:
        known = frozenset(version for version in known if satisfies(version, wanted))
    return next(iter(known)) if len(known) == 1 else None


def _installed(files: Files, folder: str, name: str) -> str | None:
    for above in _upward(folder):
        text = files.read(f"{above}/node_modules/{name}/package.json")
        if text is not None:
            return _own_version(text)
    return None


def _own_version(text: bytes) -> str | None:
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    found = facts.get("version") if isinstance(facts, dict) else None
    return found if isinstance(found, str) and parse_version(found) else None
