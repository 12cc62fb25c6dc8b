"""Fails when a test was skipped that should have run: `skipped.py REPORT.xml`, a JUnit report of pytest.

A skip is a promise not kept. One that has a good reason stands in EXPECTED with it; a test marked xfail is no skip.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

# ruff: noqa: INP001 -- a script beside another, not a package

# Parts of a test's name, and why this machine cannot run it.
EXPECTED: dict[str, str] = {}


def main() -> int:
    """Name every unexpected skip on standard error; 1 if there is one, or if no test ran at all."""
    report = ET.parse(Path(sys.argv[1]))  # noqa: S314 -- pytest wrote it a moment ago
    cases = list(report.getroot().iter("testcase"))
    unexpected = [
        line for case in cases if (line := told(case)) and not any(part in line for part in EXPECTED)
    ]
    for line in unexpected:
        sys.stderr.write(f"skipped, but expected to run: {line}\n")
    if not cases:
        sys.stderr.write("no test ran\n")
    return 1 if unexpected or not cases else 0


def told(case: ET.Element) -> str | None:
    """The name and reason of a skipped test; None for any other."""
    skipped = case.find("skipped")
    if skipped is None or skipped.get("type") == "pytest.xfail":
        return None
    return f"{case.get('classname')}::{case.get('name')} ({skipped.get('message')})"


if __name__ == "__main__":
    sys.exit(main())
