"""Where a project begins, seen from a path, and how far up its files may be read. Asks the disk for names only."""

import os
import posixpath
from collections.abc import Iterator

from nodeward.workspace.disk import within

REPOSITORY = ".git"
MANIFESTS = (REPOSITORY, "package.json", "nodeward.json")


class Roots:
    """The folders of a workspace, and the homes of files that are in none of them."""

    def __init__(self) -> None:
        self.folders: dict[str, None] = {}  # in the order in which they were added
        self.homes: dict[str, bool] = {}  # and whether each is a project, and not just where a file is

    def add(self, folder: str) -> None:
        """The folder belongs to the workspace."""
        self.folders[folder.rstrip("/") or "/"] = None

    def remove(self, folder: str) -> None:
        """The folder no longer does."""
        self.folders.pop(folder.rstrip("/") or "/", None)

    def of(self, path: str) -> str:
        """The innermost folder that a file is in, else its home; empty for a buffer that is no file."""
        around = [folder for folder in self.folders if within(path, folder)]
        if around:
            return max(around, key=len)
        if not is_path(path):
            return ""
        found, project = home(path)
        self.homes[found] = project
        return found

    def is_project(self, root: str) -> bool:
        """Whether the files below a root belong together."""
        return root in self.folders or self.homes.get(root, False)

    def outer(self, path: str) -> str:
        """The outermost folder that a file is in, up to which settings are looked for; else its home."""
        around = [folder for folder in self.folders if within(path, folder)]
        return min(around, key=len) if around else self.of(path)

    def readable(self) -> list[str]:
        """The folders whose files may be read: with each root the repository that it is in."""
        return [reach(root) for root in (*self.folders, *self.homes)]


def home(path: str) -> tuple[str, bool]:
    """The project of a file, the nearest folder above it with a manifest, and True; else its own folder and False."""
    folder = posixpath.dirname(path)
    found = next((above for above in _projects(folder) if _has(above, MANIFESTS)), None)
    return (found, True) if found is not None else (folder, False)


def reach(folder: str) -> str:
    """The repository that a folder is in, else the folder: its manifests and ignore files speak of the folder too."""
    return next((above for above in _projects(folder) if _has(above, (REPOSITORY,))), folder)


def is_path(path: str) -> bool:
    """Whether this is an absolute path and not the URI of a buffer that is no file."""
    return path.startswith("/") or path[1:3] == ":/"


def _projects(folder: str) -> Iterator[str]:
    """The folder and those above it. Neither somebody's home nor the whole disk is a project."""
    own = os.path.expanduser("~").replace(os.sep, "/").rstrip("/")  # noqa: PTH111 - paths are plain texts here
    while posixpath.dirname(folder) not in {folder, ""}:
        if folder != own:
            yield folder
        folder = posixpath.dirname(folder)


def _has(folder: str, names: tuple[str, ...]) -> bool:
    return any(os.path.exists(posixpath.join(folder, name)) for name in names)  # noqa: PTH110
