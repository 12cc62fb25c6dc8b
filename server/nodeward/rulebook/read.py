"""What files of rules say once they are read, what can be wrong with them, and the rulebook that they make. Knows no YAML."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.flows import spec
from nodeward.rulebook.into import Into
from nodeward.rulebook.modelfile import ModelFile, library
from nodeward.rulebook.rule import Rule
from nodeward.rulebook.secrets.format import FormatFile
from nodeward.rulebook.secrets.formats import Formats
from nodeward.rulebook.vocabulary import Vocabulary, VocabularyFile


class Mistake(StrEnum):
    """Everything that can be wrong with a file of rules."""

    NOT_YAML = "not-yaml"
    NOT_A_RULE = "not-a-rule"
    WRONG_VALUE = "wrong-value"
    WRONG_NAME = "wrong-name"
    TWO_OF_ONE_ID = "two-of-one-id"
    NOTHING_TO_LOOK_FOR = "nothing-to-look-for"
    UNKNOWN_VOCABULARY = "unknown-vocabulary"
    UNKNOWN_SOURCES = "unknown-sources"
    UNKNOWN_TWIN = "unknown-twin"
    UNKNOWN_SINKS = "unknown-sinks"


@dataclass(frozen=True, slots=True)
class LoadError:
    """One mistake in one file; `line` counts from 1."""

    file: str
    line: int
    mistake: Mistake
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(slots=True)
class Read:
    """What files of rules say, as they say it, and what is wrong with them."""

    rules: dict[str, tuple[str, Rule]] = field(default_factory=dict)  # by id, with the file's path
    models: list[ModelFile] = field(default_factory=list)
    vocabularies: list[VocabularyFile] = field(default_factory=list)
    formats: list[FormatFile] = field(default_factory=list)
    errors: list[LoadError] = field(default_factory=list)


def book_of(read: Read) -> Rulebook:
    """The rulebook of what files say, without the rules that are wrong."""
    wrong = {error.file for error in read.errors}
    rules = {id_: rule for id_, (path, rule) in sorted(read.rules.items()) if path not in wrong}
    formats = Formats.of(read.formats[-1] if read.formats else FormatFile(formats=[]))
    lists = {name: words for file in read.vocabularies for name, words in file.vocabularies.items()}
    vocabularies = {name: Vocabulary.of(words) for name, words in lists.items()}
    categories = {id_: PurePosixPath(read.rules[id_][0]).parent.name for id_ in rules}
    return Rulebook(
        rules,
        library(read.models),
        vocabularies,
        formats,
        categories,
        flows=spec(read.models),
        sinks=sinks_of(read.models),
    )


def sinks_of(models: list[ModelFile]) -> dict[str, tuple[Into, ...]]:
    """The dangerous places of all models by name."""
    found: dict[str, list[Into]] = {}
    for model in models:
        for name, places in model.sinks.items():
            found.setdefault(name, []).extend(places)
    return {name: tuple(places) for name, places in found.items()}
