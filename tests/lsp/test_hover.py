"""Hover: what is said about a finding, in the client's markup."""

from pathlib import Path

import pytest
from lsprotocol import types
from tests.lsp.editor import Editor, profile, started

pytestmark = pytest.mark.asyncio


async def hover(editor: Editor, line: int, character: int) -> types.Hover | None:
    document = types.TextDocumentIdentifier(editor.uri("a.js"))
    params = types.HoverParams(document, types.Position(line, character))
    found = await editor.ask(types.TEXT_DOCUMENT_HOVER, params)
    assert found is None or isinstance(found, types.Hover)
    return found


async def text(editor: Editor, line: int, character: int) -> str:
    found = await hover(editor, line, character)
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    return found.contents.value


async def test_a_hover_explains_the_finding(editor: Editor) -> None:
    editor.open("a.js", "\ndanger(a*b)\n")
    found = await hover(editor, 1, 3)
    assert found
    assert found.range == types.Range(types.Position(1, 0), types.Position(1, 11))
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.kind is types.MarkupKind.Markdown
    said = found.contents.value
    for words in (
        r"**danger is not wanted: a\*b**",
        "Because `danger` is **bad**.",
        "Write something else.",
        "```js\ndanger(1);\n```",
        "```js\nfine(1);\n```",
        "https://cwe.mitre.org/data/definitions/78.html",
        "A03:2021",
        "nodeward-disable-next-line danger",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("`a*b` is <c>", r"**danger is not wanted: `a*b` is \<c\>**"),
        ("`a` b` [c](d:e)", r"**danger is not wanted: \`a\` b\` \[c\](d:e**"),
        ("``` [c](d:e) `", r"**danger is not wanted: \`\`\` \[c\](d:e**"),
    ],
)
async def test_code_in_a_message_is_code_and_never_markup(editor: Editor, code: str, shown: str) -> None:
    editor.open("a.js", f"danger({code})\n")
    assert shown in await text(editor, 0, 0)


async def test_a_hover_says_its_sentence_once_and_the_severity_of_the_finding(editor: Editor) -> None:
    editor.open("a.js", "danger(a)\nmeh(a)\n")
    assert (await text(editor, 0, 0)).count("is not wanted") == 1
    assert "`danger` · error · " in await text(editor, 0, 0)
    assert "`meh` · hint · " in await text(editor, 1, 0)


async def test_a_hover_says_why_there_is_no_fix(editor: Editor) -> None:
    editor.open("a.js", "pipe(a)\ndanger(b)\n")
    assert "No quick fix: the pipe needs a shell." in await text(editor, 0, 0)
    assert "No quick fix: the pipe" not in await text(editor, 1, 0)


@pytest.mark.parametrize(("line", "character"), [(0, 0), (9, 0)])
async def test_there_is_nothing_to_say_elsewhere(editor: Editor, line: int, character: int) -> None:
    editor.open("a.js", "\ndanger(a)\n")
    assert await hover(editor, line, character) is None


async def test_findings_at_one_place_are_told_one_after_the_other(editor: Editor) -> None:
    editor.open("a.js", "danger(a)pipe(b)\n")
    said = await text(editor, 0, 9)
    assert said.index("About danger") > said.index("About pipe")
    assert "\n---\n" in said


async def test_plain_text_has_no_markup(mode: str, tmp_path: Path) -> None:
    capabilities = profile(mode)
    assert capabilities.text_document
    capabilities.text_document.hover = types.HoverClientCapabilities(
        content_format=[types.MarkupKind.PlainText]
    )
    async with started(capabilities, tmp_path) as editor:
        await editor.initialize()
        editor.open("a.js", "danger(a*b)\n")
        found = await hover(editor, 0, 0)
        assert found
        assert isinstance(found.contents, types.MarkupContent)
        assert found.contents.kind is types.MarkupKind.PlainText
        assert "danger is not wanted: a*b" in found.contents.value
        assert "About danger" in found.contents.value
        assert "```" not in found.contents.value
