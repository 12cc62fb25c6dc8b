"""What libraries mean: the facts of `rules/models/`, as plain data. Knows no YAML and no rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_ALIASES = 8  # names that are followed to the one that counts; a model that runs in circles ends there


@dataclass(frozen=True, slots=True)
class Callback:
    """What a library hands to a function that it is given.

    `first` are the texts of which the call's first argument must be one (none: any), `argument` is the position of the
    function or of the object that holds it (None: any position), `properties` the ways of keys to it in that object (none: it is
    the argument), `count` the number of parameters that it must declare (None: any), `parameters` the canonical types of its
    parameters ("" where there is none).
    """

    parameters: tuple[str, ...]
    argument: int | None = None
    count: int | None = None
    first: tuple[str, ...] = ()
    properties: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What a host hands to functions that it knows by the file that they are in and the name that they leave it under.

    `file` is an expression for the end of the path, `directive` a text that the file or the function must begin with, `called`
    are the names of which the function's first parameter must have one (none: any), `packages` texts of which the file must hold one.
    """

    parameters: tuple[str, ...]
    file: str = ""
    names: tuple[str, ...] = ()
    directive: str = ""
    called: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decorated:
    """What a decorator makes of a parameter; nothing where it is given one of `unless`, which judges or changes the value."""

    is_: str
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Convention:
    """By what a function that nothing registers in sight is still known for a handler: its parameters' names, or its place."""

    names: tuple[tuple[str, ...], ...]  # for each position the names that count
    parameters: tuple[str, ...]
    proof: tuple[str, ...]  # some parameter is used with one of these members
    under: tuple[str, ...] = ()  # instead: it is a member of an object that has one of these names


@dataclass(frozen=True, slots=True)
class Framework:
    """What the application model must know of an HTTP framework; names of methods, without the object's name."""

    app: str  # canonical name of an application
    routers: tuple[str, ...] = ()
    mounts: tuple[str, ...] = ()  # methods that mount middleware, routers or plugins
    routes: tuple[str, ...] = ()  # methods that register a handler for requests
    errors: tuple[str, ...] = ()  # methods that register an error handler
    serves: tuple[str, ...] = ()  # methods that start serving
    settings: tuple[str, ...] = ()  # methods that say nothing about requests


@dataclass(frozen=True, slots=True)
class Library:
    """All models together; made once, and itself a key under which what follows from it is remembered."""

    aliases: Mapping[str, str] = field(default_factory=dict)  # canonical name -> the name it is judged by
    globals: Mapping[str, str] = field(default_factory=dict)  # a global's name -> canonical name
    returns: Mapping[str, str] = field(default_factory=dict)  # called or constructed -> canonical name
    passes: Mapping[str, int] = field(
        default_factory=dict
    )  # called -> position of the argument it gives back
    encodes: Mapping[str, int] = field(
        default_factory=dict
    )  # called -> position of the text whose bytes, or key, it gives back
    properties: Mapping[str, str] = field(default_factory=dict)  # member -> canonical name of what it holds
    callbacks: Mapping[str, tuple[Callback, ...]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)  # TypeScript type -> canonical name
    conventions: tuple[Convention, ...] = ()
    decorators: Mapping[str, Decorated] = field(default_factory=dict)
    exported: tuple[Exported, ...] = ()
    handler_keys: frozenset[str] = frozenset()  # under which handlers stand in objects that calls are given
    key_takers: frozenset[str] = (
        frozenset()
    )  # words of calls that are given objects of handlers under any key
    map_keys: frozenset[str] = frozenset()  # of objects whose members are handlers
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # set -> canonical names
    origins: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # a package or global -> those through which its things can come
    frameworks: tuple[Framework, ...] = ()
    neutral: frozenset[str] = (
        frozenset()
    )  # calls that only look at an application: they neither protect nor hide it

    def __hash__(self) -> int:
        return hash((len(self.aliases), len(self.returns), len(self.callbacks)))

    def canonical(self, name: str) -> str:
        """The one name of a thing that has several, judged by its longest known beginning."""
        for _ in range(MOST_ALIASES):
            other = self._other_name(name)
            if other is None:
                return name
            name = other
        return name

    def _other_name(self, name: str) -> str | None:
        head, tail = name, ""
        while head:
            target = self.aliases.get(head)
            if target is not None and target != head:
                return target + tail
            head, dot, last = head.rpartition(".")
            tail = dot + last + tail
        return None

    def member(self, name: str, key: str) -> str:
        """The canonical name of member `key` of `name`."""
        if key == "default":
            return name
        full = self.canonical(f"{name}.{key}")
        return self.properties.get(full, full)

    def is_source(self, name: str, sets: tuple[str, ...]) -> bool:
        """Whether a canonical name is in one of the source sets, or below a name that is."""
        wanted = {source for set_ in sets for source in self.sources.get(set_, ())}
        while name:
            if name in wanted:
                return True
            name = name.rpartition(".")[0]
        return False
