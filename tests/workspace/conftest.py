"""A small book of rules, and a project on disk to try them on."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.toys import RULES

from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.parse import load
from nodeward.workspace import rulefiles


@pytest.fixture(scope="session")
def toys() -> Rulebook:
    """The rules of the toy library."""
    book, errors = load(RULES)
    assert [str(error) for error in errors] == []
    return book


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str]], str]:
    """Writes files below a folder of its own, and gives the folder."""

    def written(files: Mapping[str, str]) -> str:
        for name, text in files.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return (tmp_path / "project").as_posix()

    return written


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built-in rules and a cache folder, both of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr("sys.platform", "linux")
    folder = tmp_path / "rules"
    for path, content in RULES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    monkeypatch.setattr(rulefiles, "rules_folder", lambda: folder)
    return folder
