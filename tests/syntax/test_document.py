"""Documents, by example."""

import pytest

from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import walk
from nodeward.text.edits import Edit, OutOfRangeError
from nodeward.text.span import Span


def nodes(document: Document) -> list[tuple[str, int, int, bool]]:
    assert document.root is not None
    return [(node.type, node.start_byte, node.end_byte, node.has_changes) for node in walk(document.root)]


def test_a_change_leaves_the_old_document_as_it_was() -> None:
    old = Document.open("/a.js", b"f(a)\ng()")
    before = nodes(old)
    new = old.change([Edit(Span(2, 3), b"b, ("), Edit(Span(6, 7), b"")])
    assert new.text == b"f(b, (\ng()"
    assert new.has_error
    assert (nodes(old), old.has_error, old.text) == (before, False, b"f(a)\ng()")


def test_two_changes_of_one_document_do_not_meet() -> None:
    start = Document.open("/a.js", b"let a = 1\nlet b = 2\n")
    one = start.change([Edit(Span(0, 10), b"")])
    other = start.change([Edit(Span(10, 20), b"")])
    assert [nodes(document) for document in (one, other)] == [
        nodes(document.fresh()) for document in (one, other)
    ]
    assert (one.text, other.text) == (b"let b = 2\n", b"let a = 1\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/a.js", "\ufefflet a"),
        ("/a.js", "#!/usr/bin/env node\nlet a"),
        ("/a.ts", "\ufeff#!/usr/bin/env -S node --flag\r\nlet a: b"),
        ("/a.tsx", "\ufeff\r\n<a/>"),
        ("/a.json", '\ufeff{ "a": 1 } // with a comment'),
        ("/a.js", ""),
        ("/a.json", "\ufeff"),
        ("/a.js", "// a\rlet b"),
        ("/a.js", "'\ud83d' + `\ude00` // \udfff"),
        ("/.env", "A=("),
    ],
)
def test_texts_that_are_read_without_error(path: str, text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    document = Document.open(path, raw)
    assert not document.has_error
    assert document.text == raw
    assert document.root is None or document.root.end_byte == len(raw)


@pytest.mark.parametrize("path", ["/a.js", "/a.ts", "/a.tsx", "/a.json"])
def test_bytes_that_are_no_utf8_still_have_a_tree(path: str) -> None:
    document = Document.open(path, b'["caf\xe9", \xff\xfe, "x"]')
    assert document.has_error
    assert document.root is not None
    assert b'"x"' in [document.text[node.start_byte : node.end_byte] for node in walk(document.root)]
    assert set(document.words) <= {"caf", "x"}


def test_a_document_without_a_language_of_ours_is_plain() -> None:
    document = Document.open("/a/Dockerfile", b"FROM node")
    assert (document.language, document.root, document.has_error) == (Language.PLAIN, None, False)
    changed = document.change([Edit(Span(5, 9), b"deno\n")])
    assert (changed.text, changed.lines.starts, changed.root) == (b"FROM deno\n", (0, 10), None)


def test_the_language_given_is_the_one_read() -> None:
    source = b"let a = <T>b"
    assert not Document.open("untitled:1", source, Language.TYPESCRIPT).has_error
    assert Document.open("untitled:1", source, Language.TSX).has_error


def test_an_edit_past_the_end_is_refused() -> None:
    with pytest.raises(OutOfRangeError):
        Document.open("/a.js", b"f()").change([Edit(Span(0, 3), b""), Edit(Span(1, 1), b"x")])


def test_documents_with_the_same_text_are_equal() -> None:
    one = Document.open("/a.js", b"f()")
    other = Document.open("/a.js", b"g()").change([Edit(Span(0, 1), b"f")])
    assert one == other
    assert hash(one) == hash(other)
    assert one != Document.open("/b.js", b"f()")
    assert one != Document.open("/a.js", b"f()", Language.TYPESCRIPT)


def test_a_fresh_reading_is_of_the_same_text() -> None:
    broken = Document.open("/a.js", b"f(1, 2)").change([Edit(Span(6, 7), b"")])
    again = broken.fresh()
    assert again == broken
    assert str(again.root) == str(Document.open("/a.js", broken.text).root)
