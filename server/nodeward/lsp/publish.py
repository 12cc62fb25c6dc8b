"""Tells the client which diagnostics a file has: pushed to it, or in answer to its question. Analyses nothing."""

from lsprotocol import types

from nodeward.lsp.convert import diagnostics, stamped
from nodeward.lsp.session import Kept, OpenFile, Session, Shown


def show(session: Session, file: OpenFile, kept: Kept, *, urgent: bool) -> None:
    """Make the client show a new result.

    Pushed: always after a change of the file itself, so that the client knows which version is dealt with, else
    only if something is different. A client that pulls asks by itself after a change of the file; it is told to
    ask again only where another file's change has made a difference.
    """
    before, made = session.shown.get(file.path), made_of(session, kept)
    same = before.diagnostics == made if before else not made
    if session.client.pull:
        session.behind = session.behind or not (urgent or same or before is None)
    elif not same or (urgent and kept.result):
        _remember(session, file, made)
        _publish(session, file, made)


def report(
    session: Session, file: OpenFile, kept: Kept, previous: str | None
) -> types.DocumentDiagnosticReport:
    """The answer to a pull; `previous` is the result id that the client has."""
    shown = _remember(session, file, made_of(session, kept))
    if previous == shown.result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=shown.result_id)
    items = stamped(shown.diagnostics, file.version)
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=shown.result_id)


def clear(session: Session, file: OpenFile) -> None:
    """Nothing is known of the file any more: take what was shown off the client's screen."""
    session.schedule.forget(file.path)
    session.kept.pop(file.path, None)
    session.unsettled.pop(file.path, None)
    shown = session.shown.pop(file.path, None)
    if shown and shown.diagnostics and not session.client.pull:
        _publish(session, file, ())


def refresh(session: Session) -> None:
    """Ask a client that pulls to pull again if it is behind; once, until it has answered."""
    if not session.behind or session.refreshing:
        return
    session.behind, session.refreshing = False, True

    def answered(_: object) -> None:
        session.refreshing = False

    session.server.workspace_diagnostic_refresh(None).add_done_callback(answered)


def made_of(session: Session, kept: Kept) -> tuple[types.Diagnostic, ...]:
    """The diagnostics of a result; none for a file that is not ours."""
    return diagnostics(session, kept.result) if kept.result else ()


def _remember(session: Session, file: OpenFile, made: tuple[types.Diagnostic, ...]) -> Shown:
    """What the client has of the file from now on; the same diagnostics keep their result id."""
    shown = session.shown.get(file.path)
    if shown is None or shown.diagnostics != made:
        session.results += 1
        shown = session.shown[file.path] = Shown(str(session.results), made)
    return shown


def _publish(session: Session, file: OpenFile, made: tuple[types.Diagnostic, ...]) -> None:
    session.server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(
            uri=file.uri, version=file.version, diagnostics=stamped(made, file.version)
        )
    )
