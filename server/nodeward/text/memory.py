"""A file tree that is only in memory: an example of a rule, a copy on which a fix is tried."""

from collections.abc import Mapping, Sequence

from nodeward.text.files import Files


class MemoryFiles:
    """Contents by absolute POSIX path, over another tree where there is one. A None hides a file below."""

    def __init__(self, contents: Mapping[str, bytes | None], below: Files | None = None) -> None:
        self._contents = contents
        self._below = below

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none."""
        if path in self._contents:
            return self._contents[path]
        return self._below.read(path) if self._below is not None else None

    def exists(self, path: str) -> bool:
        """Whether there is a file at this path."""
        if path in self._contents:
            return self._contents[path] is not None
        return self._below is not None and self._below.exists(path)

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of the files and folders in a folder; a folder's name ends in `/`."""
        inside = folder.rstrip("/") + "/"
        below = set(self._below.names(folder)) if self._below is not None else set()
        for path, content in self._contents.items():
            if not path.startswith(inside):
                continue
            first, slash, _ = path.removeprefix(inside).partition("/")
            if content is None and not slash:
                below.discard(first)
            elif content is not None:
                below.add(first + slash)
        return sorted(below)
