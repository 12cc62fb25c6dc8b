"""While someone types, code is broken: no fix of commands, timers and Buffers fails on it, or breaks what was whole."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mending import wholeness
from tests.rulebook_files import repository_rules

from nodeward.rulebook.rule import Example

RULES = ("shell-string-exec", "spawn-shell-option", "dynamic-eval", "buffer-unsafe")
BOOK, _ = repository_rules()
CODES = [
    (rule, example)
    for rule in RULES
    for example in BOOK.rules[rule].examples
    if example.bad is not None and example.fixed is not None
]
PIECES = re.compile(r"\w+|\s+|[^\w\s]")
cuts = st.tuples(
    st.integers(0, 10_000), st.integers(0, 3), st.sampled_from(["", "x", "(", "`", "${", "'", "{", ","])
)


@pytest.mark.parametrize("rule", RULES)
@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.lists(cuts, min_size=1, max_size=3))
def test_fixes_survive_typing(rule: str, number: int, edits: list[tuple[int, int, str]]) -> None:
    codes = [example for name, example in CODES if name == rule]
    example = codes[number % len(codes)]
    pieces = PIECES.findall(example.bad or "")
    for place, dropped, typed in edits:
        at = place % (len(pieces) + 1)
        pieces[at : at + dropped] = [typed]
    code = "".join(pieces)
    whole, fixed = wholeness(rule, Example(bad=code, file=example.file))
    assert all(parses or not whole for parses in fixed), code
