"""`workspace/didChangeConfiguration`."""

from lsprotocol import types

from nodeward.lsp import settings
from nodeward.lsp.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_CONFIGURATION


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take the new settings: asked for where the client can be asked, else those that come along."""
    if session.client.configuration:
        settings.ask(session)
    else:
        settings.take(session, params.settings)
