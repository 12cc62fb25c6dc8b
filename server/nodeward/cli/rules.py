"""`nodeward rules`: lists all rules, begins a new one from a skeleton, tests anybody's."""

import json
import re
import sys
from pathlib import Path

from nodeward.cli.arguments import RulesList, RulesNew, RulesTest
from nodeward.cli.book import book_here
from nodeward.cli.mistake import CLEAN, Mistake
from nodeward.cli.report.harmless import harmless
from nodeward.cli.trial import try_rules
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.pages import has_fix, level
from nodeward.rulebook.rule import Rule
from nodeward.workspace.rulefiles import OWN, rules_folder

# The rules of Nodeward itself, when it is worked on.
REPOSITORY_RULES = Path("rules")
SCHEMA = "schema.json"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/([a-z0-9]+(?:-[a-z0-9]+)*)")
SKELETON = """\
# yaml-language-server: $schema=../schema.json
id: {id}
title: What it finds, in a few words
profile: recommended
severity: warning
cwe: [95]

message: "One sentence: what is wrong here, and what to do."
why: |
  What somebody could do with it, in one or two sentences.
instead: |
  What to write instead.

call:
  name: eval
  arguments:
    0: {{not-constant: true}}

examples:
  - bad: |
      eval(process.argv[2]);
    underlines: eval(process.argv[2])

  - good: |
      eval("1 + 1");
"""


def rules(command: RulesList | RulesNew | RulesTest) -> int:
    """Runs one of the commands below `rules`; gives the exit status, raises Mistake as they do."""
    match command:
        case RulesList():
            return list_rules(command, book_here())
        case RulesNew():
            return new_rule(command, _folder())
        case RulesTest():
            return try_rules(command)


def list_rules(command: RulesList, book: Rulebook) -> int:
    """Prints all rules, one a line or as JSON, sorted by id."""
    rules = [book.rules[id_] for id_ in sorted(book.rules)]
    if command.json:
        sys.stdout.write(json.dumps([_said(rule) for rule in rules], indent=2) + "\n")
        return CLEAN
    _print(rules, color=command.color)
    return CLEAN


def new_rule(command: RulesNew, folder: Path) -> int:
    """Writes the skeleton of a rule below `folder`, and there the schema by which editors complete rules.

    Raises Mistake for a name that is none and for a rule that exists.
    """
    match = NAME.fullmatch(command.name)
    if match is None:
        raise Mistake(
            f"{command.name} is not WEAKNESS/ID, each in small letters and hyphens: injection/no-eval"
        )
    path = folder / f"{command.name}.yml"
    if path.exists():
        raise Mistake(f"{path} exists already")
    schema = (rules_folder() / SCHEMA).read_text(encoding="utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if folder != REPOSITORY_RULES:
            (folder / SCHEMA).write_text(schema, encoding="utf-8")
        path.write_text(SKELETON.format(id=match[1]), encoding="utf-8")
    except OSError as error:
        raise Mistake(f"{path} cannot be written: {error.strerror}") from error
    sys.stdout.write(f"{path}\n")
    return CLEAN


def _folder() -> Path:
    """Where a new rule belongs: to Nodeward's own where the current folder is its repository, else the project's."""
    return REPOSITORY_RULES if (REPOSITORY_RULES / SCHEMA).is_file() else Path(OWN)


def _said(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": level(rule).value,
        "profile": rule.profile.value,
        "cwe": rule.cwe,
        "owasp": rule.owasp,
        "fix": has_fix(rule),
    }


def _print(rules: list[Rule], *, color: bool) -> None:
    from rich.console import OverflowMethod  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415 - JSON needs no terminal

    from nodeward.cli.show import console  # noqa: PLC0415

    out = console(sys.stdout, color=color)
    widest = max((len(rule.id) for rule in rules), default=0)
    overflow: OverflowMethod = "ellipsis" if out.is_terminal else "ignore"
    with out.capture() as captured:
        for rule in rules:
            line = Text.assemble((f"{rule.id:<{widest}}  ", "bold"), *_cells(rule, out.encoding))
            out.print(line, no_wrap=True, overflow=overflow, crop=out.is_terminal)
    sys.stdout.write(captured.get())


def _cells(rule: Rule, encoding: str) -> list[tuple[str, str]]:
    """What a line says of a rule after its id, each with its style."""
    from nodeward.cli.report.text import SEVERITY_STYLES  # noqa: PLC0415 - see above

    severity = level(rule)
    fix = "fix" if has_fix(rule) else ""
    return [
        (f"{severity.value:<11}  ", SEVERITY_STYLES[severity.severity]),
        (f"{rule.profile.value:<11}  CWE-{rule.cwe[0]:<4}  {fix:<3}  {harmless(rule.title, encoding)}", ""),
    ]
