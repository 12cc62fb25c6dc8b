"""A fix is offered only if on a copy its finding is gone, nothing new appears, and the text still parses."""

from collections.abc import Callable, Mapping

import pytest
from tests.rulebook_files import repository_rules

from nodeward.findings import Finding
from nodeward.fixes.build import build
from nodeward.fixes.fix import FileEdit, Fix, Refusal, Site
from nodeward.rulebook.book import Rulebook
from nodeward.text.edits import Edit, apply_together
from nodeward.text.span import Span
from nodeward.workspace import propose
from nodeward.workspace.prove import State, proven
from nodeward.workspace.workspace import Workspace

Project = Callable[[Mapping[str, str]], str]


def opened(book: Rulebook, text: str, path: str = "untitled:1") -> Workspace:
    work = Workspace(book)
    work.open(path, text, 1, "javascript")
    return work


def found(work: Workspace, rule: str, path: str = "untitled:1") -> Finding:
    result = work.analyze(path)
    assert result is not None
    return next(finding for finding in result.findings if finding.rule == rule)


def rules_of(work: Workspace) -> set[str]:
    result = work.analyze("untitled:1")
    return {finding.rule for finding in result.findings} if result is not None else set()


def after(text: str, fix: object) -> str | None:
    if not isinstance(fix, Fix):
        return None
    return apply_together(text.encode(), fix.files[0].edits).decode()


@pytest.mark.parametrize(
    ("text", "rule", "fixed"),
    [
        ("set('bad');", "set-bad", "set('good');"),
        ("set('unsafe'); evil();", "set-unsafe", "set('good'); evil();"),
        ("set('bad'); const = ;", "set-bad", "set('good'); const = ;"),
        ("set('worse');", "set-worse", None),  # another finding appears
        ("set('twice');", "set-twice", None),  # the finding stays
        ("set('hard');", "set-hard", None),  # the rule has no fix
        ("evil(); set('bad'); evil();", "set-bad", "evil(); set('good'); evil();"),
    ],
)
def test_only_what_proves_itself_is_offered(toys: Rulebook, text: str, rule: str, fixed: str | None) -> None:
    work = opened(toys, text)
    assert after(text, work.fix("untitled:1", found(work, rule))) == fixed


def test_a_finding_that_is_no_longer_there_has_no_fix(toys: Rulebook) -> None:
    work = opened(toys, "set('bad');")
    finding = found(work, "set-bad")
    work.open("untitled:1", "  set('bad');", 2, "javascript")
    assert work.fix("untitled:1", finding) is None


def test_a_fix_knows_the_files_beside_it(toys: Rulebook, project: Project) -> None:
    root = project(
        {
            "app.js": 'import { mine } from "./value";\nset(mine);\nset("bad");\n',
            "value.js": 'export const mine = "ok";\n',
        }
    )
    work = Workspace(toys)
    work.add_folder(root)
    path = f"{root}/app.js"
    fix = work.fix(path, found(work, "set-bad", path))
    assert isinstance(fix, Fix)
    assert fix.files[0].path == path


