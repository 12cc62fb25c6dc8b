"""Paths of the command line become targets, each with the project around it."""

from pathlib import Path

import pytest

from nodeward.cli.mistake import Mistake
from nodeward.cli.targets import Target, base, targets, unsaved


def plant(root: Path, *paths: str) -> None:
    """Files, and folders where the path ends in a slash."""
    for path in paths:
        if path.endswith("/"):
            (root / path).mkdir(parents=True, exist_ok=True)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).touch()


@pytest.mark.parametrize(
    ("planted", "given", "project"),
    [
        (["a.js"], "a.js", ""),
        (["src/a.js"], "src", "src"),
        (["package.json", "src/a.js"], "src/a.js", ""),
        (["package.json", "src/a.js"], "src", ""),
        (["package.json", "lib/package.json", "lib/a.js"], "lib/a.js", "lib"),
        ([".git/", "lib/package.json", "lib/a.js"], "lib/a.js", ""),
        (["nodeward.json", "src/a.js"], "src/a.js", ""),
    ],
)
def test_the_project_around_a_path_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: list[str], given: str, project: str
) -> None:
    plant(tmp_path, *planted)
    monkeypatch.chdir(tmp_path)
    (target,) = targets([given])
    expected = Target(f"{tmp_path}/{given}", not given.endswith(".js"), f"{tmp_path}/{project}".rstrip("/"))
    assert target == expected


def test_a_repository_of_the_whole_home_is_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, ".git/", "work/a.js")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (target,) = targets([f"{tmp_path}/work/a.js"])
    assert target.project == f"{tmp_path}/work"


def test_without_paths_the_current_folder_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert targets([]) == [Target(str(tmp_path), folder=True, project=str(tmp_path))]


def test_a_path_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="there is no file or folder nowhere"):
        targets(["nowhere/a.js"])


def test_an_unsaved_file_has_a_project_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "package.json")
    monkeypatch.chdir(tmp_path)
    assert unsaved("src/new.js") == Target(f"{tmp_path}/src/new.js", folder=False, project=str(tmp_path))


@pytest.mark.parametrize(
    ("target", "path", "expected"),
    [
        (Target("/p/src", folder=True, project="/p"), "/p/src/a.js", True),
        (Target("/p/src", folder=True, project="/p"), "/p/src2/a.js", False),
        (Target("/", folder=True, project="/"), "/a.js", True),
        (Target("/p/a.js", folder=False, project="/p"), "/p/a.js", True),
        (Target("/p/a.js", folder=False, project="/p"), "/p/a.js/b", False),
    ],
)
def test_a_folder_holds_what_lies_below_it(target: Target, path: str, expected: bool) -> None:
    assert target.holds(path) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["shop/src/a.js", "shop/src"], "shop"),
        (["shop/src", "site"], ""),
        (["plain/deep"], "plain/deep"),
        (["plain/deep/x.js"], "plain/deep"),
    ],
)
def test_programs_get_paths_relative_to_the_project(tmp_path: Path, given: list[str], expected: str) -> None:
    plant(tmp_path, "shop/package.json", "shop/src/a.js", "site/package.json", "plain/deep/x.js")
    assert base(targets([f"{tmp_path}/{path}" for path in given])) == f"{tmp_path}/{expected}".rstrip("/")
