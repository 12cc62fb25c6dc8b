"""Push and pull: which one a client gets, and what is special about each."""

from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio


@pytest.fixture
def mode() -> str:
    return "pull"


@pytest.mark.parametrize("name", ["visual-studio-code", "neovim", "emacs"])
@pytest.mark.parametrize("mode", ["push", "pull"])
async def test_a_client_is_offered_one_of_the_two(name: str, mode: str, tmp_path: Path) -> None:
    async with started(profile(mode, name), tmp_path) as editor:
        answer = await editor.initialize()
        offered = answer.capabilities.diagnostic_provider
        assert (offered is not None) == (mode == "pull")
        if offered:
            assert offered.inter_file_dependencies
            assert offered.workspace_diagnostics
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")
        assert bool(editor.published) == (mode == "push")


async def test_a_client_that_cannot_be_asked_to_pull_again_is_pushed_to(tmp_path: Path) -> None:
    capabilities = profile("pull")
    assert capabilities.workspace
    capabilities.workspace.diagnostics = None
    async with started(capabilities, tmp_path) as editor:
        assert (await editor.initialize()).capabilities.diagnostic_provider is None
        editor.open("a.js", "danger(a)")
        assert await editor.diagnostics("a.js")


async def test_the_same_diagnostics_keep_their_result_id(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\n")
    first = await editor.pull("a.js")
    editor.change("a.js", "danger(a)\nmore\n")
    second = await editor.pull("a.js")
    assert isinstance(first, types.RelatedFullDocumentDiagnosticReport)
    assert second == types.RelatedUnchangedDocumentDiagnosticReport(result_id=first.result_id or "")
    editor.change("a.js", "\ndanger(a)\n")
    third = await editor.pull("a.js")
    assert isinstance(third, types.RelatedFullDocumentDiagnosticReport)
    assert third.result_id != first.result_id


async def test_a_file_that_is_not_open_has_an_empty_report(editor: Editor) -> None:
    report = await editor.pull("nowhere.js")
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert report.items == ()


async def test_a_client_without_related_information_reads_where_the_value_comes_from(tmp_path: Path) -> None:
    capabilities = profile("push")
    assert capabilities.text_document
    capabilities.text_document.publish_diagnostics = types.PublishDiagnosticsClientCapabilities()
    async with started(capabilities, tmp_path) as editor:
        await editor.initialize()
        editor.write("input.js", "\nlet a = input;\n")
        editor.open("a.js", "danger(a) // from input.js\nmeh(b)\n")
        flow, plain = await editor.diagnostics("a.js")
        assert flow.message == "danger is not wanted: a (from input.js:2)"
        assert flow.related_information is None
        assert plain.message == "meh is not wanted: b"
        assert plain.tags is None


async def test_an_unfelt_change_of_another_file_asks_for_nothing(editor: Editor) -> None:
    editor.open("a.js", "good")
    editor.open("b.js", 'needs("a.js") danger(x)')
    assert await editor.diagnostics("b.js")
    editor.change("a.js", "better")
    assert not await editor.diagnostics("a.js")
    editor.change("a.js", "evil")
    assert not await editor.diagnostics("a.js")
    await editor.changed_diagnostics("b.js", ["needs", "danger"])
    assert editor.client.diagnostic_refresh_count == 0
