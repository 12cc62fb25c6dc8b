"""What a scan is asked to look at: the paths of the command line, made absolute, each with the project around it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nodeward.cli.mistake import Mistake

# A folder with one of these is a project of its own; what git calls one goes before the others.
REPOSITORY, MANIFESTS = ".git", ("nodeward.json", "package.json")


@dataclass(frozen=True, slots=True)
class Target:
    """An absolute POSIX path, whether it is a folder, and the folder of the project that gives it its context."""

    path: str
    folder: bool
    project: str

    def holds(self, path: str) -> bool:
        """Whether a file is this one, or lies below this folder."""
        return path == self.path or (self.folder and path.startswith(f"{self.path.rstrip('/')}/"))


def targets(paths: Sequence[str]) -> list[Target]:
    """The targets for paths as they were given, of the current folder if there are none.

    Raises Mistake for one that does not exist or may not be read.
    """
    return [_target(path) for path in paths or ["."]]


def unsaved(name: str) -> Target:
    """The target for a file that need not exist, because its text is given."""
    path = _absolute(name)
    return Target(path, folder=False, project=_project(_folder(path)))


def base(chosen: Sequence[Target]) -> str:
    """The folder that reports for programs tell paths relative to: the project, or the one around all of them.

    It does not depend on where somebody stands, so that code scanning gets the paths of the repository.
    """
    try:
        return os.path.commonpath([target.project for target in chosen]).replace(os.sep, "/")
    except ValueError:  # two drives of Windows have nothing in common
        return chosen[0].project


def _target(given: str) -> Target:
    path = _absolute(given)
    if not Path(path).exists():
        raise Mistake(f"there is no file or folder {given}")
    if not os.access(path, os.R_OK):
        raise Mistake(f"{given} may not be read")
    folder = Path(path).is_dir()
    return Target(path, folder, _project(path if folder else _folder(path)))


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _absolute(path: str) -> str:
    """The path from the root, with `/`; links in it stay as they are."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - pathlib cannot take `..` away without following links


def _project(nearest: str) -> str:
    """The nearest folder that is a repository, else one with a manifest, else `nearest` itself.

    A repository of somebody's whole home or of the whole disk is not a project.
    """
    above = [Path(nearest), *Path(nearest).parents]
    inner = [folder for folder in above if folder not in {Path.home(), Path(above[0].anchor)}]
    for names in ((REPOSITORY,), MANIFESTS):
        for folder in inner:
            if any((folder / name).exists() for name in names):
                return folder.as_posix()
    return nearest
