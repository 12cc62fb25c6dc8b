"""Where a search stands: an expression, the part of its value that is asked for, and the calls that led there."""

from dataclasses import dataclass, replace

from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node

ANY = "*"  # some member, nobody knows which
DEEP = "**"  # the value, and everything that is in it
KEYS = "<keys>"  # the name of some member
MOST_FIELDS = 6  # members inside members that are told apart
MOST_FRAMES = 8  # calls that are entered one inside the other
MOST_SAME_FRAMES = 2  # of one function among them

Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A call that was entered, and the function of the workspace that runs in it."""

    call: Site
    function: Site


Frames = tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """The part `fields` of the value of an expression; `frames` are the calls that were entered, the innermost last.

    `used` is the place in the same function where the value, or what was made of it, is used last: tests before that place
    count too.
    """

    site: Site
    fields: Fields = ()
    frames: Frames = ()
    structured: bool = False
    used: Site | None = None

    def at(self, node: Node, fields: Fields | None = None) -> "Point":
        """The same question to another expression of the file."""
        return replace(
            self, site=self.site.model.site(node), fields=self.fields if fields is None else cut(fields)
        )

    def elsewhere(self, site: Site, fields: Fields, frames: Frames) -> "Point":
        """The question to an expression in another function."""
        return replace(self, site=site, fields=cut(fields), frames=frames, used=None)

    def entered(self, call: Site, function: Site) -> Frames | None:
        """The frames inside a call; None where it goes too deep."""
        same = sum(frame.function == function for frame in self.frames)
        if len(self.frames) >= MOST_FRAMES or same >= MOST_SAME_FRAMES:
            return None
        return (*self.frames, Frame(call, function))


@dataclass(frozen=True, slots=True)
class Edge:
    """A value that may become the one that is asked for; `note` says how, where that is worth telling."""

    point: Point
    note: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The value that is asked for comes from a source set."""

    source: str


def cut(fields: Fields) -> Fields:
    """Members that lie too deep, or behind two unknown ones, are no longer told apart."""
    unknown = next((i for i in range(len(fields) - 1) if fields[i] == fields[i + 1] == ANY), MOST_FIELDS)
    most = min(unknown + 1, MOST_FIELDS)
    return fields if len(fields) <= most else (*fields[: most - 1], DEEP)


def matches(field: str, key: str) -> bool:
    """Whether a member that is asked for may be the one under `key`."""
    return field in (key, ANY, DEEP) or key == ANY


def below(fields: Fields, key: str) -> Fields | None:
    """What is asked of the member `key`; None where something else is asked for."""
    if not fields or not matches(fields[0], key):
        return None
    return fields if fields[0] == DEEP else fields[1:]
