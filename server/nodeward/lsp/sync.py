"""What the client says about its open files, passed on to the workspace, and what has to be analysed for it."""

from collections.abc import Iterable, Sequence

from lsprotocol import types

from nodeward.lsp import survey
from nodeward.lsp.publish import clear
from nodeward.lsp.session import OpenFile, Session
from nodeward.lsp.uris import path_of
from nodeward.workspace.documents import Change, Refused


def opened(session: Session, document: types.TextDocumentItem) -> None:
    """The client has opened a file, or opens it anew."""
    path = path_of(document.uri)
    file = OpenFile(document.uri, path, document.version)
    session.files[path] = file
    session.workspace.open(path, document.text, document.version, document.language_id)
    survey.taken(session, path)
    _touched(session, file)


def changed(session: Session, uri: str, version: int, changes: Sequence[Change]) -> None:
    """The client has changed a file.

    A change that does not fit makes the file lost: nothing is said about it until the client sends its whole
    text again, with a change, a save or by opening it anew.
    """
    file = session.files.get(path_of(uri))
    if file is None:
        session.log(f"a change of {uri}, which is not open, is ignored", types.MessageType.Warning)
        return
    file.version, file.unsaved = version, True
    if file.lost:
        changes = _from_whole_text(changes)
    if changes or not file.lost:
        _replay(session, file, changes)


def saved(session: Session, uri: str, text: str | None) -> None:
    """The client has saved a file; its text, if it comes along, is the way back for a lost one.

    What rests on the file as it is on disk is looked at again: not every client tells of changed files besides.
    """
    file = session.files.get(path_of(uri))
    if file is None:
        return
    found = file.lost and text is not None
    awaited = session.workspace.run_on_save and file.unsaved and not file.lost
    file.unsaved = False
    on_disk(session, [file.path])
    if found:
        _replay(session, file, [Change(None, None, text or "")])
    elif awaited:
        _touched(session, file)
    if found or awaited:
        session.behind = session.client.pull  # nothing in the protocol says that a save makes a client pull


def closed(session: Session, uri: str) -> None:
    """The client has closed a file: from now on its text is the disk's."""
    file = session.files.get(path_of(uri))
    if file is None:
        return
    session.workspace.close(file.path)
    clear(session, file)
    del session.files[file.path]
    follow(session, [file.path])
    survey.again(session, [file.path])


def on_disk(session: Session, paths: Sequence[str]) -> None:
    """Files that nobody edits here were created, changed or deleted; a project's own rules may be among them."""
    rulebook = session.workspace.rulebook
    session.workspace.files_changed(paths)
    if session.workspace.rulebook is rulebook:
        follow(session, paths)
        survey.again(session, paths)
    else:
        follow_all(session)


def lose(session: Session, uri: str, why: str) -> None:
    """Client and server no longer agree about a file's text."""
    file = session.files.get(path_of(uri))
    if file is None:
        return
    file.lost = True
    session.fixes.clear()
    clear(session, file)
    session.behind = session.client.pull
    session.log(
        f"lost track of {file.path} ({why}): it is left alone until its whole text comes again",
        types.MessageType.Error,
    )


def follow(session: Session, paths: Iterable[str]) -> None:
    """These files are not what they were: analyse the open files that depend on them."""
    session.fixes.clear()
    affected = {other for path in paths for other in session.workspace.affected(path)}
    session.schedule.follow(path for path in session.files if path in affected)


def follow_all(session: Session) -> None:
    """Something that every result depends on has changed."""
    session.fixes.clear()
    session.schedule.follow(path for path, file in session.files.items() if not file.lost)
    survey.everything_again(session)


def _replay(session: Session, file: OpenFile, changes: Sequence[Change]) -> None:
    try:
        session.workspace.change(file.path, changes, file.version, session.client.encoding)
    except Refused as refused:
        lose(session, file.uri, str(refused))
        return
    file.lost = False
    _touched(session, file)


def _touched(session: Session, file: OpenFile) -> None:
    session.fixes.clear()
    session.unsettled[file.path] = None
    if session.workspace.run_on_save and file.unsaved:
        session.schedule.outdate(file.path)
    else:
        session.schedule.touch(file.path)


def _from_whole_text(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes from the last one on that brings the whole text; none where there is no such change."""
    whole = [at for at, change in enumerate(changes) if change.start is None]
    return changes[whole[-1] :] if whole else []
