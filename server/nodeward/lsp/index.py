"""Reads the folders of the project a step at a time, while nothing else is to be done. Knows no files."""

from concurrent.futures import Future

from lsprotocol import types

from nodeward.lsp.session import Indexing, Session
from nodeward.lsp.sync import follow_all
from nodeward.text.crash import crash

WORTH_SHOWING = 100  # fewer files than these are read before anybody has looked up


def index_next(session: Session) -> bool:
    """Read some more of the folders; False where all is read, or the user did not want it.

    What could not be said before everything was read is said when it is: every open file is analysed anew.
    """
    indexing = session.indexing or _begun(session)
    if indexing is None:
        return False
    try:
        progress = None if _refused(session, indexing) else next(indexing.steps, None)
    except Exception as error:  # noqa: BLE001 - what is known of the open files is worth keeping
        session.log(f"reading the project failed\n{crash(error)}", types.MessageType.Error)
        progress = None
    if progress is None:
        _finish(session, indexing)
    else:
        _report(session, indexing, *progress)
    return True


def restart(session: Session) -> None:
    """The folders are others now: read what has not been read."""
    if session.indexing:
        _end(session, session.indexing)
    session.indexing = None
    session.index_wanted = True


def _begun(session: Session) -> Indexing | None:
    wanted, session.index_wanted = session.index_wanted, False
    if not wanted or session.workspace.indexed():
        return None
    session.passes += 1
    session.indexing = Indexing(session.workspace.index(), f"nodeward/index/{session.passes}")
    return session.indexing


def _refused(session: Session, indexing: Indexing) -> bool:
    """Whether the user has stopped the progress bar."""
    cancelling = session.server.work_done_progress.tokens.get(indexing.token)
    return cancelling is not None and cancelling.cancelled()


def _finish(session: Session, indexing: Indexing) -> None:
    if _refused(session, indexing):
        session.log("reading the project was stopped: rules about the whole project stay silent")
    session.trace("the project was read")
    session.indexing = None
    _end(session, indexing)
    follow_all(session)


def _end(session: Session, indexing: Indexing) -> None:
    if indexing.shown is not None:
        session.server.work_done_progress.end(indexing.token, types.WorkDoneProgressEnd())


def _report(session: Session, indexing: Indexing, done: int, total: int) -> None:
    """Move the bar, where there is one; ask for it where it would be looked at."""
    percentage = 100 * done // max(total, 1)
    if not indexing.asked and session.client.progress and total - done >= WORTH_SHOWING:
        _ask(session, indexing)
    elif indexing.shown is not None and percentage > indexing.shown:
        indexing.shown = percentage
        report = types.WorkDoneProgressReport(message=f"{done} of {total} files", percentage=percentage)
        session.server.work_done_progress.report(indexing.token, report)


def _ask(session: Session, indexing: Indexing) -> None:
    """A bar may be drawn only after the client has agreed to it (LSP 3.17, window/workDoneProgress/create)."""
    indexing.asked = True

    def answered(future: Future[None]) -> None:
        if future.cancelled() or future.exception() or session.indexing is not indexing:
            return
        indexing.shown = 0
        begin = types.WorkDoneProgressBegin(title="Reading the project", cancellable=True, percentage=0)
        session.server.work_done_progress.begin(indexing.token, begin)

    params = types.WorkDoneProgressCreateParams(token=indexing.token)
    session.server.window_work_done_progress_create(params).add_done_callback(answered)
