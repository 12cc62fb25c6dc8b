"""What a scan found, as every report tells it, and where in lines and columns that is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nodeward.cli.report.masks import Masks
from nodeward.findings import Finding
from nodeward.fixes.fix import Fix
from nodeward.rulebook.rule import Rule
from nodeward.syntax.document import Document
from nodeward.text.lines import Encoding, Position
from nodeward.text.span import Span
from nodeward.workspace.baseline import entries

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Told:
    """One finding and its fix, which is proven if the report holds edits.

    Of one that is not shown, `silenced` says by what: "inSource" for a comment, whose reason is the
    `justification`, "external" for the baseline (the kinds of SARIF 2.1.0, 3.35.2).
    """

    finding: Finding
    fix: Fix | None = None
    silenced: str = ""
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that a report may say.

    `root` is the absolute folder that paths are told relative to; `documents` holds every file in which a
    finding, a step or a fix has a place; `left_out` says of files why they were not looked at.
    Findings are sorted by path, place and rule.
    """

    root: str
    told: tuple[Told, ...]
    suppressed: tuple[Told, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    masks: Masks = field(default_factory=Masks)
    scanned: int = 0
    left_out: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    status: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """A span as people and formats say it: lines and columns count from 1, columns in UTF-16 code units.

    The end is the place after the last character.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int


def region(document: Document, span: Span) -> Region:
    """The lines and columns of a span; one that reaches past the end of the text ends there."""
    text = document.text
    mark = text.startswith(BOM)
    start = document.lines.position(text, min(span.start, len(text)), Encoding.UTF16)
    end = document.lines.position(text, min(span.end, len(text)), Encoding.UTF16)
    return Region(start.line + 1, _column(start, mark=mark), end.line + 1, _column(end, mark=mark))


def _column(place: Position, *, mark: bool) -> int:
    """The column from 1; a byte order mark is how a file is stored and takes none."""
    return max(1, place.character + (0 if mark and place.line == 0 else 1))


def relative(root: str, path: str) -> str:
    """The path below `root`, or as it is where it lies elsewhere or is the URI of a buffer."""
    if path.startswith(f"{root.rstrip('/')}/"):
        return path[len(root.rstrip("/")) + 1 :]
    return path


def fingerprints(result: Result) -> Mapping[Finding, str]:
    """What a finding can be recognised by after lines above it moved: the same as in a baseline, without its path."""
    by_path: dict[str, list[Finding]] = {}
    for told in sorted((*result.told, *result.suppressed), key=lambda told: place(told.finding)):
        by_path.setdefault(told.finding.path, []).append(told.finding)
    known: dict[Finding, str] = {}
    for path, findings in by_path.items():
        named = entries(result.documents[path], findings, path)
        known.update(zip(findings, (entry.fingerprint for entry in named), strict=True))
    return known


def place(finding: Finding) -> tuple[str, Span, str]:
    """What findings are sorted by: path, place and rule."""
    return finding.path, finding.span, finding.rule
