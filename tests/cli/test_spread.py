"""Work is spread over processes: every part is done once, and a process that dies is noticed."""

import os
from collections.abc import Callable
from multiprocessing import get_all_start_methods

import pytest

from nodeward.cli.spread import WorkerLost, spread

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
    pytest.mark.skipif("fork" not in get_all_start_methods(), reason="processes cannot share what is known"),
]


@pytest.mark.parametrize(("parts", "workers"), [(0, 2), (1, 2), (7, 1), (7, 3), (50, 4)])
def test_every_part_is_done_once(parts: int, workers: int) -> None:
    known = {number: number * 2 for number in range(parts)}
    assert sorted(spread(lambda number: known[number], range(parts), workers)) == list(known.values())


def die(_: int) -> int:
    os._exit(3)


def fail(_: int) -> int:
    raise SystemExit(4)


@pytest.mark.parametrize("work", [die, fail])
def test_a_process_that_dies_is_noticed(work: Callable[[int], int]) -> None:
    with pytest.raises(WorkerLost):
        list(spread(work, range(3), 2))


def test_nobody_is_left_when_the_answers_are_no_longer_wanted() -> None:
    answers = spread(lambda _: os.getpid(), range(9), 2)
    worker = next(answers)
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(worker, 0)
