"""No word that a model says of flows is idle: drop any one of them, and some example of a rule notices."""

import re
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Any

import msgspec
import pytest
import yaml
from tests.rulebook_files import RULES, repository_rules
from tests.test_words import Path, shown, without, words

from nodeward.rulebook.flows import spec
from nodeward.rulebook.modelfile import ModelFile
from nodeward.rulebook.read import sinks_of
from nodeward.rulebook.rule import Example, Rule
from nodeward.rulebook.ways import taints
from nodeward.workspace.examples import complaints

BOOK, _ = repository_rules()
SECTIONS = ("sources", "structured", "sinks", "keeps", "cleans", "guards", "validates", "schemas")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


@cache
def models() -> dict[str, dict[str, Any]]:
    """The models of the repository by their file, as their authors wrote them."""
    files = sorted((RULES / "models").glob("*.yml"))
    read = {path.name: yaml.safe_load(path.read_bytes()) for path in files}
    return {name: data for name, data in read.items() if "model" in data}


@cache
def converted() -> dict[str, ModelFile]:
    return {name: msgspec.convert(data, ModelFile) for name, data in models().items()}


def cases() -> list[tuple[str, Path]]:
    return [
        (name, path)
        for name, data in models().items()
        for section in SECTIONS
        if section in data
        for path in words(data[section], (section,))
        if isinstance(at(data, path), str) and path[-1] != "as" and is_asked(path)
    ]


def is_asked(path: Path) -> bool:
    """Whether a word is one that flows are about: sets of sources that only other ways of looking name are not."""
    flowing = {set_ for rule in BOOK.rules.values() for way in taints(rule) for set_ in way.from_}
    return path[0] != "sources" or path[1] in flowing


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def concerned(word: str, package: str) -> list[tuple[Rule, Example]]:
    """The examples of flow rules in which the last part of a name stands, those that name the package first."""
    spelled = (_WORD.findall(word) or [""])[-1]
    found = [
        (package not in code, rule, example)
        for rule in BOOK.rules.values()
        if rule.taint
        for example in rule.examples
        if spelled in (code := f"{example.bad}{example.good}{''.join(example.files.values())}")
    ]
    return [(rule, example) for _, rule, example in sorted(found, key=itemgetter(0))]


@pytest.mark.parametrize(
    ("name", "path"), cases(), ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part))
)
def test_a_dropped_word_of_a_model_is_noticed(name: str, path: Path) -> None:
    fewer = msgspec.convert(without(models()[name], path), ModelFile)
    read = list({**converted(), name: fewer}.values())
    book = replace(BOOK, flows=spec(read), sinks=sinks_of(read))
    noticed = any(
        True
        for rule, example in concerned(at(models()[name], path), models()[name]["model"])
        for _ in complaints(replace(book, rules={rule.id: rule}), rule, example, shown)
    )
    assert noticed, f"no example needs {'.'.join(map(str, path))}: {at(models()[name], path)}"
