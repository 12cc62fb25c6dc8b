"""No expression may backtrack without bound: proven of each format's tree, not measured.

`ways` bounds in how many ways an expression can be tried at one place of a text. A repetition has one way where what follows it
cannot be confused with it, as many as its length may vary where it can, and is refused where that would be multiplied by itself.
"""

import importlib
import re
from collections.abc import Iterable
from typing import Any

import pytest
from tests.rulebook.secret_samples import format_file, known_formats, samples

from nodeward.rulebook.secrets import credentials, keys, shapes, tokens, values, words
from nodeward.rulebook.secrets.format import SecretFormat, compiled
from nodeward.rulebook.secrets.scan import keywords_in_runs, runs

_PARSER = importlib.import_module("re._parser")
ALL = frozenset(range(256))
# An expression is tried at each of its keywords, so this many ways each are some milliseconds for a full page of keywords.
MOST_WAYS = 80_000
MOST_LENGTH = 12_000
CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def ways_of(pattern: str) -> int:
    tree = _PARSER.parse(pattern)
    return ways(list(tree), frozenset(), bool(tree.state.flags & re.IGNORECASE))


def ways(items: list[Any], follow: frozenset[int], fold: bool) -> int:
    total = 1
    for at, (op, value) in enumerate(items):
        after = first(items[at + 1 :], follow, fold)
        match str(op):
            case "BRANCH":
                total *= branch_ways(value[1], after, fold)
            case "SUBPATTERN":
                total *= ways(list(value[3]), after, fold)
            case "ATOMIC_GROUP":
                ways(list(value), frozenset(), fold)
            case "POSSESSIVE_REPEAT":
                # It never gives back: each of its turns is tried once.
                assert ways(list(value[2]), frozenset(), fold) <= 4
            case "MAX_REPEAT" | "MIN_REPEAT":
                total *= repeat_ways(value, after, fold)
            case _:
                pass
    return total


def branch_ways(branches: list[Any], after: frozenset[int], fold: bool) -> int:
    each = [ways(list(branch), after, fold) for branch in branches]
    firsts = [first(list(branch), after, fold) for branch in branches]
    apart = all(not (one & other) for at, one in enumerate(firsts) for other in firsts[:at])
    return max(each) if apart else sum(each)


def repeat_ways(value: Any, after: frozenset[int], fold: bool) -> int:
    least, most, inner = value
    body = list(inner)
    again = first(body, frozenset(), fold)
    once = ways(body, again | after, fold)
    if most > 1:
        assert once == 1, "a repetition of what can be read in several ways"
    assert int(most) <= MOST_LENGTH, "a repetition without bound"
    return once if not again & after else (int(most) - least + 1) * once


def first(items: list[Any], follow: frozenset[int], fold: bool) -> frozenset[int]:
    """The bytes that what begins here may begin with; what may be empty begins with what follows, too."""
    found: frozenset[int] = frozenset()
    for op, value in items:
        some, empty = begins(str(op), value, fold)
        found |= some
        if not empty:
            return found
    return found | follow


def begins(op: str, value: Any, fold: bool) -> tuple[frozenset[int], bool]:
    match op:
        case "LITERAL":
            return folded([value], fold), False
        case "NOT_LITERAL":
            return ALL - {value}, False
        case "ANY":
            return ALL - {10}, False
        case "IN":
            return members(value, fold), False
        case "BRANCH":
            parts = [first(list(branch), frozenset({-1}), fold) for branch in value[1]]
            union = frozenset().union(*parts)
            return union - {-1}, -1 in union
        case "SUBPATTERN" | "ATOMIC_GROUP":
            part = first(list(value[3] if op == "SUBPATTERN" else value), frozenset({-1}), fold)
            return part - {-1}, -1 in part
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            part = first(list(value[2]), frozenset({-1}), fold)
            return part - {-1}, value[0] == 0 or -1 in part
        case _:
            return frozenset(), True  # an assertion takes nothing


def members(items: Iterable[tuple[Any, Any]], fold: bool) -> frozenset[int]:
    found: frozenset[int] = frozenset()
    negated = False
    for op, value in items:
        match str(op):
            case "NEGATE":
                negated = True
            case "LITERAL":
                found |= folded([value], fold)
            case "RANGE":
                found |= folded(range(value[0], value[1] + 1), fold)
            case _:
                kind = re.compile(CATEGORIES[str(value)].encode())
                found |= {byte for byte in ALL if kind.match(bytes([byte]))}
    return ALL - found if negated else found


