"""What every step of a search may ask: the program, what libraries do with values, and the question itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from nodeward.program.program import Program
from nodeward.semantics.values import Site, Value, api_name
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Fields, Origin, Point
from nodeward.taint.spec import Kind, Question, Spec

_NAMELESS = frozenset({DEEP, KEYS})
# Sinks that read a text: what a whole object is there (JSON, `[object Object]`, quoted for people) does no harm.
_TEXTS = frozenset({Kind.HTML, Kind.LINK, Kind.LOG})
# And those for which only the host of an address counts.
HOSTS_COUNT = frozenset({Kind.URL, Kind.REDIRECT})


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question about one program.

    `offers` says whether a function's parameters are a library's input. Without `judged` no test on the way counts: it is asked
    where a value comes from, not whether it is harmless.
    """

    program: Program
    spec: Spec
    question: Question
    offers: Callable[[Point], bool] = field(default=lambda _: False)
    judged: bool = True
    guarded: dict[tuple[Site, Site], bool] = field(default_factory=dict)  # what was found out about tests
    events: dict[object, object] = field(default_factory=dict)  # about variables
    checking: dict[str, bool] = field(default_factory=dict)  # whether a file has values judged by schemas
    steps: dict[Point, tuple[Edge | Origin, ...]] = field(default_factory=dict)  # and about points

    def origin(self, point: Point, value: Value, fields: Fields) -> Origin | None:
        """The source set that the part `fields` of a library's value belongs to."""
        name = api_name(value)
        if name is None:
            return None
        for field_ in fields:
            if field_ in _NAMELESS:
                break
            name = self.program.library.member(name, field_)
        whole = not _NAMELESS.intersection(fields)
        if whole and name in self.spec.objects and self.question.kind in _TEXTS:
            return None
        if whole and name in self.spec.addresses and self.question.kind in HOSTS_COUNT:
            return None
        wanted = self.spec.structured if point.structured else None
        for set_ in self.question.sources:
            found = _prefix(name, self.spec.sources.get(set_, frozenset()))
            if found is not None and (wanted is None or _prefix(name, wanted) is not None):
                return Origin(set_)
        return None


def _prefix(name: str, names: frozenset[str]) -> str | None:
    """The one of `names` that a canonical name is, or lies below; `*` in one stands for any one member."""
    parts = name.split(".")
    for pattern in _patterns(names):
        if len(pattern) <= len(parts) and all(
            key in (ANY, part) for key, part in zip(pattern, parts, strict=False)
        ):
            return ".".join(pattern)
    while name:
        if name in names:
            return name
        name = name.rpartition(".")[0]
    return None


@lru_cache(maxsize=64)  # a memory of a pure function: the sets of all models are few
def _patterns(names: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Those of the names in which some member is left open, cut into members."""
    return tuple(sorted(tuple(name.split(".")) for name in names if f".{ANY}" in name))
