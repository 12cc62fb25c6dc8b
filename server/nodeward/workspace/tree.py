"""The file tree as an analysis sees it: disk under unsaved buffers, with every answer recorded for later."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nodeward.text.files import Files
from nodeward.workspace.disk import Disk
from nodeward.workspace.documents import Opened


class Tree:
    """Files of the disk and of editors; implements `text.files.Files`. What is open hides what is on disk."""

    def __init__(self, disk: Disk, opened: Mapping[str, Opened]) -> None:
        self._disk = disk
        self._opened = opened

    def read(self, path: str) -> bytes | None:
        """The text of a file: its editor's, else the disk's."""
        opened = self._opened.get(path)
        return opened.document.text if opened is not None else self._disk.read(path)

    def exists(self, path: str) -> bool:
        """Whether there is a file, saved or not."""
        return path in self._opened or self._disk.exists(path)

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names in a folder, with unsaved files; a folder's name ends in `/`."""
        folder = folder.rstrip("/") or "/"
        listing = self._disk.listing(folder)
        unsaved = {posixpath.basename(path) for path in self._opened if posixpath.dirname(path) == folder}
        return sorted({*listing.files, *(name + "/" for name in listing.folders), *unsaved})


@dataclass(slots=True)
class Answers:
    """What one analysis was told of files, as hashes: if they are the same again, so is its result."""

    contents: dict[str, int | None] = field(default_factory=dict)
    existing: dict[str, bool] = field(default_factory=dict)
    listings: dict[str, int] = field(default_factory=dict)

    def stand(self, tree: Files, path: str) -> bool:
        """Whether the answers that `path` has a part in would be given again."""
        folder = posixpath.dirname(path)
        if path in self.existing and tree.exists(path) != self.existing[path]:
            return False
        if path in self.contents and content_hash(tree.read(path)) != self.contents[path]:
            return False
        return folder not in self.listings or hash(tuple(tree.names(folder))) == self.listings[folder]


class Recorder:
    """The tree for one analysis: each question is asked once, and its answer recorded."""

    def __init__(self, tree: Files) -> None:
        self.answers = Answers()
        self._tree = tree
        self._contents: dict[str, bytes | None] = {}
        self._names: dict[str, Sequence[str]] = {}

    def read(self, path: str) -> bytes | None:
        """As the tree says."""
        if path not in self._contents:
            content = self._contents[path] = self._tree.read(path)
            self.answers.contents[path] = content_hash(content)
        return self._contents[path]

    def exists(self, path: str) -> bool:
        """As the tree says."""
        known = self.answers.existing.get(path)
        if known is None:
            known = self.answers.existing[path] = self._tree.exists(path)
        return known

    def names(self, folder: str) -> Sequence[str]:
        """As the tree says."""
        folder = folder.rstrip("/") or "/"
        if folder not in self._names:
            names = self._names[folder] = self._tree.names(folder)
            self.answers.listings[folder] = hash(tuple(names))
        return self._names[folder]


def content_hash(content: bytes | None) -> int | None:
    """What stands for a content; bytes remember their hash, so that it costs nothing the second time."""
    return hash(content) if content is not None else None