def folded(codes: Iterable[int], fold: bool) -> frozenset[int]:
    return frozenset(
        ord(case)
        for code in codes
        for case in ({chr(code).lower(), chr(code).upper()} if fold else {chr(code)})
    )


@pytest.mark.parametrize("format_", format_file().formats, ids=lambda each: each.id)
def test_a_format_is_tried_in_few_ways(format_: SecretFormat) -> None:
    assert ways_of(format_.pattern) * (format_.lead + 1) <= MOST_WAYS
    compiled(format_.pattern, format_.edges)


@pytest.mark.parametrize(
    "pattern", [r"(?:a+)+b", r"(?:a|a)*b", r"a*", r"(?:a{0,9}){0,9}b", r"(?:[ab]{1,5}b){2,9}", r"a{1,20000}b"]
)
def test_the_proof_refuses_what_can_explode(pattern: str) -> None:
    with pytest.raises(AssertionError):
        ways_of(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"a{0,9}b", 1),
        (r"a{0,9}ab", 10),
        (r"a{0,9}[ab]{0,4}c", 10),
        (r"(?i)a{0,9}A", 10),
        (r"a{0,9}+a", 1),
        (r"(?:[ab]x|[bc]y)", 2),
        (r"(?:ab|cd)", 1),
        (r"(?:ab{0,3},){0,9}x", 1),
        (r".{0,9}?x.{0,4}?y", 50),
        (r"[^x]{0,9}x", 1),
    ],
)
def test_the_proof_counts_ways(pattern: str, expected: int) -> None:
    assert ways_of(pattern) == expected


# Patterns over values of a bounded length may be quadratic, never worse; those over whole matches are counted like the formats'.
HELPERS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in (credentials, keys, shapes, tokens, values, words)
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


@pytest.mark.parametrize("pattern", HELPERS.values(), ids=HELPERS)
def test_a_helper_repeats_nothing_that_repeats_ambiguously(pattern: re.Pattern[str]) -> None:
    assert nested(list(_PARSER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)), frozenset()) <= 3


def nested(items: list[Any], follow: frozenset[int]) -> int:
    """How many unbounded repetitions in a row can be confused with each other or with themselves."""
    count = 0
    for at, (op, value) in enumerate(items):
        after = first(items[at + 1 :], follow, fold=True)
        match str(op):
            case "BRANCH":
                count += max(nested(list(branch), after) for branch in value[1])
            case "SUBPATTERN":
                count += nested(list(value[3]), after)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, inner = value
                again = first(list(inner), frozenset(), fold=True)
                within = nested(list(inner), again | after)
                assert most == 1 or within == 0, "a repetition of what can be read in several ways"
                count += within + (int(most) - least > 100 and bool(again & after))
            case _:
                pass
    return count


def test_a_run_longer_than_a_page_is_data() -> None:
    assert runs(b"A" * 100_000) == {}


def test_keywords_are_found_wherever_they_begin() -> None:
    found = keywords_in_runs(runs(b"-----xxabcabxx----- xxabcabxx-----abc"), (b"ab", b"abc", b"bca"))
    assert sorted(found) == [
        (b"ab", 10),
        (b"ab", 25),
        (b"abc", 7),
        (b"abc", 22),
        (b"abc", 34),
        (b"bca", 8),
        (b"bca", 23),
    ]


ADVERSARIES = [
    "{keyword}",
    "{keyword} ",
    "{keyword}=",
    "{keyword}'",
    "{token}",
    "{most}",
    "{most} ",
    "{keyword}aaaa",
    "{keyword}0000",
]


@pytest.mark.parametrize("shape", ADVERSARIES)
def test_a_page_full_of_beginnings_is_read(shape: str) -> None:
    for each in samples(3):
        keyword = each.format.keywords[0] if each.format.keywords else each.format.file[0]
        piece = shape.format(keyword=keyword, token=each.text, most=each.text[: len(each.text) * 9 // 10])
        text = each.before + piece * (5_000 // len(piece))
        assert len(known_formats().find(text)) <= 5_000 // len(piece)
