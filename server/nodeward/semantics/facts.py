"""What can be said of one file by looking at it alone: its names, where each is bound, and who uses it.

Nothing is walked: a name is looked up by its occurrences in the text, so a file costs what is asked of it. The facts of
a document never change; whoever owns the document may keep them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from nodeward.semantics.scopes import IDENTIFIERS, Declaration, Write, role
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, identifiers, node_at

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """A name in a scope: every declaration of it there, every later write, and every use (writes included)."""

    name: str
    scope: Node
    declarations: tuple[Declaration, ...]
    writes: tuple[Write, ...]
    uses: tuple[Node, ...]


class FileFacts:
    """The names of one document, resolved when asked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._bindings: dict[str, _Name] = {}
        self._derived: dict[str, object] = {}
        self._spelled: dict[str, list[Node]] = {}
        self._names: Mapping[str, tuple[int, ...]] | None = None

    @property
    def names(self) -> Mapping[str, tuple[int, ...]]:
        """Every identifier of the text (also in comments and strings) with the byte offsets where it starts."""
        if self._names is None:
            self._names = identifiers(self.document)
        return self._names

    def occurrences(self, name: str) -> Sequence[Node]:
        """The nodes spelled `name`: identifiers of every kind, property names included, in order."""
        if name not in self._spelled:
            self._spelled[name] = self._look_up(name)
        return self._spelled[name]

    def occurrences_in(self, name: str, outer: Node) -> Sequence[Node]:
        """Those of the nodes spelled `name` that stand inside another node."""
        return self.occurrences_between(name, outer.start_byte, outer.end_byte)

    def occurrences_between(self, name: str, start: int, end: int) -> Sequence[Node]:
        """Those of the nodes spelled `name` that begin from one byte offset on and before another."""
        found = self.occurrences(name)
        return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]

    def _look_up(self, name: str) -> list[Node]:
        spelled = name.encode("utf-8", "surrogatepass")
        sign = int(name.startswith("#"))  # the index of names leaves the sign of a private name out
        width = len(spelled)
        places = self.names.get(name[sign:], ())
        found = (
            node_at(self.document, start - sign, start - sign + width) for start in places if start >= sign
        )
        # The callee of `import(...)` is a node of its own around the word.
        whole = (node.parent if node is not None and node.type == "import" else node for node in found)
        return [
            node
            for node in whole
            if node is not None and node.end_byte - node.start_byte == width and node.is_named
        ]

    def occurrences_in_strings(self, word: str) -> list[Node]:
        """The string literals in which a word stands."""
        spelled = word.encode("utf-8", "surrogatepass")
        found: dict[int, Node] = {}
        for start in self.names.get(word, ()):
            node = node_at(self.document, start, start + len(spelled))
            if node is not None and node.type in ("string_fragment", "escape_sequence"):
                node = node.parent
            if node is not None and node.type == "string":
                found[node.start_byte] = node
        return list(found.values())

    def cached(self, key: str, make: Callable[[FileFacts], T]) -> T:
        """Something that a floor above derives from this document alone, made once."""
        if key not in self._derived:
            self._derived[key] = make(self)
        return cast("T", self._derived[key])

    def binding(self, node: Node, name: str | None = None) -> Binding | None:
        """What the identifier `node` is bound to, or None where nothing in the file declares it."""
        known = self._name(name if name is not None else self.spelling(node))
        return known.by_use.get((node.start_byte, node.end_byte)) or known.around(node)

    def spelling(self, node: Node) -> str:
        """The text of a node."""
        return self.document.text[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def bound(self, name: str) -> tuple[Binding, ...]:
        """Every binding of a name in the file."""
        return self._name(name).bindings

    def free(self, name: str) -> list[Node]:
        """The uses of a name that nothing in the file declares: a global's."""
        return self._name(name).free

    def _name(self, name: str) -> _Name:
        known = self._bindings.get(name)
        if known is None:
            known = self._bindings[name] = _resolve(name, self._identifiers(name))
        return known

    def _identifiers(self, name: str) -> list[Node]:
        """The occurrences that may be bound; what stands behind a dot is a property and is not even looked up."""
        text, document = self.document.text, self.document
        width = len(name.encode("utf-8", "surrogatepass"))
        found = []
        for start in self.names.get(name, ()):
            if text[start - 1 : start] == b"." and text[start - 3 : start] != b"...":
                continue
            node = node_at(document, start, start + width)
            if node is not None and node.type in IDENTIFIERS and node.end_byte - node.start_byte == width:
                found.append(node)
        return found


@dataclass(slots=True)
class _Draft:
    scope: Node
    declarations: list[Declaration] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    uses: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Name:
    bindings: tuple[Binding, ...]
    by_use: Mapping[tuple[int, int], Binding]
    free: list[Node]

    def around(self, node: Node) -> Binding | None:
        return _innermost(self.bindings, node)


def _resolve(name: str, identifiers: list[Node]) -> _Name:
    drafts: dict[int, _Draft] = {}
    others: list[tuple[Node, Write | None]] = []
    for node in identifiers:
        what = role(node)
        if isinstance(what, Declaration):
            drafts.setdefault(what.scope.id, _Draft(what.scope)).declarations.append(what)
        else:
            others.append((node, what))
    nested = _Nested.of(list(drafts.values()))
    free = []
    for node, write in others:
        home = nested.around(node)
        if home is None:
            free.append(node)
            continue
        home.uses.append(node)
        if write is not None:
            home.writes.append(write)
    return _frozen(name, sorted(drafts.values(), key=_width), free)


@dataclass(frozen=True, slots=True)
class _Nested:
    """Scopes that lie within or beside each other, ordered by their start, each with the one around it."""

    drafts: list[_Draft]
    starts: list[int]
    parents: list[int]

    @classmethod
    def of(cls, drafts: list[_Draft]) -> _Nested:
        ordered = sorted(drafts, key=lambda draft: (draft.scope.start_byte, -draft.scope.end_byte))
        parents: list[int] = []
        open_: list[int] = []
        for i, draft in enumerate(ordered):
            while open_ and ordered[open_[-1]].scope.end_byte < draft.scope.end_byte:
                open_.pop()
            parents.append(open_[-1] if open_ else -1)
            open_.append(i)
        return cls(ordered, [draft.scope.start_byte for draft in ordered], parents)

    def around(self, node: Node) -> _Draft | None:
        """The innermost scope that a node is in."""
        at = bisect_right(self.starts, node.start_byte) - 1
        while at >= 0 and self.drafts[at].scope.end_byte < node.end_byte:
            at = self.parents[at]
        return self.drafts[at] if at >= 0 else None


def _frozen(name: str, drafts: list[_Draft], free: list[Node]) -> _Name:
    bindings = []
    by_use = {}
    for draft in drafts:
        made = Binding(name, draft.scope, tuple(draft.declarations), tuple(draft.writes), tuple(draft.uses))
        bindings.append(made)
        for node in [*draft.uses, *(declaration.name for declaration in draft.declarations)]:
            by_use[(node.start_byte, node.end_byte)] = made
    return _Name(tuple(bindings), by_use, free)


def _start(node: Node) -> int:
    return node.start_byte


def _innermost(bindings: tuple[Binding, ...], node: Node) -> Binding | None:
    return next((binding for binding in bindings if _inside(binding.scope, node)), None)


def _inside(scope: Node, node: Node) -> bool:
    return scope.start_byte <= node.start_byte and node.end_byte <= scope.end_byte


def _width(draft: _Draft) -> int:
    return draft.scope.end_byte - draft.scope.start_byte
