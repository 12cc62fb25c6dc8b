"""Which files a scan looks at, in trees on a real disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from nodeward.workspace.discover import Scope, discover
from nodeward.workspace.disk import Disk
from nodeward.workspace.kinds import Rooted
from nodeward.workspace.tree import Tree


def plant(root: Path, files: Iterable[str] | Mapping[str, str]) -> None:
    for path in files:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(files[path] if isinstance(files, Mapping) else "")


def found(root: Path, *exclude: str, below: str = "", names: Iterable[str] = ()) -> list[str]:
    disk = Disk()
    disk.allow([root.as_posix()])
    scope = Scope(frozenset(names), tuple(Rooted(root.as_posix(), pattern) for pattern in exclude))
    start = f"{root.as_posix()}/{below}".rstrip("/")
    paths = discover(disk, Tree(disk, {}), start, lambda _folder: scope)
    return [path.removeprefix(f"{root.as_posix()}/") for path in paths]


@pytest.mark.parametrize(
    ("files", "looked_at"),
    [
        (["b.js", "a.ts", "src/c.tsx", "src/d.mjs"], ["a.ts", "b.js", "src/c.tsx", "src/d.mjs"]),
        (["a.js", "readme.md", "b.json", "c.css", "types.d.ts", "x.d.mts"], ["a.js"]),
        (["a.js", "node_modules/b/index.js", "sub/node_modules/c/i.js"], ["a.js"]),
        (["a.js", ".git/hooks/x.js", ".next/server/a.js", ".yarn/releases/y.cjs"], ["a.js"]),
        (["a.js", "lib/jquery.min.js", "lib/app.bundle.js"], ["a.js"]),
        # Build output beside its source, and folders that only share its name.
        (["package.json", "src/a.ts", "dist/a.js", "dist/b.js"], ["src/a.ts"]),
        (["package.json", "a.js", "build/tool.js"], ["a.js", "build/tool.js"]),
        (["package.json", "dist/only.js"], ["dist/only.js"]),
        (["package.json", "lib/a.js", "dist/package.json", "dist/a.js", "dist/cjs/b.js"], ["lib/a.js"]),
        (["package.json", "build/tool/package.json", "build/tool/a.js"], ["build/tool/a.js"]),
        (
            ["package.json", "packages/x/package.json", "packages/x/src/a.ts", "packages/x/dist/a.js"],
            ["packages/x/src/a.ts"],
        ),
    ],
)
def test_what_is_code_of_the_project_is_looked_at(
    tmp_path: Path, files: list[str], looked_at: list[str]
) -> None:
    plant(tmp_path, files)
    assert found(tmp_path) == looked_at


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {
            ".git/HEAD": "ref: x",
            ".git/info/exclude": "mine.js\n",
            ".gitignore": "gen/\n*.gen.js\n!keep.gen.js\n",
            "gen/a.js": "",
            "a.gen.js": "",
            "keep.gen.js": "",
            "mine.js": "",
            "app/.gitignore": "local.js\n",
            "app/local.js": "",
            "app/main.js": "",
        },
    )
    assert found(tmp_path) == ["keep.gen.js", "app/main.js"]
    assert found(tmp_path, below="app") == ["app/main.js"]


def test_a_folder_that_is_asked_for_is_looked_at_though_it_is_ignored(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {".git/HEAD": "", ".gitignore": "cache/\n*.tmp.js\n", "cache/a.js": "", "cache/b.tmp.js": ""},
    )
    assert found(tmp_path) == []
    assert found(tmp_path, below="cache") == ["cache/a.js"]


def test_a_folder_in_node_modules_that_is_asked_for_is_looked_at(tmp_path: Path) -> None:
    plant(
        tmp_path,
        ["node_modules/b/index.js", "node_modules/b/node_modules/c/index.js", "node_modules/b/package.json"],
    )
    assert found(tmp_path / "node_modules/b") == ["index.js"]


def test_what_the_user_excludes_is_left_out(tmp_path: Path) -> None:
    plant(tmp_path, ["a.js", "old/b.js", "old/keep/c.js", "src/old.js", "src/d.js"])
    assert found(tmp_path, "old/") == ["a.js", "src/d.js", "src/old.js"]
    assert found(tmp_path, "/src", "a.*") == ["old/b.js", "old/keep/c.js"]
    assert found(tmp_path, "*.js", "!src/*.js") == ["src/d.js", "src/old.js"]


def test_project_files_are_looked_at_where_a_rule_does(tmp_path: Path) -> None:
    plant(tmp_path, ["package.json", "a.js", ".env", "sub/package.json", "node_modules/x/package.json"])
    assert found(tmp_path, names=["package.json", ".env"]) == [
        ".env",
        "a.js",
        "package.json",
        "sub/package.json",
    ]


def test_links_are_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, ["ws/a.js", "ws/in/b.js", "out/c.js"])
    (tmp_path / "ws/loop").symlink_to(".")
    (tmp_path / "ws/in/up").symlink_to("..")
    (tmp_path / "ws/twin.js").symlink_to("a.js")
    (tmp_path / "ws/out").symlink_to("../out")
    assert found(tmp_path / "ws") == ["a.js", "in/b.js"]
