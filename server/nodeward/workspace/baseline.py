"""Findings that a team has accepted: how they are recognised again, and the file in which they are recorded.

A finding is known by its rule, its file, the code of its lines without blanks, and its ordinal among equals in the
file, so that it stays known when lines above it move. No secret is part of a fingerprint.
"""

import json
import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from nodeward.findings import Finding
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.syntax.document import Document
from nodeward.text.span import Span
from nodeward.workspace.difference import differences

FILE = "nodeward-baseline.json"
REDACT = "redact"  # the detail of a finding whose own text is a secret
VERSION = 1


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One accepted finding; `path` is relative to the folder of the file that records it."""

    path: str
    rule: str
    fingerprint: str


def entries(document: Document, findings: Sequence[Finding], file: str) -> tuple[Entry, ...]:
    """What would record each of these findings of a document, all that its rules gave, in `file`."""
    path = posixpath.relpath(document.path, posixpath.dirname(file))
    secrets = [finding.span for finding in findings if REDACT in finding.details]
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        digest = sha256(f"{finding.rule}\0".encode() + _code(document, finding.span, secrets)).hexdigest()[
            :16
        ]
        seen[digest] += 1
        found.append(Entry(path, finding.rule, f"{digest}:{seen[digest]}"))
    return tuple(found)


@lru_cache(maxsize=16)  # a memory of a pure function: every file of a project asks for the same text
def read(text: bytes) -> frozenset[Entry] | None:
    """The accepted findings that a file records; None where it is no such file."""
    try:
        known = json.loads(text)["findings"]
        return frozenset(
            Entry(str(item["path"]), str(item["rule"]), str(item["fingerprint"])) for item in known
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def written(accepted: Iterable[Entry]) -> bytes:
    """The text of a file that records these findings: one line each and sorted, so that versions merge well."""
    lines = [_line(entry) for entry in sorted(set(accepted))]
    body = ",\n".join(f"    {line}" for line in lines)
    inside = f"\n{body}\n  " if lines else ""
    return f'{{\n  "version": {VERSION},\n  "findings": [{inside}]\n}}\n'.encode()


def addition(file: str, text: bytes | None, entry: Entry) -> Fix | None:
    """The fix that records a finding; None where the file cannot be read."""
    known = read(text) if text is not None else frozenset()
    if known is None:
        return None
    edits = differences(text or b"", written({*known, entry}))
    note = "Findings in the baseline are shown to nobody."
    return Fix("Add to baseline", (FileEdit(file, edits, create=text is None, note=note),)) if edits else None


def _line(entry: Entry) -> str:
    fields: Mapping[str, str] = {"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint}
    return json.dumps(fields, ensure_ascii=False)


def _code(document: Document, span: Span, secrets: Iterable[Span]) -> bytes:
    """The lines of a span without blanks and with secrets covered."""
    lines, text = document.lines, document.text
    start = lines.line_span(text, lines.line(span.start)).start
    end = lines.line_span(text, lines.line(span.end)).end
    code = bytearray(text[start:end])
    for secret in secrets:
        low, high = max(secret.start, start), min(secret.end, end)
        if low < high:
            code[low - start : high - start] = b"\0" * (high - low)
    return b"".join(bytes(code).translate(None, b"\0").split())
