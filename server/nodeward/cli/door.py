"""What this face asks of the workspace behind the door. Knows only names: the workspace says how and why."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.rulebook.book import Rulebook
from nodeward.syntax.document import Document
from nodeward.workspace.suppress import Suppressed


class Analysis(Protocol):
    """What one analysis of a file gives."""

    @property
    def document(self) -> Document:
        """The text that the findings speak of."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be told, in order."""

    @property
    def suppressed(self) -> tuple[Suppressed, ...]:
        """What a comment silences."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Log lines."""

    @property
    def left_out(self) -> str:
        """Why the file was not looked at, in a word or two; empty where it was."""


class Door(Protocol):
    """The workspace, as far as a scan asks it."""

    @property
    def rulebook(self) -> Rulebook:
        """What is known of the rules, a project's own included."""

    def complaints(self, path: str) -> list[str]:
        """What is wrong with the settings of a file and with the rules of the projects."""

    def add_folder(self, root: str) -> None:
        """A folder of the project is open."""

    def open(self, path: str, text: str, version: int, language_id: str | None = None) -> None:
        """From now on the text of this file is the given one."""

    def index(self) -> Iterator[tuple[int, int]]:
        """Read the folders, a step at a time; gives (done, total)."""

    def sources(self) -> Iterator[str]:
        """Every file of the folders that a scan looks at."""

    def analyze(self, path: str, cancelled: Callable[[], bool] = ...) -> Analysis | None:
        """The findings of a file; None where it is not one of ours."""

    def still(self) -> AbstractContextManager[None]:
        """While it lasts, nothing changes, so that many analyses cost less together."""

    def fix(self, path: str, finding: Finding, *, proof: bool = True) -> Fix | Refusal | None:
        """A fix, proven unless that is not asked for; None where the rule has none."""

    def read(self, path: str) -> bytes | None:
        """The text of a file: the given one where it is open, else the disk's."""
