"""Tells a scan to programs: one JSON object, in a shape that keeps its meaning as long as `version` is 1.

    version     1
    tool        {name, version}
    root        the absolute folder that paths are relative to, with `/`; what lies elsewhere has an absolute path
    findings    [{rule, severity, message, path, start, end, cwe, owasp, steps, fix, fingerprint}], sorted by path,
                place and rule
    suppressed  the same, each with `by`, which is comment or baseline, and the comment's `justification` or ""
    leftOut     [{path, reason}]: files that were not looked at
    summary     {scanned, leftOut, error, warning, information, hint, suppressed, fixable}: how many of each
    problems    [sentence]: what went wrong for one file or one rule

`severity` is error, warning, information or hint. `start` and `end` are {line, column, byte}: line and column count
from 1, columns in UTF-16 code units, `byte` from 0 in the UTF-8 file; the end is the place after the last character.
`cwe` is a list of numbers, `owasp` one of categories such as "A03:2021". A step is {path, start, end, note}.
`fix` is {title, safe}, or null where there is none. New keys may come; these stay.
"""

import json
from collections.abc import Mapping

from nodeward import __version__
from nodeward.cli.report.masks import covered_words
from nodeward.cli.report.result import Result, Told, fingerprints, region, relative
from nodeward.findings import Finding, Severity, Step
from nodeward.text.span import Span

Json = Mapping[str, object]


def render(result: Result) -> str:
    """The report as ASCII JSON, ending in a newline."""
    known = fingerprints(result)
    report = {
        "version": 1,
        "tool": {"name": "nodeward", "version": __version__},
        "root": result.root,
        "findings": [_finding(result, told, known) for told in result.told],
        "suppressed": [
            {**_finding(result, told, known), **_silence(result, told)} for told in result.suppressed
        ],
        "leftOut": [
            {"path": relative(result.root, path), "reason": reason}
            for path, reason in sorted(result.left_out.items())
        ],
        "summary": _summary(result),
        "problems": [covered_words(result.masks, problem) for problem in result.problems],
    }
    return json.dumps(report, indent=2) + "\n"


def _finding(result: Result, told: Told, known: Mapping[Finding, str]) -> Json:
    finding = told.finding
    rule = result.rules.get(finding.rule)
    fix = told.fix
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "message": covered_words(result.masks, finding.message),
        **_place(result, finding.path, finding.span),
        "cwe": rule.cwe if rule else [],
        "owasp": rule.owasp if rule else [],
        "steps": [_step(result, step) for step in finding.steps],
        "fix": {"title": covered_words(result.masks, fix.title), "safe": fix.safe} if fix else None,
        "fingerprint": known[finding],
    }


def _silence(result: Result, told: Told) -> Json:
    by = "baseline" if told.silenced == "external" else "comment"
    return {"by": by, "justification": covered_words(result.masks, told.justification)}


def _step(result: Result, step: Step) -> Json:
    return {**_place(result, step.path, step.span), "note": covered_words(result.masks, step.note)}


def _place(result: Result, path: str, span: Span) -> Json:
    """Path, start and end; lines and columns only of a file that could be read."""
    start: dict[str, int] = {"byte": span.start}
    end: dict[str, int] = {"byte": span.end}
    document = result.documents.get(path)
    if document:
        place = region(document, span)
        start = {"line": place.start_line, "column": place.start_column, **start}
        end = {"line": place.end_line, "column": place.end_column, **end}
    return {"path": relative(result.root, path), "start": start, "end": end}


def _summary(result: Result) -> Json:
    severities = [told.finding.severity for told in result.told]
    return {
        "scanned": result.scanned,
        "leftOut": len(result.left_out),
        **{severity.name.lower(): severities.count(severity) for severity in Severity},
        "suppressed": len(result.suppressed),
        "fixable": sum(told.fix is not None for told in result.told),
    }
