"""`textDocument/hover`."""

from lsprotocol import types

from nodeward.lsp.demand import present
from nodeward.lsp.hover import hovered
from nodeward.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_HOVER


def handle(session: Session, params: types.HoverParams) -> types.Hover | None:
    """The words on the findings under the pointer."""
    found = present(session, params.text_document.uri)
    return hovered(session, *found, params.position) if found else None
