"""A file tree in memory, for the rooms that are handed one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Tree:
    """Files by absolute path."""

    contents: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        return self.contents.get(path)

    def exists(self, path: str) -> bool:
        return path in self.contents

    def names(self, folder: str) -> Sequence[str]:
        inside = folder.rstrip("/") + "/"
        rests = [path.removeprefix(inside) for path in self.contents if path.startswith(inside)]
        return sorted({rest if "/" not in rest else rest.partition("/")[0] + "/" for rest in rests})


@pytest.fixture
def tree() -> Callable[[Mapping[str, str | bytes]], Tree]:
    """Gives the tree of files that are named relative to /p, or absolutely."""

    def planted(files: Mapping[str, str | bytes]) -> Tree:
        return Tree(
            {
                path if path.startswith("/") else f"/p/{path}": text.encode()
                if isinstance(text, str)
                else text
                for path, text in files.items()
            }
        )

    return planted
