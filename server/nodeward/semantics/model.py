"""The meaning of one file in its project: the one evaluator of expressions, with its memory.

A model is made for one analysis and thrown away; the facts below it live as long as their document. Answers do not
depend on the order of questions.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from nodeward.semantics.answers import Answers
from nodeward.semantics.api import Library
from nodeward.semantics.evaluate import evaluate
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.values import UNKNOWN, Api, Module, Site, Value
from nodeward.syntax.nodes import Node

T = TypeVar("T")


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

    def is_linked(self, path: str) -> bool:
        """Whether a file loads another file of the workspace, or is loaded by one."""

    def exported_as(self, path: str, node: Node) -> Sequence[str]:
        """The names under which a file exports what is made at `node`; empty text for the whole module."""

    def references(self, path: str, node: Node) -> Sequence[Site]:
        """The expressions in other files that mean the exported function, class or variable made at `node`."""


class Model:
    """What the names of one file mean."""

    def __init__(self, facts: FileFacts, library: Library, link: Link, answers: Answers) -> None:
        self.facts = facts
        self.library = library
        self.link = link
        self.answers = answers
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
        return self.once(node, "value", partial(evaluate, self, node), UNKNOWN)

    def once(self, node: Node, what: str, make: Callable[[], T], nothing: T) -> T:
        """An answer about a node that is looked for once; `nothing` where it leans on itself."""
        return self.answers.ask(
            (self.path, node.start_byte, node.end_byte, f"{what} {node.type}"), make, nothing
        )
