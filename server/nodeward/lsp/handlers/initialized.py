"""`initialized`: the client is ready to be asked."""

from lsprotocol import types

from nodeward.lsp import settings
from nodeward.lsp.registrations import register
from nodeward.lsp.rubbish import settle
from nodeward.lsp.session import Session

METHOD = types.INITIALIZED


def handle(session: Session, _params: types.InitializedParams) -> None:
    """Ask for settings, and to be told of changed settings and files."""
    session.ready = True
    settle()
    settings.ask(session)
    register(session)
