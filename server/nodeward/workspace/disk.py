"""The disk, as far as the house may see it: regular files within its roots, reached by no link out of them.

Contents of `node_modules` are closed, except the package.json of a package that is asked for by name. What was
read is kept as long as the disk says that it is the same (device, inode, size, time).
"""

import os
import posixpath
import stat
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_BYTES = 32_000_000  # of one file: the lockfiles of large projects are read, core dumps are not
MOST_KEPT = 4_000_000  # bytes of contents that are kept
MOST_LISTED = 20_000  # names in the listings that are kept
UNSETTLED = 50_000_000  # nanoseconds
Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds that may be read or entered; `links` are those of both that are links."""

    files: frozenset[str]
    folders: frozenset[str]
    links: frozenset[str]


class Disk:
    """Reads files of its roots."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}  # as given -> without links
        self._inside: dict[str, bool] = {}  # folders of this moment
        self._contents: OrderedDict[str, tuple[Stamp, bytes]] = OrderedDict()
        self._bytes = 0
        self._listings: OrderedDict[str, tuple[Stamp, Listing]] = OrderedDict()
        self._listed = 0

    def allow(self, roots: Iterable[str]) -> None:
        """From now on these folders, and nothing else, may be read."""
        self._roots = {root.rstrip("/") or "/": _real(root) for root in roots}
        self.moment()

    def moment(self) -> None:
        """A new look at the disk: from here on, where links lead is asked again."""
        self._inside = dict.fromkeys(self._roots, True)

    def read(self, path: str, most: int = MOST_BYTES) -> bytes | None:
        """The content of a regular file of at most so many bytes; None where there is none that may be read."""
        status = self._file(path)
        if status is None or status.st_size > most:
            return None
        kept = self._contents.get(path)
        if kept is not None and kept[0] == _stamp(status):
            self._contents.move_to_end(path)
            return kept[1]
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - paths are plain texts in the whole house
                content = file.read(most + 1)
        except OSError:
            return None
        if len(content) > most:
            return None
        if _settled(status):
            self._keep(path, _stamp(status), content)
        return content

    def exists(self, path: str) -> bool:
        """Whether there is a regular file that may be read."""
        if _manifest(path):
            return self._file(path) is not None
        folder, name = posixpath.split(path)
        return name in self.listing(folder).files

    def listing(self, folder: str) -> Listing:
        """What a folder holds; nothing where there is none that may be entered."""
        folder = folder.rstrip("/") or "/"
        may = _plain(folder) and not self._closed(folder) and self._leads_inside(folder)
        status = _status(folder) if may else None
        if status is None or not stat.S_ISDIR(status.st_mode):
            return EMPTY
        known = self._listings.get(folder)
        if known is not None and known[0] == _stamp(status):
            return known[1]
        listing = self._list(folder)
        if _settled(status):
            self._keep_listing(folder, _stamp(status), listing)
        return listing

    def _file(self, path: str) -> os.stat_result | None:
        status = _status(path) if self._may_read(path) else None
        return status if status is not None and stat.S_ISREG(status.st_mode) else None

    def _may_read(self, path: str) -> bool:
        folder = posixpath.dirname(path)
        if not _plain(path) or (self._closed(folder) and not _manifest(path)):
            return False
        if not self._leads_inside(folder):
            return False
        return not _is_link(path) or self._real_inside(path)

    def _closed(self, folder: str) -> bool:
        """Whether a folder is, or is in, a `node_modules`, unless its root is named within that one."""
        if "node_modules" not in folder:
            return False
        root = next((root for root in self._roots if within(folder, root)), "")
        return "node_modules" in folder.removeprefix(root).split("/")

    def _leads_inside(self, folder: str) -> bool:
        """Whether a folder, with every link on the way followed, is in one of the roots."""
        known = self._inside.get(folder)
        if known is not None:
            return known
        above = posixpath.dirname(folder)
        inside = above != folder and self._leads_inside(above)
        if inside and _is_link(folder):
            inside = self._real_inside(folder)
        self._inside[folder] = inside
        return inside

    def _real_inside(self, path: str) -> bool:
        real = _real(path)
        return any(within(real, root) for root in self._roots.values())

    def _list(self, folder: str) -> Listing:
        files, folders, links = set(), set(), set()
        for entry in _entries(folder):
            linked = entry.is_symlink()
            if linked and not self._real_inside(posixpath.join(folder, entry.name)):
                continue
            if linked:
                links.add(entry.name)
            if _is(entry.is_file):
                files.add(entry.name)
            elif _is(entry.is_dir):
                folders.add(entry.name)
        return Listing(frozenset(files), frozenset(folders), frozenset(links))

    def _keep(self, path: str, stamp: Stamp, content: bytes) -> None:
        old = self._contents.pop(path, None)
        self._bytes += len(content) - (len(old[1]) if old is not None else 0)
        self._contents[path] = (stamp, content)
        while self._bytes > MOST_KEPT:
            _, (_, dropped) = self._contents.popitem(last=False)
            self._bytes -= len(dropped)

    def _keep_listing(self, folder: str, stamp: Stamp, listing: Listing) -> None:
        old = self._listings.pop(folder, None)
        self._listed += _size(listing) - (_size(old[1]) if old is not None else 0)
        self._listings[folder] = (stamp, listing)
        while self._listed > MOST_LISTED:
            _, (_, dropped) = self._listings.popitem(last=False)
            self._listed -= _size(dropped)


EMPTY = Listing(frozenset(), frozenset(), frozenset())


def within(path: str, folder: str) -> bool:
    """Whether a path is a folder or in it, by its name."""
    return path == folder or path.startswith(folder if folder.endswith("/") else folder + "/")


def _real(path: str) -> str:
    return os.path.realpath(path).replace(os.sep, "/")


def _plain(path: str) -> bool:
    """Whether a path says where it leads: without `.` and `..`, which could leave a root unseen."""
    return "/." not in path or posixpath.normpath(path) == path


def _manifest(path: str) -> bool:
    """Whether the path is the package.json of a package directly in a `node_modules`."""
    parts = path.rsplit("/", 4)
    if parts[-1] != "package.json":
        return False
    return parts[-3:-2] == ["node_modules"] or (
        parts[-4:-3] == ["node_modules"] and parts[-3].startswith("@")
    )


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - paths are plain texts in the whole house
    except (OSError, ValueError):
        return None


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _settled(status: os.stat_result) -> bool:
    """Whether the next change will show in the stamp: not if it may come within one tick of the disk's clock."""
    return abs(time.time_ns() - status.st_mtime_ns) > UNSETTLED


def _is_link(path: str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is(kind: Callable[[], bool]) -> bool:
    try:
        return kind()
    except OSError:
        return False


def _size(listing: Listing) -> int:
    return len(listing.files) + len(listing.folders) + 1
