"""A rule's page says what its file says, whatever stands in the examples."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodeward.rulebook.pages import has_fix, level, page, plain, rule_table, what
from nodeward.rulebook.rule import Example, Level, NoFix, Profile, Rule, SeverityCase
from nodeward.rulebook.weaknesses import CWE_NAMES, OWASP_NAMES, cwe_title, owasp_title

BAD = Example(bad='eval("1");\n', fixed="1;\n")
GOOD = Example(good="one();\n")
PAGE = """\
# Text run as code

`no-eval` · warning · profile strict · [CWE-95 Eval Injection](https://cwe.mitre.org/data/definitions/95.html) \
· OWASP A03:2021 Injection · quick fix

[what] is run as code.

## Why it matters

Whoever writes the text writes the program.

## What to do instead

Write the code.

## Reported

```js
eval("1");
```

Fixed:

```js
1;
```

## Not reported

```js
one();
```

## When it is meant

```js
// nodeward-disable-next-line no-eval -- why it is safe here
```

`"rules": {"no-eval": "off"}` in `nodeward.json` turns the rule off.
"""


def rule(*examples: Example, severity: Level | list[SeverityCase] = Level.WARNING, title: str = "") -> Rule:
    return Rule(
        id="no-eval",
        title=title or "Text run as code",
        profile=Profile.STRICT,
        severity=severity,
        cwe=[95],
        owasp=["A03:2021"],
        message="{what} is run as code.",
        why="Whoever writes the text writes the program.\n",
        instead="Write the code.\n",
        examples=list(examples) or [BAD, GOOD],
    )


def test_a_page_is_what_the_rule_file_says() -> None:
    assert page(rule()) == PAGE


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (Example(bad="a"), "```js\na\n```"),
        (Example(bad="a", file="src/a.ts"), "`src/a.ts`\n\n```ts\na\n```"),
        (Example(bad="a", file="a.mjs"), "`a.mjs`\n\n```js\na\n```"),
        (Example(bad="a", file="Dockerfile"), "`Dockerfile`\n\n```text\na\n```"),
        (
            Example(good="a", files={"b.json": "{}"}),
            "`b.json`\n\n```json\n{}\n```\n\n`app.js`\n\n```js\na\n```",
        ),
        (Example(bad="a", no_fix=NoFix.PIPE_NEEDS_SHELL), "```\n\nNo quick fix: the pipe needs a shell."),
        (Example(bad="a", fixed="b", fixed_files={".env": "A=1"}), "Fixed:\n\n`.env`\n\n```text\nA=1\n```"),
        (Example(bad="a", fixed_files={"b.json": "{}"}), "Fixed:\n\n`b.json`\n\n```json\n{}\n```"),
        (Example(good="// ```` //"), "`````js\n// ```` //\n`````"),
    ],
)
def test_examples_are_shown_with_everything_that_belongs_to_them(example: Example, expected: str) -> None:
    assert expected in page(rule(example))


def test_a_short_page_shows_the_fixable_example() -> None:
    short = page(rule(Example(bad="first"), BAD, GOOD, Example(good="second")), most=1)
    assert [word for word in ("first", "eval(", "one()", "second") if word in short] == ["eval(", "one()"]


def test_examples_are_kept_apart() -> None:
    assert "1;\n```\n\n---\n\n```js\nsecond\n```" in page(rule(BAD, Example(bad="second")))


def test_json_files_are_silenced_in_the_settings() -> None:
    text = page(rule(Example(bad="{}", file="package.json")))
    assert "nodeward-disable" not in text
    assert '"no-eval": "off"' in text


def test_plain_text_has_no_markup() -> None:
    assert plain(rule()).splitlines()[:5] == [
        "Text run as code",
        "",
        "no-eval · warning · profile strict · CWE-95 Eval Injection · OWASP A03:2021 Injection · quick fix",
        "",
        "[what] is run as code.",
    ]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Level.HINT, Level.HINT),
        ([SeverityCase(is_=Level.ERROR, when={"a": "b"}), SeverityCase(is_=Level.HINT)], Level.HINT),
        (
            [
                SeverityCase(is_=Level.HINT, when={"a": "b"}),
                SeverityCase(is_=Level.WARNING, when={"a": "c"}),
            ],
            Level.WARNING,
        ),
    ],
)
def test_a_rule_has_one_level_where_nothing_says_otherwise(
    severity: Level | list[SeverityCase], expected: Level
) -> None:
    assert level(rule(severity=severity)) is expected


@pytest.mark.parametrize(
    ("examples", "expected"),
    [
        ([BAD, GOOD], True),
        ([Example(bad="a", fixed_files={".gitignore": ".env"})], True),
        ([Example(bad="a", no_fix=NoFix.NEEDS_HUMAN), GOOD], False),
    ],
)
def test_a_rule_has_the_fix_that_it_shows(examples: list[Example], expected: bool) -> None:
    assert has_fix(rule(*examples)) is expected


def test_the_table_is_sorted_and_its_cells_hold() -> None:
    lines = rule_table([rule(title="a|b"), rule(Example(bad="a"))]).splitlines()
    assert lines == [
        "| Rule | Finds | Weakness | Severity | Profile | Fix |",
        "|---|---|---|---|---|---|",
        "| `no-eval` | a\\|b | [CWE-95](https://cwe.mitre.org/data/definitions/95.html) | warning | strict | yes |",
        "| `no-eval` | Text run as code | [CWE-95](https://cwe.mitre.org/data/definitions/95.html) | warning | strict |  |",
    ]


def test_names_in_braces_are_marked() -> None:
    assert what(rule()) == "[what] is run as code."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (cwe_title(78), "CWE-78 OS Command Injection"),
        (cwe_title(999999), "CWE-999999"),
        (owasp_title("A10:2021"), "OWASP A10:2021 Server-Side Request Forgery"),
        (owasp_title("API1:2023"), "OWASP API1:2023"),
    ],
)
def test_weaknesses_are_called_by_number_and_name(title: str, expected: str) -> None:
    assert title == expected


def test_the_weakness_lists_are_in_order() -> None:
    assert list(CWE_NAMES) == sorted(CWE_NAMES)
    assert list(OWASP_NAMES) == sorted(OWASP_NAMES)


@given(st.text(alphabet="`a\n~", max_size=40))
def test_no_example_can_leave_its_fence(code: str) -> None:
    text = page(rule(Example(bad=code)))
    opening = re.search(r"^(`{3,})js$", text, re.MULTILINE)
    assert opening is not None
    inside = text[opening.end() + 1 :].split(f"\n{opening[1]}\n")[0]
    assert inside == code.rstrip()
