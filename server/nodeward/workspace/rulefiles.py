"""Where rules are: in the package, in the repository of an editable install, and a project's own."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files as resources
from json import dumps
from pathlib import Path

from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.parse import load
from nodeward.text.files import Files

OWN = ".nodeward/rules"
ENDINGS = (".yml", ".yaml")
DEEPEST = 6  # folders below the first
RuleFile = tuple[str, bytes]


def rulebook(own: Iterable[RuleFile] = ()) -> tuple[Rulebook, tuple[str, ...]]:
    """The rulebook of all built-in files and these; and what is wrong with any, as `file:line: sentence`."""
    book, errors = load([*built_in(), *own])
    return book, tuple(str(error) for error in errors)


def built_in() -> Iterator[RuleFile]:
    """The rule and model files that Nodeward comes with, by their path below `rules/`, in order."""
    folder = rules_folder()
    for file in sorted(folder.rglob("*.yml")):
        yield file.relative_to(folder).as_posix(), file.read_bytes()


def rules_folder() -> Path:
    """Where the rules that Nodeward comes with are, and the schema by which editors complete others.

    A wheel has them in the package; an editable install has none there, but the repository around it.
    """
    inside = Path(str(resources("nodeward"))) / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def own_files(files: Files, root: str, paths: Sequence[str]) -> Iterator[RuleFile]:
    """A project's own rule files: those in `.nodeward/rules`, and those that `paths` name, each once."""
    seen: set[str] = set()
    for start in (posixpath.join(root, OWN), *paths):
        for path in _rules(files, start):
            text = files.read(path) if path not in seen else None
            seen.add(path)
            if text is not None:
                yield path, text


def is_own(path: str, root: str, paths: Sequence[str]) -> bool:
    """Whether a change of this file can change a project's own rules."""
    starts = (posixpath.join(root, OWN), *paths)
    return any(path == start or path.startswith(start.rstrip("/") + "/") for start in starts)


def sources_file(root: str, sources: Mapping[str, Sequence[str]]) -> Iterator[RuleFile]:
    """The model that the setting `sources` stands for; YAML reads JSON."""
    if sources:
        named = {name: list(items) for name, items in sources.items()}
        yield posixpath.join(root, "nodeward.json"), dumps({"model": "settings", "sources": named}).encode()


def _rules(files: Files, start: str, deeper: int = DEEPEST) -> Iterator[str]:
    """The rule files below a folder, or the file itself; bounded, for a link may lead back up."""
    if start.endswith(ENDINGS):
        yield start
        return
    for name in files.names(start) if deeper else ():
        path = posixpath.join(start, name)
        if name.endswith("/"):
            yield from _rules(files, path.rstrip("/"), deeper - 1)
        elif name.endswith(ENDINGS):
            yield path
