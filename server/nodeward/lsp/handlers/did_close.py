"""`textDocument/didClose`."""

from lsprotocol import types

from nodeward.lsp import sync
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_CLOSE


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    """The text of the file is the disk's again."""
    sync.closed(session, params.text_document.uri)
