"""What this face asks of the workspace behind the door. Knows only names: the workspace says how and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.rulebook.rule import Rule
from nodeward.syntax.document import Document
from nodeward.text.lines import Encoding
from nodeward.workspace.documents import Change


class Result(Protocol):
    """What one analysis of a file gives."""

    @property
    def version(self) -> int | None:
        """The open document's version."""

    @property
    def document(self) -> Document:
        """The text that the findings speak of."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be shown, in order."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Log lines."""


class Rules(Protocol):
    """The rules by id."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule that may be the origin of a finding."""


class Door(Protocol):
    """The workspace: files over time and their findings. A path is what `uris.path_of` gives."""

    @property
    def rulebook(self) -> Rules:
        """What is known of the rules."""

    @property
    def run_on_save(self) -> bool:
        """Whether files are analysed when they are saved instead of at every key."""

    @property
    def scans_folders(self) -> bool:
        """Whether files that are not open are reported too."""

    def add_folder(self, root: str) -> None:
        """A folder of the project is open."""

    def remove_folder(self, root: str) -> None:
        """A folder of the project is no longer open."""

    def open(self, path: str, text: str, version: int, language_id: str | None = None) -> None:
        """From now on the text of this file is the client's."""

    def change(self, path: str, changes: Sequence[Change], version: int, encoding: Encoding) -> None:
        """Replay changes; raises Refused where one does not fit."""

    def settle(self, path: str) -> bool:
        """Read a text with syntax errors anew; whether that makes a difference."""

    def close(self, path: str) -> None:
        """The text of this file is the disk's again."""

    def files_changed(self, paths: Iterable[str]) -> None:
        """Files were created, changed or deleted on disk."""

    def configure(self, client_settings: Mapping[str, object]) -> list[str]:
        """Take the client's settings; gives a complaint for each wrong one, once."""

    def complaints(self, path: str) -> list[str]:
        """What is wrong with the settings that hold for a file, and with the project's own rules."""

    def analyze(self, path: str, cancelled: Callable[[], bool] = ...) -> Result | None:
        """The findings of a file; None where it is not one of ours."""

    def affected(self, path: str) -> list[str]:
        """Open files whose last result depends on what changed since."""

    def fix(self, path: str, finding: Finding) -> Fix | Refusal | None:
        """A proven fix; None where the rule has none."""

    def fix_all(self, path: str, rule: str | None = None) -> Fix | None:
        """The safe fixes of a file in one, or all of one rule."""

    def suppressions(self, path: str, finding: Finding) -> list[Fix]:
        """The ways to silence a finding with a comment."""

    def sources(self) -> Iterator[str]:
        """Every file of the folders that is looked at, in order."""

    def indexed(self) -> bool:
        """Whether the folders have been read, so that rules about the whole project may speak."""

    def index(self) -> Iterator[tuple[int, int]]:
        """Read the folders, a step at a time; gives (done, total)."""

    def read(self, path: str) -> bytes | None:
        """The text of a file as this side knows it: the client's where it is open, else the disk's."""
