"""A connected editor for scenarios: once for a server that pushes, once for one that is asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from tests.lsp.editor import MODES, Editor, profile, started


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """How diagnostics come."""
    return str(request.param)


@pytest_asyncio.fixture
async def editor(mode: str, tmp_path: Path) -> AsyncIterator[Editor]:
    """VS Code, connected and introduced, with one empty folder."""
    async with started(profile(mode), tmp_path) as connected:
        await connected.initialize()
        yield connected
