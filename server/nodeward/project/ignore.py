"""Which files git ignores (gitignore(5)): nested ignore files, negation, excluded folders. Runs no git.

Patterns alone decide, as with `git check-ignore --no-index`; a tracked file is not ignored whatever they say, see
`gitindex.py`. Letters count as they are, as with `core.ignoreCase` off.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from nodeward.project.gitfolder import common_folder, repository
from nodeward.project.globs import InvalidPatternError, name_pattern, path_pattern
from nodeward.text.files import Files

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One line of an ignore file."""

    matcher: re.Pattern[bytes]
    by_name: bool  # the pattern has no slash: the name alone is compared, at any depth
    negated: bool
    only_folders: bool


@dataclass(frozen=True, slots=True)
class _Layer:
    """An ignore file's patterns and the folder that they speak of, relative to the top, ending in `/` or empty."""

    base: str
    patterns: tuple[_Pattern, ...]


@dataclass(frozen=True, slots=True)
class Ignores:
    """The ignore files that have a say about the entries of one folder, the weakest first.

    `top` is the folder in which the repository (or, without one, the project) begins.
    """

    top: str
    layers: tuple[_Layer, ...]


def ignored(files: Files, root: str, path: str, everywhere: bytes = b"") -> bool:
    """Whether git ignores a path: itself or a folder above it is excluded.

    `root` is the project's folder and `path` lies in it, both absolute; a path that ends in `/` is a folder.
    `everywhere` is the content of the user's own ignore file (`core.excludesFile`). A path outside is not ignored.
    """
    ignores = top_ignores(files, root, everywhere)
    inside = path.removeprefix(f"{ignores.top}/")
    if inside == path or not inside.strip("/"):
        return False
    *folders, last = inside.rstrip("/").split("/")
    at = ignores.top
    for folder in folders:
        at = f"{at}/{folder}"
        if excludes(ignores, f"{at}/"):
            return True
        ignores = folder_ignores(files, ignores, at)
    return excludes(ignores, f"{at}/{last}/" if path.endswith("/") else f"{at}/{last}")


def top_ignores(files: Files, root: str, everywhere: bytes = b"") -> Ignores:
    """What speaks of the entries of the top folder: that of the repository around `root`, else `root` itself.

    A walk begins here, goes down with `folder_ignores`, asks `excludes` for each entry, and enters no folder that is
    excluded: what lies in it cannot be included again.
    """
    top = repository(files, root)
    shared = files.read(f"{common_folder(files, top)}/info/exclude") if top else None
    start = Ignores(top or root, (_Layer("", _patterns(everywhere)), _Layer("", _patterns(shared or b""))))
    return folder_ignores(files, start, start.top)


def folder_ignores(files: Files, above: Ignores, folder: str) -> Ignores:
    """What speaks of the entries of `folder` (absolute), given what speaks of the folder itself."""
    text = files.read(f"{folder}/.gitignore")
    if not text:
        return above
    base = f"{folder}/".removeprefix(f"{above.top}/")
    return Ignores(above.top, (*above.layers, _Layer(base, _patterns(text))))


def excludes(ignores: Ignores, path: str) -> bool:
    """Whether the last pattern that matches an entry excludes it; folders above it are not asked.

    `path` is absolute; that of a folder ends in `/`.
    """
    is_folder = path.endswith("/")
    inside = path.removeprefix(f"{ignores.top}/").rstrip("/")
    name = _encoded(inside.rpartition("/")[2])
    for layer in reversed(ignores.layers):
        relative = _encoded(inside.removeprefix(layer.base))
        for pattern in layer.patterns:
            if pattern.only_folders and not is_folder:
                continue
            if pattern.matcher.fullmatch(name if pattern.by_name else relative):
                return not pattern.negated
    return False


@lru_cache(
    maxsize=256
)  # a memory of a pure function: every path of a folder is asked about the same few files
def _patterns(text: bytes) -> tuple[_Pattern, ...]:
    """The patterns of an ignore file, the last line first."""
    lines = text.removeprefix(_BOM).split(b"\n")
    found = [_pattern(_trimmed(line.removesuffix(b"\r"))) for line in reversed(lines) if line[:1] != b"#"]
    return tuple(pattern for pattern in found if pattern)


def _pattern(line: bytes) -> _Pattern | None:
    """The pattern of a line; None where it can match nothing."""
    negated = line.startswith(b"!")
    body = line[negated:]
    only_folders = body.endswith(b"/")
    body = body.removesuffix(b"/")
    by_name = b"/" not in body
    body = body.removeprefix(b"/")
    if not body:
        return None
    try:
        matcher = name_pattern(body) if by_name else path_pattern(body)
    except InvalidPatternError:
        return None
    return _Pattern(matcher, by_name, negated, only_folders)


def _trimmed(line: bytes) -> bytes:
    """The line without the spaces at its end, unless a backslash keeps one."""
    bare = line.rstrip(b" ")
    backslashes = len(bare) - len(bare.rstrip(b"\\"))
    return bare + b" " if backslashes % 2 and len(bare) < len(line) else bare


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
