"""Lines, columns in three encodings, and the index that follows edits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.text.edits import Edit, apply_edit
from nodeward.text.lines import Encoding, LineIndex, Position, PositionError
from nodeward.text.span import Span

ATOMS = [
    *["\r", "\n", "\r\n", "a", "bc", " ", "\t", "\x00", "\x0b", "\x0c", "\x1c", "\u0085", "\u2028", "\u2029"],
    *["\u00e9", "\u20ac", "\U0001f600", "\U0010ffff", "\ud83d\udc00\U0001f600", "\udc00", "\ud83d", "\ufeff"],
]
texts = st.lists(st.sampled_from(ATOMS), max_size=12).map("".join)
exactly = settings(derandomize=True, max_examples=300, deadline=None)


def raw(text: str) -> bytes:
    """The client's text as we keep it: surrogates that meet are one character."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")


def index_of(text: bytes) -> tuple[bytes, LineIndex]:
    return text, LineIndex.of(text)


def places(text: str) -> list[tuple[int, int, dict[Encoding, int]]]:
    """For each character that a position can stand before: its byte offset, line, and column by encoding."""
    found = []
    line = offset = 0
    columns = dict.fromkeys(Encoding, 0)
    for index, character in enumerate(text):
        if not (character == "\n" and text[index - 1 : index] == "\r"):
            found.append((offset, line, dict(columns)))
        size = len(character.encode("utf-8", "surrogatepass"))
        offset += size
        columns[Encoding.UTF8] += size
        columns[Encoding.UTF16] += 2 if character > "\uffff" else 1
        columns[Encoding.UTF32] += 1
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            line, columns = line + 1, dict.fromkeys(Encoding, 0)
    return [*found, (offset, line, columns)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (b"", (0,)),
        (b"a", (0,)),
        (b"a\n", (0, 2)),
        (b"\n", (0, 1)),
        (b"\r", (0, 1)),
        (b"a\r\nb\rc\nd", (0, 3, 5, 7)),
        (b"\r\r\n\n", (0, 1, 3, 4)),
        ("a\u2028b\u0085c\x0cd\x0be\u2029\x1c\x1d\x1e".encode(), (0,)),
    ],
)
def test_only_newlines_and_carriage_returns_end_a_line(text: bytes, starts: tuple[int, ...]) -> None:
    assert LineIndex.of(text).starts == starts


@exactly
@given(text=texts.map(lambda text: raw(text).decode("utf-8", "surrogatepass")))
def test_every_place_has_one_position_in_every_encoding(text: str) -> None:
    kept, lines = index_of(raw(text))
    for offset, line, columns in places(text):
        for encoding, column in columns.items():
            assert lines.position(kept, offset, encoding) == Position(line, column)
            assert lines.offset(kept, line, column, encoding) == offset


@exactly
@given(text=texts.map(raw))
def test_an_offset_inside_a_character_or_an_ending_means_the_place_before(text: bytes) -> None:
    lines = LineIndex.of(text)
    for encoding in Encoding:
        before = Position(0, 0)
        for offset in range(len(text) + 1):
            here = lines.position(text, offset, encoding)
            back = lines.offset(text, here.line, here.character, encoding)
            assert before <= here
            assert back <= offset
            assert lines.position(text, back, encoding) == here
            before = here


@exactly
@given(text=texts.map(raw), bounds=st.tuples(st.integers(0, 60), st.integers(0, 60)), new=texts.map(raw))
def test_a_spliced_index_is_a_fresh_one(text: bytes, bounds: tuple[int, int], new: bytes) -> None:
    start, end = sorted(min(bound, len(text)) for bound in bounds)
    edit = Edit(Span(start, end), new)
    after = apply_edit(text, edit)
    assert LineIndex.of(text).splice(after, edit) == LineIndex.of(after)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (b"a\rb\nc", Edit(Span(2, 3), b"")),  # \r and \n meet
        (b"a\rb", Edit(Span(2, 2), b"\n")),  # \n comes to \r
        (b"a\nb", Edit(Span(1, 1), b"\r")),  # \r comes to \n
        (b"a\r\nb", Edit(Span(2, 2), b"x")),  # they part
        (b"a\r\nb", Edit(Span(1, 2), b"")),  # the \r goes
        (b"a\r\nb", Edit(Span(2, 3), b"")),  # the \n goes
        (b"a\r\n\nb", Edit(Span(2, 3), b"")),  # the next \n takes its place
        (b"\r\r\n", Edit(Span(1, 2), b"")),
        (b"\r", Edit(Span(1, 1), b"\n")),
        (b"\r\n", Edit(Span(0, 2), b"")),
    ],
)
def test_carriage_returns_and_line_feeds_meet_and_part(text: bytes, edit: Edit) -> None:
    after = apply_edit(text, edit)
    assert LineIndex.of(text).splice(after, edit) == LineIndex.of(after)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize(("line", "end"), [(0, 5), (1, 6), (2, 11), (3, 13)])
