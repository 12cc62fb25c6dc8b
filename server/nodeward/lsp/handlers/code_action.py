"""`textDocument/codeAction`: registered in `initialize`, for what it offers depends on the client."""

from lsprotocol import types

from nodeward.lsp.actions import offered
from nodeward.lsp.demand import present
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_CODE_ACTION


def handle(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the findings in a range."""
    found = present(session, params.text_document.uri)
    return offered(session, *found, params) if found else []
