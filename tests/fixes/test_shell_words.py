"""Command lines are cut as a real shell cuts them, and what only a shell can do is refused."""

import shutil
import subprocess
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.fixes.shell_words import Put, Word, plain, split, split_at_spaces
from nodeward.rulebook.rule import NoFix

# The shell that exec starts, and how the other common one behaves under that name.
SHELLS = [["sh"], *([["bash", "--posix"]] if shutil.which("bash") else [])]


@dataclass(frozen=True)
class Hole:
    name: str


X, Y = Hole("x"), Hole("y")

SHOWN = {
    "ls": ["ls"],
    "  a\t-la  ": ["a", "-la"],
    "a 'b c' \"d e\"": ["a", "b c", "d e"],
    "a b'c'\"d\"e": ["a", "bcde"],
    "a '' \"\"": ["a", "", ""],
    r"a b\ c \'d \\ \;": ["a", "b c", "'d", "\\", ";"],
    "a 'x\"y' \"x'y\"": ["a", 'x"y', "x'y"],
    r'a "\$b \"c\" \` \n \\"': ["a", r'$b "c" ` \n \\'.replace("\\\\", "\\")],
    'a b\\\nc "d\\\ne"': ["a", "bc", "de"],
    "\n  a b\n": ["a", "b"],
    "a '320x320>' '*' '$HOME' '|' ';'": ["a", "320x320>", "*", "$HOME", "|", ";"],
    "a b#c HEAD~1 5$ {} {a} stash@{0}": ["a", "b#c", "HEAD~1", "5$", "{}", "{a}", "stash@{0}"],
    "a %H^ +%Y-%m-%d -x=1 b=2": ["a", "%H^", "+%Y-%m-%d", "-x=1", "b=2"],
}

REFUSED = {
    "": NoFix.PROGRAM_UNKNOWN,
    "'' a": NoFix.PROGRAM_UNKNOWN,
    "a | b": NoFix.PIPE_NEEDS_SHELL,
    "a|b": NoFix.PIPE_NEEDS_SHELL,
    "a || b": NoFix.CHAIN_NEEDS_SHELL,
    "a && b": NoFix.CHAIN_NEEDS_SHELL,
    "a & ": NoFix.CHAIN_NEEDS_SHELL,
    "a; b": NoFix.CHAIN_NEEDS_SHELL,
    "a\nb": NoFix.CHAIN_NEEDS_SHELL,
    "(a)": NoFix.CHAIN_NEEDS_SHELL,
    "a > b": NoFix.REDIRECT_NEEDS_SHELL,
    "a 2>&1": NoFix.REDIRECT_NEEDS_SHELL,
    "a < b": NoFix.REDIRECT_NEEDS_SHELL,
    "a *.js": NoFix.GLOB_NEEDS_SHELL,
    "a b?": NoFix.GLOB_NEEDS_SHELL,
    "a [bc]": NoFix.GLOB_NEEDS_SHELL,
    "a {b,c}": NoFix.GLOB_NEEDS_SHELL,
    "a {1..3}": NoFix.GLOB_NEEDS_SHELL,
    "a ~/b": NoFix.SUBSTITUTION_NEEDS_SHELL,
    "a --b=~/c": NoFix.SUBSTITUTION_NEEDS_SHELL,
    "a $(b)": NoFix.SUBSTITUTION_NEEDS_SHELL,
    'a "$(b)"': NoFix.SUBSTITUTION_NEEDS_SHELL,
    "a `b`": NoFix.SUBSTITUTION_NEEDS_SHELL,
    'a "`b`"': NoFix.SUBSTITUTION_NEEDS_SHELL,
    "a $B": NoFix.VARIABLE_NEEDS_SHELL,
    "a ${B}": NoFix.VARIABLE_NEEDS_SHELL,
    'a "$1"': NoFix.VARIABLE_NEEDS_SHELL,
    "a $'b'": NoFix.VARIABLE_NEEDS_SHELL,
    "A=b c": NoFix.VARIABLE_NEEDS_SHELL,
    "A='b' c": NoFix.VARIABLE_NEEDS_SHELL,
    "cd a": NoFix.BUILT_INTO_SHELL,
    "'exit'": NoFix.BUILT_INTO_SHELL,
    "! a": NoFix.BUILT_INTO_SHELL,
    "a # b": NoFix.NO_SAFE_EQUIVALENT,
    "a 'b": NoFix.NO_SAFE_EQUIVALENT,
    'a "b': NoFix.NO_SAFE_EQUIVALENT,
    "a \\": NoFix.NO_SAFE_EQUIVALENT,
    "a\r\nb": NoFix.NO_SAFE_EQUIVALENT,
}


@pytest.mark.parametrize("command", SHOWN)
def test_words_are_cut_as_the_table_says(command: str) -> None:
    assert split([command]) == [(word,) for word in SHOWN[command]]


