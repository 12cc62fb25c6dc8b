"""Which settings hold for a file: those of the nearest `nodeward.json`, of the client, and the defaults.

A `nodeward.json` counts as it is on disk: while somebody types in it, it is hardly ever right.
"""

import posixpath
from collections.abc import Collection, Mapping
from functools import lru_cache

from nodeward.syntax.document import Document
from nodeward.text.files import Files
from nodeward.workspace.settings import FILE, Layer, Settings, from_client, from_file, merged


class Configuration:
    """The layers of settings and who said them."""

    def __init__(self, defaults: Settings, chosen: Layer, file: tuple[str, bytes] | None) -> None:
        self._defaults = defaults
        self._chosen = chosen
        self._file = file
        self._client: Mapping[str, object] = {}
        self._known: frozenset[str] = frozenset()
        self._read = lru_cache(maxsize=64)(self._merged)

    def know(self, rules: Collection[str]) -> None:
        """The ids of rules and categories that settings may name."""
        self._known = frozenset(rules)
        self._read.cache_clear()

    def client(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """Takes what the client says; gives what is wrong with it."""
        self._client = dict(values)
        self._read.cache_clear()
        return from_client(self._client, "", self._known).complaints

    def settings(self, files: Files, path: str, root: str) -> tuple[Settings, tuple[str, ...]]:
        """The settings of a file in a root, and what is wrong with the `nodeward.json` that has a say."""
        if self._file is not None:
            return self._read(*self._file, root)
        file = nearest(files, path, root)
        return self._read(file, files.read(file) if file is not None else None, root)

    def _merged(self, file: str | None, text: bytes | None, root: str) -> tuple[Settings, tuple[str, ...]]:
        layer = Layer()
        if file is not None and text is not None:
            layer = from_file(Document.open(file, text), self._known)
        client = from_client(self._client, root, self._known)
        return merged(self._chosen, layer, client, defaults=self._defaults), layer.complaints


def nearest(files: Files, path: str, root: str) -> str | None:
    """The `nodeward.json` in the folder of a file or in the next one above it, up to its root."""
    folder = posixpath.dirname(path)
    while True:
        file = posixpath.join(folder, FILE)
        if files.exists(file):
            return file
        above = posixpath.dirname(folder)
        if folder in {root, above}:
            return None
        folder = above
