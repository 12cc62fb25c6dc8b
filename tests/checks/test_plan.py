"""Ways that cannot find anything in a file are passed over, and no others: who tries every way finds the same."""

from dataclasses import replace
from functools import cache

import pytest
from tests.rulebook_files import repository_rules

from nodeward.checks.context import ActiveRule, Context
from nodeward.checks.run import check, context_of
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.rule import Profile, Rule
from nodeward.workspace.examples import ROOT, contents_of, exhibit

BOOK, _ = repository_rules()
LOOKING = [rule for rule in BOOK.rules.values() if rule.taint or rule.call or rule.assign]


@cache
def untiring() -> Rulebook:
    """The book of one who tries every way on every file."""
    book = replace(BOOK)
    plan = {rule: tuple(replace(way, always=True) for way in ways) for rule, ways in BOOK.plan.items()}
    vars(book)["plan"] = plan
    return book


@pytest.mark.parametrize("rule", LOOKING, ids=lambda rule: rule.id)
def test_what_is_passed_over_finds_nothing(rule: Rule) -> None:
    active = [ActiveRule(each, Profile.AUDIT) for each in BOOK.rules.values()]
    for example in rule.examples:
        contents = contents_of(example, example.bad or example.good or "")
        shown = exhibit(BOOK.library, contents, f"{ROOT}/{example.file}")
        planned, tried = (
            check(shown.program, shown.document, book, active, lambda: False) for book in (BOOK, untiring())
        )
        assert planned == tried


def test_most_ways_are_passed_over() -> None:
    text = b'const { exec } = require("child_process");\nexec(`ls ${process.argv[2]}`);\n'
    shown = exhibit(BOOK.library, {f"{ROOT}/app.js": text}, f"{ROOT}/app.js")
    context = context_of(shown.program, shown.document, BOOK)
    assert isinstance(context, Context)
    ways = [way for listed in BOOK.plan.values() for way in listed]
    tried = [way for way in ways if context.may_concern(way)]
    assert len(tried) < len(ways) / 4, [(way.kind, way.number) for way in tried]
