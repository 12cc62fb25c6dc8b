"""Edits between two texts give the second one and leave equal lines alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.text.edits import Edit, apply_together
from nodeward.text.span import Span
from nodeward.workspace.difference import differences

LINES = st.lists(st.sampled_from(["a\n", "bé\n", "è\r\n", "c\r", "\n", "}\n", "d"]), max_size=8).map("".join)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(LINES, LINES)
def test_the_edits_give_the_new_text(old: str, new: str) -> None:
    edits = differences(old.encode(), new.encode())
    assert apply_together(old.encode(), edits) == new.encode()
    assert bool(edits) is (old != new)
    for edit in edits:
        old.encode()[: edit.span.start].decode()
        edit.new.decode()


def test_lines_between_two_changes_are_not_touched() -> None:
    old, new = b"one\nsame\nthree\n", b"zero\none\nsame\n3\n"
    assert differences(old, new) == (Edit(Span(0, 0), b"zero\n"), Edit(Span(9, 14), b"3"))
