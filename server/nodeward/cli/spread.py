"""Spreads work over processes that share what is known when they start. Knows nothing of the work."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Part = TypeVar("Part")
Answer = TypeVar("Answer")


class WorkerLost(RuntimeError):  # noqa: N818 - it says what happened
    """A process ended without an answer."""


def processors() -> int:
    """How many processes can work at once; 1 where they could not share what is known (no fork)."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def spread(work: Callable[[Part], Answer], parts: Sequence[Part], workers: int) -> Iterator[Answer]:
    """What `work` makes of each part, as soon as it is known, in no order.

    Each worker is a fork of this process, so `work` may hold anything; parts and answers are pickled. No other
    thread may run while it forks. Raises WorkerLost where a worker dies; all end with the iterator.
    """
    waiting = list(reversed(parts))
    crew: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(min(workers, len(parts))):
            connection, process = _start(work, list(crew))
            crew[connection] = process
            connection.send(waiting.pop())
        yield from _answers(crew, waiting)
    finally:
        for connection, process in crew.items():
            process.terminate()
            _end(connection, process)


def _answers(crew: dict[Connection, BaseProcess], waiting: list[Any]) -> Iterator[Any]:
    """Every answer; who has given one takes the next part that waits, or goes."""
    while crew:
        for connection in [one for one in wait(list(crew)) if isinstance(one, Connection)]:
            yield _answer(connection)
            if waiting:
                connection.send(waiting.pop())
            else:
                _end(connection, crew.pop(connection))


def _start(work: Callable[[Part], Answer], others: list[Connection]) -> tuple[Connection, BaseProcess]:
    """A worker and our end of the way to it."""
    sys.stdout.flush()  # what is still to be written must not be written by the fork as well
    sys.stderr.flush()
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_serve, args=(work, theirs, [ours, *others]), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _serve(work: Callable[[Part], Answer], connection: Connection, foreign: list[Connection]) -> None:
    """What a worker does: answers until its connection is closed, of which it must not hold the other end."""
    for other in foreign:
        other.close()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            connection.send(work(connection.recv()))


def _answer(connection: Connection) -> Any:
    try:
        return connection.recv()
    except EOFError as error:
        raise WorkerLost("a worker process ended without an answer") from error


def _end(connection: Connection, process: BaseProcess) -> None:
    connection.close()
    process.join()
