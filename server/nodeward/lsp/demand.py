"""What a request needs of a file before it can be answered: the result for its present text, or a clear no."""

from collections.abc import Mapping

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException, JsonRpcRequestCancelled

from nodeward.lsp.diagnose import Watch, current
from nodeward.lsp.door import Result
from nodeward.lsp.publish import report
from nodeward.lsp.session import Kept, OpenFile, Session
from nodeward.lsp.uris import path_of, uri_of


class OutOfDate(JsonRpcException):
    """A pull that a newer text has overtaken; the client is asked to pull again (LSP 3.17, ServerCancelled)."""

    CODE = types.LSPErrorCodes.ServerCancelled.value
    MESSAGE = "A newer version of the document is on its way"

    def __init__(self) -> None:
        super().__init__(data={"retriggerRequest": True})


def present(session: Session, uri: str) -> tuple[OpenFile, Result] | None:
    """The file and the result for its present text; None for a file that is not open or not one of ours.

    Raises JsonRpcContentModified where a newer text waits: an answer would speak of one that the client no
    longer has. Raises JsonRpcRequestCancelled where the client has taken the request back.
    """
    file = session.files.get(path_of(uri))
    if file is None:
        return None
    kept = _kept(session, file, JsonRpcContentModified(), silent=False)
    return (file, kept.result) if kept.result else None


def pull(session: Session, uri: str, previous: str | None) -> types.DocumentDiagnosticReport:
    """The diagnostics of a file for a client that asks; raises OutOfDate and JsonRpcRequestCancelled.

    While files are analysed only when saved, an unsaved one keeps the diagnostics that it has.
    """
    file = session.files.get(path_of(uri))
    if file is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    shown = session.shown.get(file.path)
    if session.workspace.run_on_save and file.unsaved:
        if shown and shown.result_id == previous:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=previous)
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    return report(session, file, _kept(session, file, OutOfDate(), silent=True), previous)


def pull_all(
    session: Session, known: Mapping[str, str]
) -> list[types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport]:
    """The diagnostics of the files that are not open, as far as they have been looked at.

    `known` are the result ids that the client has, by URI; a file of it of which nothing is known any more has none.
    """
    reports: list[
        types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
    ] = []
    shown = {uri_of(path): each for path, each in session.unopened.items()}
    for uri, each in shown.items():
        if known.get(uri) == each.result_id:
            reports.append(
                types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=each.result_id)
            )
        else:
            items = list(each.diagnostics)
            reports.append(
                types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=items, result_id=each.result_id)
            )
    gone = (uri for uri in known if uri not in shown and path_of(uri) not in session.files)
    return [*reports, *(types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=[]) for uri in gone)]


def _kept(session: Session, file: OpenFile, overtaken: JsonRpcException, *, silent: bool) -> Kept:
    request = session.server.protocol.msg_id
    inbox = session.inbox
    watch = Watch(lambda: inbox.newer(file.uri) or inbox.cancelled(request))
    kept = None if watch() else current(session, file, watch, silent=silent)
    if inbox.cancelled(request):
        raise JsonRpcRequestCancelled
    if kept is None:
        raise overtaken
    return kept
