"""Which ways of looking a file can concern at all, by the calls that it makes and the words in it. Judges no code.

There are hundreds of ways, and a file speaks of few libraries: a way that is passed over costs a key next to nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from nodeward.rulebook.into import Into
from nodeward.rulebook.rule import Rule, Taint, Way
from nodeward.rulebook.ways import absences, assigns, calls, literals, names, taints
from nodeward.semantics.callsites import words

Sinks = Mapping[str, tuple[Into, ...]]


@dataclass(frozen=True, slots=True)
class Planned:
    """A way of a rule. Unless it is tried `always`, it finds nothing in a file without its calls and its words."""

    kind: Literal["taint", "call", "assign", "literal", "absence"]
    number: int  # among the ways of its kind
    way: Way
    places: tuple[Into, ...] = ()  # of a `taint` way, those of the sets that it names included
    always: bool = False
    calls: frozenset[str] = frozenset()  # canonical names
    words: frozenset[str] = frozenset()  # identifiers, also in strings


def planned(rule: Rule, sinks: Sinks) -> tuple[Planned, ...]:
    """The ways in which a rule looks at code, in the order in which they are tried."""
    return tuple(_planned(rule, sinks))


def _planned(rule: Rule, sinks: Sinks) -> Iterator[Planned]:
    for i, flow in enumerate(taints(rule)):
        yield _taint(i, flow, _places(flow, sinks))
    for i, called in enumerate(calls(rule)):
        yield Planned("call", i, called, calls=frozenset(names(called.name)))
    for i, assigned in enumerate(assigns(rule)):
        yield Planned("assign", i, assigned, words=words(names(assigned.to)))
    for i, text in enumerate(literals(rule)):
        yield Planned("literal", i, text, always=True)
    for i, absent in enumerate(absences(rule)):
        yield Planned("absence", i, absent, always=True)


def _taint(number: int, way: Taint, places: tuple[Into, ...]) -> Planned:
    return Planned(
        "taint",
        number,
        way,
        places,
        always=any(into.computed or into.called_key for into in places),
        calls=frozenset(name for into in places for name in names(into.call)),
        words=frozenset(word for into in places for word in _words(into)),
    )


def _places(way: Taint, sinks: Sinks) -> tuple[Into, ...]:
    listed = ((into,) if isinstance(into, Into) else sinks.get(into, ()) for into in way.into)
    return tuple(place for places in listed for place in places)


def _words(into: Into) -> Iterator[str]:
    """The words without which no assignment, attribute, method or comparison of a place can be in a file."""
    yield from words(names(into.assign))
    yield from (*into.property, *into.method, *into.asked)
    yield from (attribute.split(".")[1] for attribute in into.attribute)
    yield from _spelled([*into.tested, *into.compared_with])


def _spelled(called: Iterable[str]) -> Iterator[str]:
    """How a name or header stands in the index of words, which knows no hyphen: `X-Role` by its last word."""
    for name in called:
        last = name.rpartition("-")[2]
        yield from (name, last, last.title())
