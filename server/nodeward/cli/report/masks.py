"""Which bytes of a text must not be printed: secrets that a rule has found, wherever they stand again.

Knows findings and texts, no format.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nodeward.cli.report.harmless import ELLIPSIS
from nodeward.findings import Finding
from nodeward.syntax.document import Document
from nodeward.text.codec import decode, encode
from nodeward.text.span import Span

# At least this much of a secret stays unseen for every character that is shown, of which there are at most four.
SHOWN, UNSEEN_FOR_EACH = 4, 3
# What could as well be a name of the code is a secret again only where it stands as a value on its own.
_WORD = re.compile(rb"[A-Za-z_$]{1,19}")
_BEFORE, _AFTER = rb"(?<=[\"'`:=/@])", rb"(?=[\"'`\s,;&/@]|$)"
# A secret shorter than this is looked for as a whole word, and such a line of a longer one not at all.
_SHORT = 8
# Files of names and secrets, and what one of their lines gives its name.
VAULT = re.compile(r"\.env(?:\..*)?|.*\.env|\.npmrc|\.netrc")
_GIVEN = re.compile(rb"^[^\n\r=:]*[=:][ \t]*([^\s][^\n\r]*)", re.MULTILINE)
_QUOTES = b"\"'`"


@dataclass(frozen=True, slots=True)
class Masks:
    """The secrets of a scan: where each was found, by path, and a pattern for the same literals elsewhere."""

    found: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    again: re.Pattern[bytes] | None = None


def masks(findings: Iterable[Finding], documents: Mapping[str, Document]) -> Masks:
    """The masks for all findings that say `redact`, given the documents of their paths."""
    found: dict[str, tuple[Span, ...]] = {}
    secrets: set[bytes] = set()
    for finding in findings:
        document = documents.get(finding.path)
        if finding.details.get("redact") != "1" or document is None:
            continue
        inner = _unquoted(document.text, finding.span)
        found[finding.path] = (*found.get(finding.path, ()), inner)
        secrets.update(_pieces(document.text[inner.start : inner.end]))
        secrets.update(_pieces(_part(document.text, finding)))
    if not secrets:
        return Masks(found)
    longest_first = sorted(secrets, key=lambda secret: (-len(secret), secret))
    return Masks(found, re.compile(b"|".join(map(_again, longest_first)), re.MULTILINE))


def _part(text: bytes, finding: Finding) -> bytes:
    """The secret inside a literal, where the finding says that it is only a part: `Bearer ...`."""
    details = finding.details
    if "secret-start" not in details:
        return b""
    return text[int(details["secret-start"]) : int(details["secret-end"])]


def hidden(masks: Masks, path: str, text: bytes, window: Span) -> list[Span]:
    """The spans of `text` that must not be shown and reach into `window`, merged and in order.

    `window` begins and ends with a line, so that no literal that stands again is seen by halves. What a file
    that exists to hold secrets gives its names is never shown.
    """
    spans = [
        span for span in masks.found.get(path, ()) if span.start < window.end and window.start < span.end
    ]
    if masks.again:
        matches = masks.again.finditer(text, window.start, window.end)
        spans += [Span(*match.span()) for match in matches if match.end() > match.start()]
    if VAULT.fullmatch(path.rpartition("/")[2]):
        spans += [Span(*match.span(1)) for match in _GIVEN.finditer(text, window.start, window.end)]
    return list(_merged(sorted(spans)))


def cover(secret: bytes) -> str:
    """What is printed in the place of a secret: its first characters, four at most, and an ellipsis."""
    first_line = decode(secret).split("\n", 1)[0]
    return first_line[: min(SHOWN, len(first_line) // (1 + UNSEEN_FOR_EACH))] + ELLIPSIS


def covered(masks: Masks, path: str, text: bytes, span: Span) -> str:
    """The text of a span with every secret in it covered; `span` begins and ends with a line, or holds none."""
    parts: list[str] = []
    at = span.start
    for secret in hidden(masks, path, text, span):
        parts += [decode(text[at : max(at, secret.start)]), cover(text[secret.start : secret.end])]
        at = secret.end
    return "".join([*parts, decode(text[at : span.end])])


def covered_words(masks: Masks, words: str) -> str:
    """A message, a note or a title with every secret in it covered."""
    text = encode(words)
    return covered(masks, "", text, Span(0, len(text))) if masks.again else words


def _unquoted(text: bytes, span: Span) -> Span:
    """The span without the quotes around it, so that those stay to be seen."""
    first, last = text[span.start : span.start + 1], text[span.end - 1 : span.end]
    quoted = span.end - span.start > 2 and first == last and first in _QUOTES
    return Span(span.start + 1, span.end - 1) if quoted else span


def _pieces(secret: bytes) -> Iterator[bytes]:
    """A secret and, if it goes over several lines, those of its lines that say something."""
    if secret.strip():
        yield secret
    lines = [line.strip() for line in secret.splitlines()]
    if len(lines) > 1:
        yield from (line for line in lines if len(line) >= _SHORT and not line.startswith(b"--"))


def _again(secret: bytes) -> bytes:
    if _WORD.fullmatch(secret):
        return _BEFORE + re.escape(secret) + _AFTER
    if len(secret) < _SHORT:
        return rb"(?<!\w)" + re.escape(secret) + rb"(?!\w)"
    return re.escape(secret)


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Sorted spans, those that share bytes made one."""
    current: Span | None = None
    for span in spans:
        if current is None:
            current = span
        elif span.start < current.end:
            current = Span(current.start, max(current.end, span.end))
        else:
            yield current
            current = span
    if current:
        yield current
