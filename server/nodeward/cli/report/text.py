"""Tells a scan to people in a terminal: code frames, flows, what can be fixed, and the counts at the end.

Everything that came from scanned files is made harmless and has its secrets covered before it is printed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from nodeward.cli.report.drawn import Drawn
from nodeward.cli.report.frame import Row, Sheet, frame
from nodeward.cli.report.harmless import harmless
from nodeward.cli.report.masks import covered_words
from nodeward.cli.report.paint import Kind, strokes
from nodeward.cli.report.result import Result, Told, region, relative
from nodeward.findings import Finding, Severity, Step
from nodeward.rulebook.weaknesses import cwe_page
from nodeward.syntax.document import Document
from nodeward.text.span import Span

SEVERITY_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFORMATION: "bold blue",
    Severity.HINT: "bold cyan",
}
KIND_STYLES = {
    Kind.COMMENT: "italic bright_black",
    Kind.STRING: "green",
    Kind.NUMBER: "cyan",
    Kind.KEYWORD: "magenta",
    Kind.CALL: "blue",
    Kind.TYPE: "yellow",
}
SILENCED = {"inSource": "silenced by a comment", "external": "in the baseline"}
GUTTER = "bright_black"
# How wide the column is in which "flow", "from" and "fix" stand.
LABEL = 9
# A frame never gets narrower than this, however narrow the terminal is.
LEAST_CODE = 24


@dataclass(frozen=True, slots=True)
class Face:
    """Where a report is printed: paths are told relative to `base`; `bar` draws the gutter."""

    console: Console
    base: str
    bar: str
    dots: str

    @property
    def encoding(self) -> str:
        """The terminal's encoding, in which everything must be printable."""
        return self.console.encoding


def face(console: Console, base: str) -> Face:
    """The face of a console, with plainer glyphs where its encoding has no better ones."""
    try:
        "│⋮".encode(console.encoding)
    except UnicodeEncodeError:
        return Face(console, base, "|", ":")
    return Face(console, base, "│", "⋮")


def write(result: Result, face: Face, *, counts: bool = True) -> None:
    """Prints all findings and, where asked for, the counts."""
    for told in result.told:
        for line in _finding(result, told, face):
            face.console.print(line, soft_wrap=True)
    if counts:
        for words in _counts(result):
            face.console.print(Text(harmless(words, face.encoding)), soft_wrap=True)


def _finding(result: Result, told: Told, face: Face) -> Iterator[Text]:
    finding = told.finding
    yield _head(result, finding, face)
    yield from _wrapped(covered_words(result.masks, finding.message), face)
    yield Text()
    yield from _code(result, finding, face)
    if finding.steps:
        yield Text()
    for number, step in enumerate(finding.steps, 1):
        yield from _step(result, (number, step), finding, face)
    if told.fix:
        title = harmless(covered_words(result.masks, told.fix.title), face.encoding)
        yield Text()
        yield Text.assemble((f"  {'fix':<{LABEL}}", "bold green"), title)
    yield Text()


def _head(result: Result, finding: Finding, face: Face) -> Text:
    rule = result.rules.get(finding.rule)
    weakness = (f"  CWE-{rule.cwe[0]}", Style(link=cwe_page(rule.cwe[0]), dim=True)) if rule else ""
    return Text.assemble(
        (_where(result, finding.path, finding.span, face), "bold"),
        "  ",
        (finding.severity.name.lower(), SEVERITY_STYLES[finding.severity]),
        "  ",
        (harmless(finding.rule, face.encoding), "bold"),
        weakness,
    )


def _where(result: Result, path: str, span: Span, face: Face) -> str:
    """`file:line:column`, as terminals and editors make it a link."""
    shown = harmless(relative(face.base, path), face.encoding)
    document = result.documents.get(path)
    if document is None:
        return shown
    place = region(document, span)
    return f"{shown}:{place.start_line}:{place.start_column}"


def _wrapped(words: str, face: Face) -> Iterator[Text]:
    width = max(LEAST_CODE, face.console.width - 2)
    for line in Text(harmless(words, face.encoding)).wrap(face.console, width):
        line.rstrip()
        yield Text.assemble("  ", line)


