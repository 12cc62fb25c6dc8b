"""The folders of a workspace: which files a scan looks at, what they load, which settings and rules hold there."""

import posixpath
from collections.abc import Collection, Iterator, Mapping

from nodeward.program.links import Links, specifiers
from nodeward.syntax.languages import CODE, language_of
from nodeward.text.files import Files
from nodeward.workspace import baseline
from nodeward.workspace.configuration import Configuration
from nodeward.workspace.discover import Scope, TooManyFolders, discover
from nodeward.workspace.disk import Disk
from nodeward.workspace.index import Index
from nodeward.workspace.roots import Roots
from nodeward.workspace.rulefiles import RuleFile, own_files, sources_file
from nodeward.workspace.rules import Rules
from nodeward.workspace.settings import FILE, Settings
from nodeward.workspace.tree import Tree

STEP = 100  # files that are found between two looks at the clock of others
# A project that nobody opened as a folder is read at once, where it is no larger than this.
MOST_FOLDERS_UNASKED, MOST_FILES_UNASKED = 300, 2000
RULES = (".yml", ".yaml", FILE)


class Folders:
    """The folders, and what is known of their files as a whole."""

    def __init__(self, disk: Disk, files: Files, rules: Rules, configuration: Configuration) -> None:
        self.rules = rules
        self.roots = Roots()
        self._disk = disk
        self._files = files
        self._saved = Tree(disk, {})
        self._configuration = configuration
        self._configuration.know(rules.known)
        self._index = Index()
        self._too_large: set[str] = set()  # projects that nobody opened as a folder
        self.complaints: tuple[str, ...] = ()  # what is wrong with rules that projects have of their own

    @property
    def links(self) -> Links:
        """Which files load which."""
        return self._index.links

    def add(self, root: str) -> None:
        """The folder belongs to the workspace."""
        self.roots.add(root)
        self._moved()

    def remove(self, root: str) -> None:
        """The folder no longer does."""
        self.roots.remove(root)
        self._index.forget(root.rstrip("/") or "/")
        self._moved()

    def client(self, values: Mapping[str, object]) -> list[str]:
        """Takes the client's settings; gives what is wrong with them and with a project's own rules."""
        complaints = self._configuration.client(values)
        self._read_rules()
        return [*complaints, *self.complaints]

    def root(self, path: str) -> str:
        """The folder that a file is in, or its project where it is in none, which may be read from now on."""
        known = len(self.roots.homes)
        root = self.roots.of(path)
        if len(self.roots.homes) != known:
            self._disk.allow(self.roots.readable())
        return root

    def settings(self, path: str, files: Files) -> tuple[Settings, tuple[str, ...]]:
        """The settings of a file, asked of `files`, and what is wrong with the file that says them."""
        return self._configuration.settings(files, path, self.roots.outer(path))

    def baseline(self, path: str, settings: Settings) -> str:
        """The path of the baseline of a file; empty for a buffer that is no file."""
        if settings.baseline is not None:
            return settings.baseline.path
        root = self.roots.outer(path)
        return posixpath.join(root, baseline.FILE) if root else ""

    def complete(self, root: str) -> bool:
        """Whether it is known of every file of a root what it loads; small projects are read for the answer."""
        if not root or self._index.has_read(root):
            return True
        if root in self.roots.folders or root in self._too_large:
            return False
        paths = self._unasked(root)
        if paths is None:
            self._too_large.add(root)
            return False
        for _ in self._index.steps(root, paths, self._source):
            pass
        return True

    def sources(self) -> Iterator[str]:
        """Every file that a scan looks at, in order, each once."""
        seen: set[str] = set()
        for root in self.roots.folders:
            for path in discover(self._disk, self._files, root, self._scope):
                if path not in seen:
                    yield path
                seen.add(path)

    def indexed(self) -> bool:
        """Whether all files of all folders are in the links."""
        return all(map(self._index.has_read, self.roots.folders))

    def index(self) -> Iterator[tuple[int, int]]:
        """Reads the folders that have not been read, a step at a time; gives (done, total)."""
        found: dict[str, list[str]] = {}
        for root in [root for root in self.roots.folders if not self._index.has_read(root)]:
            found[root] = []
            for path in discover(self._disk, self._files, root, self._scope):
                found[root].append(path)
                if len(found[root]) % STEP == 0:
                    yield 0, sum(map(len, found.values()))
        before, total = 0, sum(map(len, found.values()))
        for root, paths in found.items():
            for done, _ in self._index.steps(root, paths, self._source):
                yield before + done, total
            before += len(paths)

    def changed(self, paths: Collection[str]) -> None:
        """Files or folders that no editor holds were created, changed or deleted."""
        for path in paths:
            if "/node_modules/" not in path:
                self._changed(path)
        if any(path.endswith(RULES) for path in paths):
            self._read_rules()

    def loads(self, path: str, specifiers_: tuple[str, ...]) -> None:
        """What a file in an editor loads now."""
        self._index.take(path, specifiers_)

    def _changed(self, path: str) -> None:
        text = self._source(path)
        listing = self._disk.listing(path)
        if text is not None:
            self._index.take(path, specifiers(text))
        elif listing.files or listing.folders:
            for file in discover(self._disk, self._files, path, self._scope):
                self._index.take(file, specifiers(self._source(file) or b""))
        else:
            self._index.remove(path)

    def _moved(self) -> None:
        self._disk.allow(self.roots.readable())
        self._read_rules()

    def _read_rules(self) -> None:
        """Takes the rules that projects have of their own, and lets settings name them."""
        own: list[RuleFile] = []
        for root in self.roots.folders:
            settings, _ = self.settings(posixpath.join(root, FILE), self._saved)
            paths = [rooted.path for rooted in settings.custom_rules]
            own += own_files(self._saved, root, paths)
            own += sources_file(root, settings.sources)
        complaints = self.rules.own(own)
        if complaints is not None:
            self.complaints = complaints
            self._configuration.know(self.rules.known)

    def _scope(self, folder: str) -> Scope:
        settings, _ = self.settings(posixpath.join(folder, FILE), self._saved)
        return Scope(self.rules.names, settings.exclude)

    def _source(self, path: str) -> bytes | None:
        """The text of a file of code, as its editor or the disk has it; None where it is none or too large."""
        if language_of(path) not in CODE:
            return None
        text = self._files.read(path)
        return text if text is not None and len(text) <= Settings().max_file_size else None

    def _unasked(self, root: str) -> list[str] | None:
        """The files of a project that nobody opened; those beside a file that is in no project; None: too many."""
        if not self.roots.is_project(root):
            return [posixpath.join(root, name) for name in sorted(self._disk.listing(root).files)]
        paths = []
        try:
            for path in discover(self._disk, self._files, root, self._scope, MOST_FOLDERS_UNASKED):
                paths.append(path)
                if len(paths) > MOST_FILES_UNASKED:
                    return None
        except TooManyFolders:
            return None
        return paths
