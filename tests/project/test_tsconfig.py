"""Where TypeScript's path mapping sends a specifier."""

from collections.abc import Callable, Mapping

import pytest

from nodeward.project.tsconfig import PathMapping, candidates, nearest_mapping, read_mapping
from nodeward.text.files import Files

Plant = Callable[[Mapping[str, str | bytes]], Files]

COMMENTED = """\ufeff// the mapping
{
  /* relative to here */
  "compilerOptions": {
    "baseUrl": "./src", // sources
    "paths": {
      "@/*": ["*", "../shared/*",],
      "@/lib/*": ["lib/*"],
      "db": ["./db/index.ts"],
    },
  },
}
"""


def mapping(files: Files, path: str = "/p/tsconfig.json") -> PathMapping:
    found = read_mapping(files, path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("@/a/b", ("/p/src/a/b", "/p/shared/a/b", "/p/src/@/a/b")),
        ("@/lib/x", ("/p/src/lib/x", "/p/src/@/lib/x")),
        ("db", ("/p/src/db/index.ts", "/p/src/db")),
        ("db/x", ("/p/src/db/x",)),
        ("express", ("/p/src/express",)),
        ("./a", ()),
        ("../a", ()),
        ("/a", ()),
    ],
)
def test_a_specifier_is_mapped(tree: Plant, specifier: str, expected: tuple[str, ...]) -> None:
    assert candidates(mapping(tree({"tsconfig.json": COMMENTED})), specifier) == expected


def test_without_a_base_url_targets_are_relative_to_their_file(tree: Plant) -> None:
    files = tree({"tsconfig.json": '{"compilerOptions": {"paths": {"~*": ["./src/*"], "*": ["types/*"]}}}'})
    assert candidates(mapping(files), "~a") == ("/p/src/a",)
    assert candidates(mapping(files), "a") == ("/p/types/a",)


def test_a_pattern_may_end_in_text(tree: Plant) -> None:
    files = tree({"tsconfig.json": '{"compilerOptions": {"paths": {"a*c": ["x/*.ts"], "aa*ac": ["y/*"]}}}'})
    assert candidates(mapping(files), "abc") == ("/p/x/b.ts",)
    assert candidates(mapping(files), "aac") == ("/p/x/a.ts",)
    assert candidates(mapping(files), "aabac") == ("/p/y/b",)


def test_extended_files_fill_in_what_is_missing(tree: Plant) -> None:
    files = tree(
        {
            "web/tsconfig.json": '{"extends": "../tsconfig.base", "compilerOptions": {"strict": true}}',
            "tsconfig.base.json": '{"compilerOptions": {"paths": {"@/*": ["src/*"]}}}',
            "api/tsconfig.json": '{"extends": ["../one.json", "../two.json", "@tsconfig/node20/tsconfig.json"]}',
            "one.json": '{"compilerOptions": {"baseUrl": "one", "paths": {"x": ["1"]}}}',
            "two.json": '{"extends": "./one.json", "compilerOptions": {"baseUrl": "two"}}',
        }
    )
    assert candidates(mapping(files, "/p/web/tsconfig.json"), "@/a") == ("/p/src/a",)
    assert candidates(mapping(files, "/p/api/tsconfig.json"), "x") == ("/p/two/1", "/p/two/x")


def test_a_file_that_only_refers_to_projects_has_their_mapping(tree: Plant) -> None:
    files = tree(
        {
            "tsconfig.json": '{"files": [], "references": [{"path": "./node"}, {"path": "./tsconfig.app.json"}]}',
            "node/tsconfig.json": "{}",
            "tsconfig.app.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
        }
    )
    assert candidates(mapping(files), "@/a") == ("/p/src/a",)


def test_the_nearest_file_counts(tree: Plant) -> None:
    files = tree(
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": "."}}',
            "js/jsconfig.json": '{"compilerOptions": {"baseUrl": "lib"}}',
            "js/both/jsconfig.json": '{"compilerOptions": {"baseUrl": "no"}}',
            "js/both/tsconfig.json": "{}",
        }
    )
    found = {
        path: near.base_url if (near := nearest_mapping(files, path)) else "none"
        for path in ("/p/src/a.ts", "/p/js/a/b.js", "/p/js/both/a.js", "/q/a.js", "untitled:1")
    }
    assert found == {
        "/p/src/a.ts": "/p",
        "/p/js/a/b.js": "/p/js/lib",
        "/p/js/both/a.js": None,
        "/q/a.js": "none",
        "untitled:1": "none",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"compilerOptions": []}',
        '{"compilerOptions": {"baseUrl": 1, "paths": ["a"]}}',
        '{"compilerOptions": {"paths": {"a": "b", "c": [1]}}}',
        '{"extends": "./tsconfig.json"}',
        '{"extends": ["./tsconfig.json", "./tsconfig.json", "./absent.json", 1]}',
        '{"references": [{"path": "."}, {}, 1]}',
    ],
)
def test_a_broken_or_circular_file_maps_nothing(tree: Plant, text: str) -> None:
    found = mapping(tree({"tsconfig.json": text}))
    assert found.base_url is None
    assert candidates(found, "a") == ()
    assert candidates(found, "c") == ()