def _code(result: Result, finding: Finding, face: Face) -> Iterator[Text]:
    """The frame of a finding: line numbers, a bar, code and carets."""
    document = result.documents.get(finding.path)
    if document is None:
        return
    gutter = len(str(region(document, finding.span).end_line + 1))
    width = max(LEAST_CODE, face.console.width - gutter - len("   │ "))
    for row in frame(document, finding.span, Sheet(width, face.encoding, result.masks)):
        number = face.dots if row.number is None else str(row.number)
        line = Text.assemble((f"  {number:>{gutter}} {face.bar} ", GUTTER), _painted(document, row, face))
        line.rstrip()
        yield line
        if row.marked:
            bar = (f"  {'':>{gutter}} {face.bar} ", GUTTER)
            yield Text.assemble(bar, _carets(row, finding))


def _carets(row: Row, finding: Finding, margin: int = 0) -> Text:
    return Text.assemble(" " * (row.blank - margin), ("^" * row.marked, SEVERITY_STYLES[finding.severity]))


def _painted(document: Document, row: Row, face: Face) -> Text:
    """The code of a row, in colours where the console has them."""
    shown = Text(row.drawn.text.rstrip())
    if face.console.color_system is None or not row.drawn.pieces:
        return shown
    window = Span(row.drawn.starts[0], row.drawn.starts[-1])
    for stroke in strokes(document, window):
        first, last = _characters(row.drawn, stroke.span)
        shown.stylize(KIND_STYLES[stroke.kind], first, last)
    return shown


def _characters(drawn: Drawn, span: Span) -> tuple[int, int]:
    """Where the characters that show a span begin and end in the text of its row."""
    first, last = drawn.index(span.start), drawn.index(span.end)
    return len("".join(drawn.pieces[:first])), len("".join(drawn.pieces[:last]))


def _step(result: Result, step: tuple[int, Step], finding: Finding, face: Face) -> Iterator[Text]:
    """One hop: where it is and what happens there, and its code unless the frame above shows it."""
    number, hop = step
    note = harmless(covered_words(result.masks, hop.note), face.encoding)
    alone = len(finding.steps) == 1
    label = ("from" if alone else "flow") if number == 1 else ""
    yield Text.assemble(
        (f"  {label:<{LABEL - 3}}", "bold"),
        ("   " if alone else f"{number:>2} ", "bold"),
        _where(result, hop.path, hop.span, face),
        "  ",
        (note, "italic"),
    )
    document = result.documents.get(hop.path)
    if document is None or (hop.path, hop.span) == (finding.path, finding.span):
        return
    width = max(LEAST_CODE, face.console.width - LABEL - 2)
    rows = frame(document, hop.span, Sheet(width, face.encoding, result.masks), context=0)
    margin = min((row.blank for row in rows if row.marked), default=0)
    margin = min([margin, *(_indentation(row) for row in rows if row.drawn.text.strip())])
    for row in rows:
        yield Text.assemble(" " * (LABEL + 2), _painted(document, row, face)[margin:])
        if row.marked:
            yield Text.assemble(" " * (LABEL + 2), _carets(row, finding, margin))


def _indentation(row: Row) -> int:
    return len(row.drawn.text) - len(row.drawn.text.lstrip())


def _counts(result: Result) -> Iterator[str]:
    """Findings by severity, fixes, silenced ones; files scanned, and left out with the reasons."""
    by_severity = Counter(told.finding.severity for told in result.told)
    said = [_many(by_severity[one], one.name.lower()) for one in Severity if by_severity[one]]
    fixable = sum(told.fix is not None for told in result.told)
    extra = [f"{fixable} with a fix"] if fixable else []
    silenced = Counter(told.silenced for told in result.suppressed)
    extra += [f"{silenced[kind]} {words}" for kind, words in SILENCED.items() if silenced[kind]]
    yield f"{', '.join(said) or 'No findings'}{''.join(f'; {one}' for one in extra)}."
    left = len(result.left_out)
    counted = Counter(result.left_out.values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(counted.items()))
    yield f"{_many(result.scanned, 'file')} scanned{f', {left} left out: {reasons}' if left else ''}."


def _many(count: int, noun: str) -> str:
    plural = noun if noun == "information" else f"{noun}s"
    return f"{count:,} {noun if count == 1 else plural}"
