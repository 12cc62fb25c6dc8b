"""Code actions: which are offered to whom, and what their edits do."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio
INVOKED, AUTOMATIC = types.CodeActionTriggerKind.Invoked, types.CodeActionTriggerKind.Automatic
CONTENT_MODIFIED, INVALID_PARAMS = -32801, -32602
SILENCING = ["Disable danger for this line", "Disable danger for this file"]


def titles(actions: Sequence[types.CodeAction]) -> list[str]:
    return [action.title for action in actions]


def replaced(
    edit: types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit,
) -> tuple[int, int, int, str]:
    assert not isinstance(edit, types.SnippetTextEdit)
    return edit.range.start.line, edit.range.start.character, edit.range.end.character, edit.new_text


def changes_of(edit: types.WorkspaceEdit) -> list[types.TextDocumentEdit]:
    assert edit.document_changes
    changes = [change for change in edit.document_changes if isinstance(change, types.TextDocumentEdit)]
    assert len(changes) == len(edit.document_changes)
    return changes


async def test_a_finding_has_one_preferred_fix_and_ways_to_silence_it(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\n", version=5)
    shown = await editor.diagnostics("a.js")
    fix, *silencing = await editor.actions("a.js", diagnostics=shown)
    assert (fix.title, fix.kind, fix.is_preferred) == ("Make it safe", "quickfix", True)
    assert fix.diagnostics == shown
    assert titles(silencing) == SILENCING
    assert not any(action.is_preferred for action in silencing)
    (change,) = changes_of(await editor.edit_of(fix))
    assert change.text_document == types.OptionalVersionedTextDocumentIdentifier(editor.uri("a.js"), 5)
    assert [replaced(one) for one in change.edits] == [(0, 0, 6, "safe")]
    (change,) = changes_of(await editor.edit_of(silencing[0]))
    assert [replaced(one) for one in change.edits] == [
        (0, 0, 0, "// nodeward-disable-next-line danger -- \n")
    ]
    (change,) = changes_of(await editor.edit_of(silencing[1]))
    assert replaced(change.edits[0])[3].startswith("/* nodeward-disable danger")


async def test_edits_come_when_they_are_asked_for(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\n")
    assert all(action.edit is None for action in await editor.actions("a.js"))


async def test_actions_are_about_the_place(editor: Editor) -> None:
    editor.open("a.js", "fine\ndanger(a)\npipe(b)\n")
    assert not await editor.actions("a.js", 0)
    assert titles(await editor.actions("a.js", 1))[1:] == SILENCING
    assert titles(await editor.actions("a.js", 2))[0] == "Take b out of the pipe"


async def test_actions_are_about_what_the_client_names_too(editor: Editor) -> None:
    editor.open("a.js", "fine\ndanger(a)\n")
    shown = await editor.diagnostics("a.js")
    assert "Make it safe" in titles(await editor.actions("a.js", 0, diagnostics=shown))


async def test_a_fix_that_is_refused_is_shown_with_the_reason(editor: Editor) -> None:
    editor.open("a.js", "pipe(b)\n")
    refused, *_ = await editor.actions("a.js")
    assert refused.disabled == types.CodeActionDisabled("the pipe needs a shell")
    assert refused.title == "Take b out of the pipe"
    assert refused.edit is None
    assert not refused.is_preferred


async def test_all_findings_of_a_rule_are_fixed_at_once(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\ndanger(b)\nmeh(c)\n")
    actions = {action.title: action for action in await editor.actions("a.js")}
    everything = actions["Fix all of danger in this file"]
    assert (everything.kind, everything.is_preferred) == ("quickfix", None)
    (change,) = changes_of(await editor.edit_of(everything))
    assert [replaced(one) for one in change.edits] == [(0, 0, 6, "safe"), (1, 0, 6, "safe")]


FIX_ALL = "source.fixAll.nodeward"
ONLY: list[tuple[list[str], set[str]]] = [
    (["quickfix"], {"quickfix"}),
    (["source"], {FIX_ALL}),
    (["source.fixAll"], {FIX_ALL}),
    (["source.fixAll.nodeward"], {FIX_ALL}),
    (["source.fixAll.other"], set()),
    (["source.organizeImports"], set()),
    (["refactor"], set()),
    (["quick"], set()),
    ([""], {"quickfix", FIX_ALL}),
    (["refactor", "source.fixAll", "quickfix"], {"quickfix", FIX_ALL}),
]


async def test_only_the_kinds_that_are_asked_for_come(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\n")
    for only, kinds in ONLY:
        assert {action.kind for action in await editor.actions("a.js", only=only)} == kinds, only


async def test_fixing_a_whole_file_is_in_the_menu_but_not_in_the_lightbulb(editor: Editor) -> None:
    editor.open("a.js", "\ndanger(a)\n")
    (everything,) = await editor.actions("a.js", trigger_kind=INVOKED)
    assert everything.kind == "source.fixAll.nodeward"
    assert not await editor.actions("a.js", trigger_kind=AUTOMATIC)
    (change,) = changes_of(await editor.edit_of(everything))
    assert [replaced(one) for one in change.edits] == [(1, 0, 6, "safe")]


async def test_a_file_with_nothing_safe_to_fix_offers_no_fix_for_all(editor: Editor) -> None:
    editor.open("a.js", "meh(a)\n")
    assert not await editor.actions("a.js", only=["source.fixAll"])


async def test_an_action_for_an_older_version_cannot_be_resolved(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\n")
    action, *_ = await editor.actions("a.js")
    editor.change("a.js", "\ndanger(a)\n")
    with pytest.raises(JsonRpcException) as refused:
        await editor.edit_of(action)
    assert refused.value.code == CONTENT_MODIFIED


NOT_OURS: list[object] = [
    None,
    5,
    {},
    {"deed": "fix"},
    {"deed": "dance", "uri": "", "version": 1},
    {"deed": "fix", "uri": "", "version": "1"},
    {"deed": "fix", "uri": 1, "version": 1},
    {"deed": "fix", "uri": "", "version": 1, "extra": 1},
]


async def test_an_action_of_somebody_else_is_refused(editor: Editor) -> None:
    for data in NOT_OURS:
        with pytest.raises(JsonRpcException) as refused:
            await editor.edit_of(types.CodeAction("theirs", data=data))
        assert refused.value.code == INVALID_PARAMS, data


async def test_other_files_are_touched_only_after_a_question(editor: Editor) -> None:
    editor.write("package.json", '{"name": "x"}')
    editor.open("a.js", "secret(a)\n", version=3)
    edit = await editor.edit_of((await editor.actions("a.js"))[0])
    assert edit.document_changes
    here, create, env, package = edit.document_changes
    assert isinstance(here, types.TextDocumentEdit)
    assert isinstance(here.edits[0], types.TextEdit)
    assert here.text_document.version == 3
    assert isinstance(create, types.CreateFile)
    assert create.uri == editor.uri(".env")
    assert isinstance(env, types.TextDocumentEdit)
    assert isinstance(package, types.TextDocumentEdit)
    assert (env.text_document.version, package.text_document.version) == (None, None)
    notes = edit.change_annotations or {}
    asked = [
        create.annotation_id,
        *(
            one.annotation_id
            for one in (env.edits[0], package.edits[0])
            if isinstance(one, types.AnnotatedTextEdit)
        ),
    ]
    assert [notes[str(one)].label for one in asked] == ["Write the value to .env"] * 2 + [
        "Change package.json"
    ]
    assert all(note.needs_confirmation for note in notes.values())
    assert replaced(package.edits[0]) == (0, 1, 1, '"env": true, ')


async def test_another_open_file_is_edited_as_the_client_has_it(editor: Editor) -> None:
    editor.write("package.json", "{}")
    editor.open("package.json", "\n\n{ }", version=8, language="json")
    editor.open("a.js", "secret(a)\n")
    edit = await editor.edit_of((await editor.actions("a.js"))[0])
    package = (edit.document_changes or ())[-1]
    assert isinstance(package, types.TextDocumentEdit)
    assert package.text_document.version == 8
    assert replaced(package.edits[0])[:2] == (2, 1)


def edits_of(capabilities: types.ClientCapabilities) -> types.WorkspaceEditClientCapabilities:
    assert capabilities.workspace
    assert capabilities.workspace.workspace_edit
    return capabilities.workspace.workspace_edit


def actions_of(capabilities: types.ClientCapabilities) -> types.CodeActionClientCapabilities:
    assert capabilities.text_document
    assert capabilities.text_document.code_action
    return capabilities.text_document.code_action


def without_annotations(capabilities: types.ClientCapabilities) -> None:
    edits_of(capabilities).change_annotation_support = None


def without_document_changes(capabilities: types.ClientCapabilities) -> None:
    edits_of(capabilities).document_changes = None


def without_creation(capabilities: types.ClientCapabilities) -> None:
    edits_of(capabilities).resource_operations = []


def without_resolve(capabilities: types.ClientCapabilities) -> None:
    actions_of(capabilities).resolve_support = None


def without_disabled(capabilities: types.ClientCapabilities) -> None:
    actions_of(capabilities).disabled_support = None


def without_literals(capabilities: types.ClientCapabilities) -> None:
    actions_of(capabilities).code_action_literal_support = None


async def first_action(
    root: Path, text: str, *lacks: Callable[[types.ClientCapabilities], None]
) -> tuple[list[types.CodeAction], types.WorkspaceEdit | None]:
    """The actions that a client gets which lacks something, and the edit of the first."""
    capabilities = profile("push")
    for lack in lacks:
        lack(capabilities)
    (root / "package.json").write_text("{}")
    async with started(capabilities, root) as editor:
        await editor.initialize()
        editor.open("a.js", text)
        actions = list(await editor.actions("a.js"))
        possible = actions and not actions[0].disabled
        return actions, await editor.edit_of(actions[0]) if possible else None


async def test_a_client_without_annotations_is_not_asked(tmp_path: Path) -> None:
    _, edit = await first_action(tmp_path, "secret(a)", without_annotations)
    assert edit
    assert edit.change_annotations is None
    assert edit.document_changes
    _, create, *files = edit.document_changes
    assert isinstance(create, types.CreateFile)
    assert create.annotation_id is None
    assert all(isinstance(one, types.TextDocumentEdit) for one in files)
    assert not any(
        isinstance(edit, types.AnnotatedTextEdit)
        for one in files
        if isinstance(one, types.TextDocumentEdit)
        for edit in one.edits
    )


async def test_a_client_without_document_changes_gets_plain_ones(tmp_path: Path) -> None:
    _, edit = await first_action(tmp_path, "danger(a)", without_document_changes)
    assert edit
    assert edit.document_changes is None
    assert edit.changes
    assert {uri: [replaced(one) for one in edits] for uri, edits in edit.changes.items()} == {
        (tmp_path / "a.js").as_uri(): [(0, 0, 6, "safe")]
    }


async def test_a_client_that_creates_files_can_take_the_changes_that_do(tmp_path: Path) -> None:
    _, edit = await first_action(tmp_path, "secret(a)", without_document_changes)
    assert edit
    assert any(isinstance(change, types.CreateFile) for change in edit.document_changes or ())


async def test_a_client_that_cannot_create_files_is_told_so(tmp_path: Path) -> None:
    actions, _ = await first_action(tmp_path, "secret(a)", without_creation)
    assert actions[0].title == "Move the secret"
    assert actions[0].disabled == types.CodeActionDisabled("this editor cannot create .env in an edit")


async def test_what_is_impossible_is_not_offered_where_it_cannot_be_shown(tmp_path: Path) -> None:
    actions, _ = await first_action(tmp_path, "secret(a)", without_creation, without_disabled)
    assert titles(actions) == ["Disable secret for this line", "Disable secret for this file"]


async def test_a_refusal_is_not_offered_where_it_cannot_be_shown(tmp_path: Path) -> None:
    actions, _ = await first_action(tmp_path, "pipe(a)", without_disabled)
    assert titles(actions) == ["Disable pipe for this line", "Disable pipe for this file"]


async def test_a_client_that_cannot_resolve_gets_its_edits_at_once(tmp_path: Path) -> None:
    actions, edit = await first_action(tmp_path, "danger(a)\ndanger(b)", without_resolve)
    assert all(action.edit for action in actions)
    assert edit == actions[0].edit
    assert "Fix all of danger in this file" in titles(actions)


async def test_a_client_that_knows_commands_only_gets_none(tmp_path: Path) -> None:
    actions, _ = await first_action(tmp_path, "danger(a)", without_literals)
    assert not actions


async def test_neovim_mends_with_what_it_announces(mode: str, tmp_path: Path) -> None:
    async with started(profile(mode, "neovim"), tmp_path) as editor:
        await editor.initialize()
        editor.open("a.js", "danger(a)\n")
        shown = await editor.diagnostics("a.js")
        edit = await editor.edit_of((await editor.actions("a.js", diagnostics=shown))[0])
        assert edit.changes
        assert [replaced(one) for one in edit.changes[editor.uri("a.js")]] == [(0, 0, 6, "safe")]


async def test_a_fix_is_made_anew_after_another_file_has_changed(editor: Editor) -> None:
    editor.write("package.json", "{}")
    editor.open("a.js", "secret(a)\n")
    before = await editor.edit_of((await editor.actions("a.js"))[0])
    editor.open("package.json", "\n{}", language="json")
    after = await editor.edit_of((await editor.actions("a.js"))[0])
    last = [(edit.document_changes or ())[-1] for edit in (before, after)]
    assert [replaced(one.edits[0])[0] for one in last if isinstance(one, types.TextDocumentEdit)] == [0, 1]
