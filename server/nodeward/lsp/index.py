"""Reads the folders of the project a step at a time, while nothing else is to be done. Knows no files."""

from lsprotocol import types

from nodeward.lsp.progress import Bar
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
        progress = None if indexing.bar.stopped else next(indexing.steps, None)
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
        session.indexing.bar.end()
    session.indexing = None
    session.index_wanted = True


def _begun(session: Session) -> Indexing | None:
    wanted, session.index_wanted = session.index_wanted, False
    if not wanted or session.workspace.indexed():
        return None
    session.passes += 1
    bar = Bar(session.server, f"nodeward/index/{session.passes}", "Reading the project")
    session.indexing = Indexing(session.workspace.index(), bar)
    return session.indexing


def _finish(session: Session, indexing: Indexing) -> None:
    if indexing.bar.stopped:
        session.log("reading the project was stopped: rules about the whole project stay silent")
    session.trace("the project was read")
    session.indexing = None
    indexing.bar.end()
    follow_all(session)


def _report(session: Session, indexing: Indexing, done: int, total: int) -> None:
    """Move the bar, where there is one; ask for it where it would be looked at."""
    if session.client.progress and total - done >= WORTH_SHOWING:
        indexing.bar.ask()
    indexing.bar.move(done, total)
