"""What the house finds: plain, frozen data that every face can print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from nodeward.text.span import Span


class Severity(IntEnum):
    """How much a finding matters; the numbers are those of the LSP specification (DiagnosticSeverity)."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4


class Tag(IntEnum):
    """How an editor may draw a finding; the numbers are those of the LSP specification (DiagnosticTag)."""

    UNNECESSARY = 1
    DEPRECATED = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a flow from source to sink, or a related place."""

    path: str
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness at one place.

    `path` is an absolute POSIX path, or the URI of a buffer that is no file. `span` is in bytes of that file.
    `details` holds what the message was filled with and what a fix builder needs to know (never a secret).
    """

    rule: str
    path: str
    span: Span
    message: str
    severity: Severity
    steps: tuple[Step, ...] = ()
    tags: tuple[Tag, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict, hash=False)