@pytest.mark.parametrize("command", [command for command in SHOWN if "\n  a" not in command])
def test_the_table_says_what_a_shell_does(command: str) -> None:
    assert shell(command) == SHOWN[command][1:]


@pytest.mark.parametrize("command", REFUSED)
def test_what_needs_a_shell_is_refused(command: str) -> None:
    assert split([command]) is REFUSED[command]


HOLES: list[tuple[list[str | Hole], object]] = [
    (["a ", X], [("a",), (Put(X),)]),
    (["a --b=", X, ".c"], [("a",), ("--b=", Put(X), ".c")]),
    (['a "', X, ' b"'], [("a",), (Put(X, '"'), " b")]),
    (["a '", X, Y, "'"], [("a",), (Put(X, "'"), Put(Y, "'"))]),
    (["a ", X, " ", Y], [("a",), (Put(X),), (Put(Y),)]),
    ([X, " a"], [(Put(X),), ("a",)]),
    (["a $", X], NoFix.VARIABLE_NEEDS_SHELL),
    (['a "$', X, '"'], NoFix.VARIABLE_NEEDS_SHELL),
    (["a \\", X], NoFix.NO_SAFE_EQUIVALENT),
    (['a "\\', X, '"'], NoFix.NO_SAFE_EQUIVALENT),
    (["a {", X, ",b}"], NoFix.GLOB_NEEDS_SHELL),
    (["a ", X, " | b"], NoFix.PIPE_NEEDS_SHELL),
]


@pytest.mark.parametrize(("pieces", "expected"), HOLES, ids=str)
def test_values_keep_their_place(pieces: list[str | Hole], expected: object) -> None:
    assert split(pieces) == expected


SPACED: list[tuple[list[str | Hole], object]] = [
    ([" a  b;c ", X, " $d|", Y], [("a",), ("b;c",), (Put(X),), ("$d|", Put(Y))]),
    ([X, "b c"], [(Put(X), "b"), ("c",)]),
    (["a 'b c'"], NoFix.NO_SAFE_EQUIVALENT),
    (["a b\\ c"], NoFix.NO_SAFE_EQUIVALENT),
    (["  "], NoFix.PROGRAM_UNKNOWN),
]


@pytest.mark.parametrize(("pieces", "expected"), SPACED, ids=str)
def test_without_a_shell_only_spaces_count(pieces: list[str | Hole], expected: object) -> None:
    assert split_at_spaces(pieces) == expected


TEXT = st.text(st.sampled_from(list("ab \t'\"\\$`*?[]{},.~#=:;|&<>()!%@^-_\n0é")), max_size=8)


def quoted(text: str, how: int) -> str:
    """A text as a shell word, in one of the ways that a shell offers."""
    if how == 0 and "'" not in text:
        return f"'{text}'"
    if how == 1:
        return '"' + "".join("\\" + c if c in '$`"\\' else c for c in text) + '"'
    return "".join("'\n'" if c == "\n" else "\\" + c for c in text) or "''"


def shell(command: str) -> list[str]:
    """The arguments that the program `a` gets when a shell runs the command."""
    # `a` is a function, so that nothing of the machine is run.
    script = f'a() {{ for i in "$@"; do printf \'%s\\0\' "$i"; done; }}\n{command}'
    seen = [
        subprocess.run([*start, "-c", script], capture_output=True, check=True, cwd="/").stdout.decode()
        for start in SHELLS
    ]
    assert len(set(seen)) == 1, "the shells differ"
    return seen[0].split("\0")[:-1]


parts = st.lists(st.tuples(TEXT, st.integers(0, 2)), min_size=1, max_size=3)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(parts, min_size=1, max_size=5))
def test_quoted_words_arrive_as_in_a_shell(words: list[list[tuple[str, int]]]) -> None:
    command = "a " + " ".join("".join(quoted(text, how) for text, how in word) for word in words)
    expected = ["".join(text for text, _ in word) for word in words]
    assert split([command]) == [("a",), *((word,) for word in expected)]
    assert shell(command) == expected


@settings(derandomize=True, max_examples=250, deadline=None)
@given(st.text(st.sampled_from(list("ab  '\"\\$=~#{},.:%@^-\n")), max_size=12))
def test_whatever_is_cut_is_cut_as_in_a_shell(rest: str) -> None:
    words: list[Word[str]] | NoFix = split([f"a {rest}"])
    if isinstance(words, list):
        assert shell(f"a {rest}") == [
            "".join(piece for piece in word if isinstance(piece, str)) for word in words[1:]
        ]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(TEXT)
def test_plain_text_means_itself(text: str) -> None:
    if plain(text):
        assert split([f"a {text}"]) == [("a",), (text,)]
    if plain(text, quoted=True):
        assert split([f'a "{text}"']) == split([f"a '{text}'"]) == [("a",), (text,)]
