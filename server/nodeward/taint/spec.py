"""What a search for flows is asked, and what it knows of libraries: plain data. Has never heard of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """As what a sink reads a value; it decides which characters, prefixes and checks make a value harmless."""

    SHELL = "shell"
    ARGUMENT = "argument"
    CODE = "code"
    MODULE = "module"
    SQL = "sql"
    FILTER = "filter"
    LDAP = "ldap"
    XPATH = "xpath"
    TEMPLATE = "template"
    HTML = "html"
    URL = "url"
    REDIRECT = "redirect"
    PATH = "path"
    LINK = "link"
    HEADER = "header"
    LOG = "log"
    REGEX = "regex"
    KEY = "key"
    OBJECT = "object"
    SIZE = "size"
    RANDOM = "random"  # what was drawn counts, whatever was calculated or spelled with it
    CONFIDENTIAL = "confidential"
    TEXT = "text"


class Form(StrEnum):
    """In which form a call's result holds what it was given."""

    VALUE = "value"  # the same value
    TEXT = "text"  # a text with its text in it
    PARSED = "parsed"  # whatever the text describes
    DEEP = "deep"  # a text of everything that is in it
    ELEMENTS = "elements"  # a list of it, or of what is in it
    CONTENTS = "contents"  # something that is in it
    KEYS = "keys"  # the names of what is in it


@dataclass(frozen=True, slots=True)
class Keep:
    """A library call whose result holds some of its arguments; with `rest` also all behind the last position."""

    positions: tuple[int, ...]
    form: Form = Form.VALUE
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A library call that judges its argument: `outcome` is the answer after which the value is harmless."""

    position: int = 0
    outcome: bool = True


class Fails(StrEnum):
    """What a call that has a value judged does where the value does not fit."""

    THROWS = "throws"
    REJECTS = "rejects"  # the promise that it gives
    ERROR = "error"  # the member `error` of what it gives is set, `success` is not
    FALSE = "false"  # it gives false


@dataclass(frozen=True, slots=True)
class Check:
    """A call that has its argument `value` judged.

    `schema` is the position of the schema; None: it is what the method is called on, or what the called function was made of.
    `gives` is the member of the result that holds the value ("": it is the result), None where none does.
    """

    fails: Fails
    value: int = 0
    schema: int | None = None
    gives: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """A library whose calls describe values: the names of those that say something of a value, or of its members.

    With `about` a call names a member of one of these sources by its first argument, and only judges it where `answer` is asked.
    """

    of: tuple[str, ...]
    fields: frozenset[str] = frozenset()  # are given the members by name
    lists: frozenset[str] = frozenset()  # are given what an element is
    harmless: frozenset[str] = frozenset()  # leave only values that do no harm anywhere
    texts: frozenset[str] = frozenset()  # leave only texts, whatever they say
    patterns: frozenset[str] = frozenset()  # leave only what an expression matches
    open: frozenset[str] = frozenset()  # let members through that are not named
    about: tuple[str, ...] = ()
    answer: str = ""
    checks: Mapping[str, Check] = field(default_factory=dict)  # by method, or canonical name of a function


@dataclass(frozen=True, slots=True)
class Spec:
    """What all models together say of flows. Sets and kinds by name; `any` counts for every kind but `size` and `random`."""

    sources: Mapping[str, frozenset[str]] = field(default_factory=dict)
    structured: frozenset[str] = frozenset()  # sources whose sender also chooses keys and nested types
    flat: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # those of them that are texts in some versions of a package
    objects: frozenset[str] = (
        frozenset()
    )  # sources that are objects: of them as a whole, no text is sent or shown
    addresses: frozenset[str] = (
        frozenset()
    )  # sources that are the whole address under which the server was asked: the host is its own
    paths: frozenset[str] = frozenset()  # sources that begin with a slash, or are a whole address
    keeps: Mapping[str, Keep] = field(default_factory=dict)
    sanitizers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    guards: Mapping[str, Mapping[str, Guard]] = field(default_factory=dict)
    # Call that registers a handler, or stands beside it -> where in its arguments a schema is -> the source that it is about.
    validates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    schemas: tuple[Schema, ...] = ()
    check_words: frozenset[str] = frozenset()  # the last words of all calls that have a value judged

    def cleans(self, name: str, kind: Kind) -> bool:
        """Whether what the call `name` gives back is harmless for a kind of sink."""
        return any(name in self.sanitizers.get(each, ()) for each in _names(kind))

    def guard(self, name: str, kind: Kind) -> Guard | None:
        """What the answer of the call `name` says about its argument, for a kind of sink."""
        found = (self.guards.get(each, {}).get(name) for each in _names(kind))
        return next((guard for guard in found if guard is not None), None)


def _names(kind: Kind) -> tuple[str, ...]:
    """Under which names a kind's cleaners stand. What makes a number harmless as a text says nothing of how big it is."""
    return (kind,) if kind in (Kind.SIZE, Kind.RANDOM) else (kind, "any")


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: values of these source sets that are still dangerous for a kind of sink.

    `structured` asks for values whose structure the sender chooses, not for texts.
    """

    sources: tuple[str, ...]
    kind: Kind
    cleaned_by: frozenset[str] = frozenset()
    structured: bool = False


LIBRARY_INPUT = "library-input"  # the source set of what a library's exported functions receive
