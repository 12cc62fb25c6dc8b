"""What is known of one client and its open files while it is connected. Decides nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from nodeward.fixes.fix import Fix, Refusal
from nodeward.lsp.client import Client
from nodeward.lsp.door import Door, Result
from nodeward.lsp.progress import Bar
from nodeward.lsp.schedule import Schedule
from nodeward.lsp.uris import uri_of
from nodeward.lsp.wire import Inbox


@dataclass(slots=True)
class OpenFile:
    """A file that the client has open.

    `uri` is as the client writes it. `lost`: a change did not fit, so nobody here knows its text. `unsaved`: it
    was changed since it was opened or saved.
    """

    uri: str
    path: str
    version: int
    lost: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The last result of a file, true as long as `generation` is the file's newest. None: the file is not ours."""

    generation: int
    result: Result | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The diagnostics that the client has of a file, without the version in their `data`."""

    result_id: str
    diagnostics: tuple[types.Diagnostic, ...]


@dataclass(slots=True)
class Indexing:
    """One pass over the folders, which reads them."""

    steps: Iterator[tuple[int, int]]
    bar: Bar


@dataclass(slots=True)
class Survey:
    """One pass over files that are not open, which looks at each. `waiting` are paths, in order."""

    waiting: dict[str, None]
    total: int
    bar: Bar


@dataclass(slots=True)
class Session:
    """One connection. Everything that changes while a client is connected is here or in the workspace."""

    server: LanguageServer
    inbox: Inbox
    make_workspace: Callable[[], Door]
    client: Client = field(default_factory=Client)
    schedule: Schedule = field(default_factory=Schedule)
    files: dict[str, OpenFile] = field(default_factory=dict)  # by path
    kept: dict[str, Kept] = field(default_factory=dict)  # by path
    shown: dict[str, Shown] = field(default_factory=dict)  # by path
    unsettled: dict[str, None] = field(
        default_factory=dict
    )  # paths; texts to be read anew when there is time
    fixes: dict[tuple[object, ...], Fix | Refusal | None] = field(default_factory=dict)
    initial_settings: dict[str, object] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    met: bool = False  # the client has introduced itself
    ready: bool = False  # the client has said that it may be asked
    results: int = 0  # how many result ids were given out
    behind: bool = False  # another file's diagnostics are not what a pulling client was told
    refreshing: bool = False  # the client was asked to pull again and has not answered
    indexing: Indexing | None = None
    index_wanted: bool = True
    passes: int = 0  # how often the folders were read or surveyed
    survey: Survey | None = None
    survey_wanted: bool = False
    survey_asked: bool = False  # by the user, who wants to know when it is done
    survey_kept: bool = False  # the user has asked for one at some time
    surveyed: bool = False  # what is in `unopened` is to be kept true
    to_survey: dict[str, None] = field(default_factory=dict)  # paths to look at again
    unopened: dict[str, Shown] = field(
        default_factory=dict
    )  # by path, what the client has of files that are not open
    _workspace: Door | None = None

    @property
    def workspace(self) -> Door:
        """The workspace; made at first use, for rules take time to load and a client may never say hello."""
        if self._workspace is None:
            self._workspace = self.make_workspace()
        return self._workspace

    def uri(self, path: str) -> str:
        """How the client calls a file."""
        file = self.files.get(path)
        return file.uri if file else uri_of(path)

    def log(self, message: str, kind: types.MessageType = types.MessageType.Log) -> None:
        """A line for whoever looks into the client's log."""
        self.server.window_log_message(types.LogMessageParams(type=kind, message=message))

    def trace(self, message: str, *, verbose: bool = False) -> None:
        """A line for the log, if the client follows what happens here (`verbose`: follows closely)."""
        level = self.server.protocol.trace
        if level == types.TraceValue.Verbose or (level == types.TraceValue.Messages and not verbose):
            self.log(message)

    def tell(self, message: str) -> None:
        """A sentence that the user should read."""
        self.server.window_show_message(
            types.ShowMessageParams(type=types.MessageType.Warning, message=message)
        )
