"""All rules, models, vocabularies and formats together, as the checks ask for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nodeward.findings import Severity
from nodeward.rulebook.into import Into
from nodeward.rulebook.plan import Planned, planned
from nodeward.rulebook.rule import Level, Rule, SeverityCase
from nodeward.rulebook.secrets.format import FormatFile
from nodeward.rulebook.secrets.formats import Formats
from nodeward.rulebook.vocabulary import Vocabulary
from nodeward.rulebook.ways import calls, names
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
        sinks = (name for way in self._ways() for into in way.places for name in names(into.call))
        return frozenset([*asked, *listed, *sinks])

    @cached_property
    def plan(self) -> Mapping[str, tuple[Planned, ...]]:
        """The ways in which each rule looks at code, by the rule's id."""
        return {rule.id: planned(rule, self.sinks) for rule in self.rules.values()}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all plans: a file concerns no plan by any other."""
        return frozenset(word for way in self._ways() for word in way.words)

    def _ways(self) -> Iterator[Planned]:
        return (way for ways in self.plan.values() for way in ways)


def severity(rule: Rule, details: Mapping[str, str], own: Level | None = None) -> Severity:
    """The severity of a finding with these details; `own` is what its way of looking says."""
    if own is not None:
        return own.severity
    if isinstance(rule.severity, Level):
        return rule.severity.severity
    return next((case.is_.severity for case in rule.severity if _fits(case, details)), Severity.WARNING)


def _fits(case: SeverityCase, details: Mapping[str, str]) -> bool:
    return all(details.get(key) == value for key, value in case.when.items())
