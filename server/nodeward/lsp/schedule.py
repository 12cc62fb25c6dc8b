"""Which open files wait for an analysis, and in which order. Knows neither findings nor clients.

One thread handles messages and analyses; a second one only reads the wire (see `wire`). The reasons: parsing
holds Python's global lock, so a worker thread would hide nothing; and one thread needs no lock around the
workspace. What makes it responsive is the order of work. A message that waits goes before any analysis. With
nothing waiting, the file that was touched last is analysed at once: there is no delay to tune. A running
analysis asks between functions whether a newer text of its file waits, and gives way if so; under a burst of
keys the changes are therefore replayed one after another, which is cheap, and only the newest is analysed.

Every touch gives a file a new generation. A result is used only while its generation is the file's newest.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """One analysis to be made. `urgent`: the user touched this very file, not one that it depends on."""

    path: str
    generation: int
    urgent: bool


class Schedule:
    """The generations of open files, and the files whose newest generation was not analysed yet."""

    def __init__(self) -> None:
        self._generations: dict[str, int] = {}
        self._count = 0
        self._touched: dict[str, None] = {}  # ordered; the last one was touched last
        self._behind: dict[str, None] = {}

    def touch(self, path: str) -> None:
        """The file's text is new: analyse it before all others."""
        self.outdate(path)
        self._behind.pop(path, None)
        self._touched.pop(path, None)
        self._touched[path] = None

    def follow(self, paths: Iterable[str]) -> None:
        """Something that these files depend on is new: analyse them when the touched ones are done."""
        for path in paths:
            self.outdate(path)
            if path not in self._touched:
                self._behind[path] = None

    def outdate(self, path: str) -> None:
        """Earlier results of the file are no longer true; nothing is analysed for that alone."""
        self._count += 1
        self._generations[path] = self._count

    def forget(self, path: str) -> None:
        """The file is closed or lost: no result for it is wanted."""
        self.done(path)
        self._generations.pop(path, None)

    def done(self, path: str) -> None:
        """The file's newest generation needs no analysis any more."""
        self._touched.pop(path, None)
        self._behind.pop(path, None)

    def next(self) -> Job | None:
        """What to analyse now: the file touched last, else the one that has been behind longest. It stays queued."""
        if self._touched:
            path = next(reversed(self._touched))
            return Job(path, self._generations[path], urgent=True)
        if self._behind:
            path = next(iter(self._behind))
            return Job(path, self._generations[path], urgent=False)
        return None

    def urgent(self, path: str) -> bool:
        """Whether the file waits because the user touched it."""
        return path in self._touched

    def generation(self, path: str) -> int | None:
        """The file's newest generation; None for a file that is not known."""
        return self._generations.get(path)
