"""`workspace/diagnostic`: registered for clients that pull, see `initialize`."""

from lsprotocol import types

from nodeward.lsp.demand import pull_all
from nodeward.lsp.session import Session

PORTION = 100  # files, so that a client can draw the first while the last are on their way
METHOD = types.WORKSPACE_DIAGNOSTIC


def handle(session: Session, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
    """Answer with the diagnostics of the files that are not open, as far as they have been looked at."""
    items = pull_all(session, {each.uri: each.value for each in params.previous_result_ids})
    token = params.partial_result_token
    if token is None:
        return types.WorkspaceDiagnosticReport(items=items)
    for start in range(0, len(items), PORTION):
        # The first portion is a report, those behind it are told by the same shape (LSP 3.17, workspace/diagnostic).
        report = types.WorkspaceDiagnosticReport(items=items[start : start + PORTION])
        session.server.progress(types.ProgressParams(token=token, value=report))
    return types.WorkspaceDiagnosticReport(items=[])
