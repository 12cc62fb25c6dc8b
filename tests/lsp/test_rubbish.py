"""Garbage in cycles is collected in the pauses."""

import gc
import sys
from collections.abc import Iterator

import pytest

from nodeward.lsp.rubbish import ENOUGH, TOO_MUCH, collect, due, overdue, postpone

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="Python collects old objects piece by piece by itself"
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def younger(times: int) -> None:
    """Collect what is young, so often."""
    for _ in range(times):
        gc.collect(1)


def test_old_objects_wait_for_a_pause() -> None:
    postpone()
    gc.collect()
    younger(ENOUGH)
    collect()
    assert gc.get_count()[2] == ENOUGH
    younger(1)
    assert due()
    collect()
    assert gc.get_count()[2] == 0
    assert not due()


def test_they_do_not_wait_for_ever() -> None:
    postpone()
    gc.collect()
    younger(TOO_MUCH)
    assert not overdue()
    younger(1)
    assert overdue()
