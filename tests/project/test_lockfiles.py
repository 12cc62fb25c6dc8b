"""Which version is installed, for each package manager's lockfile."""

import json
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.lockfiles import LockfilePlace, find_lockfile, version
from nodeward.project.lockreaders import read_bun, read_npm, read_pnpm, read_yarn
from nodeward.text.files import Files

Plant = Callable[[Mapping[str, str | bytes]], Files]

# A workspace: `a` is pinned to an old ms, `b` and the root use the new one; `a` links to `b`; `pad` is an alias.
ROOT = {"workspaces": ["packages/*"], "dependencies": {"ms": "^2.1.0", "pad": "npm:left-pad@^1.1.0"}}
A = {"dependencies": {"ms": "2.0.0", "b": "^1.0.0", "@scope/is": "^4.0.0"}}
B = {"dependencies": {"ms": "^2.1.1", "git": "github:user/git"}}
MANIFESTS = {
    "package.json": json.dumps(ROOT),
    "packages/a/package.json": json.dumps(A),
    "packages/b/package.json": json.dumps(B),
}

NPM_3 = json.dumps(
    {
        "lockfileVersion": 3,
        "packages": {
            "": ROOT,
            "node_modules/ms": {"version": "2.1.3", "resolved": "https://registry.example/ms-2.1.3.tgz"},
            "node_modules/pad": {"name": "left-pad", "version": "1.3.0"},
            "node_modules/b": {"resolved": "packages/b", "link": True},
            "node_modules/@scope/is": {"version": "4.6.0"},
            "node_modules/git": {"version": "git+ssh://git@github.com/user/git.git#abc"},
            "packages/a": A,
            "packages/a/node_modules/ms": {"version": "2.0.0"},
            "packages/b": B | {"version": "1.2.3"},
        },
    }
)
NPM_1 = json.dumps(
    {
        "lockfileVersion": 1,
        "dependencies": {
            "ms": {"version": "2.1.3"},
            "pad": {"version": "npm:left-pad@1.3.0"},
            "git": {"version": "github:user/git#abc"},
            "debug": {"version": "2.6.9", "dependencies": {"ms": {"version": "2.0.0"}}},
        },
    }
)
YARN_1 = """# yarn lockfile v1


"@scope/is@^4.0.0":
  version "4.6.0"
  resolved "https://registry.example/is-4.6.0.tgz#0"

ms@2.0.0:
  version "2.0.0"

ms@^2.1.0, ms@^2.1.1:
  version "2.1.3"
  dependencies:
    version "9.9.9"

"pad@npm:left-pad@^1.1.0":
  version "1.3.0"

"git@github:user/git":
  version "1.0.0"
"""
YARN_BERRY = """__metadata:
  version: 8
  cacheKey: 10

"@scope/is@npm:^4.0.0":
  version: 4.6.0
  resolution: "@scope/is@npm:4.6.0"
  languageName: node

"b@npm:^1.0.0, b@workspace:packages/b":
  version: 0.0.0-use.local
  resolution: "b@workspace:packages/b"
  dependencies:
    ms: ^2.1.1

"ms@npm:2.0.0":
  version: 2.0.0

"ms@npm:^2.1.0, ms@npm:^2.1.1":
  version: 2.1.3

"pad@npm:left-pad@^1.1.0":
  version: 1.3.0
"""
PNPM_5 = """lockfileVersion: 5.4

importers:

  .:
    specifiers:
      ms: ^2.1.0
      pad: npm:left-pad@^1.1.0
    dependencies:
      ms: 2.1.3
      pad: /left-pad/1.3.0

  packages/a:
    specifiers:
      '@scope/is': ^4.0.0
      b: ^1.0.0
      ms: 2.0.0
    dependencies:
      '@scope/is': 4.6.0_ms@2.0.0
      b: link:../b
      ms: 2.0.0

  packages/b:
    specifiers:
      ms: ^2.1.1
    devDependencies:
      ms: 2.1.3

packages:

  /@scope/is/4.6.0_ms@2.0.0:
    resolution: {integrity: sha512-0}
    dependencies:
      ms: 2.0.0

  /ms/2.0.0:
    resolution: {integrity: sha512-0}

  /ms/2.1.3:
    resolution: {integrity: sha512-0}

  /left-pad/1.3.0:
    resolution: {integrity: sha512-0}
"""
PNPM_9 = """lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

importers:

  .:
    dependencies:
      ms:
        specifier: ^2.1.0
        version: 2.1.3
      pad:
        specifier: npm:left-pad@^1.1.0
        version: left-pad@1.3.0

  packages/a:
    dependencies:
      '@scope/is':
        specifier: ^4.0.0
        version: 4.6.0(ms@2.0.0)
      b:
        specifier: ^1.0.0
        version: link:../b
      ms:
        specifier: 2.0.0
        version: 2.0.0

  packages/b:
    dependencies:
      ms:
        specifier: ^2.1.1
        version: 2.1.3

packages:

  '@scope/is@4.6.0':
    resolution: {integrity: sha512-0}
    peerDependencies:
      ms: '*'

  ms@2.0.0:
    resolution: {integrity: sha512-0}

  ms@2.1.3:
    resolution: {integrity: sha512-0}
"""
BUN = """{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "root", "dependencies": { "ms": "^2.1.0", }, },
  },
  "packages": {
    "@scope/is": ["@scope/is@4.6.0", "", {}, "sha512-0"],

    "a": ["a@workspace:packages/a"],

    "b": ["b@workspace:packages/b"],

    "ms": ["ms@2.1.3", "", {}, "sha512-0"],

    "a/ms": ["ms@2.0.0", "", {}, "sha512-0"],
  }
}
"""
WORKSPACE = {("", "ms"): "2.1.3", ("packages/a", "ms"): "2.0.0", ("packages/b", "ms"): "2.1.3"}


