"""Keys that come faster than analyses: what is analysed, what is shown, what a request is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from tests.lsp.editor import PATIENCE, Editor, profile, started

pytestmark = pytest.mark.asyncio
SERVER_CANCELLED, CONTENT_MODIFIED, REQUEST_CANCELLED = -32802, -32801, -32800


def at_start(text: str) -> types.TextDocumentContentChangePartial:
    start = types.Position(0, 0)
    return types.TextDocumentContentChangePartial(types.Range(start, start), text)


async def test_a_newer_text_ends_a_running_analysis(editor: Editor) -> None:
    editor.open("a.js", "danger(a) slow()")
    await editor.logged("version 1 has begun")
    editor.change("a.js", "danger(a)")
    assert [one.code for one in await editor.diagnostics("a.js")] == ["danger"]
    assert {one.version for one in editor.published} <= {2}


async def test_of_a_burst_only_the_newest_is_analysed(editor: Editor) -> None:
    editor.open("a.js", "slow()")
    await editor.logged("version 1 has begun")
    for _ in range(100):
        editor.change("a.js", at_start("danger(a)\n"))
    editor.change("a.js", at_start("//"), "danger(b)")
    assert [one.message for one in await editor.diagnostics("a.js")] == ["danger is not wanted: b"]
    assert {one.version for one in editor.published} <= {102}


async def test_another_file_gives_way_and_is_analysed_later(editor: Editor) -> None:
    editor.open("a.js", "good")
    assert not await editor.diagnostics("a.js")
    editor.open("b.js", 'needs("a.js")')
    assert not await editor.diagnostics("b.js")
    for word in ("evil", "good", "evil"):
        editor.change("a.js", word)
    assert not await editor.diagnostics("a.js")
    await editor.changed_diagnostics("b.js", ["needs"])


async def test_what_only_depends_on_a_change_gives_way_to_the_next_one(editor: Editor) -> None:
    """The file behind is analysed without end while the other one holds `evil`, so only giving way helps."""
    editor.open("a.js", "good")
    assert not await editor.diagnostics("a.js")
    editor.open("b.js", 'needs("a.js") // slow while evil')
    assert not await editor.diagnostics("b.js")
    editor.change("a.js", "evil")
    await editor.logged("version 1 has begun")
    editor.change("a.js", "danger(a)")
    assert await editor.diagnostics("a.js")
    assert not await editor.diagnostics("b.js")


@pytest.mark.parametrize("mode", ["push"])
async def test_a_pause_is_used_to_read_what_keys_have_left(editor: Editor) -> None:
    editor.write("go", "")
    editor.open("a.js", "calm()")
    await editor.changed_diagnostics("a.js", ["calm"])


@pytest.mark.parametrize("mode", ["push"])
async def test_a_pause_that_fails_is_logged_and_the_server_goes_on(editor: Editor) -> None:
    editor.write("go", "")
    editor.open("a.js", "calm()")
    editor.open("b.js", "unsettling()")
    await editor.logged("something failed\nRuntimeError in ")
    await editor.changed_diagnostics("a.js", ["calm"])


async def test_closing_ends_a_running_analysis(editor: Editor) -> None:
    editor.open("a.js", "danger(a) slow()")
    await editor.logged("version 1 has begun")
    editor.close("a.js")
    editor.open("b.js", "danger(b)")
    assert await editor.diagnostics("b.js")
    assert {one.uri for one in editor.published} <= {editor.uri("b.js")}


async def test_shutdown_does_not_wait_for_an_analysis(editor: Editor) -> None:
    editor.open("a.js", "slow()")
    await editor.logged("version 1 has begun")
    await asyncio.wait_for(editor.client.shutdown_session(), PATIENCE)
    assert editor.client._server
    assert editor.client._server.returncode == 0
    editor.result = None


async def test_a_pull_that_a_key_overtakes_is_to_be_made_again(editor: Editor) -> None:
    if not editor.pulls:
        return
    editor.open("a.js", "slow()")
    document = types.TextDocumentIdentifier(editor.uri("a.js"))
    asked = editor.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DocumentDiagnosticParams(document))
    await editor.logged("version 1 has begun")
    editor.change("a.js", "danger(a)")
    with pytest.raises(JsonRpcException) as refused:
        await asked
    assert refused.value.code == SERVER_CANCELLED
    assert refused.value.data == {"retriggerRequest": True}
    assert await editor.diagnostics("a.js")


@pytest_asyncio.fixture
async def saver(mode: str, tmp_path: Path) -> AsyncIterator[Editor]:
    """An editor whose files are analysed when they are saved, or when a request needs it; one file is unsaved."""
    async with started(profile(mode), tmp_path) as connected:
        await connected.initialize(options={"run": "onSave"})
        connected.open("a.js", "fine")
        assert not await connected.diagnostics("a.js")
        connected.change("a.js", "danger(a) slow()")
        yield connected


async def test_actions_for_a_text_that_a_key_overtakes_are_not_given(saver: Editor) -> None:
    here = types.Range(types.Position(0, 0), types.Position(0, 0))
    document = types.TextDocumentIdentifier(saver.uri("a.js"))
    params = types.CodeActionParams(document, here, types.CodeActionContext(diagnostics=[]))
    asked = saver.ask(types.TEXT_DOCUMENT_CODE_ACTION, params)
    await saver.logged("version 2 has begun")
    saver.change("a.js", "danger(a)")
    with pytest.raises(JsonRpcException) as refused:
        await asked
    assert refused.value.code == CONTENT_MODIFIED
    assert await saver.actions("a.js")


async def test_a_request_can_be_taken_back_while_it_is_answered(saver: Editor) -> None:
    params = types.HoverParams(types.TextDocumentIdentifier(saver.uri("a.js")), types.Position(0, 0))
    asked = saver.ask(types.TEXT_DOCUMENT_HOVER, params, msg_id="the-hover")
    await saver.logged("version 2 has begun")
    saver.client.cancel_request(types.CancelParams(id="the-hover"))
    with pytest.raises(JsonRpcException) as refused:
        await asked
    assert refused.value.code == REQUEST_CANCELLED
    saver.change("a.js", "danger(a)")
    assert await saver.actions("a.js")
