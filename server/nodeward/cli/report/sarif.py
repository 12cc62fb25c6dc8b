"""Tells a scan in SARIF 2.1.0, for code scanning services (OASIS, "Static Analysis Results Interchange Format").

No secret gets into the log: messages are covered, a snippet or a fix that would hold one is left out, and
fingerprints are hashes of covered code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from nodeward import __version__
from nodeward.cli.report.masks import covered_words, hidden
from nodeward.cli.report.result import Result, Told, fingerprints, region, relative
from nodeward.cli.report.sarif_rules import LEVELS, SCORES, descriptor, taxonomy
from nodeward.findings import Finding, Step
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.codec import decode
from nodeward.text.edits import Edit
from nodeward.text.span import Span

Json = Mapping[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
# More code than this, in bytes, is no snippet: the reader opens the file.
LONGEST_SNIPPET = 2000
LANGUAGES = {
    Language.JAVASCRIPT: "javascript",
    Language.TYPESCRIPT: "typescript",
    Language.TSX: "typescript",
    Language.JSON: "json",
}


@dataclass(frozen=True, slots=True)
class _Log:
    """A result with the tables that a SARIF run points into by index."""

    result: Result
    rules: Mapping[str, int]
    files: Mapping[str, int]
    known: Mapping[Finding, str]


def render(result: Result) -> str:
    """The log as ASCII JSON, ending in a newline."""
    told = (*result.told, *result.suppressed)
    rules = {rule: at for at, rule in enumerate(sorted({one.finding.rule for one in told}))}
    files = {path: at for at, path in enumerate(sorted({one.finding.path for one in told}))}
    log = _Log(result, rules, files, fingerprints(result))
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(log)]}, indent=2) + "\n"


def _run(log: _Log) -> Json:
    result = log.result
    found = {id_: result.rules.get(id_) for id_ in log.rules}
    taxa = sorted({number for rule in found.values() if rule for number in rule.cwe})
    driver = {
        "name": "Nodeward",
        "version": __version__,
        "semanticVersion": __version__,
        "supportedTaxonomies": [{"name": "CWE", "index": 0}],
        "rules": [descriptor(id_, rule, taxa) for id_, rule in found.items()],
    }
    return {
        "tool": {"driver": driver},
        "taxonomies": [taxonomy(taxa)],
        "invocations": [_invocation(log)],
        "originalUriBaseIds": {ROOT: {"uri": f"{_file_uri(result.root).rstrip('/')}/"}},
        "artifacts": [_artifact(log, path) for path in log.files],
        "columnKind": "utf16CodeUnits",
        "defaultEncoding": "utf-8",
        "results": [
            *(_result(log, told) for told in result.told),
            *(
                {**_result(log, told), "suppressions": [_suppression(log, told)]}
                for told in result.suppressed
            ),
        ],
    }


def _invocation(log: _Log) -> Json:
    result = log.result
    problems = [covered_words(result.masks, problem) for problem in result.problems]
    return {
        "executionSuccessful": True,
        "exitCode": result.status,
        "toolExecutionNotifications": [
            *({"level": "warning", "message": {"text": problem}} for problem in problems),
            *(_left_out(log, path, reason) for path, reason in sorted(result.left_out.items())),
        ],
    }


def _left_out(log: _Log, path: str, reason: str) -> Json:
    location = {"physicalLocation": {"artifactLocation": _location(log, path)}}
    return {"level": "note", "message": {"text": f"Left out: {reason}."}, "locations": [location]}


def _artifact(log: _Log, path: str) -> Json:
    artifact: dict[str, object] = {"location": _location(log, path), "roles": ["analysisTarget"]}
    document = log.result.documents.get(path)
    if document:
        artifact["length"] = len(document.text)
        if document.language in LANGUAGES:
            artifact["sourceLanguage"] = LANGUAGES[document.language]
    return artifact


def _result(log: _Log, told: Told) -> Json:
    finding = told.finding
    message = covered_words(log.result.masks, finding.message)
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": log.rules[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(log, finding.path, finding.span)}],
        "partialFingerprints": {
            "nodeward/v1": log.known[finding],
            "primaryLocationLineHash": log.known[finding],
        },
        "properties": {
            "severity": finding.severity.name.lower(),
            "security-severity": SCORES[finding.severity],
        },
    }
    if finding.steps:
        result["relatedLocations"] = [
            {"id": number, **_step(log, step)} for number, step in enumerate(finding.steps, 1)
        ]
        result["codeFlows"] = [_flow(log, finding, message)]
    fix = _fix(log, told.fix) if told.fix else None
    return {**result, "fixes": [fix]} if fix else result


def _flow(log: _Log, finding: Finding, message: str) -> Json:
    """The steps, and after them the sink where it is not the last of them itself."""
    steps = [_step(log, step) for step in finding.steps]
    last = finding.steps[-1]
    if (last.path, last.span) != (finding.path, finding.span):
        steps.append(
            {
                "physicalLocation": _place(log, finding.path, finding.span),
                "message": {"text": message},
            }
        )
    locations = [{"location": step, "executionOrder": order} for order, step in enumerate(steps, 1)]
    return {"threadFlows": [{"locations": locations}]}


def _step(log: _Log, step: Step) -> Json:
    note = covered_words(log.result.masks, step.note)
    return {"physicalLocation": _place(log, step.path, step.span), "message": {"text": note}}


def _place(log: _Log, path: str, span: Span) -> Json:
    document = log.result.documents.get(path)
    where: dict[str, object] = {"byteOffset": span.start, "byteLength": span.end - span.start}
    if document:
        where = {**_region(document, span), **where}
        snippet = _snippet(log, document, span)
        if snippet is not None:
            where["snippet"] = {"text": snippet}
    return {"artifactLocation": _location(log, path), "region": where}


def _region(document: Document, span: Span) -> dict[str, object]:
    place = region(document, span)
    return {
        "startLine": place.start_line,
        "startColumn": place.start_column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _snippet(log: _Log, document: Document, span: Span) -> str | None:
    """The code of a span; None where it is empty, long, or holds a secret."""
    text, lines = document.text, document.lines
    if not 0 < span.end - span.start <= LONGEST_SNIPPET or span.end > len(text):
        return None
    window = Span(
        lines.line_span(text, lines.line(span.start)).start,
        lines.line_span(text, lines.line(span.end)).end,
    )
    secrets = hidden(log.result.masks, document.path, text, window)
    if any(secret.start < span.end and span.start < secret.end for secret in secrets):
        return None
    return decode(text[span.start : span.end])


def _suppression(log: _Log, told: Told) -> Json:
    words = covered_words(log.result.masks, told.justification)
    return {"kind": told.silenced, **({"justification": words} if words else {})}


def _fix(log: _Log, fix: Fix) -> Json | None:
    """The fix; None where it would put a secret into the log, as the move to `.env` does."""
    if any(_tells(log, file, edit) for file in fix.files for edit in file.edits):
        return None
    return {
        "description": {"text": covered_words(log.result.masks, fix.title)},
        "artifactChanges": [_change(log, file) for file in fix.files],
    }


def _tells(log: _Log, file: FileEdit, edit: Edit) -> bool:
    """Whether an edit writes a secret, or writes something in the place of one: that may be the secret in other words."""
    masks, document = log.result.masks, log.result.documents.get(file.path)
    if masks.again is not None and masks.again.search(edit.new):
        return True
    if document is None:
        return False
    spans = masks.found.get(file.path, ())
    if any(span.start < edit.span.end and edit.span.start < span.end for span in spans):
        return True
    return masks.again is not None and bool(masks.again.search(document.text, edit.span.start, edit.span.end))


def _change(log: _Log, file: FileEdit) -> Json:
    return {
        "artifactLocation": _location(log, file.path),
        "replacements": [_replacement(log, file, edit) for edit in sorted(file.edits)],
    }


def _replacement(log: _Log, file: FileEdit, edit: Edit) -> Json:
    document = log.result.documents.get(file.path)
    where: dict[str, object] = {"byteOffset": edit.span.start, "byteLength": edit.span.end - edit.span.start}
    if document:
        where = {**_region(document, edit.span), **where}
    elif file.create:
        where = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1, **where}
    return {"deletedRegion": where, "insertedContent": {"text": decode(edit.new)}}


def _location(log: _Log, path: str) -> Json:
    below = relative(log.result.root, path)
    index = {"index": log.files[path]} if path in log.files else {}
    if below != path:
        return {"uri": _quoted(below), "uriBaseId": ROOT, **index}
    return {"uri": _file_uri(path), **index}


def _file_uri(path: str) -> str:
    """The URI of an absolute POSIX path; the URI of a buffer stays as it is."""
    if path.startswith("/"):
        return f"file://{_quoted(path)}"
    return f"file:///{_quoted(path, ':')}" if path[1:3] == ":/" else path


def _quoted(path: str, also_plain: str = "") -> str:
    """The path percent-encoded, byte for byte also where the file system's bytes are no UTF-8.

    What a segment may hold stays plain (RFC 3986, section 3.3); a colon could be taken for the end of a scheme.
    """
    return quote(path, "/@!$&'()*+,;=" + also_plain, "utf-8", "surrogateescape")
