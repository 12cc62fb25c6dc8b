"""Which files git tracks, read from the index (gitformat-index(5), versions 2 to 4). Runs no git."""

import hashlib
from collections.abc import Iterator

from nodeward.project.gitfolder import git_folder, repository
from nodeward.text.files import Files

_HEADER = 12  # bytes: signature, version, number of entries
_STAT = 40  # bytes of an entry before the object's name: times, device, inode, mode, owner, size
_MODE = 24  # where in them the mode stands
_EXTENDED = 0x4000
_FOLDER_MODE = 0o040000


class UnreadableIndexError(ValueError):
    """The index is damaged, or of a kind that is not read here."""


def tracked(files: Files, top: str) -> frozenset[str] | None:
    """The tracked files of the work tree with this top folder, relative to it.

    None where there is no repository or its index cannot be read: it is not known then. No index yet means that
    nothing is tracked.
    """
    folder = git_folder(files, top)
    text = files.read(f"{folder}/index")
    if text is None:
        return frozenset() if files.exists(f"{folder}/HEAD") else None
    try:
        return read_index(text)
    except UnreadableIndexError:
        return None


def is_tracked(files: Files, path: str) -> bool:
    """Whether the repository around a file (absolute) has it in its index; False where that is not known."""
    top = repository(files, path.rpartition("/")[0])
    listed = tracked(files, top) if top is not None else None
    return top is not None and listed is not None and path.removeprefix(f"{top}/") in listed


def read_index(text: bytes) -> frozenset[str]:
    """The paths in the bytes of an index file; bytes that are no UTF-8 become surrogates.

    Files that are only intended to be added, or left out of the work tree (skip-worktree), are tracked too.
    Raises UnreadableIndexError; a split index is unreadable, since its other half is another file.
    """
    hash_size = _hash_size(text)
    version, count = _number(text, 4), _number(text, 8)
    if text[:4] != b"DIRC" or version not in {2, 3, 4}:
        raise UnreadableIndexError("not an index of version 2, 3 or 4")
    paths: set[str] = set()
    at, previous = _HEADER, b""
    for _ in range(count):
        start = at
        mode = _number(text, at + _MODE)
        flags = int.from_bytes(text[at + _STAT + hash_size : at + _STAT + hash_size + 2], "big")
        at += _STAT + hash_size + (4 if flags & _EXTENDED else 2)
        if version == 4:
            previous, at = _compressed_path(text, at, previous)
        else:
            previous, at = _padded_path(text, at, start)
        if mode != _FOLDER_MODE:  # a sparse index has entries for whole folders
            paths.add(previous.decode("utf-8", "surrogateescape"))
    if b"link" in _extensions(text, at, len(text) - hash_size):
        raise UnreadableIndexError("a split index")
    return frozenset(paths)


def _hash_size(text: bytes) -> int:
    """How many bytes an object's name has: the checksum at the end tells SHA-1 from SHA-256.

    With `index.skipHash` it is all zeros; then SHA-1 is meant, which such an index is in practice.
    """
    if not any(text[-20:]) or hashlib.sha1(text[:-20], usedforsecurity=False).digest() == text[-20:]:
        return 20
    if hashlib.sha256(text[:-32]).digest() == text[-32:]:
        return 32
    raise UnreadableIndexError("the checksum is wrong")


def _number(text: bytes, at: int) -> int:
    if at + 4 > len(text):
        raise UnreadableIndexError("too short")
    return int.from_bytes(text[at : at + 4], "big")


def _padded_path(text: bytes, at: int, start: int) -> tuple[bytes, int]:
    """A path of versions 2 and 3, and where the next entry starts: entries are padded to multiples of eight bytes."""
    end = _end(text, at)
    return text[at:end], start + (end - start + 8) // 8 * 8


def _compressed_path(text: bytes, at: int, previous: bytes) -> tuple[bytes, int]:
    """A path of version 4: how many bytes of the one before it to drop, then what to add."""
    dropped = _byte(text, at) & 0x7F
    while text[at] & 0x80 and dropped <= len(previous):
        at += 1
        dropped = ((dropped + 1) << 7) | (_byte(text, at) & 0x7F)
    if dropped > len(previous):
        raise UnreadableIndexError("a path drops more than there is")
    end = _end(text, at + 1)
    return previous[: len(previous) - dropped] + text[at + 1 : end], end + 1


def _byte(text: bytes, at: int) -> int:
    if at >= len(text):
        raise UnreadableIndexError("too short")
    return text[at]


def _end(text: bytes, at: int) -> int:
    end = text.find(b"\0", at)
    if end < 0:
        raise UnreadableIndexError("a path without an end")
    return end


def _extensions(text: bytes, at: int, end: int) -> Iterator[bytes]:
    """The signatures of the extensions behind the entries."""
    while at + 8 <= end:
        yield text[at : at + 4]
        at += 8 + _number(text, at + 4)
