"""Keeps the results of open files up to date when there is time. Judges no finding.

A client that pulls is answered from the same results: a file is analysed when it changes, whoever asks first.
"""

from collections.abc import Callable

from lsprotocol import types

from nodeward.lsp.door import Result
from nodeward.lsp.publish import refresh, show
from nodeward.lsp.schedule import Job
from nodeward.lsp.session import Kept, OpenFile, Session
from nodeward.text.crash import crash


class Watch:
    """Asks whether to give up, and remembers a yes: an answer that was made in spite of it is not used."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask = ask
        self._given_up = False

    def __call__(self) -> bool:
        """Whether to give up now."""
        self._given_up = self._given_up or self._ask()
        return self._given_up


def analyze_next(session: Session) -> bool:
    """Analyse the file whose turn it is and show what comes out; False where none waits.

    A result that is out of date before it is there leaves the file in the queue. One that cannot be made is
    logged, and the file's next change is its next chance.
    """
    job = session.schedule.next()
    if job is None:
        refresh(session)
        return False
    file = session.files[job.path]
    try:
        current(session, file, Watch(lambda: _outdated(session, file, job)))
    except Exception as error:  # noqa: BLE001 - one file that cannot be analysed must not end the server
        session.schedule.done(job.path)
        session.log(f"analysing {job.path} failed\n{crash(error)}", types.MessageType.Error)
    return True


def settle_next(session: Session) -> None:
    """It has been quiet for a while: read one of the changed texts anew, and look at it again if that matters."""
    path, _ = session.unsettled.popitem()
    if session.workspace.settle(path):
        session.fixes.clear()
        session.schedule.follow([path])


def current(
    session: Session, file: OpenFile, cancelled: Callable[[], bool], *, silent: bool = False
) -> Kept | None:
    """The result for the file's present text, kept or made now; None where `cancelled` came first.

    What is made now is shown to the client too, unless `silent`: then the caller does so. `cancelled` must go
    on saying yes once it has. A lost file has no present text, and so nothing is said about it.
    """
    generation = session.schedule.generation(file.path) or 0
    kept = session.kept.get(file.path)
    if kept and kept.generation == generation:
        return kept
    result = None if file.lost else session.workspace.analyze(file.path, cancelled)
    if cancelled():
        return None
    urgent = session.schedule.urgent(file.path)
    session.schedule.done(file.path)
    session.schedule.follow(path for path in session.workspace.affected(file.path) if path in session.files)
    _log(session, file, kept, result)
    kept = session.kept[file.path] = Kept(generation, result)
    if not silent:
        show(session, file, kept, urgent=urgent)
    return kept


def _outdated(session: Session, file: OpenFile, job: Job) -> bool:
    """Whether nobody wants the result; a file that is only behind gives way to a change of any file."""
    inbox = session.inbox
    return inbox.ending or (inbox.newer(file.uri) if job.urgent else inbox.changing)


def _log(session: Session, file: OpenFile, before: Kept | None, result: Result | None) -> None:
    """What an analysis has to say besides its findings; the same problem is not told at every key.

    What is wrong with the settings is for the user to read; the rest is for the log.
    """
    told = before.result.problems if before and before.result else ()
    problems = [problem for problem in (result.problems if result else ()) if problem not in told]
    complaints = session.workspace.complaints(file.path) if problems else ()
    for problem in problems:
        if problem in complaints:
            session.tell(problem)
        else:
            session.log(problem, types.MessageType.Warning)
    found = f"{len(result.findings)} findings" if result else "not one of ours"
    session.trace(f"analysed {file.path} version {file.version}: {found}")
