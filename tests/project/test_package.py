"""What is read from a package.json, whole or broken, and where it stands."""

import json
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.package import declared, is_library, nearest, read_package
from nodeward.text.files import Files
from nodeward.text.span import Span

Plant = Callable[[Mapping[str, str | bytes]], Files]

SHOP = """{
  "name": "@acme/shop",
  "version": "1.2.0",
  "type": "module",
  "private": true,
  "main": "./lib/index.js",
  "exports": {".": {"import": "./a.mjs", "default": "./a.cjs"}},
  "imports": {"#db": "./lib/db.js"},
  "bin": "cli.js",
  "files": ["lib"],
  "workspaces": {"packages": ["packages/*"]},
  "scripts": {"start": "node .", "test": "node --test"},
  "dependencies": {"express": "^4.18.2", "caf\\u00e9": "*"},
  "devDependencies": {"jest": "29"}
}
"""


def shown(text: bytes, span: Span) -> str:
    return text[span.start : span.end].decode()


def test_everything_is_read() -> None:
    package = read_package(SHOP.encode())
    assert (package.name, package.version, package.type) == ("@acme/shop", "1.2.0", "module")
    assert (package.private, package.main, package.files) == (True, "./lib/index.js", ("lib",))
    assert package.exports == {".": {"import": "./a.mjs", "default": "./a.cjs"}}
    assert package.imports == {"#db": "./lib/db.js"}
    assert package.bin == {"shop": "cli.js"}
    assert package.workspaces == ("packages/*",)
    assert {name: script.command for name, script in package.scripts.items()} == {
        "start": "node .",
        "test": "node --test",
    }
    assert {
        section: {name: entry.range for name, entry in entries.items()}
        for section, entries in package.dependencies.items()
    } == {"dependencies": {"express": "^4.18.2", "café": "*"}, "devDependencies": {"jest": "29"}}


@pytest.mark.parametrize("before", ["", "\ufeff", "// a comment\n", '\n\n  \t"é" '])
def test_spans_show_the_quoted_key_and_value(before: str) -> None:
    text = (before + SHOP).encode() if not before.endswith(" ") else SHOP.replace("1.2.0", "é" * 9).encode()
    package = read_package(text)
    star = package.dependencies["dependencies"]["café"]
    assert (shown(text, star.key), shown(text, star.value)) == ('"caf\\u00e9"', '"*"')
    start = package.scripts["start"]
    assert (shown(text, start.key), shown(text, start.value)) == ('"start"', '"node ."')


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'"a"',
        b"null",
        b"\xff\xfe",
        b'{"name": 1, "version": [], "main": {}, "private": "yes", "bin": 1, "files": "lib", "scripts": []}',
        b'{"name": null, "dependencies": "x", "devDependencies": {"a": 1}, "workspaces": 3, "type": true}',
    ],
)
def test_what_is_not_there_is_empty(text: bytes) -> None:
    package = read_package(text)
    assert (package.name, package.version, package.main, package.type) == (None, None, None, "commonjs")
    assert (package.private, dict(package.bin), package.files or (), package.workspaces) == (
        False,
        {},
        (),
        (),
    )
    assert not any(package.dependencies.values())
    assert not package.scripts


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "a", "dependencies": {"x": "^1"',
        '{"name": "a", "dependencies": {"x": "^1",}, }',
        '{"name": "a" "dependencies": {"x": "^1", "y": }}',
        '{"name": "a", "dependencies": {"x": "^1", "y"}, "scripts": {}}',
        '{"name": "b", "name": "a", "dependencies": {"x": "0", "x": "^1"}}',
        '{"name": "a", /* why */ "dependencies": {\n// pinned\n"x": "^1"}}',
    ],
)
def test_a_broken_file_gives_what_can_be_read(text: str) -> None:
    package = read_package(text.encode())
    assert package.name == "a"
    assert {name: entry.range for name, entry in package.dependencies["dependencies"].items()} == {"x": "^1"}


def test_deep_nesting_is_cut_off() -> None:
    deep = read_package(b'{"exports": ' + b'{"a": ' * 5000 + b"1" + b"}" * 5001)
    assert isinstance(deep.exports, dict)


def test_the_nearest_package_is_found(tree: Plant) -> None:
    files = tree({"package.json": '{"name": "root"}', "a/b/package.json": '{"name": "inner"}'})
    found = {
        path: (folder, package.name)
        for path in ("/p/x.js", "/p/a/x.js", "/p/a/b/c/x.js")
        for folder, package in [nearest(files, path) or pytest.fail(path)]
    }
    assert found == {
        "/p/x.js": ("/p", "root"),
        "/p/a/x.js": ("/p", "root"),
        "/p/a/b/c/x.js": ("/p/a/b", "inner"),
    }
    assert nearest(files, "/q/x.js") is None


def test_a_buffer_without_a_file_has_no_package(tree: Plant) -> None:
    at_root = tree({"/package.json": "{}"})
    assert nearest(at_root, "/a.js") is not None
    assert nearest(at_root, "untitled:Untitled-1") is None


def test_a_dependency_is_declared_where_npm_takes_it_from() -> None:
    package = read_package(
        b'{"peerDependencies": {"a": ">=1", "b": "2"}, "devDependencies": {"a": "^1"}, '
        b'"dependencies": {"c": "3"}, "optionalDependencies": {"c": "4"}}'
    )
    sections = {
        name: (entry.section, entry.range)
        for name in "abcd"
        if (entry := declared(package, name)) is not None
    }
    assert sections == {
        "a": ("devDependencies", "^1"),
        "b": ("peerDependencies", "2"),
        "c": ("optionalDependencies", "4"),
    }


PUBLISHED = {"name": "a", "version": "1.0.0"}


@pytest.mark.parametrize(
    ("more", "library"),
    [
        ({}, True),
        ({"main": "index.js", "scripts": {"test": "mocha"}}, True),
        ({"peerDependencies": {"express": "^4"}, "devDependencies": {"express": "^4"}}, True),
        ({"dependencies": {"lodash": "^4", "ws": "^8"}}, True),
        ({"bin": "cli.js", "main": "index.js"}, True),
        ({"bin": "cli.js", "exports": "./index.js"}, True),
        ({"private": False}, True),
        ({"bin": "cli.js"}, False),
        ({"private": True}, False),
        ({"scripts": {"start": "node server.js"}}, False),
        ({"dependencies": {"express": "^4"}}, False),
        ({"dependencies": {"@nestjs/core": "^10"}}, False),
        ({"name": None}, False),
        ({"version": ""}, False),
    ],
)
def test_a_library_is_told_from_an_application(more: dict[str, object], *, library: bool) -> None:
    assert is_library(read_package(json.dumps(PUBLISHED | more).encode())) is library


names = st.text(min_size=1, max_size=6)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    entries=st.dictionaries(names, names, max_size=4),
    indent=st.sampled_from([None, 1, "\t"]),
    ascii_only=st.booleans(),
)
def test_names_ranges_and_spans_come_back(
    entries: dict[str, str], indent: int | str | None, *, ascii_only: bool
) -> None:
    source = json.dumps(
        {"a": 1, "dependencies": entries, "z": [entries]}, indent=indent, ensure_ascii=ascii_only
    )
    text = source.encode("utf-8")
    found = read_package(text).dependencies["dependencies"]
    assert {name: entry.range for name, entry in found.items()} == entries
    for name, entry in found.items():
        assert json.loads(shown(text, entry.key)) == name
        assert json.loads(shown(text, entry.value)) == entry.range
