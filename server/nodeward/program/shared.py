"""The words under which a file gives things of libraries to those who load it: a call of one may stand there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.program.links import stem
from nodeward.program.resolution import exported, names, required
from nodeward.semantics.aliases import RESULT
from nodeward.semantics.calls import returned
from nodeward.semantics.classes import field_names, instance_member
from nodeward.semantics.shapes import prop, shape
from nodeward.semantics.values import Api, Class, Function, Instance, Object, Value

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_DEPTH = 2  # objects inside objects whose members are looked at
MOST_NAMES = 2_000  # exported names of one file, or members of one object


def shared_words(program: "Program", path: str) -> frozenset[str]:
    """The words of a file's exports, and of their members; a function's that gives a thing back end in `RESULT`."""
    found: set[str] = set()
    for name in names(program, path)[:MOST_NAMES]:
        found.update(_words(name, exported(program, path, name), MOST_DEPTH))
    found.update(_words(stem(path), required(program, path), MOST_DEPTH))
    return frozenset(found)


def words_of_load(program: "Program", specifier: str, path: str) -> Iterator[str]:
    """The last word of a specifier, where what it loads is itself the thing, or a function that gives it back."""
    for value in (required(program, path), exported(program, path, "default")):
        if isinstance(value, Api):
            yield stem(specifier)
        elif isinstance(value, Function) and isinstance(returned(value), Api):
            yield stem(specifier) + RESULT


def _words(name: str, value: Value, depth: int) -> Iterator[str]:
    if isinstance(value, Api):
        yield name
    elif isinstance(value, Function):
        given = returned(value)
        if isinstance(given, Api):
            yield name + RESULT
        elif depth and not isinstance(given, Function):
            yield from _words(name, given, depth - 1)
    elif depth and isinstance(value, Object | Class | Instance):
        for key, member in _members(value):
            yield from _words(key, member, depth - 1)


def _members(value: Object | Class | Instance) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Object):
        for key in list(shape(value).properties)[:MOST_NAMES]:
            yield key, prop(value, key)
        return
    for key in field_names(value.site)[:MOST_NAMES]:
        yield key, instance_member(Instance(value.site), key)
