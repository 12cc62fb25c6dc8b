"""Edits, one after another and together; spans."""

import pytest

from nodeward.text.edits import Edit, OutOfRangeError, OverlapError, apply_edit, apply_together, within_lines
from nodeward.text.span import Span


def edit(start: int, end: int, new: bytes) -> Edit:
    return Edit(Span(start, end), new)


@pytest.mark.parametrize(
    ("one", "after"),
    [
        (edit(0, 0, b"x"), b"xabc"),
        (edit(1, 2, b""), b"ac"),
        (edit(3, 3, b"d"), b"abcd"),
        (edit(0, 3, b""), b""),
    ],
)
def test_one_edit(one: Edit, after: bytes) -> None:
    assert apply_edit(b"abc", one) == after
    assert apply_together(b"abc", [one]) == after


@pytest.mark.parametrize("wrong", [edit(0, 4, b""), edit(4, 4, b"x"), edit(-1, 0, b"x"), edit(2, 1, b"")])
def test_an_edit_that_does_not_fit_is_refused(wrong: Edit) -> None:
    with pytest.raises(OutOfRangeError):
        apply_edit(b"abc", wrong)
    with pytest.raises(OutOfRangeError):
        apply_together(b"abc", [wrong])


def test_edits_together_speak_of_the_text_before() -> None:
    edits = [edit(4, 6, b"-"), edit(0, 1, b""), edit(2, 2, b"first"), edit(2, 2, b"second"), edit(6, 6, b"!")]
    assert apply_together(b"abcdef", edits) == b"bfirstsecondcd-!"


def test_an_insertion_may_touch_a_replacement() -> None:
    assert apply_together(b"abc", [edit(1, 2, b"x"), edit(1, 1, b"i"), edit(2, 2, b"j")]) == b"aixjc"


@pytest.mark.parametrize(
    "edits", [[edit(0, 2, b""), edit(1, 3, b"")], [edit(0, 3, b""), edit(1, 1, b"x")], [edit(1, 2, b"a")] * 2]
)
def test_edits_that_overlap_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(OverlapError):
        apply_together(b"abc", edits)


@pytest.mark.parametrize(
    ("text", "new", "written"),
    [
        (b"a\nb\n", b"c\n", edit(3, 3, b"\nc")),
        (b"a\r\n", b"b\r\nc\r\n", edit(1, 1, b"\r\nb\r\nc")),
        (b"a\n", b"b", edit(2, 2, b"b")),
        (b"a", b"\nb\n", edit(1, 1, b"\nb\n")),
        (b"", b"a\n", edit(0, 0, b"a\n")),
    ],
)
def test_lines_behind_the_last_one_are_added_to_it(text: bytes, new: bytes, written: Edit) -> None:
    appended = edit(len(text), len(text), new)
    assert within_lines(text, [appended]) == (written,)
    assert apply_edit(text, written) == apply_edit(text, appended)


@pytest.mark.parametrize(
    "edits",
    [
        (edit(0, 1, b"x"), edit(2, 2, b"b\n")),
        (edit(2, 2, b"b"), edit(2, 2, b"c\n")),
    ],
)
def test_lines_behind_the_last_one_stay_there_beside_other_changes(edits: tuple[Edit, ...]) -> None:
    assert within_lines(b"a\n", edits) == edits


def test_spans() -> None:
    span = Span(2, 5)
    assert [offset in span for offset in (1, 2, 4, 5)] == [False, True, True, False]
    assert span.covers(Span(2, 5))
    assert span.covers(Span(5, 5))
    assert not span.covers(Span(1, 3))
    assert span.touches(Span(5, 6))
    assert span.touches(Span(0, 2))
    assert not span.touches(Span(6, 7))
    assert span.moved(-2) == Span(0, 3)
