"""`textDocument/didSave`."""

from lsprotocol import types

from nodeward.lsp import sync
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_SAVE
OPTIONS = types.SaveOptions(include_text=True)  # the one way back for a file that was lost


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """The file on disk is as the client has it."""
    sync.saved(session, params.text_document.uri, params.text)
