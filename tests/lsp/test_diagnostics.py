"""Diagnostics on the wire: what they say, when they come and when they go, pushed and pulled."""

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor

pytestmark = pytest.mark.asyncio


def span(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def typed(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(span(line, start, end), text)


async def test_a_finding_says_everything_that_an_editor_can_show(editor: Editor) -> None:
    editor.open("a.js", "let a;\ndanger(a);\n", version=4)
    (found,) = await editor.diagnostics("a.js")
    assert found == types.Diagnostic(
        range=span(1, 0, 9),
        message="danger is not wanted: a",
        severity=types.DiagnosticSeverity.Error,
        code="danger",
        code_description=types.CodeDescription("https://cwe.mitre.org/data/definitions/78.html"),
        source="nodeward",
        data={"rule": "danger", "start": 7, "end": 16, "details": {"argument": "a"}, "version": 4},
    )


async def test_a_key_makes_a_finding_come_and_go(editor: Editor) -> None:
    editor.open("a.js", "dangex(a);\n")
    assert not await editor.diagnostics("a.js")
    editor.change("a.js", typed(0, 5, 6, "r"))
    assert [one.code for one in await editor.diagnostics("a.js")] == ["danger"]
    editor.change("a.js", typed(0, 5, 6, "x"))
    assert not await editor.diagnostics("a.js")


async def test_a_flow_names_its_steps_across_files(editor: Editor) -> None:
    editor.write("input.js", "\nlet a = input;\n")
    editor.open("a.js", "danger(a) // from input.js\n")
    (found,) = await editor.diagnostics("a.js")
    assert found.related_information == (
        types.DiagnosticRelatedInformation(
            types.Location(editor.uri("input.js"), span(1, 8, 13)), "the value comes from here"
        ),
        types.DiagnosticRelatedInformation(types.Location(editor.uri("a.js"), span(0, 0, 1)), "to here"),
    )


async def test_a_step_in_a_file_that_cannot_be_read_is_left_out(editor: Editor) -> None:
    editor.open("a.js", "danger(a) // from missing.js\n")
    (found,) = await editor.diagnostics("a.js")
    assert [one.message for one in found.related_information or ()] == ["to here"]


async def test_a_byte_order_mark_on_disk_is_no_column(editor: Editor) -> None:
    editor.write("input.js", "\ufeffinput;\n")
    editor.open("a.js", "danger(a) // from input.js\n")
    (found,) = await editor.diagnostics("a.js")
    assert found.related_information
    assert found.related_information[0].location.range == span(0, 0, 5)


async def test_tags_are_sent_to_a_client_that_draws_them(editor: Editor) -> None:
    editor.open("a.js", "meh(a)\n")
    (found,) = await editor.diagnostics("a.js")
    assert found.tags == (types.DiagnosticTag.Unnecessary,)


async def test_a_buffer_without_a_file_is_looked_at(editor: Editor) -> None:
    editor.open("untitled:Untitled-1", "danger(a)")
    assert [one.code for one in await editor.diagnostics("untitled:Untitled-1")] == ["danger"]


async def test_a_file_that_is_not_ours_has_no_diagnostics(editor: Editor) -> None:
    editor.open("notes.txt", "danger(a)", language="plaintext")
    editor.open("a.js", "danger(a)")
    assert await editor.diagnostics("a.js")
    assert not editor.client.diagnostics.get(editor.uri("notes.txt"))
    if editor.pulls:
        assert not await editor.diagnostics("notes.txt")


async def test_an_edit_is_felt_in_the_open_files_that_depend_on_it(editor: Editor) -> None:
    editor.open("a.js", "good")
    editor.open("b.js", 'needs("a.js")')
    assert not await editor.diagnostics("b.js")
    assert not await editor.diagnostics("a.js")
    editor.change("a.js", "evil")
    await editor.changed_diagnostics("b.js", ["needs"])
    editor.change("a.js", "good")
    await editor.changed_diagnostics("b.js", [])


async def test_a_file_that_changes_on_disk_is_felt_too(editor: Editor) -> None:
    editor.open("b.js", 'needs("a.js")')
    assert not await editor.diagnostics("b.js")
    editor.write("a.js", "evil")
    event = types.FileEvent(editor.uri("a.js"), types.FileChangeType.Created)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    await editor.changed_diagnostics("b.js", ["needs"])


async def test_closing_gives_the_file_back_to_the_disk(editor: Editor) -> None:
    editor.write("a.js", "good")
    editor.open("a.js", "evil danger(a)")
    assert await editor.diagnostics("a.js")
    editor.open("b.js", 'needs("a.js")')
    assert await editor.diagnostics("b.js")
    editor.close("a.js")
    await editor.changed_diagnostics("b.js", [])
    if editor.pulls:
        assert not await editor.diagnostics("a.js")
    else:
        assert editor.client.diagnostics[editor.uri("a.js")] == ()


async def test_an_analysis_that_fails_is_logged_and_the_next_one_works(editor: Editor) -> None:
    editor.open("a.js", "boom()")
    editor.open("b.js", "danger(a)")
    assert await editor.diagnostics("b.js")
    await editor.logged("RuntimeError in ")
    editor.change("a.js", "danger(a)")
    assert await editor.diagnostics("a.js")


async def test_a_problem_is_not_logged_at_every_key(editor: Editor) -> None:
    editor.open("a.js", "oops()")
    assert not await editor.diagnostics("a.js")
    editor.change("a.js", "oops() danger(a)")
    assert await editor.diagnostics("a.js")
    assert [one.message for one in editor.client.log_messages].count("rule oops failed") == 1


async def test_what_needs_the_whole_project_waits_until_it_was_read(editor: Editor) -> None:
    editor.open("a.js", "absent()")
    assert not await editor.diagnostics("a.js")
    editor.write("go", "")
    await editor.changed_diagnostics("a.js", ["absent"])
