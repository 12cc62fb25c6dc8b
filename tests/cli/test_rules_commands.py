"""`explain`, `rules list`, `rules new` and `rules test`, as people run them."""

import json
import sys
from pathlib import Path

import pytest

from nodeward.cli.main import main

RULE = """\
id: {id}
title: Text run as code {mark}
severity: warning
cwe: [95]
message: "Text is run as code."
why: It may come from anybody.
instead: Write the code.
call:
  name: eval
examples:
  - bad: eval(input);
    underlines: {underlines}
  - good: one(input);
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in the current folder with one rule of its own."""
    rules = tmp_path / ".nodeward" / "rules"
    rules.mkdir(parents=True)
    text = RULE.format(id="test-eval", underlines="eval(input)", mark="\u202e")
    (rules / "test-eval.yml").write_text(text)
    (tmp_path / "package.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_rule_is_explained_as_markdown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert main(["explain", "test-eval"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# Text run as code <U+202E>\n\n`test-eval` · warning")
    assert "## Reported\n\n```js\neval(input);\n```\n" in told


@pytest.mark.parametrize(("options", "coloured"), [([], True), (["--no-color"], False)])
def test_a_terminal_gets_a_laid_out_page(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    coloured: bool,
) -> None:
    assert project.is_dir()
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["explain", "test-eval", *options]) == 0
    told = capsys.readouterr().out
    assert "Why it matters" in told
    assert "## Why it matters" not in told
    assert ("\x1b[" in told) is coloured


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("test-evil", "did you mean test-eval?"),
        ("unheard-of-by-anybody", "`nodeward rules list` shows them all"),
    ],
)
def test_an_unknown_rule_is_a_mistake_with_a_hint(
    project: Path, capsys: pytest.CaptureFixture[str], rule: str, hint: str
) -> None:
    assert project.is_dir()
    assert main(["explain", rule]) == 2
    assert capsys.readouterr() == ("", f"nodeward: there is no rule {rule}: {hint}\n")


def test_rules_are_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert main(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == sorted(lines)
    (line,) = [line for line in lines if line.startswith("test-eval ")]
    assert " ".join(line.split()) == "test-eval warning recommended CWE-95 Text run as code <U+202E>"


def test_rules_are_listed_for_programs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert project.is_dir()
    assert main(["rules", "list", "--json"]) == 0
    rules = {rule["id"]: rule for rule in json.loads(capsys.readouterr().out)}
    assert rules["test-eval"] == {
        "id": "test-eval",
        "title": "Text run as code \u202e",
        "severity": "warning",
        "profile": "recommended",
        "cwe": [95],
        "owasp": [],
        "fix": False,
    }


def test_a_new_rule_behaves_as_its_skeleton_shows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "new", "injection/my-rule"]) == 0
    path = project / ".nodeward/rules/injection/my-rule.yml"
    assert capsys.readouterr().out == ".nodeward/rules/injection/my-rule.yml\n"
    first = path.read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema.json"
    assert "$defs" in json.loads((path.parents[1] / "schema.json").read_text())
    assert main(["rules", "test"]) == 0
    assert capsys.readouterr().out == "Rules tested: 2. Mistakes: 0.\n"


def test_in_the_repository_a_new_rule_joins_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "schema.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", "injection/my-rule"]) == 0
    assert capsys.readouterr().out == "rules/injection/my-rule.yml\n"
    assert (tmp_path / "rules" / "schema.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("new my-rule", "my-rule is not WEAKNESS/ID, each in small letters and hyphens: injection/no-eval"),
        ("new ../my-rule", "../my-rule is not WEAKNESS/ID"),
        ("new Injection/my-rule", "Injection/my-rule is not WEAKNESS/ID"),
        ("new taken/rule", "taken/rule.yml exists already"),
        ("new file/rule", "file/rule.yml cannot be written: "),
        ("test nowhere", "there is no nowhere"),
        ("test empty", "there is no rule file in empty"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: str, sentence: str
) -> None:
    (project / ".nodeward/rules/taken").mkdir()
    (project / ".nodeward/rules/taken/rule.yml").touch()
    (project / ".nodeward/rules/file").touch()
    (project / "empty").mkdir()
    assert main(["rules", *arguments.split()]) == 2
    told = capsys.readouterr()
    assert (told.out, sentence in told.err) == ("", True)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        (
            "wrong.yml",
            RULE.format(id="wrong", underlines="input", mark=""),
            "wrong.yml: example 1: underlines 'eval(input)', not 'input'",
        ),
        ("wrong.yml", "id: wrong\n", "wrong.yml:1: Object missing required field"),
        (
            "helmet-missing.yml",
            RULE.format(id="helmet-missing", underlines="input", mark=""),
            "helmet-missing.yml: example 1: underlines 'eval(input)', not 'input'",
        ),
    ],
)
def test_what_a_rule_gets_wrong_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, complaint: str
) -> None:
    (project / name).write_text(text)
    assert main(["rules", "test", name]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith(complaint)
    assert told[-1].endswith(f"Mistakes: {len(told) - 1}.")


def test_the_server_is_started_where_it_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def serve(make_workspace: object, tcp: str | None) -> int:
        asked.append((callable(make_workspace), tcp))
        return 5

    monkeypatch.setattr("nodeward.lsp.server.serve", serve)
    assert [main(["lsp", "--stdio"]), main(["lsp", "--tcp", "127.0.0.1:7000"])] == [5, 5]
    assert asked == [(True, None), (True, "127.0.0.1:7000")]
