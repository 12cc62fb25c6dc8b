"""Files that nobody has open: looked at when the user asks or the setting says so, and kept true."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
SCAN = types.ExecuteCommandParams("nodeward.scanWorkspace")


async def codes(editor: Editor, name: str) -> list[Any]:
    """What the client knows of a file that it has not open."""
    if not editor.pulls:
        return [one.code for one in editor.client.diagnostics.get(editor.uri(name), ())]
    known = [types.PreviousResultId(uri, value) for uri, value in editor.result_ids.items() if value]
    report = await editor.ask(types.WORKSPACE_DIAGNOSTIC, types.WorkspaceDiagnosticParams(known))
    for item in report.items:
        if isinstance(item, types.WorkspaceFullDocumentDiagnosticReport):
            editor.client.diagnostics[item.uri] = item.items
            editor.result_ids[item.uri] = item.result_id
    return [one.code for one in editor.client.diagnostics.get(editor.uri(name), ())]


async def told(editor: Editor, name: str, wanted: list[str]) -> None:
    """Wait until the client knows this of a file."""
    if not editor.pulls:
        await editor.until(
            lambda: [d.code for d in editor.client.diagnostics.get(editor.uri(name), ())] == wanted
        )
        return
    while await codes(editor, name) != wanted:
        await editor.until(lambda: editor.client.diagnostic_refresh_count > 0)
        editor.client.diagnostic_refresh_count = 0


async def scan(editor: Editor) -> str:
    """Have the workspace scanned; gives the sentence that is shown at the end."""
    before = len(editor.client.messages)
    editor.write("go", "")
    assert await editor.ask(types.WORKSPACE_EXECUTE_COMMAND, SCAN) is None
    await editor.until(lambda: len(editor.client.messages) > before)
    return str(editor.client.messages[-1].message)


async def test_nothing_is_said_of_them_unasked(editor: Editor) -> None:
    editor.write("b.js", "danger(1)")
    editor.open("a.js", "absent()")
    assert not await editor.diagnostics("a.js")
    editor.write("go", "")
    await editor.changed_diagnostics("a.js", ["absent"])
    assert await codes(editor, "b.js") == []


async def test_a_scan_shows_and_counts_them(editor: Editor) -> None:
    editor.write("b.js", "danger(1); meh(2)")
    editor.write("c.js", "fine()")
    editor.open("a.js", "pipe(1)")
    await editor.diagnostics("a.js")
    assert await scan(editor) == "Nodeward looked at 2 files: 1 errors, 1 warnings, 1 hints."
    assert await codes(editor, "b.js") == ["danger", "meh"]
    assert await codes(editor, "c.js") == []


async def test_the_setting_makes_one(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        editor.write("b.js", "danger(1)")
        editor.write("go", "")
        await editor.initialize(options={"workspaceScan": True})
        await told(editor, "b.js", ["danger"])
        editor.client.set_configuration({"workspaceScan": False}, section="nodeward")
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await told(editor, "b.js", [])
        assert not editor.client.messages


async def test_what_is_shown_is_kept_true(editor: Editor) -> None:
    editor.write("b.js", "danger(1)")
    await scan(editor)
    assert await codes(editor, "b.js") == ["danger"]
    editor.write("b.js", "pipe(1)")
    changed = types.FileEvent(editor.uri("b.js"), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await told(editor, "b.js", ["pipe"])
    (editor.root / "b.js").unlink()
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await told(editor, "b.js", [])


async def test_an_open_file_is_the_clients(editor: Editor) -> None:
    editor.write("b.js", "danger(1)")
    await scan(editor)
    editor.open("b.js", "pipe(1)")
    assert [one.code for one in await editor.diagnostics("b.js")] == ["pipe"]
    editor.close("b.js")
    await told(editor, "b.js", ["danger"])


async def test_a_save_looks_again_at_what_rests_on_the_file(editor: Editor) -> None:
    editor.write("b.js", 'needs("a.js")')
    editor.write("a.js", "evil")
    editor.open("a.js", "evil")
    await scan(editor)
    assert await codes(editor, "b.js") == ["needs"]
    editor.change("a.js", "good")
    editor.write("a.js", "good")
    editor.save("a.js")
    await told(editor, "b.js", [])


async def test_a_file_that_cannot_be_analysed_stops_nothing(editor: Editor) -> None:
    editor.write("b.js", "boom()")
    editor.write("c.js", "danger(1)")
    assert await scan(editor) == "Nodeward looked at 2 files: 1 errors."
    assert await codes(editor, "c.js") == ["danger"]


async def test_the_user_may_stop_it(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        for number in range(3):
            editor.write(f"{number}.js", "danger(1)")
        editor.write("9.js", "slow()")
        editor.write("go", "")
        await editor.initialize()
        assert await editor.ask(types.WORKSPACE_EXECUTE_COMMAND, SCAN) is None
        token = "nodeward/survey/2"
        await editor.until(lambda: token in editor.client.progress_reports)
        editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
        editor.open("a.js", "fine()")  # ends the analysis of the slow file
        await editor.until(lambda: bool(editor.client.messages))
        assert editor.client.messages[-1].message.endswith("The look was stopped before its end.")


async def test_a_rule_is_explained(editor: Editor) -> None:
    params = types.ExecuteCommandParams("nodeward.explainRule", ["danger"])
    assert (await editor.ask(types.WORKSPACE_EXECUTE_COMMAND, params)).startswith("# About danger")


@pytest.mark.parametrize("arguments", [None, [], ["nosuch"], [{"rule": 1}]])
async def test_what_is_no_rule_is_refused(editor: Editor, arguments: list[Any] | None) -> None:
    params = types.ExecuteCommandParams("nodeward.explainRule", arguments)
    with pytest.raises(Exception, match="takes the id of a rule"):
        await editor.ask(types.WORKSPACE_EXECUTE_COMMAND, params)
