"""Rule and model files read: YAML in, a rulebook out. A wrong file is told with its line, the others still load."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import ClassVar, TypeVar

import msgspec
import yaml
from msgspec.structs import replace

from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.modelfile import ModelFile
from nodeward.rulebook.read import LoadError, Mistake, Read, book_of
from nodeward.rulebook.rule import Example, Rule
from nodeward.rulebook.secrets.format import FormatFile
from nodeward.rulebook.vocabulary import VocabularyFile

T = TypeVar("T")


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's booleans: only true and false, so that `on` stays a word."""

    yaml_implicit_resolvers: ClassVar = {  # type: ignore[misc]
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(files: Iterable[tuple[str, bytes]]) -> tuple[Rulebook, tuple[LoadError, ...]]:
    """The rulebook of these files (path and content) and what is wrong with them."""
    read = read_files(files)
    return book_of(read), tuple(read.errors)


def read_files(files: Iterable[tuple[str, bytes]], onto: Read | None = None) -> Read:
    """What these files (path and content) say, added to what others said that need not be judged again."""
    read = onto or Read()
    judged = set(read.rules)
    texts = dict(files)
    for path, content in texts.items():
        _file(read, path, content)
    for path, rule in [item for id_, item in read.rules.items() if id_ not in judged]:
        read.errors += [
            LoadError(path, _mention(texts[path], word), mistake, sentence)
            for mistake, word, sentence in _judged(read, path, rule)
        ]
    return read


def _file(read: Read, path: str, content: bytes) -> None:
    try:
        data = yaml.load(content, Loader=_Loader)  # noqa: S506 - the safe loader, in C
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        read.errors.append(
            LoadError(
                path, mark.line + 1 if mark else 1, Mistake.NOT_YAML, f"This is not YAML: {_first(error)}"
            )
        )
        return
    if not isinstance(data, dict):
        read.errors.append(
            LoadError(path, 1, Mistake.NOT_A_RULE, "A rule file starts with its id: or a model: key.")
        )
        return
    try:
        _take(read, path, data)
    except msgspec.ValidationError as error:
        sentence, _, where = str(error).partition(" - at ")
        root = yaml.compose(content, Loader=_Loader)
        read.errors.append(
            LoadError(
                path, _line(root, where.strip("`")), Mistake.WRONG_VALUE, f"{sentence} (at {where or '`$`'})."
            )
        )


def _take(read: Read, path: str, data: dict[object, object]) -> None:
    if "model" in data:
        read.models.append(_convert(data, ModelFile))
    elif "vocabularies" in data:
        read.vocabularies.append(_convert(data, VocabularyFile))
    elif "formats" in data:
        read.formats.append(_convert(data, FormatFile))
    else:
        rule = _convert(data, Rule)
        rule = replace(rule, examples=[one for example in rule.examples for one in _variants(example)])
        if rule.id in read.rules:
            other = read.rules[rule.id][0]
            read.errors.append(
                LoadError(path, 1, Mistake.TWO_OF_ONE_ID, f"{other} has a rule of this id already.")
            )
            return
        read.rules[rule.id] = (path, rule)


def _variants(example: Example) -> Iterator[Example]:
    """An example for each of the words that it holds with; the first one stands for all in the documentation."""
    if not example.each:
        yield example
        return
    words = msgspec.to_builtins(replace(example, each=[]))
    for i, word in enumerate(example.each):
        filled = {key: _filled(value, word) for key, value in words.items()}
        yield msgspec.convert({**filled, "hidden": example.hidden or i > 0}, Example)


def _filled(value: object, word: str) -> object:
    if isinstance(value, dict):
        return {key: _filled(inner, word) for key, inner in value.items()}
    return value.replace("$each", word) if isinstance(value, str) else value


def _convert(data: object, kind: type[T]) -> T:
    return msgspec.convert(data, kind, strict=True)


def _judged(read: Read, path: str, rule: Rule) -> Iterator[tuple[Mistake, str, str]]:
    """What is wrong with a rule among the others: the mistake, the word that is wrong, and a sentence."""
    if PurePosixPath(path).stem != rule.id:
        yield Mistake.WRONG_NAME, "id:", f"The file of the rule {rule.id} is to be called {rule.id}.yml."
    if not (
        rule.taint or rule.call or rule.assign or rule.literal or rule.absence or rule.entry or rule.check
    ):
        sentence = "A rule says how to look: taint, call, assign, literal, absence, entry or check."
        yield Mistake.NOTHING_TO_LOOK_FOR, "id:", sentence
    for twin in rule.twin_of:
        if twin not in read.rules:
            yield Mistake.UNKNOWN_TWIN, twin, f"There is no rule {twin} to be the twin of."
    words = msgspec.to_builtins(rule, str_keys=True)
    vocabularies = {name for file in read.vocabularies for name in file.vocabularies}
    for name in _named(words, {"named", "not-named", "not-within", "password"}):
        if name not in vocabularies:
            yield Mistake.UNKNOWN_VOCABULARY, name, f"There is no vocabulary {name}."
    yield from _judged_sets(read, words)


def _judged_sets(read: Read, words: object) -> Iterator[tuple[Mistake, str, str]]:
    """What is wrong with the names of sets of sources and sinks."""
    sinks = {set_ for model in read.models for set_ in model.sinks}
    for name in _named(words, {"into"}):
        if name not in sinks:
            yield Mistake.UNKNOWN_SINKS, name, f"No model has sinks {name}."
    known = {set_ for model in read.models for set_ in model.sources}
    for name in _named(words, {"holds", "from"}):
        if name not in known:
            yield Mistake.UNKNOWN_SOURCES, name, f"No model has sources {name}."


def _mention(text: bytes, word: str) -> int:
    """The line (from 1) in which a word is first written."""
    before, found, _ = text.partition(word.encode())
    return before.count(b"\n") + 1 if found else 1


def _named(data: object, keys: set[str]) -> Iterable[str]:
    if isinstance(data, list):
        for item in data:
            yield from _named(item, keys)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if key in keys and isinstance(value, str):
            yield value
        elif key in keys and isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))
        else:
            yield from _named(value, keys)


def _line(root: yaml.Node | None, where: str) -> int:
    """The line (from 1) of the node that a path like `$.call.options[0]` leads to."""
    at = root
    for step in where.removeprefix("$").replace("[", ".[").split("."):
        inner = _child(at, step)
        if step and inner is None:
            break
        at = inner if inner is not None else at
    return at.start_mark.line + 1 if at is not None else 1


def _child(node: yaml.Node | None, step: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and step.startswith("["):
        index = step.strip("[]")
        return node.value[int(index)] if index.isdigit() and int(index) < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _first(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
