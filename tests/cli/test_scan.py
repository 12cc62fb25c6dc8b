"""The command as people run it, on projects on disk: what is printed, where, and the exit status."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import Any

import pytest

from nodeward.cli.arguments import parse
from nodeward.cli.main import main

CALL = "odd.warn(input);\n"
RULE = """\
id: {id}
title: An odd call
profile: {profile}
severity: {severity}
cwe: [95]
message: "This call is odd."
why: It is only here for tests.
instead: Leave it out.
call:
  name: {name}
examples:
  - bad: {name}(input);
    underlines: {name}(input)
  - good: one(input);
"""
# Calls that no other rule has anything to say about.
MODEL = "model: oddities\nglobals:\n  odd: odd\n"
RULES = {
    "test-warn": ("odd.warn", "warning"),
    "test-note": ("odd.note", "hint"),
    "test-fail": ("odd.fail", "error"),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in the current folder, with three rules of its own."""
    rules = tmp_path / ".nodeward" / "rules"
    rules.mkdir(parents=True)
    for id_, (name, severity) in RULES.items():
        text = RULE.format(id=id_, profile="recommended", severity=severity, name=name)
        (rules / f"{id_}.yml").write_text(text)
    (rules / "test-strict.yml").write_text(
        RULE.format(id="test-strict", profile="strict", severity="error", name="odd.strict")
    )
    (rules / "model.yml").write_text(MODEL)
    (tmp_path / "package.json").write_text('{"name": "project"}\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plant(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON report of a scan."""
    main(["scan", "--format", "json", *arguments])
    return json.loads(capsys.readouterr().out)


def found(report: Any) -> list[tuple[str, str]]:
    return [(one["path"], one["rule"]) for one in report["findings"]]


@pytest.mark.parametrize(
    ("code", "arguments", "expected"),
    [
        ("one();", "", 0),
        ("odd.warn(x);", "", 1),
        ("odd.note(x);", "", 0),
        ("odd.fail(x);", "", 1),
        ("odd.warn(x);", "--fail-on error", 0),
        ("odd.fail(x);", "--fail-on error", 1),
        ("odd.note(x);", "--fail-on hint", 1),
        ("odd.note(x);", "--fail-on hint --quiet", 1),
        ("odd.fail(x);", "--fail-on never", 0),
        ("odd.warn(x); odd.warn(y);", "--fail-on never --max-warnings 2", 0),
        ("odd.warn(x); odd.warn(y);", "--fail-on never --max-warnings 1", 1),
        ("odd.strict(x);", "", 0),
        ("odd.strict(x);", "--profile strict", 1),
        ("if (", "", 0),
        ("odd.warn(x); // nodeward-disable-line test-warn -- reviewed", "", 0),
    ],
)
def test_the_exit_status_says_whether_something_was_found(
    project: Path, capsys: pytest.CaptureFixture[str], code: str, arguments: str, expected: int
) -> None:
    plant(project, {"a.js": code})
    assert main(["scan", *arguments.split()]) == expected
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("nowhere.js", "there is no file or folder nowhere.js"),
        ("--config nowhere.json", "nowhere.json cannot be read: No such file or directory"),
        ("--config broken.json", "broken.json:1: "),
        ("--output nowhere/report.json", "nowhere/report.json cannot be written: No such file or directory"),
        ("broken", "broken/nodeward.json:2: There is no setting `profil`. Did you mean `profile`?"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: str, sentence: str
) -> None:
    plant(
        project,
        {"a.js": CALL, "broken.json": "{", "broken/a.js": "", "broken/nodeward.json": '{\n"profil": 1}'},
    )
    (project / "a.js").rename(project / "b.js")
    given = ["b.js"] if arguments.startswith("--") else []
    assert main(["scan", *given, *arguments.split()]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("nodeward: ")
    assert sentence in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_wrong_rule_of_the_project_is_a_mistake(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(project, {"a.js": "", ".nodeward/rules/wrong.yml": "id: wrong\n\x1b[2J: 1\n"})
    assert main(["scan"]) == 2
    told = capsys.readouterr().err
    assert ".nodeward/rules/wrong.yml:" in told
    assert "\x1b" not in told


def test_a_file_is_reported_alone_with_its_project_as_context(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(project, {"src/a.js": CALL, "src/b.js": CALL})
    assert found(said(capsys, "src/a.js")) == [("src/a.js", "test-warn")]
    assert found(said(capsys, "src")) == [("src/a.js", "test-warn"), ("src/b.js", "test-warn")]


def test_what_is_ignored_is_looked_at_when_it_is_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(project, {".gitignore": "made\n", "made/a.js": CALL, "b.js": CALL})
    (project / ".git").mkdir()
    assert found(said(capsys)) == [("b.js", "test-warn")]
    assert found(said(capsys, "made")) == [("made/a.js", "test-warn")]
    assert found(said(capsys, "made/a.js")) == [("made/a.js", "test-warn")]


def test_paths_are_those_of_the_project_for_programs_and_of_here_for_people(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(project, {"src/a.js": CALL, "elsewhere/b": ""})
    monkeypatch.chdir(project / "src")
    report = said(capsys, "a.js")
    assert (found(report), report["root"]) == ([("src/a.js", "test-warn")], str(project))
    main(["scan", "a.js"])
    assert capsys.readouterr().out.startswith("a.js:1:1  ")
    monkeypatch.chdir(project / "elsewhere")
    main(["scan", "../src"])
    assert capsys.readouterr().out.startswith(f"{project}/src/a.js:1:1  ")


def test_files_that_are_left_out_are_counted_with_their_reason(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(project, {"a.js": "one();", "b.txt": "", "binary.js": "\0", "big.js": f"{CALL}//{'x ' * 2000}\n"})
    plant(project, {"nodeward.json": '{"maxFileSize": 2000}'})
    assert main(["scan", ".", "b.txt"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == (
        "2 files scanned, 3 left out: 1 binary, 1 excluded or in no language of ours, 1 larger than maxFileSize."
    )


def test_a_file_from_standard_input_stands_for_the_one_on_disk(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(project, {"src/a.js": "one();"})
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(CALL.encode())))
    assert found(said(capsys, "--stdin", "--stdin-filename", "src/a.js")) == [("src/a.js", "test-warn")]
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(CALL.encode())))
    assert found(said(capsys, "--stdin")) == [("stdin.js", "test-warn")]


def test_arguments_go_before_the_settings_and_a_config_before_the_nearest(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(
        project, {"a.js": "odd.warn(x); odd.strict(y);", "nodeward.json": '{"rules": {"test-warn": "off"}}'}
    )
    plant(project, {"ci/strict.json": '{"profile": "strict"}'})
    assert found(said(capsys)) == []
    assert found(said(capsys, "--config", "ci/strict.json")) == [
        ("a.js", "test-warn"),
        ("a.js", "test-strict"),
    ]
    assert found(said(capsys, "--config", "ci/strict.json", "--profile", "recommended")) == [
        ("a.js", "test-warn")
    ]


def test_quiet_leaves_out_what_is_minor_and_the_counts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(project, {"a.js": "odd.note(x);\nodd.warn(y);\n"})
    main(["scan", "--quiet"])
    told = capsys.readouterr().out
    assert told.startswith("a.js:2:1  warning  test-warn")
    assert "test-note" not in told
    assert "scanned" not in told


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_a_report_can_go_to_a_file(project: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    plant(project, {"a.js": "odd.warn('漢');"})
    assert main(["scan", "--format", format_, "--output", "report"]) == 1
    assert "test-warn" in (project / "report").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_a_name_that_is_no_text_is_told_harmlessly(
    project: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    name = os.fsencode(project) + b"/a\xff\x1b.js"
    try:
        Path(os.fsdecode(name)).write_text(CALL)
    except OSError:
        pytest.skip("this file system takes only text")
    assert main(["scan", "--format", format_]) == 1
    told = capsys.readouterr().out
    assert {"text": "a<FF><U+001B>.js", "json": "a\\udcff\\u001b.js", "sarif": "a%FF%1B.js"}[format_] in told


def test_two_scans_say_the_same(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plant(project, {f"{name}.js": "odd.warn(x); odd.fail(y); odd.note(z);" for name in "cab"})
    reports = []
    for _ in range(2):
        main(["scan", "--format", "sarif"])
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1]


SECRET = "".join(choice("abcdefghijkmnpqrstuvwxyz23456789") for choice in [Random(7).choice] * 40)


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_a_secret_stays_where_it_is(project: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    rule = RULE.format(id="test-secret", profile="recommended", severity="error", name="x")
    literal = "literal:\n  named: secret\nexamples:"
    (project / ".nodeward/rules/test-secret.yml").write_text(
        re.sub(r"call:\n  name: x\nexamples:", literal, rule)
    )
    plant(project, {"a.js": f'const apiSecret = "{SECRET}";\nodd.warn("{SECRET}"); // {SECRET}\n'})
    assert main(["scan", "--format", format_]) == 1
    told = capsys.readouterr().out
    assert "test-secret" in told
    assert "test-warn" in told
    assert SECRET[5:15] not in told


def start(*arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
    """The command in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "nodeward", *arguments], stderr=subprocess.PIPE, **options)


def test_a_reader_that_went_away_is_no_error(project: Path) -> None:
    plant(project, {"a.js": CALL})
    read, write = os.pipe()
    os.close(read)
    process = start("scan", stdout=write)
    os.close(write)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (141, b"")


def test_a_terminal_without_unicode_is_spared(project: Path) -> None:
    plant(project, {"a.js": "odd.warn('漢é');"})
    process = start("scan", stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, errors = process.communicate()
    assert (process.returncode, errors) == (1, b"")
    assert b"  1 | odd.warn('<U+6F22><U+00E9>');" in out


@pytest.mark.parametrize(
    ("raised", "status"), [(KeyboardInterrupt(), 130), (RuntimeError("a fault of ours"), 70)]
)
def test_what_stops_a_scan_is_no_finding(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    status: int,
) -> None:
    def stop(*_: object) -> None:
        raise raised

    plant(project, {"a.js": CALL})
    monkeypatch.setattr("nodeward.cli.scan.look", stop)
    assert main(["scan"]) == status
    assert ("RuntimeError in " in capsys.readouterr().err) == (status == 70)


def test_a_command_imports_only_what_it_needs() -> None:
    heavy = "{'rich', 'pygls', 'lsprotocol', 'yaml', 'tree_sitter', 'msgspec'}"
    code = f"import sys, nodeward.cli.main; print({heavy} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == "set()\n"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("nodeward 0.")
