"""A file of secrets is told of by what git really knows about it."""

import subprocess
from pathlib import Path

import pytest
from tests.on_disk import found, mend, opened, planted, proposal

from nodeward.findings import Severity
from nodeward.fixes.fix import Refusal
from nodeward.rulebook.rule import NoFix

RULE = "env-not-gitignored"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", folder.as_posix(), "-c", "core.excludesFile=", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return planted(tmp_path, {".env": "\n\nA=1\nB=2\n"})


def test_a_tracked_file_is_an_error(repository: Path) -> None:
    git(repository, "add", ".env")
    (finding,) = found(repository, ".env", RULE)
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "`.env` is in git, and so are its secrets: remove it with `git rm --cached .env` and replace them."
    )
    assert proposal(repository, ".env", RULE) == Refusal(NoFix.KNOWN_TO_GIT)


def test_a_file_that_was_committed_before_it_was_ignored_is_still_looked_at(repository: Path) -> None:
    git(repository, "add", ".env")
    planted(repository, {".gitignore": ".env\n"})
    assert (repository / ".env").as_posix() in list(opened(repository).sources())
    assert [finding.severity for finding in found(repository, ".env", RULE)] == [Severity.ERROR]


def test_an_ignored_file_is_not_looked_at(repository: Path) -> None:
    planted(repository, {".gitignore": ".env\n"})
    assert (repository / ".env").as_posix() not in list(opened(repository).sources())
    assert found(repository, ".env", RULE) == []


def test_the_fix_does_what_git_calls_ignored(repository: Path) -> None:
    (finding,) = found(repository, ".env", RULE)
    assert finding.severity is Severity.WARNING
    assert (repository / ".env").read_bytes()[finding.span.start : finding.span.end] == b"A=1"
    planted(
        repository, {".gitignore": "!.env\r\nnode_modules", ".env.example": "A=\n", ".env.local": "C=3\n"}
    )
    assert mend(repository, ".env", RULE).safe
    assert (repository / ".gitignore").read_bytes() == (
        b"!.env\r\nnode_modules\r\n.env\r\n.env.*\r\n!.env.example\r\n"
    )
    assert git(repository, "ls-files", "--others", "--exclude-standard").split() == [
        ".env.example",
        ".gitignore",
        "package.json",
    ]
    assert found(repository, ".env", RULE) == []


def test_the_nearest_ignore_file_is_the_one_that_grows(repository: Path) -> None:
    planted(repository, {"api/.env": "A=1\n", "api/package.json": "{}", ".gitignore": "dist\n"})
    mend(repository, "api/.env", RULE)
    assert not (repository / "api/.gitignore").exists()
    assert (repository / ".gitignore").read_text() == "dist\n.env\n.env.*\n!.env.example\n"


def test_a_pattern_below_that_lets_the_file_in_is_answered_below(repository: Path) -> None:
    planted(repository, {"api/.env": "A=1\n", "api/package.json": "{}", "api/.gitignore": "!.env\n"})
    mend(repository, "api/.env", RULE)
    assert (repository / "api/.gitignore").read_text() == "!.env\n.env\n.env.*\n!.env.example\n"
