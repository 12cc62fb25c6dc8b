"""Which files load which, kept current over time. Reads texts for their specifiers and parses none."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from nodeward.program.links import Links, Loads, specifiers


class Index:
    """The links of the files of some roots, and which roots have been read to the end."""

    def __init__(self) -> None:
        self.links = Links()
        self._files: dict[str, None] = {}
        self._read: set[str] = set()

    def has_read(self, root: str) -> bool:
        """Whether all files of a root are in the links."""
        return root in self._read

    def steps(
        self, root: str, paths: Sequence[str], text: Callable[[str], bytes | None]
    ) -> Iterator[tuple[int, int]]:
        """Reads the files of a root; gives (done, total) after each."""
        for done, path in enumerate(paths, 1):
            content = text(path)
            if content is not None:
                self.take(path, specifiers(content))
            yield done, len(paths)
        self._read.add(root)

    def take(self, path: str, found: Sequence[str]) -> None:
        """What a file loads now."""
        self._files[path] = None
        if self.links.specifiers(path) != tuple(found):
            self.links.update(path, found)

    def remove(self, path: str) -> None:
        """There is no such file or folder any more."""
        for file in [path, *(file for file in self._files if file.startswith(path + "/"))]:
            self._files.pop(file, None)
            self.links.remove(file)

    def forget(self, root: str) -> None:
        """The root is no longer of interest; what is known of its files may stay."""
        self._read.discard(root)


class OverlaidLinks:
    """Links in which some files load something else, as a copy of the workspace has them."""

    def __init__(self, below: Loads, found: dict[str, tuple[str, ...]]) -> None:
        self._below = below
        self._found = found

    def specifiers(self, path: str) -> tuple[str, ...]:
        """The specifiers of a file; empty for one that is not known."""
        return self._found[path] if path in self._found else self._below.specifiers(path)

    def candidates(self, path: str) -> list[str]:
        """Files that may load `path`, sorted, it not among them."""
        return sorted({*self._below.candidates(path), *self._found} - {path})


class RecordedLinks:
    """Links that remember what they were asked and what they said."""

    def __init__(self, below: Loads) -> None:
        self._below = below
        self._specifiers: dict[str, tuple[str, ...]] = {}
        self._candidates: dict[str, list[str]] = {}

    def specifiers(self, path: str) -> tuple[str, ...]:
        """The specifiers of a file; empty for one that is not known."""
        if path not in self._specifiers:
            self._specifiers[path] = self._below.specifiers(path)
        return self._specifiers[path]

    def candidates(self, path: str) -> list[str]:
        """Files that may load `path`, sorted, it not among them."""
        if path not in self._candidates:
            self._candidates[path] = self._below.candidates(path)
        return self._candidates[path]

    def stand(self, path: str) -> bool:
        """Whether the answers that the file `path` has a part in would be given again."""
        if path in self._specifiers and self._below.specifiers(path) != self._specifiers[path]:
            return False
        return all(self._says_again(asked, answer, path) for asked, answer in self._candidates.items())

    def _says_again(self, asked: str, answer: Iterable[str], path: str) -> bool:
        """Only whether `path` itself is, or was, among them can have changed by a change of it."""
        return (path in answer) == (path in self._below.candidates(asked))
