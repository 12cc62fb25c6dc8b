"""Garbage in cycles is collected in the pauses."""

import gc
import sys
from collections.abc import Iterator

import pytest

from nodeward.lsp.rubbish import ENOUGH, collect, postpone

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 14), reason="Python collects old objects piece by piece by itself"
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_old_objects_wait_for_a_pause() -> None:
    postpone()
    gc.collect()
    for _ in range(ENOUGH):
        gc.collect(1)
    collect()
    assert gc.get_count()[2] == ENOUGH
    gc.collect(1)
    collect()
    assert gc.get_count()[2] == 0