def test_a_character_past_the_end_means_the_end_of_the_line(encoding: Encoding, line: int, end: int) -> None:
    text, lines = index_of("a\U0001f600\r\rb\u00e9f\r\n".encode())
    assert lines.offset(text, line, 99, encoding) == end


@pytest.mark.parametrize(("line", "character"), [(2, 0), (-1, 0), (0, -1), (10**9, 0)])
def test_a_place_that_no_text_has_is_refused(line: int, character: int) -> None:
    text, lines = index_of(b"a\nb")
    with pytest.raises(PositionError):
        lines.offset(text, line, character, Encoding.UTF16)


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    text, lines = index_of(b"a\nb")
    with pytest.raises(PositionError):
        lines.position(text, offset, Encoding.UTF16)


@pytest.mark.parametrize(
    ("text", "line", "span"),
    [
        (b"", 0, Span(0, 0)),
        (b"ab\r\ncd", 0, Span(0, 2)),
        (b"ab\r\ncd", 1, Span(4, 6)),
        (b"ab\rcd\n", 0, Span(0, 2)),
        (b"ab\rcd\n", 1, Span(3, 5)),
        (b"ab\rcd\n", 2, Span(6, 6)),
        (b"\n", 0, Span(0, 0)),
        (b"\r\r\n", 1, Span(1, 1)),
    ],
)
def test_a_line_is_without_its_ending(text: bytes, line: int, span: Span) -> None:
    assert LineIndex.of(text).line_span(text, line) == span


def test_a_line_past_the_last_is_refused() -> None:
    with pytest.raises(PositionError):
        LineIndex.of(b"a\nb").line_span(b"a\nb", 2)


@pytest.mark.parametrize(
    ("text", "offset", "utf16", "utf32"),
    [
        (b"\xe9t\xe9 x", 4, 4, 4),  # Latin-1
        (b"\xff\xfe\x80\x80a", 4, 4, 4),
        (b"\xe2\x82x\xf0\x9f\x98\x80y", 3, 3, 3),  # cut sequence, then a whole one
        (b"\xe2\x82x\xf0\x9f\x98\x80y", 7, 5, 4),
        (b"\xf0\x9f\x98\x80\xff", 4, 2, 1),
        (b"\xed\xa0\xbd\xed\xb8\x80x", 6, 6, 6),  # a pair written as two surrogates
    ],
)
def test_bytes_from_disk_that_are_no_utf8_count_one_each(
    text: bytes, offset: int, utf16: int, utf32: int
) -> None:
    lines = LineIndex.of(text)
    for encoding, column in {Encoding.UTF8: offset, Encoding.UTF16: utf16, Encoding.UTF32: utf32}.items():
        assert lines.position(text, offset, encoding) == Position(0, column)
        assert lines.offset(text, 0, column, encoding) == offset


@exactly
@given(
    text=st.lists(st.binary(max_size=4) | st.sampled_from([b"\n", b"\r", "\U0001f600".encode()])).map(
        b"".join
    )
)
def test_any_bytes_have_positions(text: bytes) -> None:
    lines = LineIndex.of(text)
    for encoding in Encoding:
        for offset in range(len(text) + 1):
            here = lines.position(text, offset, encoding)
            back = lines.offset(text, here.line, here.character, encoding)
            assert back <= offset
            assert lines.position(text, back, encoding) == here
