"""An editor for tests: what one of its profiles can do, and a document that stays in step with the server.

It takes diagnostics the way the server offers them, so that a scenario reads the same for push and pull.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

SERVER = [sys.executable, str(Path(__file__).with_name("fake_server.py"))]
PATIENCE = 30  # seconds; a server that is wrong may never answer
MODES = ("push", "pull")


def profile(mode: str, editor: str = "visual-studio-code") -> types.ClientCapabilities:
    """The capabilities of a real editor, made one that pulls or one that does not."""
    capabilities = client_capabilities(editor)
    assert capabilities.text_document
    assert capabilities.workspace
    pulls = mode == "pull"
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities() if pulls else None
    capabilities.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=pulls)
    return capabilities


@dataclass
class Editor:
    """A client that is connected, with what it was told."""

    client: LanguageClient
    capabilities: types.ClientCapabilities
    root: Path
    published: list[types.PublishDiagnosticsParams] = field(default_factory=list)
    registered: list[types.Registration] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    result_ids: dict[str, str | None] = field(default_factory=dict)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)
    result: types.InitializeResult | None = None

    @property
    def pulls(self) -> bool:
        assert self.result
        return self.result.capabilities.diagnostic_provider is not None

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text)

    async def initialize(self, options: object = None, **params: Any) -> types.InitializeResult:
        folders = [types.WorkspaceFolder(self.root.as_uri(), self.root.name)]
        given = {"workspace_folders": folders, "initialization_options": options, **params}
        self.result = await self.client.initialize_session(
            types.InitializeParams(capabilities=self.capabilities, **given)
        )
        return self.result

    def open(self, name: str, text: str, version: int = 1, language: str = "javascript") -> None:
        uri = name if ":" in name else self.uri(name)
        self.versions[uri] = version
        document = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def change(self, name: str, *changes: types.TextDocumentContentChangeEvent | str) -> None:
        """Each change is an event, or the whole new text."""
        uri = name if ":" in name else self.uri(name)
        self.versions[uri] += 1
        events = [
            types.TextDocumentContentChangeWholeDocument(one) if isinstance(one, str) else one
            for one in changes
        ]
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, events))

    def save(self, name: str, text: str | None = None) -> None:
        params = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(self.uri(name)), text)
        self.client.text_document_did_save(params)

    def close(self, name: str) -> None:
        uri = self.uri(name)
        self.versions.pop(uri)
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        self.client.text_document_did_close(params)

    async def pull(self, name: str) -> types.DocumentDiagnosticReport:
        uri = name if ":" in name else self.uri(name)
        params = types.DocumentDiagnosticParams(
            types.TextDocumentIdentifier(uri), previous_result_id=self.result_ids.get(uri)
        )
        report = await asyncio.wait_for(self.client.text_document_diagnostic_async(params), PATIENCE)
        self.result_ids[uri] = report.result_id
        return report

    async def diagnostics(self, name: str) -> Sequence[types.Diagnostic]:
        """The diagnostics of the newest version, however they come."""
        uri = name if ":" in name else self.uri(name)
        if self.pulls:
            self.result_ids.pop(uri, None)
            report = await self.pull(name)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return report.items
        return (await self.publish(name, self.versions[uri])).diagnostics

    async def publish(self, name: str, version: int) -> types.PublishDiagnosticsParams:
        """The newest publication for a version of a file."""
        uri = name if ":" in name else self.uri(name)

        def newest() -> types.PublishDiagnosticsParams | None:
            mine = [one for one in self.published if one.uri == uri]
            return mine[-1] if mine and mine[-1].version == version else None

        await self.until(lambda: newest() is not None)
        found = newest()
        assert found
        return found

    async def changed_diagnostics(self, name: str, codes: Sequence[str]) -> None:
        """Wait until the client has these codes for a file that nobody typed in."""
        if self.pulls:
            await self.until(lambda: self.client.diagnostic_refresh_count > 0)
            self.client.diagnostic_refresh_count = 0
            assert [one.code for one in await self.diagnostics(name)] == list(codes)
            return
        uri = self.uri(name)
        await self.until(lambda: [one.code for one in self.client.diagnostics.get(uri, ())] == list(codes))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that a message from the server brings about."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(condition), PATIENCE)

    async def actions(
        self, name: str, line: int = 0, character: int = 0, **context: Any
    ) -> Sequence[types.CodeAction]:
        """The code actions at a place, with the diagnostics there as a real editor sends them."""
        here = types.Position(line, character)
        shown = context.pop("diagnostics", [])
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri(name)),
            types.Range(here, here),
            types.CodeActionContext(diagnostics=shown, **context),
        )
        given = await asyncio.wait_for(self.client.text_document_code_action_async(params), PATIENCE)
        return [action for action in given or () if isinstance(action, types.CodeAction)]

    async def edit_of(self, action: types.CodeAction) -> types.WorkspaceEdit:
        """The edit of an action, resolved where it came without."""
        if action.edit is None:
            action = await asyncio.wait_for(self.client.code_action_resolve_async(action), PATIENCE)
        assert action.edit
        return action.edit

    def ask(self, method: str, params: object, msg_id: str | None = None) -> Awaitable[Any]:
        """Send a request now, before whatever is sent next; the answer may be waited for later."""
        answer = asyncio.wrap_future(self.client.protocol.send_request(method, params, msg_id=msg_id))
        return asyncio.wait_for(answer, PATIENCE)

    async def logged(self, words: str) -> None:
        await self.until(lambda: any(words in one.message for one in self.client.log_messages))


@cache
def _converter() -> Converter:
    """What turns messages into objects, one for all clients: it works out how to anew for each that is made."""
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]
    return converter


@asynccontextmanager
async def started(
    capabilities: types.ClientCapabilities,
    root: Path,
    configuration: dict[str, Any] | None = None,
    command: Sequence[str] = tuple(SERVER),
) -> AsyncIterator[Editor]:
    """An editor with a server process of its own, which is ended the way the protocol wants."""
    client = LanguageClient(converter_factory=_converter, configuration={"": configuration or {}})
    editor = Editor(client, capabilities, root)
    register_lsp_features(client, _features(editor))
    await client.start_io(*command)
    try:
        yield editor
        if editor.result:
            await asyncio.wait_for(client.shutdown_session(), PATIENCE)
    finally:
        if client._server and client._server.returncode is None:
            client._server.kill()
        await client.stop()  # type: ignore[no-untyped-call]


def _features(editor: Editor) -> dict[str, Callable[..., Any]]:
    """What every test client does, and then wakes whoever waits for it."""

    def woken(feature: Callable[..., Any]) -> Callable[..., Any]:
        async def handle(client: LanguageClient, params: Any) -> Any:
            async with editor.news:
                answer = feature(client, params)
                editor.news.notify_all()
            return answer

        return handle

    def publish(client: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        editor.published.append(params)
        client.diagnostics[params.uri] = params.diagnostics

    def register(_client: LanguageClient, params: types.RegistrationParams) -> None:
        editor.registered.extend(params.registrations)

    features = {
        **DEFAULT_CLIENT_FEATURES,
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
        types.CLIENT_REGISTER_CAPABILITY: register,
    }
    return {method: woken(feature) for method, feature in features.items()}
