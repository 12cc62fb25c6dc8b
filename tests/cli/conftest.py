"""Scans that never ran: a few files, findings placed by the code that they underline, and the reports of both."""

from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from nodeward.cli.report import text as text_report
from nodeward.cli.report.masks import masks
from nodeward.cli.report.result import Result, Told, place
from nodeward.findings import Finding, Severity, Step
from nodeward.rulebook.rule import Example, Level, Rule
from nodeward.syntax.document import Document
from nodeward.text.codec import encode
from nodeward.text.span import Span

ROOT = "/p"


class Sample:
    """Files by their path below the root, and what is said of them."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        texts = {f"{ROOT}/{path}": text for path, text in files.items()}
        self.documents = {
            path: Document.open(path, text if isinstance(text, bytes) else encode(text))
            for path, text in texts.items()
        }

    def span(self, path: str, code: str, nth: int = 0) -> Span:
        """Where `code` stands for the nth time."""
        text, wanted = self.documents[f"{ROOT}/{path}"].text, encode(code)
        at = -1
        for _ in range(nth + 1):
            at = text.index(wanted, at + 1)
        return Span(at, at + len(wanted))

    def finding(
        self,
        path: str,
        code: str,
        steps: Iterable[tuple[str, str, str]] = (),
        **fields: Any,
    ) -> Finding:
        """A finding at `code`; each step is path, code and note."""
        hops = tuple(Step(f"{ROOT}/{of}", self.span(of, hop), note) for of, hop, note in steps)
        given = {"rule": "no-eval", "message": "Text is run as code.", "severity": Severity.WARNING}
        span = fields.pop("span", None) or self.span(path, code, fields.pop("nth", 0))
        return Finding(path=f"{ROOT}/{path}", span=span, steps=hops, **{**given, **fields})

    def result(self, *told: Told | Finding, suppressed: Iterable[Told] = (), **fields: Any) -> Result:
        """The result of a scan with these findings."""
        whole = [one if isinstance(one, Told) else Told(one) for one in told]
        found = [one.finding for one in (*whole, *suppressed)]
        return Result(
            root=ROOT,
            told=tuple(sorted(whole, key=lambda one: place(one.finding))),
            suppressed=tuple(suppressed),
            documents=self.documents,
            rules={"no-eval": rule()},
            masks=masks(found, self.documents),
            **fields,
        )


def rule() -> Rule:
    """A rule as small as rules get."""
    return Rule(
        id="no-eval",
        title="Text run as code",
        severity=Level.WARNING,
        cwe=[95, 20],
        owasp=["A03:2021"],
        message="{what} is run as code.",
        why="Whoever writes the text writes the program.",
        instead="Write the code.",
        examples=[Example(bad='eval("1");', fixed="1;"), Example(good="one();")],
    )


def as_text(result: Result, width: int = 80, encoding: str = "utf-8", *, colour: bool = False) -> str:
    """The text report as a terminal gets it, without blanks at the ends of lines."""
    out = _Terminal(encoding)
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    text_report.write(result, text_report.face(console, ROOT))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


class _Terminal(StringIO):
    """Text that says which encoding it will be written in, and refuses what that cannot hold."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def write(self, words: str) -> int:
        words.encode(self._encoding)
        return super().write(words)


@pytest.fixture(scope="session")
def sample() -> type[Sample]:
    """Files, findings in them, results of both."""
    return Sample


@pytest.fixture(scope="session")
def told_as_text() -> Callable[..., str]:
    """What a terminal gets of a result."""
    return as_text
