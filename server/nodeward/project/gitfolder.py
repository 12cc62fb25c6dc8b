"""Where a repository is and where git keeps what it knows of it (gitrepository-layout(5)). Runs no git."""

import posixpath

from nodeward.text.files import Files


def repository(files: Files, folder: str) -> str | None:
    """The top folder of the work tree that a folder (absolute) lies in; None where there is none."""
    while folder:
        if files.exists(f"{folder}/.git/HEAD") or files.exists(f"{folder}/.git"):
            return folder
        folder = folder.rpartition("/")[0]
    return None


def git_folder(files: Files, top: str) -> str:
    """The folder with this work tree's own index: `.git`, or where a file of that name points (`gitdir: ...`)."""
    link = _first_line(files.read(f"{top}/.git"))
    if not link.startswith("gitdir:"):
        return f"{top}/.git"
    return _from(top, link.removeprefix("gitdir:").strip())


def common_folder(files: Files, top: str) -> str:
    """The folder that all work trees of a repository share; `info/exclude` and `config` are in it."""
    own = git_folder(files, top)
    common = _first_line(files.read(f"{own}/commondir"))
    return _from(own, common) if common else own


def _first_line(text: bytes | None) -> str:
    return (text or b"").partition(b"\n")[0].decode("utf-8", "surrogateescape").strip()


def _from(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))
