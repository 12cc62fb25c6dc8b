"""Lines and columns, by example."""

import pytest

from nodeward.text.lines import LineIndex, PositionError


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (b"", (0,)),
        (b"a", (0,)),
        (b"a\n", (0, 2)),
        (b"a\r\nb\rc\nd", (0, 3, 5, 7)),
        (b"\r\r\n\n", (0, 1, 3, 4)),
        ("a\u2028b\u0085c\x0cd\x0be\u2029".encode(), (0,)),
    ],
)
def test_only_newlines_and_carriage_returns_end_a_line(text: bytes, starts: tuple[int, ...]) -> None:
    assert LineIndex.of(text).starts == starts


def test_a_line_past_the_last_is_refused() -> None:
    with pytest.raises(PositionError):
        LineIndex.of(b"a\nb").line_span(b"a\nb", 2)
