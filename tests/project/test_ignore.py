"""What git ignores, as git itself says it."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodeward.project.ignore import excludes, folder_ignores, ignored, top_ignores
from nodeward.text.files import Files

Plant = Callable[[Mapping[str, str | bytes]], Files]


@pytest.mark.parametrize(
    ("ignore", "yes", "no"),
    [
        (".env", [".env", "a/.env", ".env/", ".env/a"], [".env.example", "a.env"]),
        (".env*\n!.env.example", [".env", ".env.local", "a/.env.b"], [".env.example", "a/.env.example"]),
        ("!.env\n.env", [".env"], []),
        (".env\n!.env", [], [".env"]),
        ("/.env", [".env"], ["a/.env"]),
        ("logs/", ["logs/", "logs/a", "a/logs/b"], ["logs"]),
        ("build/*\n!build/keep", ["build/a", "build/a/b"], ["build/keep", "build/"]),
        ("build\n!build/keep", ["build/keep"], []),
        ("a/b", ["a/b", "a/b/c"], ["x/a/b", "b"]),
        ("**/a/b", ["a/b", "x/a/b", "x/y/a/b"], ["a/x/b"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["b", "x/a/b"]),
        ("a/**", ["a/b", "a/b/c"], ["a/", "a", "b/a"]),
        ("a/*", ["a/b", "a/b/c"], ["a/"]),
        ("*.pem", ["a.pem", "x/.pem"], ["a.pem.txt"]),
        ("# a\n\\#a\n\\!b", ["#a", "!b"], ["a", "b", "# a"]),
        ("a  \nb\\ \nc\\\\  ", ["a", "b ", "c\\"], ["a ", "b", "c"]),
        ("a\r\nb\r\n", ["a", "b"], []),
        ("\ufeffa", ["a"], []),
        (
            "[ab].js\n[!x-z]1\n[[:digit:]]2\n[]-]3",
            ["a.js", "a1", "92", "]3", "-3"],
            ["c.js", "y1", "a2", "_3"],
        ),
        ("[a\nb\\", [], ["[a", "a", "b\\", "b"]),
        ("ü?", ["üa"], ["üü"]),
        ("", [], ["a"]),
        ("/\n!\n!/", [], ["a", "a/"]),
    ],
)
def test_patterns_mean_what_git_says(tree: Plant, ignore: str, yes: list[str], no: list[str]) -> None:
    files = tree({".gitignore": ignore})
    assert [path for path in yes if not ignored(files, "/p", f"/p/{path}")] == []
    assert [path for path in no if ignored(files, "/p", f"/p/{path}")] == []


def test_the_deeper_file_wins(tree: Plant) -> None:
    files = tree(
        {
            ".gitignore": "*.key\ncertificates/",
            "a/.gitignore": "!dev.key\n/b/c",
            "certificates/.gitignore": "!dev.key",
        }
    )
    answers = {
        path: ignored(files, "/p", f"/p/{path}")
        for path in (
            "dev.key",
            "a/dev.key",
            "a/x/dev.key",
            "a/other.key",
            "a/b/c",
            "b/c",
            "certificates/dev.key",
        )
    }
    assert [path for path, answer in answers.items() if not answer] == ["a/dev.key", "a/x/dev.key", "b/c"]


def test_other_ignore_files_of_the_repository_count(tree: Plant) -> None:
    files = tree(
        {
            ".git": "gitdir: /g/worktrees/p",
            "/g/worktrees/p/commondir": "../..",
            "/g/info/exclude": ".env\nlocal",
            ".gitignore": "!local\nsecret",
            "web/.gitignore": "tmp",
        }
    )
    assert ignored(files, "/p/web", "/p/web/.env")
    assert ignored(files, "/p/web", "/p/web/secret")
    assert ignored(files, "/p/web", "/p/web/tmp")
    assert not ignored(files, "/p/web", "/p/web/local")
    assert ignored(files, "/p", "/p/a.log", everywhere=b"*.log")
    assert not ignored(files, "/p", "/p/a.log")


def test_without_a_repository_the_project_s_own_files_count(tree: Plant) -> None:
    files = tree({".gitignore": "a", "web/.gitignore": "b"})
    assert ignored(files, "/p/web", "/p/web/b")
    assert not ignored(files, "/p/web", "/p/web/a")


@pytest.mark.parametrize("path", ["/p", "/p/", "/other/a", "/pa", "untitled:a"])
def test_what_lies_outside_is_not_ignored(tree: Plant, path: str) -> None:
    assert not ignored(tree({".gitignore": "*"}), "/p", path)


def test_a_walk_gives_the_same_answers(tree: Plant) -> None:
    files = tree({".gitignore": "*.log\n/out/", "a/.gitignore": "!keep.log"})
    top = top_ignores(files, "/p")
    below = folder_ignores(files, top, "/p/a")
    assert excludes(top, "/p/out/")
    assert not excludes(top, "/p/a/")
    assert excludes(below, "/p/a/x.log")
    assert not excludes(below, "/p/a/keep.log")
    assert folder_ignores(files, below, "/p/a/b") is below


@pytest.mark.parametrize(
    "pattern", ["*a" * 200 + "b", "**/a*/" * 100 + "b", "/".join(["**/*a*a*"] * 50), "[a-z]*" * 200 + "1"]
)
def test_a_hostile_pattern_ends(tree: Plant, pattern: str) -> None:
    files = tree({".gitignore": pattern})
    assert not ignored(files, "/p", "/p/" + "a" * 3000)
    assert not ignored(files, "/p", "/p/" + "ab/" * 300 + "c")


class Disk:
    """The real file tree."""

    def read(self, path: str) -> bytes | None:
        return Path(path).read_bytes() if Path(path).is_file() else None

    def exists(self, path: str) -> bool:
        return Path(path).is_file()

    def names(self, folder: str) -> list[str]:
        return sorted(entry.name + "/" * entry.is_dir() for entry in Path(folder).iterdir())


pieces = st.sampled_from([
    "a", "b", "ab", "*", "**", "***", "?", ".env", "*.b", "a*", "*b*", "[ab]", "[!a]", "[a", "[]-a]", "[[:alpha:]]",
    "[a/b]", "\\a", "a\\ ", "\\", "a\\/b", "é", "#a", " ", "**a",
])  # fmt: skip
segments = st.lists(pieces, min_size=1, max_size=2).map("".join)
lines = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(segments, min_size=1, max_size=3).map("/".join),
    st.sampled_from(["", "", "/"]),
    st.sampled_from(["", "", "", " ", "\r"]),
)
ignore_files = st.lists(lines, max_size=4).map("\n".join)
PLACES = (".gitignore", "a/.gitignore", "a/b/.gitignore", ".git/info/exclude")
FOLDERS = [f"{one}/{two}" for one in ("a", "b", ".env") for two in ("a", "b", "a.b", "é")]
FILES = [f"{folder}/{name}" for folder in FOLDERS for name in ("a", "ab", ".env")] + ["ab", "x.b", "#a", "a "]


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repo")
    subprocess.run(["git", "init", "-q", folder], check=True)
    for path in FILES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("")
    return folder


def ignored_by_git(repo: Path, paths: list[str]) -> set[str]:
    answer = subprocess.run(
        ["git", "-c", f"core.excludesFile={os.devnull}", "check-ignore", "--no-index", "--stdin", "-z"],
        cwd=repo,
        input="\0".join(paths).encode(),
        capture_output=True,
        check=False,
    )
    assert answer.returncode in {0, 1}, answer.stderr
    return set(answer.stdout.decode().split("\0")) - {""}


@settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.tuples(ignore_files, ignore_files, ignore_files, ignore_files))
def test_git_agrees(repo: Path, texts: tuple[str, ...]) -> None:
    for place, text in zip(PLACES, texts, strict=True):
        (repo / place).write_bytes(text.encode())
    files, folders = set(FILES), {"a", "b", ".env", *FOLDERS}
    mine = {path for path in files if ignored(Disk(), str(repo), f"{repo}/{path}")}
    mine |= {path for path in folders if ignored(Disk(), str(repo), f"{repo}/{path}/")}
    assert mine == ignored_by_git(repo, sorted(files | folders))
