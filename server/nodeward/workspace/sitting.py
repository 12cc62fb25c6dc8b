"""Analyses between which nothing changes, such as those of a scan: what one has found out, the next need not ask again."""

from nodeward.program.program import Program
from nodeward.workspace.analysis import World, program_of
from nodeward.workspace.settings import Settings

MOST_MORE = (
    8_000_000  # bytes of text that a program may come to know after its first file; each costs about 50
)


class Sitting:
    """The programs of such analyses. Whoever owns it ends it before anything changes."""

    def __init__(self) -> None:
        self._programs: dict[tuple[int, bool], Program] = {}
        self._least: dict[tuple[int, bool], int] = {}  # what they knew after their first file

    def program(self, world: World, settings: Settings) -> Program:
        """The program of all analyses so far; one that has grown too large is forgotten for a new one."""
        key = (settings.max_file_size, world.complete)
        known = self._programs.get(key)
        if known is not None and self._fits(key, known):
            return known
        self._least.pop(key, None)
        self._programs[key] = program_of(world, settings)
        return self._programs[key]

    def _fits(self, key: tuple[int, bool], known: Program) -> bool:
        # What a single file leads to counts little: the next would only have to find it out again.
        return known.size <= self._least.setdefault(key, known.size) + MOST_MORE
