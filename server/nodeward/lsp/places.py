"""Places in files as the client counts them: spans in bytes become ranges, a client's place an offset."""

import codecs
from dataclasses import dataclass, field

from lsprotocol import types

from nodeward.lsp.session import Session
from nodeward.syntax.document import Document
from nodeward.text.lines import LineIndex, PositionError
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class Lined:
    """A text and its lines. `shift`: how many bytes of the file stand before the text that a client sees."""

    text: bytes
    lines: LineIndex
    shift: int = 0


@dataclass(slots=True)
class Places:
    """The places of files at one moment. `known` is a document that is at hand; others are read, once each."""

    session: Session
    known: Document | None = None
    _read: dict[str, Lined | None] = field(default_factory=dict)

    def range(self, path: str, span: Span) -> types.Range | None:
        """The range of a span of a file; None where the file cannot be read or has no such bytes."""
        lined = self._lined(path)
        if lined is None:
            return None
        try:
            return types.Range(self._position(lined, span.start), self._position(lined, span.end))
        except PositionError:
            return None

    def location(self, path: str, span: Span) -> types.Location | None:
        """The same, with the file's name."""
        found = self.range(path, span)
        return types.Location(self.session.uri(path), found) if found else None

    def offset(self, path: str, position: types.Position) -> int | None:
        """The offset of a client's place; None where the file has no such place."""
        lined = self._lined(path)
        if lined is None:
            return None
        encoding = self.session.client.encoding
        try:
            offset = lined.lines.offset(lined.text, position.line, position.character, encoding)
        except PositionError:
            return None
        return offset + lined.shift

    def _position(self, lined: Lined, offset: int) -> types.Position:
        at = max(offset - lined.shift, 0)
        place = lined.lines.position(lined.text, at, self.session.client.encoding)
        return types.Position(place.line, place.character)

    def _lined(self, path: str) -> Lined | None:
        if self.known is not None and path == self.known.path:
            return Lined(self.known.text, self.known.lines)
        if path not in self._read:
            self._read[path] = self._from_workspace(path)
        return self._read[path]

    def _from_workspace(self, path: str) -> Lined | None:
        """A byte order mark of a file on disk is no part of the text that a client will have of it."""
        file = self.session.files.get(path)
        text = None if file and file.lost else self.session.workspace.read(path)
        if text is None:
            return None
        if file is None and text.startswith(codecs.BOM_UTF8):
            text = text.removeprefix(codecs.BOM_UTF8)
            return Lined(text, LineIndex.of(text), len(codecs.BOM_UTF8))
        return Lined(text, LineIndex.of(text))
