"""Questions that lean on each other, each answered once: the memory of one analysis. Knows nothing of code.

What an answer is does not depend on the order of the questions. A question that leans on itself, by whatever way, has no
answer; and it makes no difference how deep an answer lies, for what lies too deep for Python's stack is answered first.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

T = TypeVar("T")
Question = tuple[str, int, int, str]  # path, byte offsets, and what is asked of that place

MOST_LEVELS = 16  # questions inside questions on Python's stack


class _TooDeep(Exception):  # noqa: N818 - not an error: it asks for another order
    """A question that has to be answered before the one that led to it can be."""

    def __init__(self, pending: "_Pending") -> None:
        super().__init__()
        self.pending = pending


@dataclass(frozen=True, slots=True)
class _Pending:
    question: Question
    make: Callable[[], object]
    nothing: object


@dataclass(slots=True)
class Answers:
    """The answers so far. `ask` is the only way to one.

    Circles are found as Tarjan's strongly connected components are: what is being answered is numbered from the
    outermost on, and whoever reads it, or reads a finished answer of the same circle, leans on its number.
    """

    _known: dict[Question, object] = field(default_factory=dict)
    _open: dict[Question, int] = field(default_factory=dict)  # being answered, the outermost first, numbered
    _stack: list[Question] = field(default_factory=list)  # the same by number
    _leans: list[int] = field(
        default_factory=list
    )  # for each open one the lowest number that it leans on so far
    _circular: set[Question] = field(default_factory=set)  # not finished, and leaning on themselves
    _heads: dict[Question, Question] = field(
        default_factory=dict
    )  # finished, in a circle that an open one closes
    _levels: int = 0

    def ask(self, question: Question, make: Callable[[], T], nothing: T) -> T:
        """The answer that `make` gives, which may ask further; `nothing` where the question leans on itself."""
        if question in self._known:
            if question in self._heads:
                self._lean(self._head(question))
            return cast("T", self._known[question])
        if question in self._open:
            self._lean(question)
            return nothing
        pending = _Pending(question, make, nothing)
        if self._levels >= MOST_LEVELS:
            raise _TooDeep(pending)
        return cast("T", self._answer(pending) if self._levels else self._from_below(pending))

    def _lean(self, question: Question) -> None:
        number = self._open.get(question)
        if number is not None:
            self._leans[-1] = min(self._leans[-1], number)

    def _head(self, question: Question) -> Question:
        """The question whose answer closes the circle of a finished one."""
        head = self._heads[question]
        while head in self._heads:
            head = self._heads[head]
        if head in self._known:
            del self._heads[question]
        else:
            self._heads[question] = head
        return head

    def _answer(self, pending: _Pending) -> object:
        question = pending.question
        self._leans.append(len(self._stack) + 1)  # on none
        self._open[question] = len(self._stack)
        self._stack.append(question)
        self._levels += 1
        found = pending.make()
        self._levels -= 1
        number, leans = len(self._stack) - 1, self._leans[-1]
        self._leave()
        self._known[question] = pending.nothing if question in self._circular else found
        self._circular.discard(question)
        if leans < number:
            self._heads[question] = self._stack[leans]
        return self._known[question]

    def _leave(self) -> None:
        """Closes the innermost question; whatever led to it leans on what it leans on."""
        question, leans = self._stack.pop(), self._leans.pop()
        number = self._open.pop(question)
        if leans <= number:
            self._circular.add(question)
        if leans < number:
            self._leans[-1] = min(self._leans[-1], leans)

    def _from_below(self, first: _Pending) -> object:
        """Answers `first`; what lies too deep under it is answered on its own before, and then it is tried again."""
        waiting = [(first, 0)]
        try:
            while True:
                try:
                    found = self._answer(waiting[-1][0])
                except _TooDeep as deep:
                    # What is open stays open: whoever leads back to it closes a circle.
                    self._levels = 0
                    waiting.append((deep.pending, len(self._stack)))
                    continue
                waiting.pop()
                if not waiting:
                    return found
                self._leave_until(waiting[-1][1])
        finally:
            self._levels = 0
            self._leave_until(0)

    def _leave_until(self, number: int) -> None:
        while len(self._stack) > number:
            self._leave()
