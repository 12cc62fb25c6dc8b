"""Accepted findings stay hidden while their code stays, and come back when it changes."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from nodeward.findings import Finding, Severity
from nodeward.rulebook.book import Rulebook
from nodeward.syntax.document import Document
from nodeward.text.edits import apply_together
from nodeward.text.span import Span
from nodeward.workspace.baseline import Entry, addition, entries, read, written
from nodeward.workspace.workspace import Workspace

Project = Callable[[Mapping[str, str]], str]


def recorded(source: str, path: str = "/p/src/app.js", *, secret: bool = False) -> list[str]:
    """The fingerprints of every call of `evil` in a source."""
    document = Document.open(path, source.encode())
    details = {"redact": "1"} if secret else {}
    found = [
        Finding("evil-call", path, Span(*hit.span()), "Bad.", Severity.WARNING, details=details)
        for hit in re.finditer(rb"evil\w*", document.text)
    ]
    return [entry.fingerprint for entry in entries(document, found, "/p/nodeward-baseline.json")]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("evil();", "\n\nevil();", True),
        ("evil(a, b);", "  evil( a,b );", True),
        ("evil();\nok();", "evil();\nother();", True),
        ("evil(a);", "evil(b);", False),
        ("f(evil());", "evil();", False),
        ("evil(\n  a);", "evil(\n  b);", True),  # the finding is on the first line
    ],
)
def test_a_finding_is_known_by_its_code(before: str, after: str, *, same: bool) -> None:
    assert (recorded(before) == recorded(after)) is same


def test_equals_are_told_apart_by_their_order() -> None:
    one, two = recorded("evil();\nevil();")
    assert one != two
    assert recorded("evil();") == [one]


def test_a_secret_is_no_part_of_a_fingerprint() -> None:
    assert recorded("key = evil1;", secret=True) == recorded("key = evil2345;", secret=True)
    assert recorded("key = evil1;") != recorded("key = evil2345;")


def test_what_is_written_is_read_again_and_sorted() -> None:
    known = [Entry("b.js", "x", "1"), Entry("a.js", "y", "2"), Entry("a.js", "x", 'é"')]
    text = written([*known, known[0]])
    assert read(text) == frozenset(known)
    assert [item["path"] for item in json.loads(text)["findings"]] == ["a.js", "a.js", "b.js"]
    assert read(written([])) == frozenset()


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b'{"findings": [1]}', b'{"findings": [{"path": 1}]}', b"\xff"]
)
def test_what_is_no_baseline_is_not_read(text: bytes) -> None:
    assert read(text) is None
    assert addition("/p/nodeward-baseline.json", text, Entry("a", "b", "c")) is None


def test_an_addition_touches_only_its_line() -> None:
    before = written([Entry("a.js", "x", "1"), Entry("c.js", "x", "3")])
    fix = addition("/p/f.json", before, Entry("b.js", "x", "2"))
    assert fix is not None
    [file] = fix.files
    assert apply_together(before, file.edits) == written(
        [Entry(f"{name}.js", "x", str(i)) for i, name in enumerate("abc", 1)]
    )
    assert sum(len(edit.new) + edit.span.end - edit.span.start for edit in file.edits) < 80
    assert addition("/p/f.json", before, Entry("a.js", "x", "1")) is None


def test_the_baseline_hides_and_is_followed(toys: Rulebook, project: Project) -> None:
    root = project({"src/app.js": "evil(1);\nevil(2); // nodeward-disable-line evil-call -- x\nevil(3);\n"})
    work, path = Workspace(toys), f"{root}/src/app.js"
    work.add_folder(root)
    work.open(path, Path(path).read_text(), 1)
    first = work.analyze(path)
    assert first is not None
    fix = work.acceptance(path, first.findings[0])
    assert fix is not None
    [file] = fix.files
    assert (file.path, file.create) == (f"{root}/nodeward-baseline.json", True)
    Path(file.path).write_bytes(apply_together(b"", file.edits))
    assert b"src/app.js" in Path(file.path).read_bytes()
    work.files_changed([file.path])
    assert work.affected(file.path) == [path]
    after = work.analyze(path)
    assert after is not None
    assert after.findings == first.findings[1:]
    kinds = [(hidden.finding.span.start, hidden.kind) for hidden in after.suppressed]
    assert sorted(kinds) == [(0, "external"), (9, "inSource")]
    baseline, found = work.acceptable(path)
    assert baseline == file.path
    assert [finding.span.start for finding in found] == [0, first.findings[1].span.start]
    Path(file.path).write_text("[]")
    broken = work.analyze(path)
    assert broken is not None
    assert broken.findings == first.findings
    assert broken.problems == (f"{file.path} is no baseline: write it anew with `nodeward baseline`",)


def test_the_baseline_may_have_another_place(toys: Rulebook, project: Project) -> None:
    root = project({"nodeward.json": '{"baseline": "ci/known.json"}', "app.js": "evil();\n"})
    work, path = Workspace(toys), f"{root}/app.js"
    work.add_folder(root)
    file, found = work.acceptable(path)
    assert file == f"{root}/ci/known.json"
    assert [entry.path for entry in found.values()] == ["../app.js"]
    Path(f"{root}/ci").mkdir()
    Path(file).write_bytes(written(found.values()))
    result = work.analyze(path)
    assert result is not None
    assert result.findings == ()


def test_a_buffer_that_is_no_file_has_no_baseline(toys: Rulebook) -> None:
    work = Workspace(toys)
    work.open("untitled:1", "evil();", 1, "javascript")
    result = work.analyze("untitled:1")
    assert result is not None
    assert work.acceptance("untitled:1", result.findings[0]) is None
