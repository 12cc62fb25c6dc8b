"""What is underlined in a frame is what the span says, in cells of the terminal, whatever stands in the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nodeward.cli.report.drawn import draw
from nodeward.cli.report.frame import Row, Sheet, frame
from nodeward.cli.report.harmless import harmless
from nodeward.cli.report.masks import Masks
from nodeward.syntax.document import Document
from nodeward.text.codec import encode
from nodeward.text.span import Span

MANY = "".join(f"line{number}\n" for number in range(9))


def rows(code: str, needle: str, width: int = 60, context: int = 1) -> list[Row]:
    text = encode(code)
    at = text.index(encode(needle))
    span = Span(at, at + len(encode(needle)))
    return frame(Document.open("/a.js", text), span, Sheet(width, "utf-8", Masks()), context)


def shown(row: Row) -> tuple[int | None, str, str]:
    """Number, code, and what stands above the carets."""
    above, at = "", 0
    for char in row.drawn.text:
        if row.blank <= at < row.blank + row.marked:
            above += char
        at += cell_len(char)
    return row.number, row.drawn.text, above


@pytest.mark.parametrize(
    ("code", "needle", "expected"),
    [
        ("a\nb(c);\nd\n", "c", [(1, "a", ""), (2, "b(c);", "c"), (3, "d", "")]),
        ("\n\nb\n\n", "b", [(3, "b", "b")]),
        ("\tb\tc", "c", [(1, "    b   c", "c")]),
        ("漢(字)", "字", [(1, "漢(字)", "字")]),
        ("e\u0301 = b", "b", [(1, "e\u0301 = b", "b")]),
        ("\ufeffa()", "a", [(1, "a()", "a")]),
        ("a\r\nb\r\n", "b", [(1, "a", ""), (2, "b", "b")]),
        ("a\x1b[31mb", "b", [(1, "a<U+001B>[31mb", "b")]),
        ("a\u202eb", "\u202e", [(1, "a<U+202E>b", "<U+202E>")]),
        ("a(\n  b,\n)", "a(\n  b,\n)", [(1, "a(", "a("), (2, "  b,", "b,"), (3, ")", ")")]),
        (
            MANY,
            "line1\nline2\nline3\nline4\nline5",
            [
                (1, "line0", ""),
                (2, "line1", "line1"),
                (3, "line2", "line2"),
                (None, "", ""),
                (6, "line5", "line5"),
                (7, "line6", ""),
            ],
        ),
    ],
)
def test_a_frame_shows_the_lines_of_a_span(
    code: str, needle: str, expected: list[tuple[int | None, str, str]]
) -> None:
    assert [shown(row) for row in rows(code, needle)] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x" * 50 + "(eval)" + "y" * 50, "…xxxxxxxxxxx(eval)yyyyyyyyyyy…"),
        ("(eval)" + "y" * 50, "(eval)yyyyyyyyyyyyyyyyyyyyyyy…"),
        ("漢" * 50 + "(eval)" + "字" * 50, "…漢漢漢漢漢(eval)字字字字字字…"),
        ("x" * 100_000 + "(eval)" + "y" * 100_000, "…xxxxxxxxxxx(eval)yyyyyyyyyyy…"),
    ],
)
def test_long_lines_are_cut_around_the_span(code: str, expected: str) -> None:
    (row,) = rows(code, "eval", width=30)
    assert shown(row) == (1, expected, "eval")


def test_context_that_lies_outside_the_cut_is_dropped() -> None:
    assert [row.number for row in rows("short\n" + "x" * 99 + "(eval)\n", "eval", width=30)] == [2]


def test_an_empty_span_has_one_caret() -> None:
    document = Document.open("/a.js", b"ab")
    (row,) = frame(document, Span(1, 1), Sheet(30, "utf-8", Masks()))
    assert (row.blank, row.marked) == (1, 1)


@pytest.mark.parametrize(
    ("words", "encoding", "expected"),
    [
        ("é漢", "utf-8", "é漢"),
        ("é漢", "latin-1", "é<U+6F22>"),
        ("é…", "ascii", "<U+00E9>..."),
        ("a\tb\r\nc", "utf-8", "a b  c"),
        ("\x9b31m\x7f\x00", "utf-8", "<U+009B>31m<U+007F><U+0000>"),
        ("\u2066\u200b\ufeff\u2028", "utf-8", "<U+2066><U+200B><U+FEFF><U+2028>"),
        ("\ud800", "utf-8", "<U+D800>"),
    ],
)
def test_words_are_made_harmless(words: str, encoding: str, expected: str) -> None:
    assert harmless(words, encoding) == expected


@given(st.binary(max_size=40), st.sampled_from(["utf-8", "ascii", "cp1252"]))
def test_every_byte_of_a_line_is_drawn_once_and_harmless(text: bytes, encoding: str) -> None:
    drawn = draw(text, Span(0, len(text)), [], encoding)
    assert drawn.text.isprintable()
    drawn.text.encode(encoding)
    assert list(drawn.starts) == sorted({*drawn.starts})
    assert (drawn.starts[0], drawn.starts[-1]) == (0, len(text))


LINE = st.text(alphabet="ab\t漢é\u0301\x1b\u202e😀", max_size=60)


@given(LINE, st.text(alphabet="xyz", min_size=1, max_size=9), LINE, st.integers(40, 90))
def test_carets_stand_below_the_span(before: str, needle: str, after: str, width: int) -> None:
    (row,) = rows(f"{before}[{needle}]{after}", needle, width)
    assert shown(row)[2] == needle
    assert cell_len(row.drawn.text) <= width
