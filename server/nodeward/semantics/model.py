"""The meaning of one file in its project: the one evaluator of expressions, with its memory.

A model is made for one analysis and thrown away; the facts below it live as long as their document. Answers do not
depend on the order of questions: what was computed inside an unfinished cycle, or cut off by the depth bound, is not kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from nodeward.semantics.api import Library
from nodeward.semantics.evaluate import evaluate
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.values import UNKNOWN, Api, Module, Site, Value
from nodeward.syntax.nodes import Node

MOST_DEPTH = 80

Place = tuple[str, int, int, str]


class Link(Protocol):
    """Where a model asks about other files."""

    def resolve(self, path: str, specifier: str) -> Api | Module | None:
        """What a module specifier in the file `path` names: a package, a file of the workspace, or nothing known."""

    def exported(self, path: str, name: str) -> Value:
        """The value that the workspace file `path` exports under a name; `default` is a name like others."""

    def required(self, path: str) -> Value:
        """What `require` of the workspace file `path` gives."""

    def passed_on(self, path: str) -> Sequence[str]:
        """The names under which files that `path` loads give out things of libraries."""

    def references(self, path: str, node: Node) -> Sequence[Site]:
        """The expressions in other files that mean the exported function, class or variable made at `node`."""


@dataclass(slots=True)
class Scratch:
    """Memory that the models of one analysis share."""

    values: dict[Place, Value] = field(default_factory=dict)
    stack: list[Place] = field(default_factory=list)
    lowest: int = MOST_DEPTH + 1  # the lowest place of the stack that an answer has leaned on


class Model:
    """What the names of one file mean."""

    def __init__(self, facts: FileFacts, library: Library, link: Link, scratch: Scratch) -> None:
        self.facts = facts
        self.library = library
        self.link = link
        self.scratch = scratch
        self.path = facts.document.path

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self.facts.spelling(node)

    def site(self, node: Node) -> Site:
        """The node as a place that other files can speak of."""
        return Site(self, node)

    def value(self, node: Node | None) -> Value:
        """What the expression at `node` is known to be before the program runs."""
        if node is None:
            return UNKNOWN
        scratch = self.scratch
        place = (self.path, node.start_byte, node.end_byte, node.type)
        known = scratch.values.get(place)
        if known is not None:
            return known
        depth = len(scratch.stack)
        if place in scratch.stack:
            scratch.lowest = min(scratch.lowest, scratch.stack.index(place))
            return UNKNOWN
        if depth >= MOST_DEPTH:
            scratch.lowest = 0
            return UNKNOWN
        scratch.stack.append(place)
        try:
            found = evaluate(self, node)
        finally:
            scratch.stack.pop()
        if scratch.lowest >= depth:
            scratch.lowest = MOST_DEPTH + 1
            scratch.values[place] = found
        return found
