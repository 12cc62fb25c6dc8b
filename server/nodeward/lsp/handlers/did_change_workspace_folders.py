"""`workspace/didChangeWorkspaceFolders`."""

from lsprotocol import types

from nodeward.lsp.index import restart
from nodeward.lsp.session import Session
from nodeward.lsp.sync import follow_all
from nodeward.lsp.uris import path_of

METHOD = types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS


def handle(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """The project has other folders now."""
    for folder in params.event.removed:
        session.workspace.remove_folder(path_of(folder.uri))
    for folder in params.event.added:
        session.workspace.add_folder(path_of(folder.uri))
    restart(session)
    follow_all(session)
