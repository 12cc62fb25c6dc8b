"""`workspace/didChangeWatchedFiles`."""

from lsprotocol import types

from nodeward.lsp import sync
from nodeward.lsp.session import Session
from nodeward.lsp.uris import path_of

METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Files were created, changed or deleted on disk."""
    sync.on_disk(session, [path_of(event.uri) for event in params.changes])
