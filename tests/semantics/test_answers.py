"""Questions that lean on each other: every order and every depth gives the same answers, and a circle gives none."""

import sys
from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.semantics import answers
from nodeward.semantics.answers import Answers, Question

Graph = Mapping[int, list[int]]
NOTHING = "nothing"

graphs = st.integers(1, 9).flatmap(
    lambda size: st.fixed_dictionaries(
        {number: st.lists(st.integers(0, size - 1), max_size=3) for number in range(size)}
    )
)


def question(number: int) -> Question:
    return ("/x.js", number, number, "number")


def asked(graph: Graph, order: list[int], make: Callable[[int, list[str]], str]) -> dict[int, str]:
    known = Answers()

    def ask(number: int) -> str:
        def answer() -> str:
            found: list[str] = []
            for further in graph[number]:
                found.append(ask(further))
                if found[-1] == NOTHING and number % 3 == 0:
                    break  # what is asked next may depend on the answer
            return make(number, found)

        return known.ask(question(number), answer, NOTHING)

    return {number: ask(number) for number in order}


def leans_on_itself(graph: Graph, number: int) -> bool:
    seen: set[int] = set()
    queue = list(graph[number])
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            queue += graph[at]
    return number in seen


def spelled(number: int, found: list[str]) -> str:
    return f"{number}({','.join(found)})"[:200]


@given(graphs, st.integers(0, 99), st.integers(1, 4))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_answers_do_not_depend_on_order_or_depth(graph: Graph, seed: int, levels: int) -> None:
    numbers = sorted(graph)
    alone = {number: asked(graph, [number], spelled)[number] for number in numbers}
    Random(seed).shuffle(numbers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "MOST_LEVELS", levels)
        assert asked(graph, numbers, spelled) == alone


@given(graphs)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_exactly_what_leans_on_itself_has_no_answer(graph: Graph) -> None:
    """Where every question is asked, whatever the answers are."""
    whole = {number * 3 + 1: [further * 3 + 1 for further in graph[number]] for number in graph}
    for number in whole:
        found = asked(whole, [number], spelled)[number]
        assert (found == NOTHING) == leans_on_itself(whole, number)


def test_a_chain_may_be_longer_than_the_stack_of_python() -> None:
    length = sys.getrecursionlimit() * 10
    chain = {number: [number + 1] for number in range(length)} | {length: []}
    assert asked(chain, [0], lambda _number, found: found[0] if found else "the end") == {0: "the end"}


def test_a_circle_may_be_longer_than_the_stack_of_python() -> None:
    length = sys.getrecursionlimit() * 3
    circle = {number * 3 + 1: [(number + 1) % length * 3 + 1] for number in range(length)}
    assert asked(circle, [1, 301], spelled) == {1: NOTHING, 301: NOTHING}


def test_an_error_leaves_no_question_open() -> None:
    known = Answers()

    def fail() -> str:
        msg = "broken"
        raise ValueError(msg)

    with pytest.raises(ValueError, match="broken"):
        known.ask(question(1), lambda: known.ask(question(2), fail, NOTHING), NOTHING)
    assert known.ask(question(2), lambda: "fine", NOTHING) == "fine"
    assert known.ask(question(1), lambda: known.ask(question(2), fail, NOTHING), NOTHING) == "fine"


def test_what_is_shared_is_asked_once() -> None:
    """Forty levels, each of which asks for the next one twice, are forty questions and not two to the fortieth."""
    count = 0
    levels = {number: [number + 1, number + 1] for number in range(1, 40)} | {40: []}

    def make(_number: int, found: list[str]) -> str:
        nonlocal count
        count += 1
        return found[0] if found else "the end"

    assert asked(levels, [1], make) == {1: "the end"}
    assert count <= 80
