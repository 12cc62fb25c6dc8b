"""Which files a scan of a folder looks at. Reads names and ignore files, never a file of code.

Left out: what git ignores, `node_modules` and other people's code, tools' output, build output beside its source,
links, and what the user excludes. What the text says (minified, generated) is judged when the file is read.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nodeward.project.gitindex import is_tracked
from nodeward.project.ignore import Ignores, excludes, folder_ignores, ignored, top_ignores
from nodeward.project.kinds import FileKind, file_kind, is_output
from nodeward.syntax.languages import CODE, language_of
from nodeward.text.files import Files
from nodeward.workspace.disk import Disk
from nodeward.workspace.kinds import Rooted

VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".jj"})
OUTPUTS = frozenset({"dist", "build", "out"})
FOREIGN = frozenset({FileKind.VENDOR, FileKind.GENERATED})
DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a scan is about: the names of project files that rules look at, and what the user leaves out."""

    names: frozenset[str] = frozenset()
    exclude: tuple[Rooted, ...] = ()

    def wants(self, path: str) -> bool:
        """Whether a file is code, or a project file that some rule looks at."""
        name = posixpath.basename(path)
        return name in self.names or (language_of(path) in CODE and not name.endswith(DECLARATIONS))

    def leaves_out(self, path: str) -> bool:
        """Whether the user's patterns exclude a path; that of a folder ends in `/`."""
        return any(
            ignored(_Patterns(folder, text), folder, path) for folder, text in self._patterns().items()
        )

    def _patterns(self) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for pattern in self.exclude:
            texts[pattern.folder] = f"{texts.get(pattern.folder, '')}{pattern.text}\n"
        return texts


class TooManyFolders(Exception):  # noqa: N818 - says what there is
    """There are more folders than somebody wanted to enter."""


def discover(
    disk: Disk, files: Files, root: str, scope: Callable[[str], Scope], most: int | None = None
) -> Iterator[str]:
    """The files of a folder that a scan looks at, folder by folder in order.

    `scope` is asked once for each folder. Raises TooManyFolders instead of entering more than `most` of them.
    """
    waiting: list[tuple[str, Ignores, str]] = [(root, _ignores_above(files, root), _package(disk, root))]
    entered = 0
    while waiting:
        folder, above, package = waiting.pop()
        entered += 1
        if most is not None and entered > most:
            raise TooManyFolders(root)
        listing = disk.listing(folder)
        ignores = folder_ignores(files, above, folder) if folder != above.top else above
        here = scope(folder)
        begins = "package.json" in listing.files and not _is_in_output(package, folder)
        inside = folder if begins else package
        for name in sorted(listing.files - listing.links):
            path = posixpath.join(folder, name)
            if here.wants(path) and _looked_at(files, inside, path, ignores, here):
                yield path
        for name in sorted(listing.folders - listing.links, reverse=True):
            path = posixpath.join(folder, name)
            if _entered(inside, path, ignores, here):
                waiting.append((path, ignores, inside))


def _is_in_output(package: str, folder: str) -> bool:
    """Whether a package.json would lie in build output: there it only says which kind of module is beside it."""
    return not OUTPUTS.isdisjoint(posixpath.relpath(folder, package).split("/"))


def _looked_at(files: Files, package: str, path: str, ignores: Ignores, scope: Scope) -> bool:
    inside = posixpath.relpath(path, package)
    if file_kind(inside, b"", output=False) in FOREIGN or scope.leaves_out(path):
        return False
    # What was committed stays in git, whatever the patterns say since: a `.env` above all.
    if excludes(ignores, path) and not (posixpath.basename(path) in scope.names and is_tracked(files, path)):
        return False
    return OUTPUTS.isdisjoint(inside.split("/")) or not is_output(files, package, inside)


def _entered(package: str, folder: str, ignores: Ignores, scope: Scope) -> bool:
    name = posixpath.basename(folder)
    if name in VERSION_CONTROL or name == "node_modules":
        return False
    if file_kind(posixpath.join(posixpath.relpath(folder, package), "x"), b"", output=False) in FOREIGN:
        return False
    return not excludes(ignores, folder + "/") and not scope.leaves_out(folder + "/")


def _ignores_above(files: Files, root: str) -> Ignores:
    """What speaks of the entries of `root`; whether itself is ignored does not matter, somebody asked for it."""
    ignores = top_ignores(files, root)
    at = ignores.top
    for name in root.removeprefix(at).strip("/").split("/")[:-1]:
        at = posixpath.join(at, name)
        ignores = folder_ignores(files, ignores, at)
    return ignores


def _package(disk: Disk, folder: str) -> str:
    """The nearest folder above that has a package.json; else the folder itself."""
    at = folder
    while not disk.exists(posixpath.join(at, "package.json")):
        above = posixpath.dirname(at)
        if above == at:
            return folder
        at = above
    return at


@dataclass(frozen=True, slots=True)
class _Patterns:
    """A file tree that holds nothing but patterns, so that they mean what they mean to git."""

    folder: str
    text: str

    def read(self, path: str) -> bytes | None:
        return self.text.encode() if path == posixpath.join(self.folder, ".gitignore") else None

    def exists(self, path: str) -> bool:
        return self.read(path) is not None

    def names(self, folder: str) -> Sequence[str]:
        return [".gitignore"] if folder == self.folder else []
