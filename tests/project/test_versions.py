"""npm ranges: what lies in them, how two compare, which are open-ended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.versions import Version, could_satisfy, open_ended, parse_version, satisfies


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1.2.3", Version((1, 2, 3))),
        ("v1.2.3", Version((1, 2, 3))),
        (" =1.2.3", Version((1, 2, 3))),
        ("1.2.3-beta.1", Version((1, 2, 3), ("beta", "1"))),
        ("1.2.3+build.5", Version((1, 2, 3))),
        ("1.2", None),
        ("1.x", None),
        ("latest", None),
        ("", None),
        ("0.0.0-use.local", Version((0, 0, 0), ("use", "local"))),
    ],
)
def test_an_exact_version_is_read(text: str, version: Version | None) -> None:
    assert parse_version(text) == version


@pytest.mark.parametrize(
    ("wanted", "inside", "outside"),
    [
        ("1.2.3", ["1.2.3", "v1.2.3", "1.2.3+build"], ["1.2.4", "1.2.3-beta"]),
        (">=9", ["9.0.0", "10.1.0"], ["8.9.9", "9.0.0-rc.1"]),
        (">9", ["10.0.0"], ["9.0.0", "9.9.9"]),
        (">1.2.3", ["1.2.4"], ["1.2.3"]),
        ("<4", ["3.9.9", "0.0.0"], ["4.0.0", "4.0.0-beta"]),
        ("<=1.2", ["1.2.9"], ["1.3.0"]),
        (">=5 <6", ["5.0.0", "5.9.9"], ["4.9.9", "6.0.0"]),
        (">= 5 < 6", ["5.0.0"], ["6.0.0"]),
        ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.3.0-beta"]),
        ("^0.2.3", ["0.2.9"], ["0.3.0"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^0", ["0.9.9"], ["1.0.0"]),
        ("^0.0", ["0.0.9"], ["0.1.0"]),
        ("~1.2.3", ["1.2.9"], ["1.3.0"]),
        ("~1", ["1.9.9"], ["2.0.0"]),
        ("~>1.2", ["1.2.0"], ["1.3.0"]),
        ("1.x", ["1.0.0", "1.9.9"], ["2.0.0"]),
        ("1.2.*", ["1.2.0"], ["1.3.0"]),
        ("*", ["0.0.0", "99.0.0"], ["1.0.0-beta"]),
        ("", ["1.0.0"], []),
        ("1.2 - 2", ["1.2.0", "2.9.9"], ["1.1.9", "3.0.0"]),
        ("1.2.3 - 2.3.4", ["2.3.4"], ["2.3.5"]),
        ("^1.2 || ^2.1", ["1.5.0", "2.1.0"], ["2.0.0", "3.0.0"]),
        (">=1.2.3-beta.2", ["1.2.3-beta.10", "1.2.3"], ["1.2.3-beta.1", "1.2.4-beta.3", "1.2.3-alpha.9"]),
        (">=2 <1", [], ["1.5.0"]),
        ("latest", [], ["1.0.0"]),
        ("1.2.3.4", [], ["1.2.3"]),
        (">=x.y", [], ["1.0.0"]),
    ],
)
def test_a_version_lies_in_a_range(wanted: str, inside: list[str], outside: list[str]) -> None:
    assert [version for version in inside if not satisfies(version, wanted)] == []
    assert [version for version in outside if satisfies(version, wanted)] == []


@pytest.mark.parametrize(
    ("declared", "wanted", "answer"),
    [
        ("^4.18.2", ">=4 <5", True),
        ("^4.18.2", ">=5", False),
        ("^5.0.0", ">=5 <6", True),
        ("~5.1", ">=5 <6", True),
        ("5.x", ">=5 <6", True),
        ("4.17.1", "<4.18", True),
        ("^4.17.1", "<4.18", None),
        ("^4 || ^5", ">=5", None),
        ("^4 || ^5", ">=4", True),
        ("^4 || ^5", ">=6", False),
        (">=4", ">=5", None),
        (">=9", ">=9", True),
        ("*", ">=1", None),
        ("*", "*", True),
        ("", ">=1", None),
        ("latest", ">=9", None),
        ("workspace:*", ">=9", None),
        ("github:user/repo", ">=9", None),
        ("https://example.com/a.tgz", ">=9", None),
        ("catalog:", ">=9", None),
        ("npm:other@^9.1.0", ">=9", True),
        ("npm:@scope/other@^8", ">=9", False),
        ("npm:other", ">=9", None),
        (">=2 <1", ">=0", None),
        ("^4.0.0", "nonsense", None),
    ],
)
def test_a_declared_range_is_compared(declared: str, wanted: str, answer: bool | None) -> None:
    assert could_satisfy(declared, wanted) is answer


OPEN = [
    "*", " * ", "x", "X", "", "  ", "latest", "next", "canary", "beta-2", ">=1.2.3", ">1", ">= 1", ">=1 || 0.9.0",
    "^*", "~x", "x.x", "*.*.*", "^1 || >=2", "1.x || *", "^1 || >1 <2 || >3", "npm:other", "npm:@scope/other", "npm:other@*",
    "npm:@scope/other@latest", "npm:other@>=2", "jsr:@std/path",
]  # fmt: skip
BOUNDED = [
    "1.2.3", "v1.2.3", "=1.2.3", "^1.2.3", "~1.2.3", "^0", "^0.1", "~0", "1", "1.x", "1.2.*", ">=1 <2", ">=1 <4", "<2",
    "<=2.1", "1 - 3", "^1.2 || ^1.5", "1.2.3 || 1.2.5", "^1 || ^2", "1.x || 2.x", "1.0.0||2.0.0", "^7 || 9 - 10 || ~12.1", "file:../x", "link:../x", "portal:../x", "workspace:*",
    "workspace:^", "catalog:", "catalog:next", "patch:x@npm%3A1.0.0#./x.patch", "git://host/x.git",
    "git+ssh://git@host/u/r.git#semver:*", "git+https://host/u/r.git", "git@host:u/r.git", "github:user/repo",
    "gitlab:user/repo", "gist:11081aaa281", "user/repo", "user/repo#main", "http://host/x.tgz", "https://host/x.tgz",
    "./x", "../x", "~/x", "/x/y", "x.tgz", "npm:other@^1.2.3", "npm:@scope/other@1.0.0", "npm:other@~2",
    "jsr:^1.0.0", "$other", "${VERSION}", "{{version}}", "%VERSION%", "1.2.3.4", "^1.2.",
]  # fmt: skip


@pytest.mark.parametrize("declared", OPEN)
def test_open_ended_ranges_are_told(declared: str) -> None:
    assert open_ended(declared)


@pytest.mark.parametrize("declared", BOUNDED)
def test_bounded_ranges_and_other_sources_are_left_alone(declared: str) -> None:
    assert not open_ended(declared)


numbers = st.integers(0, 3)
versions = st.builds("{}.{}.{}".format, numbers, numbers, numbers)
partials = st.one_of(
    versions, st.builds("{}.{}".format, numbers, numbers), st.builds("{}".format, numbers), st.just("*")
)
words = st.builds(str.__add__, st.sampled_from(["", "^", "~", ">", ">=", "<", "<="]), partials)
ranges = st.lists(st.lists(words, min_size=1, max_size=2).map(" ".join), min_size=1, max_size=2).map(
    " || ".join
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(declared=ranges, wanted=ranges, version=versions)
def test_comparing_ranges_agrees_with_each_version(declared: str, wanted: str, version: str) -> None:
    answer = could_satisfy(declared, wanted)
    if answer is not None and satisfies(version, declared):
        assert satisfies(version, wanted) is answer
