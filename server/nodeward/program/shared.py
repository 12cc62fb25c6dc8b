"""The words under which a file gives things of libraries to those who load it: a call of one may stand there."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from nodeward.program.links import stem
from nodeward.program.resolution import exported, required
from nodeward.semantics.aliases import RESULT
from nodeward.semantics.calls import returned
from nodeward.semantics.classes import field_names, instance_member
from nodeward.semantics.shapes import prop, shape
from nodeward.semantics.values import Api, Class, Function, Instance, Object, Value

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_DEPTH = 2  # objects inside objects whose members are looked at


def shared_words(program: "Program", path: str, wanted: Collection[str]) -> frozenset[str]:
    """The words of a file's exports, and of their members; a function's that gives a thing back end in `RESULT`.

    Only of those in `wanted`, for what nobody mentions need not be known: an index may export a whole project.
    """
    found: set[str] = set()
    for name in program.names(path):
        if name in wanted or name == "default":
            found.update(_words(name, exported(program, path, name), wanted, MOST_DEPTH))
    found.update(_words(stem(path), required(program, path), wanted, MOST_DEPTH))
    return frozenset(found)


def words_of_load(program: "Program", specifier: str, path: str) -> Iterator[str]:
    """The last word of a specifier, where what it loads is itself the thing, or a function that gives it back."""
    for value in (required(program, path), exported(program, path, "default")):
        if isinstance(value, Api):
            yield stem(specifier)
        elif isinstance(value, Function) and isinstance(returned(value), Api):
            yield stem(specifier) + RESULT


def _words(name: str, value: Value, wanted: Collection[str], depth: int) -> Iterator[str]:
    if isinstance(value, Api):
        yield name
    elif isinstance(value, Function):
        given = returned(value)
        if isinstance(given, Api):
            yield name + RESULT
        elif depth and not isinstance(given, Function):
            yield from _words(name, given, wanted, depth - 1)
    elif depth and isinstance(value, Object | Class | Instance):
        for key, member in _members(value, wanted):
            yield from _words(key, member, wanted, depth - 1)


def _members(value: Object | Class | Instance, wanted: Collection[str]) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Object):
        yield from ((key, prop(value, key)) for key in shape(value).properties if key in wanted)
        return
    for key in field_names(value.site):
        if key in wanted:
            yield key, instance_member(Instance(value.site), key)
