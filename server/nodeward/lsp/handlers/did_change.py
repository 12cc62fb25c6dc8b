"""`textDocument/didChange`."""

from lsprotocol import types

from nodeward.lsp import sync
from nodeward.lsp.session import Session
from nodeward.workspace.documents import Change

METHOD = types.TEXT_DOCUMENT_DID_CHANGE


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    """Replay the client's changes."""
    document = params.text_document
    sync.changed(session, document.uri, document.version, [_change(one) for one in params.content_changes])


def _change(event: types.TextDocumentContentChangeEvent) -> Change:
    if isinstance(event, types.TextDocumentContentChangeWholeDocument):
        return Change(None, None, event.text)
    start, end = event.range.start, event.range.end
    return Change((start.line, start.character), (end.line, end.character), event.text)
