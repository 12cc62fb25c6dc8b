"""Every rule file says the truth: it loads, and each of its examples behaves as it claims."""

import pytest
from tests.rulebook_files import RULES, repository_rules

from nodeward.rulebook.rule import Example, NoFix, Rule
from nodeward.workspace.examples import complaints

BOOK, ERRORS = repository_rules()
EXAMPLES = [(rule, example) for rule in BOOK.rules.values() for example in rule.examples]
# Rules whose every example refuses a fix, each because no edit can be right.
WITHOUT_FIX: frozenset[str] = frozenset()


def test_all_files_load() -> None:
    assert [str(error) for error in ERRORS] == []


def test_every_file_is_a_rule_or_a_model() -> None:
    files = [path for path in RULES.rglob("*.yml") if path.parent.name != "models"]
    assert len(files) == len(BOOK.rules)


@pytest.mark.parametrize(
    ("rule", "example"),
    EXAMPLES,
    ids=[f"{rule.id}-{rule.examples.index(example) + 1}" for rule, example in EXAMPLES],
)
def test_examples_behave_as_they_say(rule: Rule, example: Example) -> None:
    assert list(complaints(BOOK, rule, example)) == []


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=lambda rule: rule.id)
def test_rules_show_both_sides(rule: Rule) -> None:
    assert any(example.bad is not None for example in rule.examples), "show what is reported"
    assert any(example.good is not None for example in rule.examples), "show what is not"


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=lambda rule: rule.id)
def test_a_bad_example_says_what_becomes_of_it(rule: Rule) -> None:
    bad = [example for example in rule.examples if example.bad is not None]
    assert all(example.underlines is not None for example in bad), "say what is underlined"
    refused = [example for example in bad if isinstance(example.no_fix, NoFix)]
    assert len(refused) < len(bad) or rule.id in WITHOUT_FIX or rule.fix is None
