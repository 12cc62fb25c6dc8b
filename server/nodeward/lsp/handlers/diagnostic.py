"""`textDocument/diagnostic`: registered for clients that pull, see `initialize`."""

from lsprotocol import types

from nodeward.lsp.demand import pull
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DIAGNOSTIC


def handle(session: Session, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Answer with the diagnostics of the file's present text."""
    return pull(session, params.text_document.uri, params.previous_result_id)
