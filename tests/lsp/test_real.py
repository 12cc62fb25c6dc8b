"""The face and the house together: real rules, real fixes, real files."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
SERVER = [sys.executable, str(Path(__file__).with_name("real_server.py"))]
COOKIE = """\
const app = require("express")();
app.use(require("helmet")());
app.disable("x-powered-by");
app.get("/", (req, res) => res.cookie("sid", newId(), { httpOnly: true }));
"""
CALL = types.Range(types.Position(3, 27), types.Position(3, 73))


@pytest_asyncio.fixture
async def editor(mode: str, tmp_path: Path) -> AsyncIterator[Editor]:
    """VS Code, connected to the real server, with one folder."""
    async with started(profile(mode), tmp_path, command=SERVER) as connected:
        await connected.initialize()
        yield connected


def typed(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(
        types.Range(types.Position(line, start), types.Position(line, end)), text
    )


async def test_a_finding_comes_and_goes_with_the_keys(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    (found,) = await editor.diagnostics("app.js")
    assert (found.code, found.range) == ("cookie-flags", CALL)
    editor.change("app.js", typed(3, 70, 70, ', secure: true, sameSite: "lax"'))
    assert not await editor.diagnostics("app.js")
    editor.change("app.js", typed(3, 70, 84, ""))
    (found,) = await editor.diagnostics("app.js")
    assert found.message == "This cookie is set without secure."


async def test_the_fix_mends_and_the_comments_silence(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    shown = await editor.diagnostics("app.js")
    actions = await editor.actions("app.js", 3, 30, diagnostics=shown)
    edits = [await editor.edit_of(action) for action in actions]
    assert len(edits) == 3
    for edit in edits:
        editor.change("app.js", COOKIE)
        assert await editor.diagnostics("app.js")
        editor.change("app.js", *events_of(edit))
        assert "cookie-flags" not in [one.code for one in await editor.diagnostics("app.js")]


def events_of(edit: types.WorkspaceEdit) -> list[types.TextDocumentContentChangePartial]:
    """What an editor tells the server after it has applied an edit of one file."""
    (change,) = edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    made = [one for one in change.edits if isinstance(one, types.TextEdit)]
    return [types.TextDocumentContentChangePartial(one.range, one.new_text) for one in reversed(made)]


async def test_a_hover_is_the_page_of_the_rule(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    await editor.diagnostics("app.js")
    document = types.TextDocumentIdentifier(editor.uri("app.js"))
    found = await editor.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(document, types.Position(3, 30)))
    assert found.range == CALL
    assert "Cookie without its protective flags" in found.contents.value


async def test_broken_code_keeps_its_hints(editor: Editor) -> None:
    editor.open("app.js", COOKIE + "\nfunction (")
    assert "cookie-flags" in [one.code for one in await editor.diagnostics("app.js")]


async def test_settings_on_disk_are_felt(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    assert await editor.diagnostics("app.js")
    editor.write("nodeward.json", '{"rules": {"cookie-flags": "off"}}')
    event = types.FileEvent(editor.uri("nodeward.json"), types.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    await editor.changed_diagnostics("app.js", [])


async def test_settings_that_are_saved_in_the_editor_are_felt(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    assert await editor.diagnostics("app.js")
    editor.open("nodeward.json", "{}", language="jsonc")
    text = '{"rules": {"cookie-flags": "off"}}'
    editor.change("nodeward.json", text)
    editor.write("nodeward.json", text)
    editor.save("nodeward.json", text)
    await editor.changed_diagnostics("app.js", [])


async def test_settings_of_the_client_are_felt(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    assert await editor.diagnostics("app.js")
    editor.client.set_configuration(
        {"rules": {"cookie-flags": "hint"}, "profil": "strict"}, section="nodeward"
    )
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await editor.until(lambda: any("profil" in one.message for one in editor.client.messages))
    if editor.pulls:
        await editor.changed_diagnostics("app.js", ["cookie-flags"])
    await editor.until(lambda: len(editor.published) != 1)
    (found,) = await editor.diagnostics("app.js")
    assert found.severity is types.DiagnosticSeverity.Hint


async def test_rules_of_the_project_are_felt(editor: Editor) -> None:
    editor.open("app.js", 'require("child_process").fork(a);\n')
    assert not await editor.diagnostics("app.js")
    folder = editor.root / ".nodeward" / "rules"
    folder.mkdir(parents=True)
    editor.write(".nodeward/rules/no-forbidden.yml", OWN_RULE)
    event = types.FileEvent(editor.uri(".nodeward/rules/no-forbidden.yml"), types.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    await editor.changed_diagnostics("app.js", ["no-forbidden"])


OWN_RULE = """\
id: no-forbidden
title: A process is forked
severity: warning
cwe: [78]
message: "Do not fork."
why: Because.
instead: Nothing.
call:
  name: child_process.fork
examples:
  - bad: |
      const { fork } = require("child_process");
      fork(a);
    no-fix: the right value is a human decision
  - good: |
      fork(a);
"""


async def test_a_change_that_does_not_fit_makes_the_file_lost(editor: Editor) -> None:
    editor.open("app.js", COOKIE)
    assert await editor.diagnostics("app.js")
    editor.change("app.js", typed(99, 0, 0, "x"))
    await editor.changed_diagnostics("app.js", [])
    editor.change("app.js", COOKIE)
    assert await editor.diagnostics("app.js")
