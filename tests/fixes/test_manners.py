"""Every fix keeps the file's manners: its line endings and its byte order mark, and code around it that has nothing to do with it."""

from dataclasses import dataclass

import msgspec
import pytest
from tests.rulebook_files import repository_rules

from nodeward.rulebook.rule import Example, Rule
from nodeward.workspace.examples import complaints

BOOK, _ = repository_rules()
MENDED = [
    (rule, number)
    for rule in BOOK.rules.values()
    for number, example in enumerate(rule.examples)
    if example.fixed is not None or example.fixed_files
]
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to write the same example."""

    newline: str = "\n"
    before: str = ""
    after: str = ""

    def text(self, code: str) -> str:
        return (self.before + code + self.after).replace("\n", self.newline)


WAYS = {
    "CRLF": Way(newline="\r\n"),
    "a byte order mark": Way(before=BOM),
    "a licence above and code below": Way(
        before="/*! Shop. MIT. */\n", after="\nfunction unrelated() {\n  return [1, 2];\n}\n"
    ),
    "a hashbang": Way(before="#!/usr/bin/env node\n"),
}


def rewritten(example: Example, way: Way) -> Example:
    """The example in another way; of its other files only the line endings change, and a new file has those of its system."""
    plain = Way(newline=way.newline)
    package = {"package.json": '{"name": "project"}\n'}
    others = {name: plain.text(text) for name, text in {**package, **example.files}.items()}
    assert example.bad is not None
    return msgspec.structs.replace(
        example,
        bad=way.text(example.bad),
        fixed=None if example.fixed is None else way.text(example.fixed),
        underlines=None,
        message=None,
        files=others,
        fixed_files={
            name: plain.text(text) if name in others else text for name, text in example.fixed_files.items()
        },
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("rule", "number"), MENDED, ids=[f"{rule.id}-{number + 1}" for rule, number in MENDED]
)
def test_a_fix_keeps_what_it_did_not_mean_to_change(rule: Rule, number: int, way: str) -> None:
    example = rule.examples[number]
    if WAYS[way].before and not example.file.endswith((".js", ".ts")):
        way = "CRLF"
    other = rewritten(example, WAYS[way])
    assert [said for said in complaints(BOOK, rule, other) if not only_more_air(said, other)] == []


def only_more_air(complaint: str, example: Example) -> bool:
    """Whether the result differs in blank lines only: one between a licence or hashbang and what was put below it."""
    given = complaint.partition(":\n")[2]
    return bool(given) and squeezed(given) == squeezed(example.fixed or "")


def squeezed(code: str) -> list[str]:
    return [line for line in code.splitlines() if line.strip()]
