"""All rules, models, vocabularies and formats together, as the checks ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nodeward.findings import Severity
from nodeward.rulebook.into import Into
from nodeward.rulebook.rule import Absence, Assign, Call, Entry, Level, Rule, SeverityCase, Taint, Text
from nodeward.rulebook.secrets.format import FormatFile
from nodeward.rulebook.secrets.formats import Formats
from nodeward.rulebook.vocabulary import Vocabulary
from nodeward.semantics.api import Library
from nodeward.taint.spec import Spec


@dataclass(frozen=True)
class Rulebook:
    """What Nodeward knows; a value that is made once and shared."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    formats: Formats = field(default_factory=lambda: Formats.of(FormatFile(formats=[])))
    categories: Mapping[str, str] = field(default_factory=dict)  # rule -> the folder that its file is in
    flows: Spec = field(default_factory=Spec)
    sinks: Mapping[str, tuple[Into, ...]] = field(default_factory=dict)

    @cached_property
    def call_names(self) -> frozenset[str]:
        """The canonical names of every call that some rule looks at."""
        asked = (
            name
            for rule in self.rules.values()
            for way in calls(rule)
            for name in (*names(way.name), *way.beside, *way.not_beside)
        )
        listed = (name for rule in self.rules.values() for name in rule.looks_at)
        sinks = (
            name
            for rule in self.rules.values()
            for way in taints(rule)
            for into in self.places(way)
            for name in names(into.call)
        )
        return frozenset([*asked, *listed, *sinks])

    def places(self, way: Taint) -> list[Into]:
        """The dangerous places of a way, those of the sets that it names included."""
        return [
            place
            for into in way.into
            for place in ((into,) if isinstance(into, Into) else self.sinks.get(into, ()))
        ]


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


def severity(rule: Rule, details: Mapping[str, str], own: Level | None = None) -> Severity:
    """The severity of a finding with these details; `own` is what its way of looking says."""
    if own is not None:
        return own.severity
    if isinstance(rule.severity, Level):
        return rule.severity.severity
    return next((case.is_.severity for case in rule.severity if _fits(case, details)), Severity.WARNING)


def _fits(case: SeverityCase, details: Mapping[str, str]) -> bool:
    return all(details.get(key) == value for key, value in case.when.items())
