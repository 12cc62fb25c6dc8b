"""What people see: golden reports, at several widths and encodings, and nothing in them that a terminal obeys."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.cli.report.result import Told
from nodeward.findings import Severity
from nodeward.fixes.fix import Fix

AsText = Callable[..., str]

PING = """\
import { exec } from "node:child_process";
import { lookup } from "./host.js";

app.get("/ping", (req, res) => {
\tconst host = lookup(req.query.host);
\texec(`ping -c 1 ${host}`, (error, out) => {
\t\tres.send(out);
\t});
});
"""
HOST = """\
export function lookup(name) {
  return name.trim();
}
"""
WIDE = """\
src/ping.js:6:7  error  no-eval  CWE-95
  The request's query becomes part of a shell command. Call `execFile` with a
  list of arguments.

  5 │     const host = lookup(req.query.host);
  6 │     exec(`ping -c 1 ${host}`, (error, out) => {
    │          ^^^^^^^^^^^^^^^^^^^
  7 │         res.send(out);

  flow   1 src/ping.js:5:22  comes from the request
           const host = lookup(req.query.host);
                               ^^^^^^^^^^^^^^
         2 src/host.js:2:10  is handed back
           return name.trim();
                  ^^^^^^^^^^^
         3 src/ping.js:6:7  becomes the command

  fix      Run the program without a shell

1 error; 1 with a fix.
0 files scanned.
"""
NARROW = """\
src/ping.js:6:7  error  no-eval  CWE-95
  The request's query becomes part of a
  shell command. Call `execFile` with a
  list of arguments.

  5 |     const host = lookup(req.que...
  6 |     exec(`ping -c 1 ${host}`, (...
    |          ^^^^^^^^^^^^^^^^^^^
  7 |         res.send(out);

  flow   1 src/ping.js:5:22  comes from the request
           ...okup(req.query.host);
                   ^^^^^^^^^^^^^^
         2 src/host.js:2:10  is handed back
           return name.trim();
                  ^^^^^^^^^^^
         3 src/ping.js:6:7  becomes the command

  fix      Run the program without a shell

1 error; 1 with a fix.
0 files scanned.
"""


@pytest.mark.parametrize(("width", "encoding", "expected"), [(80, "utf-8", WIDE), (40, "ascii", NARROW)])
def test_a_flow_reads_from_source_to_sink(
    sample: Any, told_as_text: AsText, width: int, encoding: str, expected: str
) -> None:
    files = sample({"src/ping.js": PING, "src/host.js": HOST})
    found = files.finding(
        "src/ping.js",
        "`ping -c 1 ${host}`",
        [
            ("src/ping.js", "req.query.host", "comes from the request"),
            ("src/host.js", "name.trim()", "is handed back"),
            ("src/ping.js", "`ping -c 1 ${host}`", "becomes the command"),
        ],
        message="The request's query becomes part of a shell command. Call `execFile` with a list of arguments.",
        severity=Severity.ERROR,
    )
    result = files.result(Told(found, Fix("Run the program without a shell", ())))
    assert told_as_text(result, width, encoding) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"scanned": 1}, ["No findings.", "1 file scanned."]),
        (
            {"scanned": 1200, "left_out": {"a": "too large", "b": "minified", "c": "minified"}},
            ["No findings.", "1,200 files scanned, 3 left out: 2 minified, 1 too large."],
        ),
    ],
)
def test_files_are_counted(
    sample: Any, told_as_text: AsText, fields: dict[str, Any], expected: list[str]
) -> None:
    assert told_as_text(sample({}).result(**fields)).splitlines() == expected


def test_findings_are_counted_by_severity(sample: Any, told_as_text: AsText) -> None:
    files = sample({"a.js": "abcdefg"})
    severities = [Severity.HINT, Severity.ERROR, Severity.INFORMATION, Severity.INFORMATION, Severity.ERROR]
    found = [files.finding("a.js", code, severity=one) for code, one in zip("abcde", severities, strict=True)]
    silenced = [
        Told(files.finding("a.js", "g"), silenced="inSource"),
        Told(files.finding("a.js", "f"), silenced="external"),
    ]
    report = told_as_text(files.result(*found, suppressed=silenced, scanned=1))
    assert "\n2 errors, 2 information, 1 hint; 1 silenced by a comment; 1 in the baseline.\n" in report


def test_a_file_that_cannot_be_read_is_named_without_code(sample: Any, told_as_text: AsText) -> None:
    files = sample({"a.js": "abc"})
    found = files.finding("a.js", "b", [("a.js", "c", "goes on")])
    files.documents.clear()
    assert told_as_text(files.result(found)).splitlines()[:5] == [
        "a.js  warning  no-eval  CWE-95",
        "  Text is run as code.",
        "",
        "",
        "  from     a.js  goes on",
    ]


def test_a_secret_of_many_lines_takes_few(sample: Any, told_as_text: AsText) -> None:
    key = "\n".join(["`-----BEGIN KEY-----", *("k3y" * 20 for _ in range(5)), "-----END KEY-----`"])
    files = sample({"a.js": f"const key = {key};\nuse(key);\n"})
    found = files.finding("a.js", key, details={"redact": "1"})
    assert told_as_text(files.result(found)).splitlines()[3:9] == [
        "  1 │ const key = `----…",
        "    │             ^^^^^^",
        "  ⋮ │",
        "  7 │ …`;",
        "    │ ^^",
        "  8 │ use(key);",
    ]


def test_a_rule_that_is_not_in_the_book_is_told_too(sample: Any, told_as_text: AsText) -> None:
    files = sample({"a.js": "abc"})
    report = told_as_text(files.result(files.finding("a.js", "b", rule="suppression-unused")))
    assert report.startswith("a.js:1:2  warning  suppression-unused\n")


def test_colours_change_no_character(sample: Any, told_as_text: AsText) -> None:
    files = sample({"src/ping.js": PING})
    result = files.result(files.finding("src/ping.js", "`ping -c 1 ${host}`"))
    coloured = told_as_text(result, colour=True)
    assert "\x1b[35mconst\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", coloured) == told_as_text(result)


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=80), st.text(max_size=20), st.sampled_from(["utf-8", "ascii"]))
def test_nothing_in_a_report_moves_the_cursor(
    sample: Any, told_as_text: AsText, code: bytes, words: str, encoding: str
) -> None:
    files = sample({"a\x1b[2J.js": code})
    place = {"span": files.span("a\x1b[2J.js", "")}
    found = files.finding("a\x1b[2J.js", "", message=words, rule=f"r{words}", **place)
    hop = [("a\x1b[2J.js", "", words)]
    step = files.finding("a\x1b[2J.js", "", hop, span=found.span)
    report = told_as_text(files.result(Told(found, Fix(words, ())), step), 40, encoding)
    assert all(line.isprintable() for line in report.split("\n"))
