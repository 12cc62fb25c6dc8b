"""Documents and their facts: each text is parsed once, and what editors do not hold is kept within a bound."""

from collections import OrderedDict
from collections.abc import Mapping

from nodeward.semantics.facts import FileFacts
from nodeward.syntax.document import Document
from nodeward.text.lines import LineIndex
from nodeward.workspace.documents import Opened, minified

MOST_TEXT = 8_000_000  # bytes of text whose trees are kept; a tree is several times its text


class Store:
    """The facts of files: those of open documents as long as they are open, those of the disk's while there is room."""

    def __init__(self, opened: Mapping[str, Opened]) -> None:
        self._opened = opened
        self._of_opened: dict[str, FileFacts] = {}
        self._of_disk: OrderedDict[str, FileFacts] = OrderedDict()
        self._bytes = 0

    def facts(self, path: str, text: bytes) -> FileFacts | None:
        """The facts of a file whose text, as its editor or the disk has it, is this; None for what is minified."""
        opened = self._opened.get(path)
        if opened is not None and opened.document.text == text:
            return self._facts_of(opened.document)
        known = self._of_disk.get(path)
        if known is not None and known.document.text == text:
            self._of_disk.move_to_end(path)
            return known
        if minified(LineIndex.of(text), text):
            return None
        return self._keep(FileFacts(Document.open(path, text)))

    def forget(self, path: str) -> None:
        """The file is closed, or no longer what it was."""
        self._of_opened.pop(path, None)
        self._drop(path)

    def _facts_of(self, document: Document) -> FileFacts:
        known = self._of_opened.get(document.path)
        if known is None or known.document is not document:
            known = self._of_opened[document.path] = FileFacts(document)
        return known

    def _keep(self, facts: FileFacts) -> FileFacts:
        self._drop(facts.document.path)
        self._of_disk[facts.document.path] = facts
        self._bytes += len(facts.document.text)
        while self._bytes > MOST_TEXT and len(self._of_disk) > 1:
            self._drop(next(iter(self._of_disk)))
        return facts

    def _drop(self, path: str) -> None:
        dropped = self._of_disk.pop(path, None)
        if dropped is not None:
            self._bytes -= len(dropped.document.text)
