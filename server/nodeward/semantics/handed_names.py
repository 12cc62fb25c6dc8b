"""The names that a file gives to what a library hands to its functions: `(req, file, done) => ...` in the call itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.roles import parameter_names
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node, named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_CALLS = frozenset({"call_expression", "new_expression"})


def handed_names(model: "Model", names: frozenset[str]) -> Iterator[str]:
    """The parameters that hold something of these canonical names, wherever a function stands among the arguments."""
    for call, callbacks in model.library.callbacks.items():
        places = {
            position
            for callback in callbacks
            for position, name in enumerate(callback.parameters)
            if name in names
        }
        word = call.rpartition(".")[2].rpartition("/")[2]
        if not places or word not in model.facts.names:
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
