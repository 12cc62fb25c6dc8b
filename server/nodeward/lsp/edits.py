"""A fix in the protocol's words: one edit over files, as much of it as the client understands."""

from pathlib import PurePosixPath

from lsprotocol import types

from nodeward.fixes.fix import FileEdit, Fix
from nodeward.lsp.places import Places
from nodeward.lsp.session import Session
from nodeward.text.codec import decode
from nodeward.text.edits import Edit, within_lines

Change = types.TextDocumentEdit | types.CreateFile


def obstacle(session: Session, fix: Fix) -> str | None:
    """Why this client could not carry out a fix; None where it could."""
    if session.client.create_files:
        return None
    created = [PurePosixPath(file.path).name for file in fix.files if file.create]
    return f"this editor cannot create {', '.join(created)} in an edit" if created else None


def workspace_edit(session: Session, fix: Fix, home: str) -> types.WorkspaceEdit | None:
    """The edit of a fix that was asked for in the file `home`; None where a place cannot be found.

    Open files carry the version that the edit speaks of. Where the client can, it is asked to confirm what
    happens to other files than `home`. A file is created only with document changes: LSP 3.17, WorkspaceEdit.
    """
    places = Places(session)
    texts = {file.path: _text_edits(places, file) for file in fix.files}
    if any(edits is None for edits in texts.values()):
        return None
    found = {path: edits for path, edits in texts.items() if edits is not None}
    if not session.client.document_changes and not any(file.create for file in fix.files):
        return types.WorkspaceEdit(changes={session.uri(path): edits for path, edits in found.items()})
    notes = _annotations(session, fix, home)
    changes: list[Change] = []
    for file in fix.files:
        note = file.path if file.path in notes else None
        if file.create:
            changes.append(types.CreateFile(uri=session.uri(file.path), annotation_id=note))
        changes.append(_document_edit(session, file.path, found[file.path], note))
    return types.WorkspaceEdit(document_changes=changes, change_annotations=notes or None)


def _text_edits(places: Places, file: FileEdit) -> list[types.TextEdit] | None:
    """The edits of one file in the client's ranges.

    That of a new file ends behind its last line, which means its end (LSP 3.17, Position): where an editor takes
    an empty file for one empty line, the text replaces that line too, and ends with one newline, not with two.
    What is added behind the last line is added to it, for the same reason.
    """
    if file.create:
        everything = types.Range(types.Position(0, 0), types.Position(1, 0))
        return [types.TextEdit(everything, "".join(decode(edit.new) for edit in file.edits))]
    text = places.session.workspace.read(file.path) or b""
    made = [_text_edit(places, file.path, edit) for edit in within_lines(text, file.edits)]
    return None if any(edit is None for edit in made) else [edit for edit in made if edit]


def _text_edit(places: Places, path: str, edit: Edit) -> types.TextEdit | None:
    found = places.range(path, edit.span)
    return types.TextEdit(found, decode(edit.new)) if found else None


def _annotations(session: Session, fix: Fix, home: str) -> dict[str, types.ChangeAnnotation]:
    """What the client asks before it touches a file that the user does not look at, by path."""
    if not session.client.annotations:
        return {}
    return {
        file.path: types.ChangeAnnotation(
            label=file.note or f"{'Create' if file.create else 'Change'} {PurePosixPath(file.path).name}",
            needs_confirmation=True,
            description=file.path,
        )
        for file in fix.files
        if file.path != home
    }


def _document_edit(
    session: Session, path: str, edits: list[types.TextEdit], note: str | None
) -> types.TextDocumentEdit:
    file = session.files.get(path)
    document = types.OptionalVersionedTextDocumentIdentifier(
        uri=session.uri(path), version=file.version if file else None
    )
    if note is None:
        return types.TextDocumentEdit(text_document=document, edits=edits)
    annotated = [types.AnnotatedTextEdit(note, edit.range, edit.new_text) for edit in edits]
    return types.TextDocumentEdit(text_document=document, edits=annotated)
