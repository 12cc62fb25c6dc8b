"""Timers given a function for their text: only where the text is one plain call of names that are known there."""

import pytest
from tests.mending import mended, proposed

from nodeward.fixes.fix import Fix
from nodeward.rulebook.rule import NoFix

RULE = "dynamic-eval"
HEAD = "function tick(...values) {}\n"

TIMERS = {
    'setTimeout("tick()", 9);\n': "setTimeout(() => tick(), 9);\n",
    "setTimeout(' tick( 1, \"a\" ) ; ', 9);\n": 'setTimeout(() => tick( 1, "a" ), 9);\n',
    "setInterval('tick(\\'a\\')');\n": "setInterval(() => tick('a'));\n",
    "window.setTimeout(`tick(null, true)`, 9, 1);\n": "window.setTimeout(() => tick(null, true), 9, 1);\n",
    'setTimeout("console.log(location.href)", 9);\n': "setTimeout(() => console.log(location.href), 9);\n",
    'setTimeout("unknown()", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(unknown)", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(); tick()", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(this)", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(() => 1)", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(values = 1)", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("", 9);\n': NoFix.NO_SAFE_EQUIVALENT,
    'setTimeout("tick(" + id + ")", 9);\n': NoFix.BUILT_ELSEWHERE,
    'const code = "tick()";\nsetTimeout(code, 9);\n': NoFix.BUILT_ELSEWHERE,
}


@pytest.mark.parametrize("code", TIMERS)
def test_text_becomes_a_function(code: str) -> None:
    after = TIMERS[code]
    assert mended(RULE, HEAD + code) == (after if isinstance(after, NoFix) else HEAD + after)


@pytest.mark.parametrize(
    ("code", "safe"),
    [
        (HEAD + 'setTimeout("tick()", 9);\n', True),
        ("function run(tick) {\n  setTimeout('tick()', 9);\n}\n", False),
    ],
)
def test_it_is_safe_where_the_names_are_those_of_the_whole_file(code: str, *, safe: bool) -> None:
    fix = proposed(RULE, code)
    assert isinstance(fix, Fix)
    assert fix.safe is safe
