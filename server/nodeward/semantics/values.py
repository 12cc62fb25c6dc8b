"""The domain of values: what an expression is known to be before the program runs.

Everything here is frozen data. A value that holds code points to it through a `Site`; equality is by place.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model


class Undefined:
    """The JavaScript value `undefined`; there is one."""

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED = Undefined()
Primitive = str | int | float | bool | None | Undefined


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A node of a file, with the model that gives its names a meaning."""

    model: "Model"
    node: Node

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Path, byte offsets and node type: what makes two sites equal."""
        return (self.model.path, self.node.start_byte, self.node.end_byte, self.node.type)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Site) and self.place == other.place

    def __hash__(self) -> int:
        return hash(self.place)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known, or two things are possible: the two are the same to us."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A primitive value. Numbers are Python's int or float, `null` is None."""

    value: Primitive

    def __eq__(self, other: object) -> bool:
        # 1 == True in Python, not here.
        return (
            isinstance(other, Constant)
            and type(self.value) is type(other.value)
            and self.value == other.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class Text:
    """A string of which some pieces are known: text, or the site of what is put in."""

    pieces: tuple[str | Site, ...]


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression literal."""

    pattern: str
    flags: str


@dataclass(frozen=True, slots=True)
class Api:
    """A thing of a library under its canonical name: a module, a member, or an object of a known type."""

    name: str
    promisified: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What a library's function gave back, where no model says what that is."""

    api: str
    site: Site


@dataclass(frozen=True, slots=True)
class Object:
    """An object literal; `shapes.shape` says what is in it."""

    site: Site


@dataclass(frozen=True, slots=True)
class Array:
    """An array literal."""

    site: Site


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the workspace."""

    site: Site


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the workspace."""

    site: Site


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the workspace."""

    site: Site


@dataclass(frozen=True, slots=True)
class Module:
    """The namespace of a file of the workspace."""

    path: str


Value = (
    Unknown | Constant | Text | Regex | Api | Result | Object | Array | Function | Class | Instance | Module
)
UNKNOWN: Value = Unknown()


def join(values: list[Value]) -> Value:
    """The one value that all agree on; a name with two possible values is unknown."""
    if not values:
        return UNKNOWN
    first = values[0]
    return first if all(value == first for value in values[1:]) else UNKNOWN


def join_present(values: list[Value]) -> Value:
    """The one value of a name, one that is nothing at times (`let app = null`) included: of nothing no member is asked.

    Only for things that are used by their members. Text and options mean something else where they are missing.
    """
    present = [
        value for value in values if not (isinstance(value, Constant) and value.value in (None, UNDEFINED))
    ]
    found = join(present)
    return found if isinstance(found, Api | Result | Instance) else join(values)


def constant_text(value: Value) -> str | None:
    """The text of a constant string, else None."""
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else None


def api_name(value: Value) -> str | None:
    """The canonical name of a library's thing or of a call's result, else None."""
    if isinstance(value, Api):
        return value.name
    return value.api if isinstance(value, Result) else None
