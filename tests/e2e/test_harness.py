"""The editor harness tells a good run from a bad one, tried on a server that only knows words."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.e2e import neovim
from tests.e2e.neovim import (
    Session,
    erased,
    fixed,
    helped,
    opened,
    pressed,
    saved,
    see,
    see_none,
    typed_after,
    typed_before,
)

pytestmark = pytest.mark.editor

FAKE = Path(__file__).resolve().parent / "fake_server.py"
README = neovim.EDITOR / "README.md"
WORDS = [
    {"word": "badCall()", "rule": "no-bad-call"},
    {"word": "oldName", "rule": "no-old-name", "replacement": "newName"},
    {"word": "42", "rule": "no-42", "replacement": "answer", "file": "answers.txt", "line": "answer=42"},
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "package.json").write_text("{}\n")
    (folder / "app.js").write_text("const first = 42;\nconst second = oldName(first);\n")
    return folder


@pytest.fixture
def session(tmp_path: Path) -> Session:
    words = tmp_path / "words.json"
    words.write_text(json.dumps(WORDS))
    return Session(server=(sys.executable, str(FAKE), str(words)))


def test_squiggles_come_and_go_while_typing(project: Path, session: Session) -> None:
    steps = [
        opened("app.js"),
        see("no-old-name", "oldName"),
        see_none("no-bad-call"),
        *typed_after("first = 42;", "\nif (first < 2) { badCall() }"),
        see("no-bad-call", "badCall()"),
        erased("badCall()"),
        see_none("no-bad-call"),
        *typed_before("oldName", "/* 😀ä */ "),
        see("no-old-name", "oldName"),
        saved(),
    ]
    outcome = neovim.play(project, steps, session)
    assert outcome.ok, outcome.story
    typed = "const first = 42;\nif (first < 2) {  }\nconst second = /* 😀ä */ oldName(first);\n"
    assert (project / "app.js").read_text(encoding="utf-8") == typed


def test_a_fix_reaches_every_file(project: Path, session: Session) -> None:
    outcome = neovim.play(project, [opened("app.js"), fixed("no-42"), see_none("no-42"), saved()], session)
    assert outcome.ok, outcome.story
    assert (project / "app.js").read_text() == "const first = answer;\nconst second = oldName(first);\n"
    assert (project / "answers.txt").read_text() == "answer=42\n"


def test_the_keys_of_the_readme_work(project: Path, session: Session) -> None:
    steps = [opened("app.js"), see("no-42"), pressed("<Space>nf", at="42"), see_none("no-42")]
    steps += [see("no-old-name"), saved()]
    mine = ("vim.g.mapleader = ' '", *neovim.lua_blocks(README))
    outcome = neovim.play(project, steps, replace(session, lua=mine))
    assert outcome.ok, outcome.story
    # Saving applied the other fix: the page's fix-on-save is in force.
    assert (project / "app.js").read_text() == "const first = answer;\nconst second = newName(first);\n"


def test_the_help_has_its_topics(project: Path, session: Session) -> None:
    topics = ["nodeward", "nodeward-fix", ":LspNodewardFixAll"]
    outcome = neovim.play(project, [helped(topic) for topic in topics], session)
    assert outcome.ok, outcome.story


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([see("no-such-rule")], "waiting for a squiggle"),
        ([see("no-42", "43")], "waiting for a squiggle"),
        ([see_none("no-42")], "waiting for the squiggle to go"),
        ([see_none()], "waiting for the squiggle to go"),
        ([*typed_after("absent", "x")], "is not in the buffer"),
        ([*typed_after("const", "x")], "more than once"),
        ([*typed_after("first = 42;", " badCall()"), fixed("no-bad-call")], "waiting for the fix"),
    ],
)
def test_a_wrong_expectation_fails(
    project: Path, session: Session, steps: list[neovim.Step], problem: str
) -> None:
    outcome = neovim.play(project, [opened("app.js"), *steps], replace(session, patience=1500))
    assert not outcome.ok
    assert problem in outcome.problem, outcome.story


# Longer than any scenario may take: whoever waits so long has not noticed that there is no hope.
ENDLESS = 600_000


def test_a_squiggle_that_will_never_come_is_not_waited_for(project: Path, session: Session) -> None:
    patient = replace(session, patience=ENDLESS, grace=500)
    outcome = neovim.play(project, [opened("app.js"), see("no-such-rule")], patient)
    assert "gave up, waiting for a squiggle" in outcome.problem, outcome.story


def test_a_server_that_dies_fails(project: Path) -> None:
    dead = Session(server=(sys.executable, "-c", "import sys; sys.exit('no rules today')"), patience=ENDLESS)
    outcome = neovim.play(project, [opened("app.js"), see("no-42")], dead)
    assert "the server ended with status 1" in outcome.problem, outcome.story
    assert "no rules today" in outcome.story


def test_a_server_in_which_something_fails_fails(project: Path, session: Session) -> None:
    with (project / "app.js").open("a") as file:
        file.write("somethingFails()\n")
    steps = [opened("app.js"), see("no-such-rule")]
    outcome = neovim.play(project, steps, replace(session, patience=ENDLESS, grace=ENDLESS))
    assert "this word breaks the server" in outcome.problem, outcome.story