@pytest.mark.parametrize(
    ("name", "text", "more"),
    [
        ("package-lock.json", NPM_3, {("", "pad"): "1.3.0", ("packages/a", "b"): "1.2.3"}),
        ("npm-shrinkwrap.json", NPM_3, {("", "pad"): "1.3.0"}),
        ("yarn.lock", YARN_1, {("", "pad"): "1.3.0", ("packages/a", "b"): None}),
        ("yarn.lock", YARN_1.replace("\n", "\r\n"), {("", "pad"): "1.3.0"}),
        ("yarn.lock", YARN_BERRY, {("", "pad"): "1.3.0", ("packages/a", "b"): None}),
        ("pnpm-lock.yaml", PNPM_5, {("", "pad"): "1.3.0", ("packages/a", "b"): None}),
        ("pnpm-lock.yaml", PNPM_9, {("", "pad"): "1.3.0", ("packages/a", "b"): None}),
        ("bun.lock", BUN, {("packages/a", "b"): None}),
    ],
)
def test_a_workspace_s_versions_are_resolved(
    tree: Plant, name: str, text: str, more: dict[tuple[str, str], str | None]
) -> None:
    files = tree(MANIFESTS | {name: text})
    expected = WORKSPACE | {("packages/a", "@scope/is"): "4.6.0", ("", "unheard-of"): None} | more
    found = {
        (folder, package): version(files, f"/p/{folder}".rstrip("/"), package) for folder, package in expected
    }
    assert found == expected
    assert find_lockfile(files, "/p/packages/a") == LockfilePlace("/p", name)


@pytest.mark.parametrize(
    ("package", "expected"), [("ms", "2.1.3"), ("pad", "1.3.0"), ("git", None), ("debug", "2.6.9")]
)
def test_the_first_npm_format_is_read(tree: Plant, package: str, expected: str | None) -> None:
    assert version(tree({"package-lock.json": NPM_1}), "/p", package) == expected


