"""Analyses between which nothing changes, such as those of a scan: what one has found out, the next need not ask again."""

from nodeward.program.program import Program
from nodeward.workspace.analysis import World, program_of
from nodeward.workspace.settings import Settings

MOST_TEXT = 4_000_000  # bytes of text that one program may know; answers take several times their text


class Sitting:
    """The programs of such analyses. Whoever owns it ends it before anything changes."""

    def __init__(self) -> None:
        self._programs: dict[tuple[int, bool], Program] = {}

    def program(self, world: World, settings: Settings) -> Program:
        """The program of all analyses so far; one that has grown too large is forgotten for a new one."""
        key = (settings.max_file_size, world.complete)
        known = self._programs.get(key)
        if known is None or known.size > MOST_TEXT:
            known = self._programs[key] = program_of(world, settings)
        return known
