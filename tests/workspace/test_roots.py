"""Where a project begins, seen from a file."""

from pathlib import Path

import pytest

from nodeward.workspace.roots import Roots, reach


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's home, with projects in it and a repository around everything."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in (".git/HEAD", "package.json", "shop/.git/HEAD", "shop/api/package.json", "notes/a.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("path", "root", "project"),
    [
        ("shop/main.js", "shop", True),
        ("shop/api/src/main.js", "shop/api", True),
        ("notes/a.js", "notes", False),
        ("notes/deep/b.js", "notes/deep", False),
        ("c.js", "", False),  # a home is no project, whatever lies in it
    ],
)
def test_a_file_in_no_folder_has_a_home(home: Path, path: str, root: str, *, project: bool) -> None:
    for order in (["notes/a.js", "shop/main.js"], []):
        roots = Roots()
        for other in order:
            roots.of(f"{home.as_posix()}/{other}")
        found = roots.of(f"{home.as_posix()}/{path}")
        assert found == f"{home.as_posix()}/{root}".rstrip("/")
        assert roots.is_project(found) is project


def test_the_innermost_folder_counts_and_settings_look_up_to_the_outermost(home: Path) -> None:
    roots, top = Roots(), home.as_posix()
    roots.add(f"{top}/shop/")
    roots.add(f"{top}/shop/api")
    assert roots.of(f"{top}/shop/api/a.js") == f"{top}/shop/api"
    assert roots.outer(f"{top}/shop/api/a.js") == f"{top}/shop"
    assert roots.of(f"{top}/shopping/a.js") == f"{top}/shopping"
    roots.remove(f"{top}/shop/api")
    assert roots.of(f"{top}/shop/api/a.js") == f"{top}/shop"


def test_a_buffer_is_nowhere() -> None:
    assert Roots().of("untitled:Untitled-1") == ""
    assert Roots().outer("untitled:Untitled-1") == ""


def test_files_may_be_read_up_to_the_repository(home: Path) -> None:
    top = home.as_posix()
    assert reach(f"{top}/shop/api/src") == f"{top}/shop"
    assert reach(f"{top}/notes") == f"{top}/notes"
    roots = Roots()
    roots.add(f"{top}/shop/api")
    roots.of(f"{top}/notes/a.js")
    assert roots.readable() == [f"{top}/shop", f"{top}/notes"]
