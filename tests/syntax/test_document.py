"""Documents, by example."""

from nodeward.syntax.document import Document
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def test_a_change_leaves_the_old_document_as_it_was() -> None:
    old = Document.open("/a.js", b"f(a)\n")
    before = str(old.root)
    new = old.change([Edit(Span(2, 3), b"b, ("), Edit(Span(6, 7), b"")])
    assert new.text == b"f(b, (\n"
    assert new.has_error
    assert (str(old.root), old.has_error, old.text) == (before, False, b"f(a)\n")
