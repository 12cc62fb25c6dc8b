"""Which files load which: an index of module specifiers by their last word, so that importers are found without a search."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from nodeward.syntax.document import Document

_LOADING = ("from", "require", "import")
# Looks ahead, so that what only seems to load (the word `from` at the end of a string) hides nothing behind it.
_SPECIFIER = re.compile(rb"""\b(?:from|require\s*\(|import\s*\(|import)(?=\s*(['"])([^'"\r\n]{1,300})\1)""")


def specifiers(text: bytes) -> tuple[str, ...]:
    """Every module specifier that a file may load, in order, each once; a look at the bytes, without a parse."""
    found = dict.fromkeys(match.group(2).decode("utf-8", "replace") for match in _SPECIFIER.finditer(text))
    return tuple(found)


def loaded(document: Document) -> tuple[str, ...]:
    """The specifiers of a document of code, looked for only at the words that load: a key costs what it touched."""
    return tuple(dict.fromkeys(specifier for specifier, _, _ in loading(document)))


def loading(document: Document) -> Iterator[tuple[str, int, int]]:
    """Each specifier of a document of code, with the bytes of the string that spells it."""
    places = sorted(place for word in _LOADING for place in document.words.get(word, ()))
    for match in filter(None, (_SPECIFIER.match(document.text, place) for place in places)):
        yield match.group(2).decode("utf-8", "replace"), match.start(1), match.end(2) + 1


@lru_cache(maxsize=16_384)  # a memory of a pure function: the same few are asked for again and again
def stem(specifier: str) -> str:
    """The last word of a specifier or path, without its ending: what two names of one file have in common."""
    name = posixpath.basename(posixpath.normpath(specifier))
    if name.startswith("."):
        return "" if name in (".", "..") else name  # the index of a folder that has no name here
    return name.partition(".")[0]


def stems(path: str) -> frozenset[str]:
    """The last words that a specifier of a file can have: its own, those of its folders, the nameless index."""
    return frozenset(["", *(stem(part) for part in path.strip("/").split("/")[-4:])])


class Loads(Protocol):
    """Which files load which, for whoever only asks."""

    def specifiers(self, path: str) -> tuple[str, ...]:
        """The specifiers of a file; empty for one that is not known."""

    def candidates(self, path: str) -> list[str]:
        """Files that may load `path`, sorted, it not among them."""


class Links:
    """The specifiers of the files of a workspace. Whoever owns it keeps it current."""

    def __init__(self) -> None:
        self._specifiers: dict[str, tuple[str, ...]] = {}
        self._by_stem: dict[str, dict[str, None]] = {}

    def update(self, path: str, found: Sequence[str]) -> None:
        """Takes the specifiers of a file in place of what was known of it."""
        self.remove(path)
        self._specifiers[path] = tuple(found)
        for specifier in found:
            self._by_stem.setdefault(stem(specifier), {})[path] = None

    def remove(self, path: str) -> None:
        """Forgets a file."""
        for specifier in self._specifiers.pop(path, ()):
            self._by_stem.get(stem(specifier), {}).pop(path, None)

    def specifiers(self, path: str) -> tuple[str, ...]:
        """The specifiers of a file; empty for one that is not known."""
        return self._specifiers.get(path, ())

    def candidates(self, path: str) -> list[str]:
        """Files that may load `path`, sorted: by its own name, by its folder's (index files), by a package's name."""
        found = {file for name in stems(path) for file in self._by_stem.get(name, ())}
        return sorted(found - {path})
