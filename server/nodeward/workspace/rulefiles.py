"""Where rules are: in the package, in the repository of an editable install, and a project's own."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from importlib.resources import files as resources
from json import dumps
from pathlib import Path

from nodeward import __version__
from nodeward.rulebook.book import Rulebook
from nodeward.rulebook.kept import pack, unpack
from nodeward.rulebook.read import Read, book_of
from nodeward.text.files import Files
from nodeward.workspace.cache import recall, remember

OWN = ".nodeward/rules"
ENDINGS = (".yml", ".yaml")
DEEPEST = 6  # folders below the first
RuleFile = tuple[str, bytes]


def rulebook(own: Iterable[RuleFile] = ()) -> tuple[Rulebook, tuple[str, ...]]:
    """The rulebook of all built-in files and these; and what is wrong with any, as `file:line: sentence`.

    The built-in files are read once and then kept in the user's cache folder, in a form that is faster to read.
    """
    own = tuple(own)
    read = _built_in()
    if own:
        read = _yaml(own, read)
    return book_of(read), tuple(str(error) for error in read.errors)


def built_in() -> Iterator[RuleFile]:
    """The rule and model files that Nodeward comes with, by their path below `rules/`, in order."""
    folder = rules_folder()
    for file in _rule_files():
        yield file.relative_to(folder).as_posix(), file.read_bytes()


def rules_folder() -> Path:
    """Where the rules that Nodeward comes with are, and the schema by which editors complete others.

    A wheel has them in the package; an editable install has none there, but the repository around it.
    """
    inside = Path(str(resources("nodeward"))) / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def _rule_files() -> list[Path]:
    return sorted(rules_folder().rglob("*.yml"))


def _built_in() -> Read:
    name = f"rules-{_version()}.json"
    read = unpack(recall(name))
    if read is not None:
        return read
    read = _yaml(built_in())
    packed = pack(read)
    if packed is not None:
        remember(name, packed, instead_of="rules-*.json")
    return read


def _yaml(files: Iterable[RuleFile], onto: Read | None = None) -> Read:
    """YAML takes a while to load, and most projects have no rules of their own."""
    from nodeward.rulebook.parse import read_files  # noqa: PLC0415

    return read_files(files, onto)


def _version() -> str:
    """What changes when a built-in file, or the program that reads it, does."""
    stats = [(file.name, file.parent.name, file.stat()) for file in _rule_files()]
    facts = [(name, folder, status.st_size, status.st_mtime_ns) for name, folder, status in stats]
    return blake2b(repr((__version__, facts)).encode(), digest_size=12).hexdigest()


def own_files(files: Files, root: str, paths: Sequence[str]) -> Iterator[RuleFile]:
    """A project's own rule files: those in `.nodeward/rules`, and those that `paths` name, each once."""
    seen: set[str] = set()
    for start in (posixpath.join(root, OWN), *paths):
        for path in _rules(files, start):
            text = files.read(path) if path not in seen else None
            seen.add(path)
            if text is not None:
                yield path, text


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
