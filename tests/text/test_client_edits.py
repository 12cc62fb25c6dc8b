"""Edits as clients send them: our bytes stay what the client's text is, whatever surrogates it cuts or joins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.text.codec import decode, encode
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.lines import Encoding, LineIndex, Position, PositionError, edit_from_client
from nodeward.text.span import Span

ATOMS = ["a", "\u00e9", "\U0001f600", "\U0001f680", "\ud83d", "\ude00", "\n", "\r\n", "\r", "\u2028", ""]
texts = st.lists(st.sampled_from(ATOMS), max_size=6).map("".join)


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def kept(units: bytes) -> bytes:
    return units.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")


def applied(
    text: str, start: tuple[int, int], end: tuple[int, int], new: str, encoding: Encoding = Encoding.UTF16
) -> bytes:
    raw = encode(text)
    between = Position(*start), Position(*end)
    return apply_edit(raw, edit_from_client(raw, LineIndex.of(raw), between, new, encoding))


@settings(derandomize=True, max_examples=600, deadline=None)
@given(
    before=texts,
    line=texts.filter(lambda text: not set(text) & set("\r\n")),
    after=texts,
    new=texts,
    data=st.data(),
)
def test_any_two_code_units_of_a_line_can_bound_an_edit(
    before: str, line: str, after: str, new: str, data: st.DataObject
) -> None:
    units = utf16(line)
    start = data.draw(st.integers(0, len(units) // 2))
    end = data.draw(st.integers(start, len(units) // 2))
    text = f"{before}\n{line}\n{after}"
    row = len(LineIndex.of(encode(before + "\n")).starts) - 1
    expected = utf16(before + "\n") + units[: 2 * start] + utf16(new) + units[2 * end :] + utf16("\n" + after)
    assert applied(text, (row, start), (row, end), new) == kept(expected)


@pytest.mark.parametrize(
    ("text", "start", "end", "new", "expected"),
    [
        ("a\U0001f600b", (0, 2), (0, 3), "", "a\ud83db"),  # the low half goes
        ("a\U0001f600b", (0, 1), (0, 2), "", "a\ude00b"),  # the high half goes
        ("\U0001f600", (0, 1), (0, 1), "x", "\ud83dx\ude00"),  # something comes between
        ("\ud83dx\ude00", (0, 1), (0, 2), "", "\U0001f600"),  # halves meet
        ("\ud83d", (0, 1), (0, 1), "\ude00", "\U0001f600"),
        ("\ude00", (0, 0), (0, 0), "\ud83d", "\U0001f600"),
        ("\ud83d\ude80", (0, 0), (0, 0), "\ud83d", "\ud83d\U0001f680"),  # one pair is there already
        ("\U0001f600\U0001f680", (0, 1), (0, 3), "", "\U0001f680"),  # half of each
        ("ab\r\ncd", (0, 9), (1, 0), "", "abcd"),  # past the end is the end
        ("ab", (0, 9), (0, 9), "c", "abc"),
        ("", (0, 0), (0, 0), "\ud83d\ude00", "\U0001f600"),
    ],
)
def test_halves_of_a_pair(
    text: str, start: tuple[int, int], end: tuple[int, int], new: str, expected: str
) -> None:
    assert applied(text, start, end, new) == kept(utf16(expected))


@pytest.mark.parametrize(
    ("encoding", "inside"), [(Encoding.UTF8, 2), (Encoding.UTF8, 3), (Encoding.UTF8, 4), (Encoding.UTF32, 1)]
)
def test_other_encodings_cut_no_character(encoding: Encoding, inside: int) -> None:
    assert applied("a\U0001f600b", (0, inside), (0, inside), "-", encoding) == "a-\U0001f600b".encode()


def test_an_edit_that_needs_no_neighbours_takes_none() -> None:
    text = "x\U0001f600y".encode()
    edit = edit_from_client(text, LineIndex.of(text), (Position(0, 1), Position(0, 3)), "z", Encoding.UTF16)
    assert edit == Edit(Span(1, 5), b"z")


@pytest.mark.parametrize(
    ("start", "end"),
    [((1, 0), (0, 0)), ((0, 2), (0, 1)), ((0, 0), (2, 0)), ((3, 0), (3, 0)), ((0, -1), (0, 0))],
)
def test_a_range_that_the_text_does_not_have_is_refused(start: tuple[int, int], end: tuple[int, int]) -> None:
    with pytest.raises(PositionError):
        applied("abc\ndef", start, end, "x")


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("", b""),
        ("caf\u00e9", b"caf\xc3\xa9"),
        ("\U0001f600", b"\xf0\x9f\x98\x80"),
        ("\ud83d\ude00", b"\xf0\x9f\x98\x80"),
        ("\ude00\ud83d", b"\xed\xb8\x80\xed\xa0\xbd"),
    ],
)
def test_text_is_kept_as_utf8(text: str, raw: bytes) -> None:
    assert encode(text) == raw
    assert encode(decode(raw)) == raw


def test_what_is_no_utf8_is_still_readable() -> None:
    assert decode(b"caf\xe9 \xff!") == "caf\ufffd \ufffd!"
