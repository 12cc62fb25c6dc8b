"""`nodeward rules test`: puts anybody's rules on trial by their own examples."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from nodeward.cli.arguments import RulesTest
from nodeward.cli.mistake import CLEAN, FOUND, Mistake
from nodeward.cli.report.harmless import harmless
from nodeward.rulebook.parse import load
from nodeward.workspace.examples import judge
from nodeward.workspace.rulefiles import ENDINGS, OWN, RuleFile, built_in


def try_rules(command: RulesTest) -> int:
    """Prints what is wrong with rules, a line each, and how many were looked at; 1 where something is.

    Raises Mistake for a path that is not there or holds no rule.
    """
    files = list(_files(command.paths or [OWN]))
    given = {Path(path).stem for path, _ in files}
    # A rule that takes the place of a built-in one is tested in its place.
    others = [(path, text) for path, text in built_in() if Path(path).stem not in given]
    book, errors = load([*others, *files])
    paths = {path for path, _ in files}
    wrong = [str(error) for error in errors if error.file in paths]
    rules = [(path, book.rules[Path(path).stem]) for path, _ in files if Path(path).stem in book.rules]
    for path, rule in rules:
        for verdict in judge(book, rule):
            wrong += (f"{path}: example {verdict.number}: {complaint}" for complaint in verdict.complaints)
    for line in "\n".join(wrong).splitlines():
        sys.stdout.write(f"{harmless(line, sys.stdout.encoding)}\n")
    sys.stdout.write(f"Rules tested: {len(rules)}. Mistakes: {len(wrong)}.\n")
    return FOUND if wrong else CLEAN


def _files(paths: Sequence[str]) -> Iterator[RuleFile]:
    """The rule files that paths name, or that lie below the folders that they name, in order."""
    for given in paths:
        start = Path(given)
        found = (
            [start]
            if start.is_file()
            else sorted(file for file in start.rglob("*") if file.suffix in ENDINGS)
        )
        if not found:
            raise Mistake(f"there is no rule file in {given}" if start.exists() else f"there is no {given}")
        for file in found:
            try:
                yield file.as_posix(), file.read_bytes()
            except OSError as error:
                raise Mistake(f"{file} cannot be read: {error.strerror}") from error
