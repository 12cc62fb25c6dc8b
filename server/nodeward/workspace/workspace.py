"""The one door: files over time and their findings. Holds the state, and leaves every decision to its modules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.program.links import loaded
from nodeward.program.program import Program
from nodeward.rulebook.book import Rulebook
from nodeward.text.lines import Encoding
from nodeward.workspace.analysis import Analysis, Subject, World, analyse, ours
from nodeward.workspace.baseline import Entry, addition, entries
from nodeward.workspace.configuration import Configuration
from nodeward.workspace.dependents import Dependents, Record
from nodeward.workspace.disk import Disk
from nodeward.workspace.documents import Change, Opened, changed, opened
from nodeward.workspace.folders import Folders
from nodeward.workspace.mend import mend, mend_all
from nodeward.workspace.prove import State
from nodeward.workspace.rules import Rules
from nodeward.workspace.settings import FILE, Layer, Run, Settings
from nodeward.workspace.silence import offers
from nodeward.workspace.sitting import Sitting
from nodeward.workspace.store import Store
from nodeward.workspace.suppress import Notice
from nodeward.workspace.tree import Tree


def never() -> bool:
    """Nobody gives up."""
    return False


def _today() -> date:
    return datetime.now().astimezone().date()


class Workspace:
    """Files of some folders and of editors, and what is found in them. To be used by one thread."""

    def __init__(
        self,
        rulebook: Rulebook,
        settings: Settings = Settings(),  # noqa: B008 - a frozen value
        *,
        chosen: Layer = Layer(),  # noqa: B008 - a frozen value
        config: str | None = None,
        today: Callable[[], date] = _today,
    ) -> None:
        """`settings` are the defaults, `chosen` wins over everything.

        `config` is the path of a file, wherever it lies, that replaces every `nodeward.json`; raises OSError
        where it cannot be read.
        """
        self._disk = Disk()
        self._opened: dict[str, Opened] = {}
        self._files = Tree(self._disk, self._opened)
        self._saved = Tree(self._disk, {})
        self._store = Store(self._opened)
        configuration = Configuration(
            settings, chosen, (config, Path(config).read_bytes()) if config else None
        )
        self._folders = Folders(self._disk, self._files, Rules(rulebook), configuration)
        self._dependents = Dependents()
        self._latest: State | None = None  # of the last analysis, while nothing has changed since
        self._sitting: Sitting | None = None
        self._told: set[str] = set()
        self._untold: list[str] = []  # log lines for the next analysis to bring along
        self._today = today

    @property
    def rulebook(self) -> Rulebook:
        """What is known of the rules, a project's own included."""
        return self._folders.rules.book

    @property
    def run_on_save(self) -> bool:
        """Whether files are analysed when they are saved instead of at every key."""
        return self._first_settings().run is Run.ON_SAVE

    @property
    def scans_folders(self) -> bool:
        """Whether files that are not open are reported too."""
        return self._first_settings().workspace_scan

    def add_folder(self, root: str) -> None:
        """A folder of the project is open."""
        self._now()
        self._folders.add(root)

    def remove_folder(self, root: str) -> None:
        """A folder of the project is no longer open."""
        self._now()
        self._folders.remove(root)

    def open(self, path: str, text: str, version: int, language_id: str | None = None) -> None:
        """From now on the text of this file is the client's."""
        self._take(path, opened(path, text, version, language_id))

    def change(self, path: str, changes: Sequence[Change], version: int, encoding: Encoding) -> None:
        """Replays changes; raises documents.Refused where one does not fit, KeyError for a file that is not open."""
        self._take(path, changed(self._opened[path], changes, version, encoding))

    def settle(self, path: str) -> bool:
        """Reads an open text with errors from nothing, for when there is time; whether its tree is another one now.

        While a text has errors, the tree that was mended key by key may differ from a fresh one in how the
        parser recovered.
        """
        known = self._opened[path]
        if not known.document.has_error:
            return False
        fresh = known.document.fresh()
        if str(fresh.root) == str(known.document.root):
            return False
        self._take(path, replace(known, document=fresh))
        return True

    def close(self, path: str) -> None:
        """The text of this file is the disk's again."""
        self._opened.pop(path, None)
        self._store.forget(path)
        self._dependents.forget(path)
        self.files_changed([path])

    def files_changed(self, paths: Iterable[str]) -> None:
        """Files or folders were created, changed or deleted on disk."""
        self._now()
        self._folders.changed([path for path in paths if path not in self._opened])

    def configure(self, client_settings: Mapping[str, object]) -> list[str]:
        """Takes the client's settings; gives a sentence for each setting or own rule that is wrong, once."""
        self._now()
        return self._once(self._folders.client(client_settings))

    def complaints(self, path: str) -> list[str]:
        """A sentence for each setting that is wrong for a file, and for each own rule of the projects."""
        self._now()
        self._folders.root(path)
        return [*self._folders.settings(path, self._saved)[1], *self._folders.complaints]

    def analyze(self, path: str, cancelled: Callable[[], bool] = never) -> Analysis | None:
        """The findings of a file; None where it is not one of ours, or where `cancelled` came first."""
        self._now()
        rules, root = self._folders.rules, self._folders.root(path)
        record = Record(self._files, self._saved, self._folders.links)
        settings, complaints = self._folders.settings(path, record.saved)
        subject = Subject(
            path,
            self._opened.get(path),
            settings,
            rules.active(settings),
            self._today(),
            self._folders.baseline(path, settings),
        )
        complete = self._folders.complete(root)
        world = World(record.files, self._store.facts, record.links, rules.book, complete)
        # What a fix asks later is no part of what the findings rest on.
        unrecorded = replace(world, files=self._files, links=self._folders.links)
        program = self._program(subject, unrecorded)
        analysis = analyse(world, subject, cancelled, program) if ours(subject, root, rules.names) else None
        if subject.opened is not None and not cancelled():
            self._dependents.note(path, record)
        if analysis is None:
            return None
        self._latest = State(unrecorded, subject, analysis)
        lines = [*complaints, *self._folders.complaints, *self._untold, *analysis.problems]
        self._untold.clear()
        return replace(analysis, problems=tuple(self._once(lines)))

    @contextmanager
    def still(self) -> Iterator[None]:
        """While it lasts, nothing changes: no folder, file or setting. Then many analyses cost less together."""
        self._sitting = Sitting()
        try:
            yield
        finally:
            self._sitting = None

    def affected(self, path: str) -> list[str]:
        """The other open files whose last result rests on something of `path` that is not what it was."""
        self._disk.moment()
        return self._dependents.of(path, self._files, self._saved)

    def fix(self, path: str, finding: Finding, *, proof: bool = True) -> Fix | Refusal | None:
        """The fix of a finding, proven on a copy; None where its rule has none, or none that is right here.

        Without `proof` the file is not analysed again: for counting fixes, never for applying them.
        """
        state = self._state(path)
        return mend(state, finding, self._untold.append, proof=proof) if state is not None else None

    def fix_all(self, path: str, rule: str | None = None) -> Fix | None:
        """The safe fixes of a file in one, or all of one rule; None where there is nothing to mend."""
        state = self._state(path)
        return mend_all(state, rule, self._untold.append) if state is not None else None

    def suppressions(self, path: str, finding: Finding) -> list[Fix]:
        """The ways to silence a finding with a comment: for its line, and for its file."""
        state = self._state(path)
        return offers(state.analysis.document, finding) if state is not None else []

    def acceptance(self, path: str, finding: Finding) -> Fix | None:
        """What adds a finding to the baseline, so that it is shown no more; None where it cannot be recorded."""
        file, found = self.acceptable(path)
        entry = found.get(finding)
        return addition(file, self._files.read(file), entry) if entry is not None else None

    def acceptable(self, path: str) -> tuple[str, Mapping[Finding, Entry]]:
        """The baseline of a file, and what records each of its findings there, those that it hides included."""
        state = self._state(path)
        file = state.subject.baseline if state is not None else ""
        if state is None or not file:
            return file, {}
        hidden = state.analysis.suppressed
        found = [finding for finding in state.analysis.findings if finding.rule not in set(Notice)]
        ordered = sorted([*found, *(one.finding for one in hidden)], key=lambda one: (one.span, one.rule))
        named = zip(ordered, entries(state.analysis.document, ordered, file), strict=True)
        by_comment = {one.finding for one in hidden if one.kind == "inSource"}
        return file, {finding: entry for finding, entry in named if finding not in by_comment}

    def sources(self) -> Iterator[str]:
        """Every file of the folders that a scan looks at, in order, each once."""
        self._disk.moment()
        return self._folders.sources()

    def indexed(self) -> bool:
        """Whether every folder has been read, so that rules about the whole project may speak."""
        return self._folders.indexed()

    def index(self) -> Iterator[tuple[int, int]]:
        """Reads the folders that have not been read, a step at a time; gives (done, total)."""
        for progress in self._folders.index():
            self._now()
            yield progress

    def read(self, path: str) -> bytes | None:
        """The text of a file: the client's where it is open, else the disk's."""
        self._disk.moment()
        return self._files.read(path)

    def _first_settings(self) -> Settings:
        """The settings of the first folder: what is decided for all files at once is decided there."""
        first = next((f"{root}/{FILE}" for root in self._folders.roots.folders), "")
        return self._folders.settings(first, self._saved)[0]

    def _program(self, subject: Subject, world: World) -> Program | None:
        """What earlier analyses of a sitting found out; what an open file rests on is recorded each time."""
        if self._sitting is None or subject.opened is not None:
            return None
        return self._sitting.program(world, subject.settings)

    def _now(self) -> None:
        """Something may be other than it was."""
        self._disk.moment()
        self._latest = None

    def _take(self, path: str, document: Opened) -> None:
        self._latest = None
        self._opened[path] = document
        self._folders.loads(path, loaded(document.document))

    def _state(self, path: str) -> State | None:
        if self._latest is None or self._latest.subject.path != path:
            self.analyze(path)
        latest = self._latest
        return latest if latest is not None and latest.subject.path == path else None

    def _once(self, lines: Iterable[str]) -> list[str]:
        """Those that have not been told; of a rule that raises, what it raises does not count."""
        new = []
        for line in lines:
            head = line.partition(": ")[0] if " failed on " in line else line
            if head not in self._told:
                new.append(line)
            self._told.add(head)
        return new
