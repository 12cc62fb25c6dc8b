"""Settings: every way in which a client may give them, and wrong ones."""

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
WRONG = "There is no setting `colour`."


def unasked(mode: str) -> types.ClientCapabilities:
    capabilities = profile(mode)
    assert capabilities.workspace
    capabilities.workspace.configuration = None
    return capabilities


async def told(editor: Editor, times: int = 1) -> None:
    """Wait until the user has read the complaint, so often."""
    await editor.until(lambda: [one.message for one in editor.client.messages].count(WRONG) == times)


@pytest.mark.parametrize("options", [{"colour": 1}, {"nodeward": {"colour": 1}}])
async def test_initial_options_are_settings(mode: str, tmp_path: Path, options: dict[str, Any]) -> None:
    async with started(profile(mode), tmp_path) as editor:
        await editor.initialize(options=options)
        await told(editor)
        assert editor.client.messages[0].type is types.MessageType.Warning


@pytest.mark.parametrize("options", [None, {}, [], "loud", {"other": 1, "nodeward": None}])
async def test_odd_initial_options_do_no_harm(tmp_path: Path, options: object) -> None:
    async with started(profile("push"), tmp_path) as editor:
        await editor.initialize(options=options)
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")


async def test_a_client_that_can_be_asked_is_asked(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path, {"nodeward": {"colour": 1}}) as editor:
        await editor.initialize()
        await told(editor)


async def test_a_changed_setting_is_asked_for_again(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        await editor.initialize()
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        editor.client.set_configuration({"colour": 1}, section="nodeward")
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        await told(editor)
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        editor.change("a.js", "fine")
        assert not await editor.diagnostics("a.js")
        await told(editor)


@pytest.mark.parametrize("settings", [{"nodeward": {"colour": 1}}, {"colour": 1}])
async def test_a_client_that_cannot_be_asked_brings_its_settings(
    mode: str, tmp_path: Path, settings: dict[str, Any]
) -> None:
    async with started(unasked(mode), tmp_path) as editor:
        await editor.initialize()
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        await told(editor)


async def test_later_settings_go_before_initial_ones(mode: str, tmp_path: Path) -> None:
    async with started(unasked(mode), tmp_path) as editor:
        await editor.initialize(options={"run": "onSave", "colour": 1})
        editor.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"nodeward": {"run": "onType"}})
        )
        editor.open("a.js", "fine")
        assert not await editor.diagnostics("a.js")
        editor.change("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        await told(editor, times=2)


async def test_new_settings_are_felt_in_open_files(mode: str, tmp_path: Path) -> None:
    async with started(unasked(mode), tmp_path) as editor:
        await editor.initialize()
        editor.open("a.js", "word(a)")
        assert not await editor.diagnostics("a.js")
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"word": True}))
        await editor.changed_diagnostics("a.js", ["word"])


async def test_settings_that_are_no_object_are_told_and_ignored(tmp_path: Path) -> None:
    async with started(profile("push"), tmp_path, {"nodeward": 5}) as editor:
        await editor.initialize()
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        await editor.until(lambda: any("must be an object" in one.message for one in editor.client.messages))


async def test_a_client_is_asked_to_watch_what_it_can_watch(tmp_path: Path) -> None:
    async with started(profile("push"), tmp_path) as editor:
        await editor.initialize()
        await editor.until(lambda: len(editor.registered) == 2)
        files, settings = editor.registered
        assert files.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        globs = [watcher["globPattern"] for watcher in _given(files)["watchers"]]
        for name in ("package.json", ".env*", ".gitignore", "nodeward.json", ".nodeward/rules/**"):
            assert f"**/{name}" in globs
        assert settings.method == types.WORKSPACE_DID_CHANGE_CONFIGURATION
        assert _given(settings) == {"section": "nodeward"}


def _given(registration: types.Registration) -> dict[str, Any]:
    options = registration.register_options
    assert isinstance(options, dict)
    return options


async def test_a_client_that_cannot_register_is_left_in_peace(tmp_path: Path) -> None:
    async with started(profile("push", "neovim"), tmp_path) as editor:
        await editor.initialize()
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        assert not editor.registered


@pytest.mark.parametrize(
    ("options", "trace", "expected"),
    [
        ({}, None, False),
        ({}, types.TraceValue.Messages, True),
        ({"trace": {"server": "messages"}}, None, True),
        ({"trace": {"server": "loud"}}, None, False),
        ({"trace": {"server": "off"}}, types.TraceValue.Messages, False),
    ],
)
async def test_a_client_may_follow_what_happens(
    tmp_path: Path, options: dict[str, Any], trace: types.TraceValue | None, expected: bool
) -> None:
    async with started(profile("push"), tmp_path) as editor:
        await editor.initialize(options=options, trace=trace)
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        lines = [one.message for one in editor.client.log_messages]
        assert any("version 1: 1 findings" in line for line in lines) == expected


async def test_a_client_may_follow_closely_and_stop(tmp_path: Path) -> None:
    async with started(profile("push"), tmp_path) as editor:
        await editor.initialize()
        editor.client.set_trace(types.SetTraceParams(types.TraceValue.Verbose))
        editor.open("a.js", "danger(a)")
        await editor.logged("received textDocument/didOpen")
        editor.client.set_trace(types.SetTraceParams(types.TraceValue.Off))
        editor.change("a.js", "danger(b)")
        assert await editor.diagnostics("a.js")
        assert not any("didChange" in one.message for one in editor.client.log_messages)


async def test_what_is_wrong_in_a_file_of_settings_is_told_to_the_user(editor: Editor) -> None:
    editor.open("a.js", "odd() oops()")
    assert not await editor.diagnostics("a.js")
    await editor.until(lambda: len(editor.client.messages) == 1)
    assert editor.client.messages[0].message == "setting odd is wrong"
    assert "rule oops failed" in [one.message for one in editor.client.log_messages]
