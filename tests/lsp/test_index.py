"""Reading the folders: the progress bar, and the user who stops it."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
TOKEN = "nodeward/index/1"
MANY = {"indexFiles": 400}


async def bar(editor: Editor, kind: str) -> None:
    await editor.until(lambda: any(one.kind == kind for one in bars(editor)))


def bars(editor: Editor) -> list[Any]:
    """The values that came for the bar: a beginning, reports, an end."""
    return list(editor.client.progress_reports.get(TOKEN, ()))


async def test_a_long_reading_shows_its_progress(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        await editor.initialize(options=MANY)
        await bar(editor, "report")
        editor.write("go", "")
        await bar(editor, "end")
        begin, *reports, _ = bars(editor)
        assert begin.cancellable
        shown = [report.percentage for report in reports]
        assert shown == sorted(set(shown))
        assert len(shown) <= 100
        assert reports[-1].message.endswith("of 400 files")


@pytest.mark.parametrize("mode", ["push"])
async def test_a_short_reading_shows_none(editor: Editor) -> None:
    editor.open("a.js", "absent()")
    editor.write("go", "")
    await editor.changed_diagnostics("a.js", ["absent"])
    assert not editor.client.progress_reports


async def test_a_client_without_progress_sees_none(mode: str, tmp_path: Path) -> None:
    capabilities = profile(mode)
    assert capabilities.window
    capabilities.window.work_done_progress = False
    async with started(capabilities, tmp_path) as editor:
        await editor.initialize(options=MANY)
        editor.open("a.js", "absent()")
        assert not await editor.diagnostics("a.js")
        editor.write("go", "")
        await editor.changed_diagnostics("a.js", ["absent"])
        assert not editor.client.progress_reports


async def test_the_user_may_stop_it(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        await editor.initialize(options=MANY)
        editor.open("a.js", "absent()")
        await bar(editor, "report")
        editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(TOKEN))
        await bar(editor, "end")
        await editor.logged("was stopped")
        assert not await editor.diagnostics("a.js")


async def test_other_folders_are_read_anew(mode: str, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    async with started(profile(mode), tmp_path) as editor:
        editor.write("go", "")
        await editor.initialize()
        editor.open("a.js", "absent()")
        if not editor.pulls:
            await editor.changed_diagnostics("a.js", ["absent"])
        (tmp_path / "go").unlink()
        event = types.WorkspaceFoldersChangeEvent(
            added=[types.WorkspaceFolder(second.as_uri(), "second")], removed=[]
        )
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        editor.change("a.js", "absent() ")
        assert not await editor.diagnostics("a.js")
        editor.write("go", "")
        await editor.changed_diagnostics("a.js", ["absent"])
