"""The packages of one repository: which folder a workspace package's name means (npm, yarn and pnpm workspaces)."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from nodeward.project.package import Package, read_package
from nodeward.text.files import Files

MOST_FOLDERS_UP = 12
MOST_PACKAGES = 2_000
_PNPM_ITEM = re.compile(r"""^\s*-\s*['"]?([^'"#\r\n]+?)['"]?\s*(?:#.*)?$""")


def workspace_packages(files: Files, folder: str) -> Mapping[str, str]:
    """Name to folder of every package of the workspace that `folder` is in; empty where it is in none."""
    at = folder
    for _ in range(MOST_FOLDERS_UP):
        patterns = _patterns(files, at)
        if patterns:
            return dict(_packages(files, at, patterns))
        above = posixpath.dirname(at)
        if above == at:
            break
        at = above
    return {}


def _patterns(files: Files, folder: str) -> list[str]:
    manifest = files.read(posixpath.join(folder, "package.json"))
    if manifest is not None:
        found = list(read_package(manifest).workspaces)
        if found:
            return found
    pnpm = files.read(posixpath.join(folder, "pnpm-workspace.yaml"))
    return _pnpm_patterns(pnpm.decode("utf-8", "replace")) if pnpm is not None else []


def _pnpm_patterns(text: str) -> list[str]:
    found = []
    inside = False
    for line in text.splitlines():
        if not line.startswith((" ", "-", "\t", "#")) and line.strip():
            inside = line.startswith("packages:")
        item = _PNPM_ITEM.match(line) if inside else None
        if item is not None:
            found.append(item.group(1))
    return found


def _packages(files: Files, root: str, patterns: list[str]) -> Iterator[tuple[str, str]]:
    folders = dict.fromkeys(
        folder
        for pattern in patterns
        if not pattern.startswith("!")
        for folder in _folders(files, root, pattern)
    )
    for folder in list(folders)[:MOST_PACKAGES]:
        manifest = files.read(posixpath.join(folder, "package.json"))
        package: Package | None = read_package(manifest) if manifest is not None else None
        if package is not None and package.name is not None:
            yield package.name, folder


def _folders(files: Files, root: str, pattern: str) -> Iterator[str]:
    head, _, rest = pattern.strip("/").removeprefix("./").partition("/")
    if head not in ("*", "**"):
        folder = posixpath.join(root, head)
        yield from _folders(files, folder, rest) if rest else [folder]
        return
    for name in files.names(root):
        if not name.endswith("/") or name in ("node_modules/", ".git/"):
            continue
        folder = posixpath.join(root, name.rstrip("/"))
        yield from _folders(files, folder, rest) if rest else [folder]
        if head == "**" and rest == "":
            yield from _folders(files, folder, pattern)
