"""The names that a file gives to what a library hands to its functions: `(req, file, done) => ...` in the call itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.api import Library
from nodeward.semantics.roles import parameter_names
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node, named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

Handing = tuple[tuple[str, frozenset[int]], ...]  # the word of a call, positions of parameters

_CALLS = frozenset({"call_expression", "new_expression"})


def handing(library: Library, names: frozenset[str]) -> Handing:
    """The calls that hand something of these canonical names to a function, by their word, and at which parameters."""
    found: dict[str, set[int]] = {}
    for call, callbacks in library.callbacks.items():
        word = call.rpartition(".")[2].rpartition("/")[2]
        for callback in callbacks:
            places = {position for position, name in enumerate(callback.parameters) if name in names}
            if places:
                found.setdefault(word, set()).update(places)
    return tuple((word, frozenset(places)) for word, places in found.items())


def handed_names(model: "Model", handed: Handing) -> Iterator[str]:
    """The names of those parameters, wherever in a file a function stands among the arguments of such a call."""
    words = model.facts.names
    for word, places in handed:
        if word not in words:
            continue
        for node in model.facts.occurrences(word):
            for function in _functions(node):
                listed = parameter_names(model, function)
                yield from (listed[place] for place in places if place < len(listed))


def _functions(word: Node) -> Iterator[Node]:
    """The functions that are written in the arguments of the call that a word stands for, also in an object."""
    callee = word
    if callee.parent is not None and callee.parent.type == "member_expression":
        callee = callee.parent
    call = callee.parent
    given = call.child_by_field_name("arguments") if call is not None and call.type in _CALLS else None
    for argument in named(given) if given is not None else ():
        members = [argument, *named(argument)] if argument.type == "object" else [argument]
        for member in members:
            value = member.child_by_field_name("value") if member.type == "pair" else member
            if value is not None and value.type in FUNCTIONS:
                yield value