def test_pnpm_without_a_workspace_is_read(tree: Plant) -> None:
    five = "lockfileVersion: 5.3\n\ndependencies:\n  ms: 2.1.3\n  version: 1.0.0\n\ndevDependencies:\n  a: 1.0.0\n"
    six = "dependencies:\n  ms:\n    specifier: ^2\n    version: 2.1.3\n  version:\n    version: 1.0.0\n"
    for text in (five, six):
        files = tree({"pnpm-lock.yaml": text})
        assert (version(files, "/p", "ms"), version(files, "/p", "version")) == ("2.1.3", "1.0.0")


def test_a_version_that_is_not_certain_is_not_told(tree: Plant) -> None:
    two = "a@^1.0.0:\n  version: 1.5.0\n\na@^2.0.0:\n  version: 2.5.0\n"
    manifest = '{"dependencies": {"a": "%s"}}'
    for wanted, expected in (("^2.0.0", "2.5.0"), ("^2.1.0", "2.5.0"), (">=1", None), ("latest", None)):
        files = tree({"package.json": manifest % wanted, "yarn.lock": two})
        assert version(files, "/p", "a") == expected, wanted
    assert version(tree({"yarn.lock": two}), "/p", "a") is None


def test_what_is_installed_counts_where_no_lockfile_tells(tree: Plant) -> None:
    files = tree(
        {
            "node_modules/a/package.json": '{"version": "1.0.0"}',
            "web/node_modules/a/package.json": '{"version": "2.0.0"}',
            "node_modules/broken/package.json": "{",
            "node_modules/odd/package.json": '{"version": 3}',
            "package-lock.json": '{"packages": {"node_modules/b": {"version": "3.0.0"}}}',
            "bun/bun.lockb": b"\0",
            "bun/node_modules/b/package.json": '{"version": "4.0.0"}',
        }
    )
    assert version(files, "/p/web/src", "a") == "2.0.0"
    assert version(files, "/p", "a") == "1.0.0"
    assert version(files, "/p/web", "b") == "3.0.0"
    assert version(files, "/p/bun", "b") == "4.0.0"
    assert [version(files, "/p", name) for name in ("broken", "odd", "", "..", "./a", "/etc")] == [None] * 6


def test_a_package_s_own_lockfile_hides_the_one_above(tree: Plant) -> None:
    files = tree(
        {
            "package-lock.json": '{"packages": {"node_modules/a": {"version": "1.0.0"}}}',
            "web/yarn.lock": "a@^2.0.0:\n  version: 2.0.0\n",
        }
    )
    assert find_lockfile(files, "/p/web") == LockfilePlace("/p/web", "yarn.lock")
    assert version(files, "/p/web", "a") == "2.0.0"
    assert find_lockfile(tree({"a.js": ""}), "/p") is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b'{"packages": []}',
        b'{"packages": {"node_modules/a": 1, "node_modules/b": {"link": true}}}',
        b'{"dependencies": {"a": 1}}',
        b"[" * 100_000,
        b'{"packages": ' * 50_000,
        b"\xff\xfe\0",
    ],
)
def test_a_broken_npm_lockfile_says_nothing(text: bytes) -> None:
    assert not read_npm(text).by_place


pieces = st.sampled_from([
    "importers:", "packages:", "dependencies:", "a@^1", "a", "@b/c", ":", " ", "  ", "\n", "version", "'", '"', "1.2.3",
    "(", ")", "/", "_", "@", ", ", "#", "[", "link:../x", "npm:", ".",
])  # fmt: skip


@settings(max_examples=300, derandomize=True, deadline=None)
@given(text=st.lists(pieces, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    for read in (read_npm, read_yarn, read_pnpm, read_bun):
        lock = read(text.encode())
        assert all(found[:1].isdigit() for versions in lock.known.values() for found in versions)
