"""`initialize`: who the client is, which folders it has open, and what it is offered in return."""

from pathlib import PurePath

from lsprotocol import types

from nodeward.lsp import settings
from nodeward.lsp.actions import FIX_ALL, QUICK_FIX
from nodeward.lsp.client import client_of
from nodeward.lsp.guard import guarded
from nodeward.lsp.handlers import code_action, diagnostic, workspace_diagnostic
from nodeward.lsp.session import Session
from nodeward.lsp.uris import path_of

METHOD = types.INITIALIZE


def handle(session: Session, params: types.InitializeParams) -> None:
    """Meet the client. What is offered to some clients only is offered here, before the answer is made."""
    session.client = client_of(params.capabilities)
    session.server.protocol.trace = params.trace or types.TraceValue.Off
    for root in _folders(params):
        session.workspace.add_folder(root)
    settings.begin(session, params.initialization_options)
    kinds = [QUICK_FIX, FIX_ALL]
    actions = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=session.client.lazy_edits)
    session.server.feature(code_action.METHOD, actions)(guarded(code_action.handle, session))
    if session.client.pull:
        pull = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True)
        session.server.feature(diagnostic.METHOD, pull)(guarded(diagnostic.handle, session))
        session.server.feature(workspace_diagnostic.METHOD)(guarded(workspace_diagnostic.handle, session))
    session.met = True


def _folders(params: types.InitializeParams) -> list[str]:
    """The newest way of the three in which a client may say it; none at all is fine."""
    if params.workspace_folders is not None:
        return [path_of(folder.uri) for folder in params.workspace_folders]
    if params.root_uri is not None:
        return [path_of(params.root_uri)]
    return [PurePath(params.root_path).as_posix()] if params.root_path else []
