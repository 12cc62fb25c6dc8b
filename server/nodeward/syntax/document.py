"""A file's text, its lines and its tree, at one moment. Knows nothing of what the code means."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tree_sitter import Node, Point, Tree

from nodeward.syntax.languages import CODE, Language, language_of, parser
from nodeward.syntax.words import Words
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.lines import LineIndex


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what was read from it. A change makes a new Document; the old one stays as it was.

    `path` is an absolute POSIX path, or the URI of a buffer that is no file. Two documents are equal if they
    have the same path, language and text.
    """

    path: str
    language: Language
    text: bytes = field(repr=False)
    lines: LineIndex = field(repr=False, compare=False)
    words: Words = field(repr=False, compare=False)  # of code; JSON and PLAIN have none
    tree: Tree | None = field(repr=False, compare=False)

    @classmethod
    def open(cls, path: str, text: bytes, language: Language | None = None) -> "Document":
        """The document of a text, read from nothing; without a language the path's, or PLAIN."""
        language = language or language_of(path) or Language.PLAIN
        words = Words.of(text) if language in CODE else Words()
        return cls(path, language, text, LineIndex.of(text), words, _parse(language, text))

    @property
    def root(self) -> Node | None:
        """The root of the tree; None for PLAIN. It starts at the first token, after a BOM and blanks."""
        return self.tree.root_node if self.tree else None

    @property
    def has_error(self) -> bool:
        """Whether the tree has places where the text could not be read."""
        return self.tree is not None and self.tree.root_node.has_error

    def change(self, edits: Sequence[Edit]) -> "Document":
        """The document after edits, each of which speaks of the text that the previous one left.

        Without syntax errors its tree equals that of a fresh one. While there are errors it may differ in
        how the parser recovered; `fresh` reads it anew. Raises OutOfRangeError for an edit that does not fit.
        """
        text, lines, words = self.text, self.lines, self.words
        tree = self.tree.copy() if self.tree else None
        for edit in edits:
            after = apply_edit(text, edit)
            if tree:
                _tell(tree, text, lines, edit)
            lines = lines.splice(after, edit)
            words = words.splice(after, edit) if self.language in CODE else words
            text = after
        changed = replace(self, text=text, lines=lines, words=words, tree=_parse(self.language, text, tree))
        return changed.fresh() if self.has_error and not changed.has_error else changed

    def fresh(self) -> "Document":
        """The same text, parsed from nothing."""
        return replace(self, tree=_parse(self.language, self.text))


def _parse(language: Language, text: bytes, old: Tree | None = None) -> Tree | None:
    reader = parser(language)
    if reader is None:
        return None
    return reader.parse(text, old) if old else reader.parse(text)


def _tell(tree: Tree, text: bytes, lines: LineIndex, edit: Edit) -> None:
    """Say to the tree of `text` what the edit does, so that it can be read again from there."""
    start = _point(text, lines, edit.span.start)
    broken = edit.new.count(b"\n")
    column = len(edit.new) - edit.new.rfind(b"\n") - 1 if broken else start.column + len(edit.new)
    tree.edit(
        edit.span.start,
        edit.span.end,
        edit.span.start + len(edit.new),
        start,
        _point(text, lines, edit.span.end),
        Point(start.row + broken, column),
    )


def _point(text: bytes, lines: LineIndex, offset: int) -> Point:
    r"""Row and column as tree-sitter counts them: rows end at `\n` alone, columns are bytes."""
    if b"\r" in text:
        return Point(text.count(b"\n", 0, offset), offset - text.rfind(b"\n", 0, offset) - 1)
    row = lines.line(offset)
    return Point(row, offset - lines.starts[row])
