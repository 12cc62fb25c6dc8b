"""Which rules there are, a project's own included, and which of them the settings switch on."""

from collections.abc import Sequence

from nodeward.checks.context import ActiveRule
from nodeward.rulebook.book import Rulebook
from nodeward.workspace.analysis import project_files
from nodeward.workspace.rulefiles import RuleFile, rulebook
from nodeward.workspace.settings import LibraryInput, Settings
from nodeward.workspace.suppress import Notice

_INPUT = {LibraryInput.ON: True, LibraryInput.OFF: False, LibraryInput.AUTO: None}


class Rules:
    """The rulebook of a workspace; made anew only when a project's own rules change."""

    def __init__(self, base: Rulebook) -> None:
        self._base = base
        self._own: tuple[RuleFile, ...] = ()
        self._active: dict[Settings, tuple[ActiveRule, ...]] = {}
        self.book = base
        self.names = project_files(base)

    @property
    def known(self) -> frozenset[str]:
        """What settings may name: rules, categories, and the notices about suppressions."""
        return frozenset({*self.book.rules, *self.book.categories.values(), *map(str, Notice)})

    def own(self, files: Sequence[RuleFile]) -> tuple[str, ...] | None:
        """Takes a project's own rules in place of what it had; what is wrong with them, or None for the same ones."""
        if tuple(files) == self._own:
            return None
        self._own = tuple(files)
        self.book, complaints = rulebook(self._own) if self._own else (self._base, ())
        self.names = project_files(self.book)
        self._active.clear()
        return complaints

    def active(self, settings: Settings) -> tuple[ActiveRule, ...]:
        """The rules that these settings leave on, in the order of their ids."""
        if settings not in self._active:
            self._active[settings] = tuple(_active(self.book, settings))
        return self._active[settings]


def _active(book: Rulebook, settings: Settings) -> list[ActiveRule]:
    chosen = settings.rules
    active = []
    for rule in book.rules.values():
        category = book.categories.get(rule.id, "")
        level = chosen.get(rule.id, chosen.get(category))
        named = rule.id in chosen
        if level is None and (named or category in chosen):
            continue
        active.append(
            ActiveRule(
                rule,
                settings.profile,
                level.severity if level is not None else None,
                forced=named,
                library_input=_INPUT[settings.library_input],
            )
        )
    return active
