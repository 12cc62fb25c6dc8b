"""The part of a fix that reaches .gitignore: lines that keep a file out of the repository."""

import posixpath
from collections.abc import Sequence

from nodeward.fixes.fix import FileEdit
from nodeward.fixes.style import newline_of
from nodeward.project.gitfolder import repository
from nodeward.project.ignore import ignored
from nodeward.text.edits import Edit, apply_together
from nodeward.text.files import Files
from nodeward.text.memory import MemoryFiles
from nodeward.text.span import Span

NAME = ".gitignore"


def ignoring_edit(files: Files, root: str, path: str, lines: Sequence[str]) -> FileEdit | None:
    """Lines added to the nearest .gitignore, so that git ignores `path` afterwards; None where they would not do it.

    `root` is the project's folder. Where no folder from the file's up to the repository's has a .gitignore, the file's own
    folder gets one. Lines that are there stay single.
    """
    home = posixpath.dirname(path)
    nearest = next((each for each in _upwards(files, root, home) if files.exists(each)), f"{home}/{NAME}")
    for place in dict.fromkeys((nearest, f"{home}/{NAME}")):
        edit = _added(files, place, lines)
        text = apply_together(files.read(place) or b"", edit.edits)
        if ignored(MemoryFiles({place: text}, files), root, path):
            return edit
    return None


def _upwards(files: Files, root: str, home: str) -> list[str]:
    """Where a .gitignore may stand that speaks of a folder, the nearest first."""
    top = repository(files, home) or root
    folders = [home]
    while folders[-1] != top and folders[-1].startswith(f"{top}/"):
        folders.append(posixpath.dirname(folders[-1]))
    return [f"{folder}/{NAME}" for folder in folders]


def _added(files: Files, place: str, lines: Sequence[str]) -> FileEdit:
    text = files.read(place) or b""
    there = {line.strip() for line in text.splitlines()}
    newline = newline_of(text).encode() if text else b"\n"
    # A pattern that excludes again what a later line of the file let in must come after it.
    wanted = [line.encode() for line in lines if line.encode() not in there or f"!{line}".encode() in there]
    start = newline if text and not text.endswith((b"\n", b"\r")) else b""
    new = start + b"".join(line + newline for line in wanted)
    listed = ", ".join(line for line in lines if not line.startswith("!"))
    return FileEdit(
        place,
        (Edit(Span(len(text), len(text)), new),),
        create=not files.exists(place),
        note=f"Keep {listed} out of git",
    )
