"""`textDocument/didOpen`."""

from lsprotocol import types

from nodeward.lsp import sync
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_OPEN


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    """The text of a file is the client's from now on."""
    sync.opened(session, params.text_document)
