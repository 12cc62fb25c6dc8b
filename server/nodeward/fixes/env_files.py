"""The part of a fix that reaches .env files: a value moved there, never where git would publish it, and a name for everybody."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.fixes.fix import FileEdit
from nodeward.fixes.ignoring import ignoring_edit
from nodeward.project.env import Obstacle, is_env_file, is_example, read_env, with_entry
from nodeward.project.envuse import EnvUse
from nodeward.project.gitfolder import repository
from nodeward.project.gitindex import is_tracked
from nodeward.project.ignore import ignored
from nodeward.rulebook.rule import NoFix
from nodeward.rulebook.secrets.values import placeholder
from nodeward.text.codec import decode, encode
from nodeward.text.files import Files

EXAMPLE = ".env.example"


@dataclass(frozen=True, slots=True)
class EnvHome:
    """Where a project keeps its variables: the file for values, and the project's folder."""

    files: Files
    root: str
    path: str

    @property
    def folder(self) -> str:
        """The folder of the file."""
        return posixpath.dirname(self.path)


def env_home(files: Files, root: str, use: EnvUse) -> EnvHome | NoFix:
    """The file that a secret of the project at `root` goes to, or why there is none.

    It is the `.env` of the project, or of a folder above it in the same repository; where a tool wants `.env` shared,
    `.env.local`. A file that git knows already takes no secret.
    """
    if not root.startswith("/"):
        return NoFix.NO_PLACE
    folder = next((each for each in _folders(files, root) if files.exists(f"{each}/.env")), root)
    path = f"{folder}/.env"
    local = f"{root}/.env.local"
    if use.local and (files.exists(local) or is_tracked(files, path)):
        path = local
    return NoFix.KNOWN_TO_GIT if is_tracked(files, path) else EnvHome(files, root, path)


def is_free(home: EnvHome, use: EnvUse, name: str, value: str) -> bool:
    """Whether a variable of this name can hold the value: it has it, or means nothing yet, here and in the code."""
    given = dict(_given(home, name))
    if any(other != value for path, other in given.items() if not is_example(posixpath.basename(path))):
        return False
    if home.path in given:
        return True
    promised = (other for path, other in given.items() if path != home.path)
    return name not in use.names and all(
        not other or other == value or placeholder(other) for other in promised
    )


def stored(home: EnvHome, use: EnvUse, name: str, value: str) -> tuple[FileEdit, ...] | NoFix:
    """The edits that put a value in its file and its name in the example, in the order in which they are safe to make."""
    if not _plain(value) or (use.expands and "$" in value):
        return NoFix.NOT_IN_ENV
    edits: list[FileEdit] = []
    if not ignored(home.files, home.root, home.path):
        hiding = ignoring_edit(home.files, home.root, home.path, [posixpath.basename(home.path)])
        if hiding is None:
            return NoFix.NO_PLACE
        edits.append(hiding)
    example = _example(home)
    shared = home.files.exists(example) or not ignored(home.files, home.root, example)
    for path, text in ((home.path, value), *([(example, "")] if shared else [])):
        edit = _entry(home.files, path, name, text)
        if isinstance(edit, FileEdit):
            edits.append(edit)
        elif edit is Obstacle.UNWRITABLE or (path == home.path and edit is Obstacle.CONFLICT):
            return NoFix.NOT_IN_ENV
    return tuple(edits)


def _folders(files: Files, root: str) -> Iterator[str]:
    yield root
    top = repository(files, root)
    while top is not None and root != top and root.startswith(f"{top}/"):
        root = posixpath.dirname(root)
        yield root


def _given(home: EnvHome, name: str) -> Iterator[tuple[str, str]]:
    """What the env files of the folder, and of the project's, say about a name."""
    for folder in dict.fromkeys((home.folder, home.root)):
        paths = [f"{folder}/{file}" for file in home.files.names(folder) if is_env_file(file)]
        for path in paths:
            entries = read_env(home.files.read(path) or b"")
            yield from ((path, entry.value) for entry in entries if entry.name == name)


def _example(home: EnvHome) -> str:
    """The example of the folder: the one that it has, else a new one."""
    there = [
        name for name in home.files.names(home.folder) if is_example(name) and not name.endswith(".vault")
    ]
    best = EXAMPLE if EXAMPLE in there or not there else there[0]
    return f"{home.folder}/{best}"


def _entry(files: Files, path: str, name: str, value: str) -> FileEdit | Obstacle:
    text = files.read(path)
    edit = with_entry(text, name, value)
    if isinstance(edit, Obstacle):
        return edit
    file = posixpath.basename(path)
    note = f"Write the value to {file}" if value else f"Name {name} in {file}"
    return FileEdit(path, (edit,), create=text is None, note=note)


def _plain(value: str) -> bool:
    """Whether a file and an environment can hold a text: no half of a surrogate pair, and no NUL."""
    try:
        decode(encode(value)).encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