def test_a_builder_that_raises_is_told_and_the_others_go_on(
    toys: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(site: Site) -> Fix | Refusal:
        if site.finding.rule == "set-bad":
            raise KeyError("lost")
        return build(site)

    monkeypatch.setattr(propose, "build", broken)
    work = opened(toys, "set('bad'); set('unsafe');")
    assert work.fix("untitled:1", found(work, "set-bad")) is None
    told = work.analyze("untitled:1")
    assert told is not None
    assert told.problems == ("the fix of set-bad failed on untitled:1: KeyError",)
    assert isinstance(work.fix("untitled:1", found(work, "set-unsafe")), Fix)
    assert after("set('bad'); set('unsafe');", work.fix_all("untitled:1", "set-unsafe")) is not None
    assert work.fix_all("untitled:1") is None
    work.open("untitled:1", "ok();", 2, "javascript")
    result = work.analyze("untitled:1")
    assert result is not None
    assert result.problems == (), "it has been told"


def state_of(work: Workspace, path: str = "untitled:1") -> State:
    work.analyze(path)
    assert work._latest is not None
    return work._latest


def edit(start: int, end: int, new: str) -> Edit:
    return Edit(Span(start, end), new.encode())


@pytest.mark.parametrize(
    ("text", "edits", "holds"),
    [
        ("evil();", [edit(0, 4, "good")], True),
        ("evil();", [edit(0, 0, "\n\n")], False),  # the finding only moves
        ("evil();", [edit(0, 6, "good(")], False),  # the text no longer parses
        ("evil(;", [edit(0, 4, "good")], True),  # it did not before, for the same reason
        ("evil(;\nx();", [edit(0, 4, "good"), edit(7, 11, "var = 1;")], False),  # it does so even less
        ("evil(); evil();", [edit(0, 4, "good")], True),
        ("evil(); evil();", [edit(8, 12, "good")], False),  # that is the other one
        ("evil(); x();", [edit(0, 4, "good"), edit(8, 9, "evil")], False),  # one goes, one comes
        ("evil(set('bad'));", [edit(0, 4, "good")], True),
        ("evil(set('ok'));", [edit(0, 12, "good(set('bad'")], False),
        ("evil(); // nodeward-disable-line shy-call -- x", [edit(0, 4, "good")], True),
        ("evil();", [], False),
        ("evil();", [edit(5, 99, "")], False),  # does not fit
        ("evil();", [edit(0, 4, "a"), edit(2, 5, "b")], False),  # overlaps
    ],
)
def test_what_a_fix_must_hold(toys: Rulebook, text: str, edits: list[Edit], *, holds: bool) -> None:
    work = opened(toys, text)
    fix = Fix("Mend", (FileEdit("untitled:1", tuple(edits)),))
    result = proven(state_of(work), found(work, "evil-call"), fix)
    assert (result is not None) is holds
    if result is not None:
        assert result.analysis.document.text == apply_together(text.encode(), edits)
    assert work.read("untitled:1") == text.encode(), "only the copy is changed"


@pytest.mark.parametrize(
    ("file", "holds"),
    [
        (FileEdit("{root}/value.js", (edit(0, 0, "// seen\n"),)), True),
        (
            FileEdit("{root}/value.js", (edit(16, 22, "'bad'"),)),
            False,
        ),  # a finding through the import
        (FileEdit("{root}/value.js", (edit(0, 1, "("),)), False),  # the other file no longer parses
        (FileEdit("{root}/new.js", (edit(0, 0, "exports.a = 1;\n"),), create=True), True),
        (FileEdit("{root}/value.js", (edit(0, 0, "x"),), create=True), False),  # it exists
        (FileEdit("{root}/none.js", (edit(0, 0, "x"),)), False),  # it does not
    ],
)
def test_a_fix_may_reach_other_files(
    toys: Rulebook, project: Project, file: FileEdit, *, holds: bool
) -> None:
    root = project(
        {"app.js": 'evil(); set(require("./value").value);\n', "value.js": "exports.value = 'fine';\n"}
    )
    work, path = Workspace(toys), f"{root}/app.js"
    work.add_folder(root)
    own = FileEdit(path, (edit(0, 4, "good"),))
    other = FileEdit(file.path.format(root=root), file.edits, file.create)
    assert (
        proven(state_of(work, path), found(work, "evil-call", path), Fix("Mend", (own, other))) is not None
    ) is holds


@pytest.mark.parametrize(
    ("text", "rule", "fixed", "safe"),
    [
        ("set('bad');\nevil();\nset('bad');\n", None, "set('good');\nevil();\nset('good');\n", True),
        ("set('unsafe');\nset('bad');\n", None, "set('unsafe');\nset('good');\n", True),
        (
            "set('unsafe');\nset('bad');\nset('unsafe');\n",
            "set-unsafe",
            "set('good');\nset('bad');\nset('good');\n",
            False,
        ),
        (
            "set('worse');\nset('twice');\nset('bad');\n",
            None,
            "set('worse');\nset('twice');\nset('good');\n",
            True,
        ),
        ("ok(); // nodeward-disable-line evil-call -- x\nset('bad');\n", None, "ok();\nset('good');\n", True),
        ("set('unsafe');\n", None, None, True),
        ("evil();\n", None, None, True),
        ("", None, None, True),
    ],
)
def test_all_fixes_together(
    toys: Rulebook, text: str, rule: str | None, fixed: str | None, *, safe: bool
) -> None:
    work = opened(toys, text)
    fix = work.fix_all("untitled:1", rule)
    assert after(text, fix) == fixed
    if fix is not None:
        assert fix.safe is safe
        assert len(fix.files) == 1


def test_all_fixes_of_a_file_on_disk(toys: Rulebook, project: Project) -> None:
    text = "set('bad');\r\nset('bad');\r\n"
    root = project({"app.js": text})
    work = Workspace(toys)
    work.add_folder(root)
    assert after(text, work.fix_all(f"{root}/app.js")) == text.replace("bad", "good")


def test_what_only_the_graver_finding_kept_silent_may_speak_after_its_fix() -> None:
    book, _ = repository_rules()
    text = 'require("express")().get("/", (req) => require("child_process").exec(`git log ${req.query.at}`));'
    work = opened(book, text)
    assert rules_of(work) == {"command-injection"}
    mended = after(text, work.fix("untitled:1", found(work, "command-injection")))
    assert mended is not None
    assert rules_of(opened(book, mended)) == {"argument-injection"}
