"""A wrong file of rules is told with file, line and one sentence; every other rule still loads."""

import pytest

from nodeward.rulebook.parse import load
from nodeward.rulebook.read import Mistake

RULE = """\
id: no-magic
title: Magic
severity: warning
cwe: [1]
message: "No magic."
why: It surprises.
instead: Say it.
call:
  name: magic
examples:
  - bad: require("magic")();
  - good: "1;"
"""
MODEL = "model: magic\nsources: {magic-wand: [magic.wand]}\n"
WORDS = "vocabularies:\n  spells: {about: Spells., words: [abracadabra]}\n"
# What is changed in the rule, the mistake, and the line that is told.
WRONG = {
    "not YAML": (("title: Magic", "title: [Magic"), Mistake.NOT_YAML, 3),
    "no rule at all": ((RULE, "- just\n- a list\n"), Mistake.NOT_A_RULE, 1),
    "a severity that there is not": (("severity: warning", "severity: grave"), Mistake.WRONG_VALUE, 3),
    "an unknown key": (("  name: magic", "  nam: magic"), Mistake.WRONG_VALUE, 9),
    "a wrong value deep inside": (
        ("  name: magic", "  name: magic\n  options: {argument: first}"),
        Mistake.WRONG_VALUE,
        10,
    ),
    "no example": (
        ('examples:\n  - bad: require("magic")();\n  - good: "1;"\n', "examples: []\n"),
        Mistake.WRONG_VALUE,
        10,
    ),
    "another name than its file": (("id: no-magic", "id: no-tricks"), Mistake.WRONG_NAME, 1),
    "nothing to look for": (("call:\n  name: magic\n", ""), Mistake.NOTHING_TO_LOOK_FOR, 1),
    "an unknown vocabulary": (
        ("  name: magic", "  name: magic\n  named: curses"),
        Mistake.UNKNOWN_VOCABULARY,
        10,
    ),
    "unknown sources": (
        ("  name: magic", "  name: magic\n  arguments:\n    0: {holds: [hat]}"),
        Mistake.UNKNOWN_SOURCES,
        11,
    ),
    "unknown sinks": (
        ("call:\n  name: magic", "taint:\n  from: [magic-wand]\n  kind: shell\n  into: [hat]"),
        Mistake.UNKNOWN_SINKS,
        11,
    ),
    "an unknown twin": (("call:", "twin-of: [no-miracles]\ncall:"), Mistake.UNKNOWN_TWIN, 8),
}


def loaded(*files: tuple[str, str]) -> tuple[set[str], list[tuple[str, int, Mistake]]]:
    book, errors = load((path, text.encode()) for path, text in files)
    assert all(str(error).startswith(f"{error.file}:{error.line}: ") for error in errors)
    return set(book.rules), [(error.file, error.line, error.mistake) for error in errors]


def test_a_right_file_loads() -> None:
    assert loaded(("magic/no-magic.yml", RULE)) == ({"no-magic"}, [])


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_told_and_the_others_load(case: str) -> None:
    (old, new), mistake, line = WRONG[case]
    assert old in RULE
    other = RULE.replace("no-magic", "no-trick")
    files = [
        ("a/no-magic.yml", RULE.replace(old, new)),
        ("a/no-trick.yml", other),
        ("m.yml", MODEL),
        ("w.yml", WORDS),
    ]
    assert loaded(*files) == ({"no-trick"}, [("a/no-magic.yml", line, mistake)])


def test_two_files_of_one_id() -> None:
    rules, errors = loaded(("a/no-magic.yml", RULE), ("b/no-magic.yml", RULE))
    assert rules == {"no-magic"}
    assert errors == [("b/no-magic.yml", 1, Mistake.TWO_OF_ONE_ID)]


def test_every_mistake_is_shown() -> None:
    shown = {mistake for _, mistake, _ in WRONG.values()} | {Mistake.TWO_OF_ONE_ID}
    assert shown == set(Mistake)


def test_on_is_a_word() -> None:
    text = RULE.replace(
        "call:\n  name: magic\n", "absence:\n  on: magic.Wand\n  of: {call: magic.Wand.lock}\n"
    )
    assert loaded(("magic/no-magic.yml", text)) == ({"no-magic"}, [])


def test_a_known_vocabulary_and_source_set_are_fine() -> None:
    text = RULE.replace(
        "  name: magic", "  name: magic\n  named: spells\n  arguments:\n    0: {holds: [magic-wand]}"
    )
    assert loaded(("a/no-magic.yml", text), ("m.yml", MODEL), ("w.yml", WORDS)) == ({"no-magic"}, [])
