"""What a name says about its value: words and pairs of words, never parts of words. Knows no code and no values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

from msgspec import Meta

from nodeward.rulebook.shape import Shape

Strength = Literal["strong", "weak"]
Term = tuple[str, ...]

# A numeronym (i18n), an acronym before a capitalised word, a word with its digits, an acronym with its digits.
_WORD = re.compile(
    r"[a-z][0-9]+[a-z](?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+[a-z]*"
)
_LONGEST_TERM = 3


class WordList(Shape, frozen=True, kw_only=True):
    """One list of `rules/models/vocabularies.yml`; `a+b` is two words in a row."""

    about: Annotated[str, Meta(description="What a name of this list is for.")]
    words: Annotated[tuple[str, ...], Meta(min_length=1, description="Terms that settle it.")]
    weak: Annotated[tuple[str, ...], Meta(description="Terms that are a mere suspicion.")] = ()
    cancel: Annotated[tuple[str, ...], Meta(description="Terms that take it back.")] = ()


class VocabularyFile(Shape, frozen=True, kw_only=True):
    """All of `rules/models/vocabularies.yml`, by name."""

    vocabularies: dict[str, WordList]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One list of words, ready to be asked about names."""

    strong: frozenset[Term]
    weak: frozenset[Term]
    cancel: frozenset[Term]
    known: frozenset[str]

    @classmethod
    def of(cls, words: WordList) -> "Vocabulary":
        """The vocabulary that a list of the file describes."""
        strong, weak, cancel = (_terms(each) for each in (words.words, words.weak, words.cancel))
        return cls(strong, weak, cancel, frozenset(word for term in strong | weak for word in term))

    def strength(self, name: str) -> Strength | None:
        """How surely an identifier, key, header or cookie called `name` is of this vocabulary; None: it is not."""
        words = _bare(name)
        if self.known.isdisjoint(words):
            return None
        for strength, terms in self._levels():
            found = list(_places(words, terms))
            if found:
                return None if self._cancelled(words, found) else strength
        return None

    def has(self, name: str) -> bool:
        """Whether `name` is of this vocabulary, surely or not."""
        return self.strength(name) is not None

    def _levels(self) -> tuple[tuple[Strength, frozenset[Term]], tuple[Strength, frozenset[Term]]]:
        return ("strong", self.strong), ("weak", self.weak)

    def _cancelled(self, words: Term, found: list[range]) -> bool:
        return any(
            not any(place.start in term and place.stop - 1 in term for term in found)
            for place in _places(words, self.cancel)
        )


def split(name: str) -> tuple[str, ...]:
    """The words of an identifier in lower case: `fooBar`, `FOO_BAR`, `foo-bar` and `foo.bar` are foo and bar."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(
    maxsize=65_536
)  # a memory of a pure function: the names of an open file are asked about at every key
def _bare(name: str) -> Term:
    """The words of an identifier without what a number or a plural adds to them."""
    return tuple(_plain(word) for word in split(name))


def _terms(words: Iterable[str]) -> frozenset[Term]:
    terms = {tuple(_plain(word) for word in term.lower().split("+")) for term in words}
    return frozenset(terms | {("".join(term),) for term in terms})


def _plain(word: str) -> str:
    bare = word.rstrip("0123456789") or word
    if word[-1:].isdigit() and len(bare) <= 4:
        return word  # `md5`, `last4`: the digits are part of the name
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        return bare[:-1]
    return bare


def _places(words: Term, terms: frozenset[Term]) -> Iterator[range]:
    for length in range(min(_LONGEST_TERM, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if words[start : start + length] in terms:
                yield range(start, start + length)
