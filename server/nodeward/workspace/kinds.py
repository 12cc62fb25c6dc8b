"""How the value of one setting is read, and what its schema is. Knows no setting by name."""

import posixpath
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from nodeward.rulebook.rule import Level
from nodeward.workspace.jsonc import Path

OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Rooted:
    """A path or pattern as somebody wrote it, and the folder that it is relative to."""

    folder: str
    text: str

    @property
    def path(self) -> str:
        """The absolute path that the text names."""
        return posixpath.normpath(posixpath.join(self.folder, self.text))


class Wrong(ValueError):  # noqa: N818 - says what the value is
    """A value that cannot be taken, or a part of it, at `path` within it; told as what the setting "must be"."""

    def __init__(self, told: str, path: Path = ()) -> None:
        super().__init__(told)
        self.path = path


# Value, folder that paths are relative to, known rules and categories, and where mistakes go; None: not set.
Take = Callable[[object, str, Collection[str], list[Wrong]], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value."""

    take: Take
    schema: Mapping[str, object]


def choice(options: type[StrEnum]) -> Kind:
    """One of a few words."""
    words = [str(option) for option in options]

    def take(value: object, _folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
        if isinstance(value, str) and value in words:
            return options(value)
        wrong.append(Wrong(f"must be one of {', '.join(words)}."))
        return None

    return Kind(take, {"enum": words})


def _boolean(value: object, _folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
    if isinstance(value, bool):
        return value
    wrong.append(Wrong("must be true or false."))
    return None


def _positive(value: object, _folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
    # Some clients know only floating point numbers.
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1 and value == int(value):
        return int(value)
    wrong.append(Wrong("must be a whole number above 0."))
    return None


def _path(value: object, folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
    if isinstance(value, str) and value:
        return Rooted(folder, value)
    wrong.append(Wrong("must be a path."))
    return None


def _paths(value: object, folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
    if not isinstance(value, list | tuple):
        wrong.append(Wrong("must be a list of texts."))
        return None
    good = [item for item in value if isinstance(item, str) and item]
    wrong += (Wrong("must be a text.", (at,)) for at, item in enumerate(value) if item not in good)
    return tuple(Rooted(folder, item) for item in good)


def _levels(value: object, _folder: str, known: Collection[str], wrong: list[Wrong]) -> object:
    if not isinstance(value, dict):
        wrong.append(Wrong("must be an object: a rule or category, and its level."))
        return None
    levels: dict[str, Level | None] = {}
    for rule, level in value.items():
        if rule not in known:
            meant = get_close_matches(str(rule), sorted(known), n=1, cutoff=0.75)
            hint = f" Did you mean `{meant[0]}`?" if meant else ""
            wrong.append(Wrong(f"names no rule or category.{hint}", (str(rule),)))
        elif level == OFF:
            levels[rule] = None
        elif isinstance(level, str) and level in LEVEL_WORDS:
            levels[rule] = Level(level)
        else:
            wrong.append(Wrong(f"must be one of {', '.join(LEVEL_WORDS)}.", (str(rule),)))
    return levels


def _sets(value: object, _folder: str, _known: Collection[str], wrong: list[Wrong]) -> object:
    if not isinstance(value, dict):
        wrong.append(Wrong("must be an object: the name of a set, and a list of names."))
        return None
    sets: dict[str, tuple[str, ...]] = {}
    for name, items in value.items():
        if isinstance(items, list) and all(isinstance(item, str) and item for item in items):
            sets[name] = tuple(items)
        else:
            wrong.append(Wrong("must be a list of names.", (str(name),)))
    return sets


LEVEL_WORDS = (OFF, *reversed([str(level) for level in Level]))
BOOLEAN = Kind(_boolean, {"type": "boolean"})
POSITIVE = Kind(_positive, {"type": "integer", "minimum": 1})
PATH = Kind(_path, {"type": "string", "minLength": 1})
PATHS = Kind(_paths, {"type": "array", "items": {"type": "string", "minLength": 1}})
LEVELS = Kind(_levels, {"type": "object", "additionalProperties": {"enum": list(LEVEL_WORDS)}})
SETS = Kind(
    _sets,
    {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string", "minLength": 1}},
    },
)
