"""The ways of a rule, and the names in one, as lists: an author may write a single one without."""

from nodeward.rulebook.rule import Absence, Assign, Call, Entry, Rule, Taint, Text


def taints(rule: Rule) -> list[Taint]:
    """The `taint` ways of a rule."""
    return rule.taint if isinstance(rule.taint, list) else [rule.taint]


def calls(rule: Rule) -> list[Call]:
    """The `call` ways of a rule."""
    return rule.call if isinstance(rule.call, list) else [rule.call]


def assigns(rule: Rule) -> list[Assign]:
    """The `assign` ways of a rule."""
    return rule.assign if isinstance(rule.assign, list) else [rule.assign]


def literals(rule: Rule) -> list[Text]:
    """The `literal` ways of a rule."""
    return rule.literal if isinstance(rule.literal, list) else [rule.literal]


def absences(rule: Rule) -> list[Absence]:
    """The `absence` ways of a rule."""
    return rule.absence if isinstance(rule.absence, list) else [rule.absence]


def entries(rule: Rule) -> list[Entry]:
    """The `entry` ways of a rule."""
    return rule.entry if isinstance(rule.entry, list) else [rule.entry]


def names(of: str | list[str]) -> list[str]:
    """One name or several, as a list."""
    return of if isinstance(of, list) else [of]
