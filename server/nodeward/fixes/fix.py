"""What a fix is: edits to files, proposed and not yet proven. Builders return one, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass

from nodeward.findings import Finding
from nodeward.rulebook.rule import FixSpec, NoFix, Rule
from nodeward.semantics.model import Model
from nodeward.syntax.document import Document
from nodeward.text.edits import Edit
from nodeward.text.files import Files


@dataclass(frozen=True, slots=True)
class FileEdit:
    """Edits to one file, all in positions of its present text; `create` says that the file does not exist yet."""

    path: str
    edits: tuple[Edit, ...]
    create: bool = False
    note: str = ""  # what a client asks before it touches a file that the user does not look at


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding. `safe`: behaviour stays the same except for the hole that it closes."""

    title: str
    files: tuple[FileEdit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no edit can be proven right here."""

    reason: NoFix


@dataclass(frozen=True, slots=True)
class Site:
    """Everything a builder may look at: the finding, its rule, what the file's names mean, the files beside it."""

    finding: Finding
    rule: Rule
    spec: FixSpec
    model: Model | None  # None for a project file
    document: Document
    files: Files
    project: str  # absolute path of the project's root folder


Builder = Callable[[Site], Fix | Refusal]
