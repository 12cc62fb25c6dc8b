"""Small files in the user's cache folder. What cannot be read or written there is simply not there."""

import os
import sys
from pathlib import Path


def recall(name: str) -> bytes:
    """The content of a cache file; empty where there is none."""
    folder = _folder()
    if folder is None:
        return b""
    try:
        return (folder / name).read_bytes()
    except OSError:
        return b""


def remember(name: str, content: bytes, instead_of: str) -> None:
    """Writes a cache file in one step, and removes the others that match a pattern."""
    folder = _folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / f"{name}.{os.getpid()}"
        new.write_bytes(content)
        new.replace(folder / name)
        for old in folder.glob(instead_of):
            if old.name != name:
                old.unlink(missing_ok=True)
    except OSError:
        return


def _folder() -> Path | None:
    """Where the system keeps the caches of this user; None where it does not say."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "nodeward" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "nodeward"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "nodeward"
