"""The JSON report keeps its shape."""

import json
from typing import Any

from nodeward.cli.report import json as json_report
from nodeward.cli.report.result import Result, Told
from nodeward.fixes.fix import Fix


def report(result: Result) -> Any:
    text = json_report.render(result)
    assert text.isascii()
    return json.loads(text)


def test_a_finding_has_this_shape(sample: Any) -> None:
    files = sample({"src/a.js": "x = 1;\r\n漢😀(eval)\n", "b.js": "y"})
    found = files.finding("src/a.js", "eval", [("b.js", "y", "comes from outside")])
    said = report(files.result(Told(found, Fix("Write the code", (), safe=True))))
    (finding,) = said["findings"]
    assert finding.pop("fingerprint").endswith(":1")
    assert finding == {
        "rule": "no-eval",
        "severity": "warning",
        "message": "Text is run as code.",
        "path": "src/a.js",
        "start": {"line": 2, "column": 5, "byte": 16},
        "end": {"line": 2, "column": 9, "byte": 20},
        "cwe": [95, 20],
        "owasp": ["A03:2021"],
        "steps": [
            {
                "path": "b.js",
                "start": {"line": 1, "column": 1, "byte": 0},
                "end": {"line": 1, "column": 2, "byte": 1},
                "note": "comes from outside",
            }
        ],
        "fix": {"title": "Write the code", "safe": True},
    }


def test_a_scan_has_this_shape(sample: Any) -> None:
    files = sample({"a.js": "ab"})
    silenced = Told(files.finding("a.js", "b", rule="unknown"), None, "inSource", "reviewed")
    result = files.result(
        files.finding("a.js", "a"),
        suppressed=[silenced],
        scanned=3,
        left_out={"/p/b.js": "minified"},
        problems=("no-eval failed on a.js",),
    )
    said = report(result)
    assert list(said) == [
        "version",
        "tool",
        "root",
        "findings",
        "suppressed",
        "leftOut",
        "summary",
        "problems",
    ]
    assert (said["version"], said["tool"]["name"], said["root"]) == (1, "nodeward", "/p")
    (other,) = said["suppressed"]
    assert (other["by"], other["justification"], other["cwe"], other["fix"]) == (
        "comment",
        "reviewed",
        [],
        None,
    )
    assert said["leftOut"] == [{"path": "b.js", "reason": "minified"}]
    assert said["problems"] == ["no-eval failed on a.js"]
    assert said["summary"] == {
        "scanned": 3,
        "leftOut": 1,
        "error": 0,
        "warning": 1,
        "information": 0,
        "hint": 0,
        "suppressed": 1,
        "fixable": 0,
    }


def test_a_file_elsewhere_has_its_absolute_path(sample: Any) -> None:
    files = sample({"../q/a.js": "ab"})
    (finding,) = report(files.result(files.finding("../q/a.js", "b")))["findings"]
    assert finding["path"] == "/p/../q/a.js"[len("/p/") :]


def test_a_byte_order_mark_takes_no_column(sample: Any) -> None:
    files = sample({"a.js": "\ufeffab\nc"})
    findings = report(files.result(*(files.finding("a.js", code) for code in "bc")))["findings"]
    assert [one["start"] for one in findings] == [
        {"line": 1, "column": 2, "byte": 4},
        {"line": 2, "column": 1, "byte": 6},
    ]


def fingerprint(sample: Any, code: str, nth: int = 0, rule: str = "no-eval") -> str:
    files = sample({"a.js": code})
    findings = report(files.result(files.finding("a.js", "eval", nth=nth, rule=rule)))["findings"]
    print_ = findings[0]["fingerprint"]
    assert isinstance(print_, str)
    return print_


def test_a_fingerprint_survives_what_moves_the_code(sample: Any) -> None:
    same = fingerprint(sample, "a(eval)")
    assert fingerprint(sample, "\n\n  a( eval )\n") == same
    assert fingerprint(sample, "b(eval)") != same
    assert fingerprint(sample, "a(eval)", rule="other") != same


def test_equal_code_is_told_apart_by_its_ordinal(sample: Any) -> None:
    files = sample({"a.js": "eval\neval\n"})
    findings = report(files.result(files.finding("a.js", "eval"), files.finding("a.js", "eval", nth=1)))
    first, second = (one["fingerprint"] for one in findings["findings"])
    assert (first[:-2], first[-2:], second[-2:]) == (second[:-2], ":1", ":2")
