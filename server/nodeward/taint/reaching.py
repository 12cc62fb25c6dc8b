"""Which of the writes to a variable may still hold where it is read: reaching definitions, looked for from the read back.

Knows the control flow of statements (ECMA-262, 14) and nothing of values. Where it is in doubt, a write may hold.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_EXITS = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_CONDITIONAL = frozenset({"if_statement", "ternary_expression"})
_CHOICES = frozenset({"&&", "||", "??"})


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Something that gives a variable, or a member of it, a value. A `strong` one leaves nothing of the value before."""

    node: Node
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """The events that may hold at a place; `open` says that the value may also be older than all of them."""

    events: tuple[Event, ...] = ()
    open: bool = True


_NOTHING = Reach()
_LEFT = Reach((), open=False)


def reaching(use: Node, events: Sequence[Event]) -> Reach:
    """The events that may hold where `use` is evaluated. Those of other functions may have happened at any time."""
    home = function_of(use)
    own, foreign = list[Event](), list[Event]()
    for event in events:
        (own if function_of(event.node) == home else foreign).append(event)
    found = _Walk.of(own).before(use, home) if own else _NOTHING
    return Reach((*found.events, *foreign), found.open)


def function_of(node: Node) -> Node | None:
    """The function in which a node is evaluated; None at the top of a file. A default belongs to its function."""
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at


@dataclass(frozen=True, slots=True)
class _Walk:
    own: list[Event]  # in the order of the text
    starts: list[int]

    @classmethod
    def of(cls, events: list[Event]) -> "_Walk":
        ordered = sorted(events, key=lambda event: event.node.start_byte)
        return cls(ordered, [event.node.start_byte for event in ordered])

    def before(self, use: Node, home: Node | None) -> Reach:
        """What may hold before `use`: everything that is evaluated earlier, up to the start of its function."""
        found: list[Event] = []
        at = use
        while at.parent is not None and at != home:
            parent = at.parent
            for earlier in self._earlier(parent, at):
                reach = self._after(earlier)
                found += reach.events
                if not reach.open:
                    return Reach(_once(found), open=False)
            for side in _beside(parent, at):
                found += self._inside(side)
            at = parent
        return Reach(_once(found))

    def _inside(self, node: Node) -> list[Event]:
        first = bisect_left(self.starts, node.start_byte)
        last = bisect_left(self.starts, node.end_byte)
        return [event for event in self.own[first:last] if event.node.end_byte <= node.end_byte]

    def _earlier(self, parent: Node, at: Node) -> list[Node]:
        """The children of `parent` with events in them that are evaluated before its child `at`, the last one first."""
        first = bisect_left(self.starts, parent.start_byte)
        last = bisect_left(self.starts, at.start_byte)
        if first == last or not _is_sequence(parent, at):
            return []
        if parent.type in _CONDITIONAL:
            condition = parent.child_by_field_name("condition")
            return [condition] if condition is not None and condition != at else []
        found: list[Node] = []
        for event in reversed(self.own[first:last]):
            child = event.node
            while child.parent is not None and child.parent != parent:
                child = child.parent
            if child.end_byte <= at.start_byte and child.parent == parent and child not in found[-1:]:
                found.append(child)
        return found

    def _after(self, node: Node) -> Reach:
        """What holds after a node that was passed."""
        if node.type in _EXITS:
            return _LEFT
        if node.type in FUNCTIONS:
            return _NOTHING
        inside = self._inside(node)
        if not inside:
            return _LEFT if _always_leaves(node) else _NOTHING
        own = next((event for event in inside if event.node == node), None)
        if own is not None and own.strong:
            return Reach((own,), open=False)
        reach = _FORMS.get(node.type, _Walk.in_order)(self, node)
        return reach if own is None else Reach((own, *reach.events), reach.open)

    def in_order(self, node: Node) -> Reach:
        """Parts that are all evaluated, one after the other."""
        return self._sequence(reversed(node.named_children))

    def _sequence(self, last_first: Iterator[Node]) -> Reach:
        found: list[Event] = []
        for child in last_first:
            reach = self._after(child)
            found += reach.events
            if not reach.open:
                return Reach(_once(found), open=False)
        return Reach(_once(found))

    def choice(self, node: Node) -> Reach:
        """One of two branches."""
        then, other = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        branches = [self._after(branch) if branch is not None else _NOTHING for branch in (then, other)]
        found = [event for branch in branches for event in branch.events]
        if not any(branch.open for branch in branches):
            return Reach(_once(found), open=False)
        condition = node.child_by_field_name("condition")
        before = self._after(condition) if condition is not None else _NOTHING
        return Reach(_once([*found, *before.events]), before.open)

    def short_circuit(self, node: Node) -> Reach:
        """A right side that may be left out; other operators evaluate both."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None or operator.type not in _CHOICES:
            return self.in_order(node)
        before, maybe = self._after(left), self._after(right)
        return Reach(_once([*maybe.events, *before.events]), before.open)

    def anything(self, node: Node) -> Reach:
        """Parts of which any may be evaluated, in whatever order, or none."""
        return Reach(tuple(self._inside(node)))

    def tried(self, node: Node) -> Reach:
        """A body that may stop anywhere, its handler, and what is done in any case."""
        body, handler = node.child_by_field_name("body"), node.child_by_field_name("handler")
        finalizer = node.child_by_field_name("finalizer")
        last = self._after(finalizer) if finalizer is not None else _NOTHING
        if not last.open:
            return last
        body_reach = self._after(body) if body is not None else _NOTHING
        if handler is None:
            return Reach(_once([*last.events, *body_reach.events]), body_reach.open)
        caught = self._after(handler)
        some = self._inside(body) if body is not None and caught.open else []
        found = _once([*last.events, *body_reach.events, *caught.events, *some])
        return Reach(found, body_reach.open or caught.open)


_FORMS: Mapping[str, Callable[[_Walk, Node], Reach]] = {
    "if_statement": _Walk.choice,
    "ternary_expression": _Walk.choice,
    "binary_expression": _Walk.short_circuit,
    "try_statement": _Walk.tried,
    "switch_statement": _Walk.anything,
    **dict.fromkeys(_LOOPS, _Walk.anything),
}


def _is_sequence(parent: Node, at: Node) -> bool:
    """Whether what stands before `at` in its parent is evaluated before it, whenever `at` is."""
    if parent.type in ("switch_body", "try_statement"):
        return False
    if parent.type == "assignment_expression":
        return parent.child_by_field_name("left") != at
    return parent.type != "variable_declarator" or parent.child_by_field_name("name") != at


def _beside(parent: Node, at: Node) -> Iterator[Node]:
    """What may have been evaluated, in whole or in part, before `at`: an earlier round, what failed, the case above."""
    if parent.type in _LOOPS:
        yield parent
    elif parent.type == "try_statement":
        yield from (child for child in parent.named_children if child.start_byte < at.start_byte)
    elif parent.type == "switch_body":
        for case in reversed([child for child in parent.named_children if child.start_byte < at.start_byte]):
            if _always_leaves(case):
                return
            yield case


def _always_leaves(node: Node) -> bool:
    """Whether the end of a statement is never reached."""
    if node.type in _EXITS:
        return True
    if node.type == "if_statement":
        branches = (node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
        return all(branch is not None and _always_leaves(branch) for branch in branches)
    if node.type in ("statement_block", "else_clause", "catch_clause", "switch_case"):
        return any(_always_leaves(child) for child in node.named_children)
    return False


def _once(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(dict.fromkeys(events))
