"""What git tracks is read as git itself says it."""

import hashlib
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.gitfolder import common_folder, git_folder, repository
from nodeward.project.gitindex import UnreadableIndexError, read_index, tracked
from nodeward.text.files import Files

Plant = Callable[[Mapping[str, str | bytes]], Files]

CLEAN = {
    "PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
}  # fmt: skip


def git(folder: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", folder, *words], env=CLEAN, capture_output=True, check=True).stdout


def listed(folder: Path) -> frozenset[str]:
    out = git(folder, "ls-files", "-z")
    return frozenset(out.decode("utf-8", "surrogateescape").split("\0")) - {""}


def planted(folder: Path, paths: Sequence[str]) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    return folder


PATHS = [
    "a", "a.js", "src/a.js", "src/a/b/c.js", "src/a/bb.js", ".env", "naïve/ü.txt", "with space", "x" * 90,
    "d/" + "y" * 140 + "/z", "d/" + "y" * 140 + "0", "d/q",
]  # fmt: skip


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    return planted(tmp_path, PATHS)


def index(folder: Path) -> bytes:
    return (folder / ".git" / "index").read_bytes()


@pytest.mark.parametrize("version", [2, 4])
def test_each_version_is_read(repo: Path, version: int) -> None:
    git(repo, "add", ".")
    git(repo, "update-index", "--index-version", str(version))
    assert index(repo)[7] == version
    assert read_index(index(repo)) == listed(repo) == frozenset(PATHS)


@pytest.mark.parametrize("version", [2, 4])
def test_extended_flags_are_read(repo: Path, version: int) -> None:
    git(repo, "add", "src", "a")
    git(repo, "update-index", "--index-version", str(version))
    git(repo, "add", "--intent-to-add", ".env", "with space")
    git(repo, "update-index", "--skip-worktree", "src/a/b/c.js")
    assert index(repo)[7] == (3 if version == 2 else 4)
    assert read_index(index(repo)) == listed(repo) >= {".env", "src/a/b/c.js"}


def test_a_conflicted_path_counts_once(repo: Path) -> None:
    git(repo, "add", "a")
    git(repo, "commit", "-qm", "one")
    git(repo, "checkout", "-qb", "other")
    planted(repo, ["a"])
    (repo / "a").write_text("theirs")
    git(repo, "commit", "-qam", "two")
    git(repo, "checkout", "-q", "-")
    (repo / "a").write_text("ours")
    git(repo, "commit", "-qam", "three")
    subprocess.run(["git", "-C", repo, "merge", "-q", "other"], env=CLEAN, capture_output=True, check=False)
    assert git(repo, "ls-files", "--unmerged").count(b"\n") == 3
    assert read_index(index(repo)) == {"a"}


def test_a_sparse_index_leaves_whole_folders_out(repo: Path) -> None:
    git(repo, "add", ".")
    git(repo, "commit", "-qm", "all")
    git(repo, "sparse-checkout", "set", "--cone", "--sparse-index", "src")
    found = read_index(index(repo))
    assert {"a", "src/a/b/c.js"} <= found <= frozenset(PATHS)
    assert not any(path.endswith("/") for path in found)


def test_a_split_index_is_not_half_read(repo: Path) -> None:
    git(repo, "add", ".")
    git(repo, "update-index", "--split-index")
    with pytest.raises(UnreadableIndexError):
        read_index(index(repo))


def test_an_index_without_checksum_is_read(repo: Path) -> None:
    git(repo, "add", ".")
    assert read_index(index(repo)[:-20] + bytes(20)) == listed(repo)


def test_a_sha256_repository_is_read(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--object-format=sha256")
    planted(tmp_path, PATHS)
    git(tmp_path, "add", ".")
    assert read_index(index(tmp_path)) == listed(tmp_path) == frozenset(PATHS)


def checked(body: bytes) -> bytes:
    return body + hashlib.sha1(body).digest()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"DIRC",
        b"no index at all, but of some length",
        checked(b""),
        checked(b"DIRC\0\0\0\2\0\0\0\1"),
        checked(b"DIRC\0\0\0\5\0\0\0\0"),
        checked(b"JUNK\0\0\0\2\0\0\0\0"),
        checked(b"DIRC\0\0\0\4\0\0\0\1" + bytes(62) + b"\xff" * 30),
        checked(b"DIRC\0\0\0\4\0\0\0\1" + bytes(62) + b"\x05a\0"),
    ],
)
def test_a_damaged_index_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableIndexError):
        read_index(text)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(body=st.binary(max_size=200), version=st.integers(2, 4), count=st.integers(0, 3))
def test_any_bytes_are_read_or_refused(body: bytes, version: int, count: int) -> None:
    text = checked(b"DIRC" + version.to_bytes(4, "big") + count.to_bytes(4, "big") + body)
    try:
        assert len(read_index(text)) <= count
    except UnreadableIndexError:
        return


def test_no_index_means_that_nothing_is_tracked(tree: Plant) -> None:
    assert tracked(tree({".git/HEAD": "ref: refs/heads/main\n"}), "/p") == frozenset()
    assert tracked(tree({"a.js": ""}), "/p") is None
    assert tracked(tree({".git/HEAD": "", ".git/index": "junk"}), "/p") is None


def test_a_linked_work_tree_has_its_own_index_and_shares_the_rest(tree: Plant) -> None:
    text = checked(b"DIRC\0\0\0\2\0\0\0\0")
    files = tree(
        {
            ".git": "gitdir: /main/.git/worktrees/p\n",
            "/main/.git/worktrees/p/index": text,
            "/main/.git/worktrees/p/commondir": "../..\n",
            "/sub/.git": "gitdir: ../main/.git/modules/sub",
        }
    )
    assert git_folder(files, "/p") == "/main/.git/worktrees/p"
    assert common_folder(files, "/p") == "/main/.git"
    assert tracked(files, "/p") == frozenset()
    assert git_folder(files, "/sub") == common_folder(files, "/sub") == "/main/.git/modules/sub"


def test_the_repository_around_a_folder_is_found(tree: Plant) -> None:
    files = tree({".git/HEAD": "", "a/b/.git": "gitdir: x", "a/c/d.js": ""})
    assert repository(files, "/p/a/c") == "/p"
    assert repository(files, "/p/a/b/c") == "/p/a/b"
    assert repository(files, "/q") is None
