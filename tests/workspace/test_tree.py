"""The file tree: disk under unsaved buffers, closed where it must be, and exact about what an answer rested on."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodeward.workspace.disk import Disk
from nodeward.workspace.documents import Opened, opened
from nodeward.workspace.tree import Recorder, Tree


def disk_of(*roots: Path) -> Disk:
    disk = Disk()
    disk.allow(root.as_posix() for root in roots)
    return disk


def plant(root: Path, *paths: str, text: str = "x") -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def test_files_of_a_root_are_read_and_listed(tmp_path: Path) -> None:
    plant(tmp_path, "b.js", "a/c.js", ".env")
    tree, root = Tree(disk_of(tmp_path), {}), tmp_path.as_posix()
    assert tree.names(root) == [".env", "a/", "b.js"]
    assert tree.names(root + "/") == tree.names(root)
    assert tree.names(f"{root}/none") == []
    assert tree.read(f"{root}/a/c.js") == b"x"
    assert tree.read(f"{root}/a") is None
    assert tree.read(f"{root}/none.js") is None
    assert tree.exists(f"{root}/a/c.js")
    assert not tree.exists(f"{root}/a")


@pytest.mark.parametrize(
    "path",
    [
        "out/secret",
        "ws/../out/secret",
        "ws/./../out/secret",
        "ws2/x.js",
        "ws/to-file",
        "ws/to-folder/secret",
        "ws/hop/to-file",
        "ws/dangling",
    ],
)
def test_nothing_outside_the_roots_is_seen(tmp_path: Path, path: str) -> None:
    plant(tmp_path, "out/secret", "ws/a.js", "ws2/x.js", "ws/inner/b.js")
    (tmp_path / "ws/to-file").symlink_to(tmp_path / "out/secret")
    (tmp_path / "ws/to-folder").symlink_to(tmp_path / "out")
    (tmp_path / "ws/inner/to-file").symlink_to("../../out/secret")
    (tmp_path / "ws/hop").symlink_to("inner")
    (tmp_path / "ws/dangling").symlink_to("nowhere")
    tree, full = Tree(disk_of(tmp_path / "ws"), {}), f"{tmp_path.as_posix()}/{path}"
    assert tree.read(full) is None
    assert not tree.exists(full)
    assert tree.names(full) == []
    assert tree.names(f"{tmp_path.as_posix()}/ws") == ["a.js", "hop/", "inner/"]
    assert tree.read(f"{tmp_path.as_posix()}/ws/hop/b.js") == b"x"


def test_a_root_may_itself_be_a_link(tmp_path: Path) -> None:
    plant(tmp_path, "real/a.js")
    (tmp_path / "link").symlink_to("real")
    assert Tree(disk_of(tmp_path / "link"), {}).read(f"{tmp_path.as_posix()}/link/a.js") == b"x"


def test_of_node_modules_only_manifests_asked_for_by_name_are_seen(tmp_path: Path) -> None:
    plant(
        tmp_path,
        *(
            f"node_modules/{path}"
            for path in ("a/package.json", "a/index.js", "@s/b/package.json", ".lock", "a/lib/package.json")
        ),
    )
    tree, inside = Tree(disk_of(tmp_path), {}), f"{tmp_path.as_posix()}/node_modules"
    for manifest in ("a/package.json", "@s/b/package.json"):
        assert tree.read(f"{inside}/{manifest}") == b"x"
        assert tree.exists(f"{inside}/{manifest}")
    for other in ("a/index.js", ".lock", "a/lib/package.json", "c/package.json", "package.json"):
        assert tree.read(f"{inside}/{other}") is None
        assert not tree.exists(f"{inside}/{other}")
    assert tree.names(inside) == tree.names(f"{inside}/a") == []
    assert tree.names(tmp_path.as_posix()) == ["node_modules/"]


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    tree = Tree(disk_of(tmp_path), {})
    assert tree.read(f"{tmp_path.as_posix()}/pipe") is None
    assert tree.names(tmp_path.as_posix()) == []


def test_a_file_larger_than_asked_for_is_not_read(tmp_path: Path) -> None:
    plant(tmp_path, "a.js", text="12345")
    disk, path = disk_of(tmp_path), f"{tmp_path.as_posix()}/a.js"
    assert disk.read(path, most=4) is None
    assert disk.read(path, most=5) == b"12345"


def test_what_has_not_changed_is_read_once(tmp_path: Path) -> None:
    plant(tmp_path, "a.js", text="12345")
    long_ago = 1_600_000_000
    os.utime(tmp_path / "a.js", (long_ago, long_ago))
    disk, path = disk_of(tmp_path), f"{tmp_path.as_posix()}/a.js"
    assert disk.read(path) is disk.read(path)


class World:
    """Files on disk and in editors, and what ought to be seen of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.opened: dict[str, Opened] = {}
        self.tree = Tree(disk_of(root), self.opened)

    def path(self, name: str) -> str:
        return f"{self.root.as_posix()}/{name}"

    def do(self, action: str, name: str, text: str) -> None:
        file = self.root / name
        if action == "write":
            plant(self.root, name, text=text)
        elif action == "delete":
            file.unlink(missing_ok=True)
        elif action == "open":
            self.opened[self.path(name)] = opened(self.path(name), text, 1)
        else:
            self.opened.pop(self.path(name), None)

    def content(self, name: str) -> bytes | None:
        if self.path(name) in self.opened:
            return self.opened[self.path(name)].document.text
        return (self.root / name).read_bytes() if (self.root / name).is_file() else None


NAMES = ["a.js", "b.js", "in/a.js", "in/c.js"]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "delete", "open", "close"]), st.sampled_from(NAMES), st.sampled_from("xyz")
    ),
    max_size=6,
)
QUESTIONS = st.lists(
    st.tuples(st.sampled_from(["read", "exists", "names"]), st.sampled_from(NAMES)), max_size=4
)


def ask(files: Tree | Recorder, world: World, questions: list[tuple[str, str]]) -> list[object]:
    answers: list[object] = []
    for question, name in questions:
        path = world.path(name)
        if question == "read":
            answers.append(files.read(path))
        elif question == "exists":
            answers.append(files.exists(path))
        else:
            answers.append(files.names(path.rpartition("/")[0]))
    return answers


@settings(
    derandomize=True,
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS, QUESTIONS, STEPS)
def test_answers_stand_exactly_as_long_as_they_are_the_same(
    tmp_path: Path,
    before: list[tuple[str, str, str]],
    questions: list[tuple[str, str]],
    after: list[tuple[str, str, str]],
) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    (tmp_path / "in").mkdir(parents=True)
    world = World(tmp_path)
    for step in before:
        world.do(*step)
    for name in NAMES:
        assert world.tree.read(world.path(name)) == world.content(name)
        assert world.tree.exists(world.path(name)) is (world.content(name) is not None)
    recorder = Recorder(world.tree)
    first = ask(recorder, world, questions)
    assert first == ask(world.tree, world, questions)
    for step in after:
        world.do(*step)
    assert ask(recorder, world, questions) == first, "one analysis sees one moment"
    stands = all(recorder.answers.stand(world.tree, world.path(name)) for name in NAMES)
    assert stands is (ask(world.tree, world, questions) == first)
