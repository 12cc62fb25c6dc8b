"""No word of a rule is idle: drop any one of them, and some example of the rule notices."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import pytest
from tests.rulebook_files import repository_rules

from nodeward.rulebook.rule import Rule
from nodeward.semantics.api import Library
from nodeward.workspace.examples import Contents, Exhibit, complaints, exhibit

BOOK, _ = repository_rules()
WAYS = ("taint", "call", "assign", "literal", "absence", "entry", "looks-at")
# Keys whose dropped item is no word of the rule: texts and what a fix is given.
PROSE = frozenset({"fix", "message"})
Path = tuple[str | int, ...]


def words(data: Any, path: Path = ()) -> Iterator[Path]:
    """The place of each list item and of each key that a rule chose itself."""
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield (*path, i)
            yield from words(item, (*path, i))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in PROSE:
                continue
            if path and path[-1] in ("require", "forbid", "has", "arguments", "either", "unless"):
                yield (*path, key)
            yield from words(value, (*path, key))


def without(data: Any, path: Path) -> Any:
    """A copy without the item at a place."""
    head, *rest = path
    if isinstance(data, list):
        if not rest:
            return [item for i, item in enumerate(data) if i != head]
        return [without(item, tuple(rest)) if i == head else item for i, item in enumerate(data)]
    if not rest:
        return {key: value for key, value in data.items() if key != head}
    return {key: without(value, tuple(rest)) if key == head else value for key, value in data.items()}


def cases() -> list[tuple[str, Path]]:
    found = []
    for rule in BOOK.rules.values():
        data = msgspec.to_builtins(rule, str_keys=False)
        found += [(rule.id, path) for way in WAYS if way in data for path in words(data[way], (way,))]
    return found


def notices(variant: Rule) -> bool:
    book = replace(BOOK, rules={variant.id: variant})
    try:
        return any(True for example in variant.examples for _ in complaints(book, variant, example, shown))
    except (IndexError, KeyError):
        return True  # a fix that the rule no longer tells what to write


def shown(_library: Library, contents: Contents, path: str) -> Exhibit:
    """An exhibit that all variants share: what code means does not depend on the rule."""
    return remembered(tuple(contents.items()), path)


@cache
def remembered(contents: tuple[tuple[str, bytes], ...], path: str) -> Exhibit:
    return exhibit(BOOK.library, dict(contents), path)


@pytest.mark.parametrize(
    ("id_", "path"), cases(), ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part))
)
def test_a_dropped_word_is_noticed(id_: str, path: Path) -> None:
    rule = BOOK.rules[id_]
    data = without(msgspec.to_builtins(rule, str_keys=False), path)
    try:
        variant = msgspec.convert(data, Rule)
    except msgspec.ValidationError:
        return  # what cannot be left out is no idle word
    assert notices(variant), f"no example of {id_} needs {'.'.join(map(str, path))}"
