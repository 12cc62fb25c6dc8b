"""Turns a rule into words: its page in Markdown or plain text, and the table of all rules.

Pure; a page holds only what the rule file says, so that it cannot disagree with what is checked.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath

from nodeward.findings import Finding
from nodeward.rulebook.rule import Example, Level, Rule
from nodeward.rulebook.weaknesses import cwe_page, cwe_title, owasp_title

# What a fence calls the language of a file; the suffix itself where it is not here.
FENCES = {"mjs": "js", "cjs": "js", "mts": "ts", "cts": "ts", "yml": "yaml", "env": "sh", "": "text"}


def page(rule: Rule, most: int | None = None, found: Finding | None = None) -> str:
    """The page of a rule in Markdown, ending in a newline.

    `most` limits the bad and the good examples to so many each (a hover shows one); None shows all. Where `found`
    is what the page is shown for, its severity is told, and what its own message says is left out.
    """
    parts = [
        f"# {rule.title}",
        " · ".join(_facts(rule, found, linked=True)),
        *([] if found else [what(rule)]),
        f"## Why it matters\n\n{rule.why.strip()}",
        f"## What to do instead\n\n{rule.instead.strip()}",
        *_bad(rule, most),
        *_good(rule, most),
        f"## When it is meant\n\n{_silence(rule)}",
    ]
    return "\n\n".join(parts) + "\n"


def plain(rule: Rule, found: Finding | None = None) -> str:
    """What a rule says without examples and without markup, for places that show plain text only."""
    parts = [
        rule.title,
        " · ".join(_facts(rule, found, linked=False)),
        *([] if found else [what(rule)]),
        rule.why.strip(),
        rule.instead.strip(),
    ]
    return "\n\n".join(parts) + "\n"


def rule_table(rules: Iterable[Rule]) -> str:
    """All rules as a Markdown table, sorted by id, ending in a newline."""
    head = ["| Rule | Finds | Weakness | Severity | Profile | Fix |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *map(_row, sorted(rules, key=lambda rule: rule.id))]) + "\n"


def what(rule: Rule) -> str:
    """The rule's message with a name in brackets where a finding fills something in."""
    return re.sub(r"\{([^{}]+)\}", r"[\1]", rule.message.strip())


def level(rule: Rule) -> Level:
    """The severity that a rule's findings have where nothing says otherwise: of several, the case without `when`."""
    if isinstance(rule.severity, Level):
        return rule.severity
    for case in rule.severity:
        if not case.when:
            return case.is_
    return min((case.is_ for case in rule.severity), key=lambda one: one.severity)


def has_fix(rule: Rule) -> bool:
    """Whether some example shows a fix: what a rule can mend is what it proves."""
    return any(example.fixed is not None or example.fixed_files for example in rule.examples)


def _facts(rule: Rule, found: Finding | None, *, linked: bool) -> Iterator[str]:
    """The rule's head line: id, severity, profile, weakness lists, whether there may be a fix."""
    yield f"`{rule.id}`" if linked else rule.id
    yield found.severity.name.lower() if found else level(rule).value
    yield f"profile {rule.profile.value}"
    for number in rule.cwe:
        yield f"[{cwe_title(number)}]({cwe_page(number)})" if linked else cwe_title(number)
    yield from map(owasp_title, rule.owasp)
    if has_fix(rule) and not found:
        yield "quick fix"


def _bad(rule: Rule, most: int | None) -> Iterator[str]:
    """The code that is reported, fixable examples first, each with what becomes of it."""
    examples = sorted(
        (example for example in rule.examples if example.bad is not None and not example.hidden),
        key=lambda example: example.fixed is None,
    )
    if examples:
        yield "## Reported"
    for number, example in enumerate(islice(examples, most)):
        if number:
            yield "---"
        yield _code(example, example.bad or "")
        if example.fixed is not None or example.fixed_files:
            yield "Fixed:"
            yield from (_fence(text, path, named=True) for path, text in example.fixed_files.items())
        if example.fixed is not None:
            yield _fence(example.fixed, example.file, named=bool(example.fixed_files))
        elif example.no_fix is not None:
            yield f"No quick fix: {example.no_fix.value}."


def _good(rule: Rule, most: int | None) -> Iterator[str]:
    examples = [example for example in rule.examples if example.good is not None and not example.hidden]
    if examples:
        yield "## Not reported"
    for example in islice(examples, most):
        yield _code(example, example.good or "")


def _code(example: Example, text: str) -> str:
    """The other files of an example, then the file that it is about; named only where a name says something."""
    named = bool(example.files) or example.file != Example().file
    blocks = [_fence(other, path, named=True) for path, other in example.files.items()]
    return "\n\n".join([*blocks, _fence(text, example.file, named=named)])


def _fence(code: str, path: str, *, named: bool) -> str:
    """Code between fences that are longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    suffix = PurePosixPath(path).suffix.removeprefix(".")
    name = f"`{path}`\n\n" if named else ""
    return f"{name}{fence}{FENCES.get(suffix, suffix)}\n{code.rstrip()}\n{fence}"


def _silence(rule: Rule) -> str:
    """How to suppress the rule: in the code where the language has comments, else in the settings."""
    off = f'`"rules": {{"{rule.id}": "off"}}` in `nodeward.json` turns the rule off.'
    if all(example.file.endswith(".json") for example in rule.examples):
        return f"JSON has no comments: {off}"
    comment = f"// nodeward-disable-next-line {rule.id} -- why it is safe here"
    return f"```js\n{comment}\n```\n\n{off}"


def _row(rule: Rule) -> str:
    weaknesses = ", ".join(f"[CWE-{number}]({cwe_page(number)})" for number in rule.cwe)
    cells = [
        f"`{rule.id}`",
        rule.title.replace("|", "\\|"),
        weaknesses,
        level(rule).value,
        rule.profile.value,
        "yes" if has_fix(rule) else "",
    ]
    return f"| {' | '.join(cells)} |"
