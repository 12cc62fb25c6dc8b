"""The text of open files: every encoding, and what happens when client and server no longer agree."""

from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
EMOJI = "\N{GRINNING FACE}"  # one character in UTF-32, two units in UTF-16, four bytes in UTF-8
PLACES = {
    "utf-8": 4 + 2,
    "utf-16": 2 + 1,
    "utf-32": 1 + 1,
}  # where a word begins after the emoji and an umlaut


def typed(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(
        types.Range(types.Position(line, start), types.Position(line, end)), text
    )


@pytest.mark.parametrize("encoding", PLACES)
async def test_places_are_counted_as_the_client_counts(encoding: str, mode: str, tmp_path: Path) -> None:
    capabilities = profile(mode)
    capabilities.general = types.GeneralClientCapabilities(position_encodings=[encoding, "utf-16"])
    async with started(capabilities, tmp_path) as editor:
        answer = await editor.initialize()
        assert answer.capabilities.position_encoding == encoding
        at = PLACES[encoding]
        editor.open("a.js", f"\r\n{EMOJI}ädangex(a)\u2028\n")
        editor.change("a.js", typed(1, at + 5, at + 6, "r"))
        (found,) = await editor.diagnostics("a.js")
        assert found.range == types.Range(types.Position(1, at), types.Position(1, at + 9))
        edit = await editor.edit_of((await editor.actions("a.js", 1, at))[0])
        (change,) = edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert change.edits == (
            types.TextEdit(types.Range(types.Position(1, at), types.Position(1, at + 6)), "safe"),
        )


async def test_changes_of_one_message_build_on_each_other(editor: Editor) -> None:
    editor.open("a.js", "\n")
    editor.change("a.js", typed(0, 0, 0, "danger"), typed(0, 6, 6, "(a)\n"), typed(1, 0, 0, "danger(b)"))
    assert [one.range.start.line for one in await editor.diagnostics("a.js")] == [0, 1]


async def lost(editor: Editor) -> None:
    """A file with a finding, of which the server then loses track."""
    editor.open("a.js", "danger(a)\n")
    assert await editor.diagnostics("a.js")
    editor.change("a.js", typed(9, 0, 0, "x"))
    await editor.changed_diagnostics("a.js", [])
    await editor.logged("lost track")


async def test_a_lost_file_is_silent(editor: Editor) -> None:
    await lost(editor)
    editor.change("a.js", typed(0, 0, 0, "danger(b)\n"))
    assert not await editor.actions("a.js")
    editor.open("b.js", "danger(b)")
    assert await editor.diagnostics("b.js")
    assert not editor.client.diagnostics.get(editor.uri("a.js"))


async def test_a_lost_file_is_found_again_by_its_whole_text(editor: Editor) -> None:
    await lost(editor)
    editor.change("a.js", typed(7, 0, 0, "ignored"), "\ndangex(b)\n", typed(1, 5, 6, "r"))
    assert [one.range.start.line for one in await editor.diagnostics("a.js")] == [1]


async def test_a_lost_file_is_found_again_by_saving_it(editor: Editor) -> None:
    await lost(editor)
    editor.save("a.js", "\n\ndanger(b)\n")
    await editor.changed_diagnostics("a.js", ["danger"])


async def test_a_lost_file_is_found_again_by_opening_it(editor: Editor) -> None:
    await lost(editor)
    editor.close("a.js")
    editor.open("a.js", "\ndanger(b)\n", version=7)
    assert [one.range.start.line for one in await editor.diagnostics("a.js")] == [1]


async def test_a_save_of_an_intact_file_changes_nothing(editor: Editor) -> None:
    editor.open("a.js", "danger(a)")
    assert await editor.diagnostics("a.js")
    editor.save("a.js", "what the server would not read")
    editor.change("a.js", typed(0, 0, 0, "\n"))
    assert [one.range.start.line for one in await editor.diagnostics("a.js")] == [1]


async def test_a_change_of_a_file_that_is_not_open_is_ignored(editor: Editor) -> None:
    editor.versions[editor.uri("a.js")] = 1
    editor.change("a.js", "danger(a)")
    editor.save("a.js")
    editor.close("a.js")
    await editor.logged("not open")
    editor.open("a.js", "danger(a)")
    assert await editor.diagnostics("a.js")


async def test_on_save_a_file_is_left_alone_while_it_is_typed(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode), tmp_path) as editor:
        await editor.initialize(options={"run": "onSave"})
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        editor.change("a.js", "danger(a) danger(b)")
        if editor.pulls:
            assert isinstance(await editor.pull("a.js"), types.RelatedUnchangedDocumentDiagnosticReport)
            assert not await editor.diagnostics("a.js")
        editor.save("a.js")
        if editor.pulls:
            await editor.until(lambda: editor.client.diagnostic_refresh_count == 1)
        assert [one.code for one in await editor.diagnostics("a.js")] == ["danger", "danger"]
        assert len(editor.published) == (0 if editor.pulls else 2)
