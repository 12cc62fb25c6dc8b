"""The file tree as the pure floors see it: contents by path, handed in from above."""

from collections.abc import Sequence
from typing import Protocol


class Files(Protocol):
    """Contents of a project by absolute POSIX path; whoever hands it in decides what is disk and what is unsaved.

    Every call is recorded by the giver as something the asker's result depends on.
    """

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None where there is none (or none that may be read)."""

    def exists(self, path: str) -> bool:
        """Whether there is a file at this path."""

    def names(self, folder: str) -> Sequence[str]:
        """The sorted names of the files and folders in a folder; a folder's name ends in `/`."""
