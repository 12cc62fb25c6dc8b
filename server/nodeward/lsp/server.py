"""The language server: puts the parts together and runs the one loop in which everything happens."""

import contextlib
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcException, PyglsError
from pygls.lsp.server import LanguageServer

from nodeward import __version__
from nodeward.lsp.commands import COMMANDS
from nodeward.lsp.diagnose import analyze_next, settle_next
from nodeward.lsp.dispatch import Dispatcher, Phase, Protocol
from nodeward.lsp.door import Door
from nodeward.lsp.guard import guarded, guarded_command
from nodeward.lsp.handlers import (
    code_action_resolve,
    did_change,
    did_change_configuration,
    did_change_watched_files,
    did_change_workspace_folders,
    did_close,
    did_open,
    did_save,
    hover,
    initialize,
    initialized,
)
from nodeward.lsp.index import index_next
from nodeward.lsp.rubbish import collect, due, overdue, postpone, sweep
from nodeward.lsp.session import Session
from nodeward.lsp.survey import survey_next
from nodeward.lsp.wire import Inbox, Outbox, pump
from nodeward.text.crash import crash

NAME = "nodeward"
PIECE = 1 << 16  # bytes read from the wire at a time
SWITCH_SECONDS = 0.001  # how long the reading thread may have to wait for a running analysis
MALFORMED = "Unable to deserialize message"  # pygls, of what `dispatch` refuses
PAUSE_SECONDS = 0.5  # longer than a typist takes from key to key
# For every client; `initialize` adds what depends on the client.
HANDLERS = (
    code_action_resolve,
    did_change,
    did_change_configuration,
    did_change_watched_files,
    did_change_workspace_folders,
    did_close,
    did_open,
    did_save,
    hover,
    initialize,
    initialized,
)
# pygls would keep a copy of every document of its own. It splits lines where LSP does not, and takes its time.
OURS_ALONE = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE)


class Server(LanguageServer):
    """pygls' server, which reports what goes wrong in the log instead of in the user's face."""

    def report_server_error(
        self, error: Exception, source: type[PyglsError] | type[JsonRpcException]
    ) -> None:
        """Log the error of a notification; that of a request is in its answer."""
        if source is FeatureRequestError:
            return
        data = getattr(error, "data", None)
        lines = data.get("traceback", ()) if isinstance(data, dict) else ()
        message = f"{error}\n{''.join(lines)}".rstrip()
        self.window_log_message(types.LogMessageParams(type=types.MessageType.Error, message=message))


@dataclass(frozen=True, slots=True)
class Connection:
    """A server for one client."""

    session: Session
    dispatcher: Dispatcher

    def run(self, read: Callable[[], bytes], stream: BinaryIO) -> int:
        """Serve the client until it leaves; gives the exit code that LSP wants.

        `read` gives some bytes of what the client says, b"" at the end; `stream` takes what is said to it.
        """
        inbox = self.session.inbox
        self.session.server.protocol.set_writer(Outbox(stream, inbox.end))
        threading.Thread(target=pump, args=(read, inbox), name="reader", daemon=True).start()
        busy = False
        while not inbox.over and self.dispatcher.phase is not Phase.LEFT:
            if overdue() and not busy:
                collect()
            message = inbox.take(0 if busy else self._patience())
            try:
                busy = self._step(message, busy=busy)
                if not busy:
                    sweep()
            except Exception as error:  # noqa: BLE001 - whatever a client sends or a file holds, the server goes on
                busy = message is not None
                self.session.log(f"something failed\n{crash(error)}", types.MessageType.Error)
        return self.dispatcher.exit_code

    def _step(self, message: object | None, *, busy: bool) -> bool:
        """Do the next thing; gives whether there may be another one to do at once."""
        if message is None:
            return self._use_time() if busy else self._use_pause()
        self.dispatcher.receive(message)
        return True

    def _use_time(self) -> bool:
        """Nothing waits: do one piece of what is left to do; False where there is none."""
        if self.dispatcher.phase is not Phase.RUNNING:
            return False
        if analyze_next(self.session):
            return True
        return self.session.ready and (index_next(self.session) or survey_next(self.session))

    def _use_pause(self) -> bool:
        """Nobody has typed for a while: do what would be in the way between two keys."""
        collect()
        if self.session.unsettled:
            settle_next(self.session)
        return True

    def _patience(self) -> float | None:
        """How many seconds to wait for the next message before the pause is used; None where nothing is left to do."""
        return PAUSE_SECONDS if due() or self.session.unsettled else None


class Forward(logging.Handler):
    """Sends warnings of the libraries to the client's log, but not what is said about a message elsewhere."""

    def __init__(self, session: Session) -> None:
        super().__init__(logging.WARNING)
        self._session = session

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record."""
        if self._session.server.protocol.writer is None:
            return  # pygls would log that nobody listens, and so on for ever
        raised = record.exc_info[1] if record.exc_info else None
        if not isinstance(raised, JsonRpcException) and not record.msg.startswith(MALFORMED):
            kind = types.MessageType.Error if record.levelno >= logging.ERROR else types.MessageType.Warning
            self._session.log(self.format(record), kind)


def create_server(make_workspace: Callable[[], Door]) -> Connection:
    """A server that has not met its client; the workspace is made when it does."""
    server = Server(NAME, __version__, protocol_cls=Protocol)
    session = Session(server, Inbox(), make_workspace)
    for module in HANDLERS:
        server.feature(module.METHOD, getattr(module, "OPTIONS", None))(guarded(module.handle, session))
    for name, command in COMMANDS.items():
        server.command(name)(guarded_command(command, session))
    for method in OURS_ALONE:
        server.protocol.fm.builtin_features.pop(method)
    return Connection(session, Dispatcher(session, cast("Protocol", server.protocol)))


def serve(make_workspace: Callable[[], Door], tcp: str | None = None) -> int:
    """Serve one client over standard input and output, or the first that connects to `tcp` (`HOST:PORT`).

    Gives the process's exit status. While serving, what is printed goes to standard error.
    """
    connection = create_server(make_workspace)
    forward = Forward(connection.session)
    logging.getLogger().addHandler(forward)
    sys.setswitchinterval(SWITCH_SECONDS)
    postpone()
    try:
        return _serve_tcp(connection, tcp) if tcp else connection.run(*_stdio())
    except KeyboardInterrupt:
        return 1
    finally:
        logging.getLogger().removeHandler(forward)


def _stdio() -> tuple[Callable[[], bytes], BinaryIO]:
    """Both ends of the wire. Whoever prints, in Python or below it, must not write into the stream."""
    stream = os.fdopen(os.dup(1), "wb")
    with contextlib.suppress(OSError):
        os.dup2(2, 1)
    sys.stdout = sys.stderr
    return partial(os.read, 0, PIECE), stream


def _serve_tcp(connection: Connection, address: str) -> int:
    host, _, port = address.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, int(port)), family=family) as listener:
        sys.stderr.write(f"nodeward listens on {host}:{listener.getsockname()[1]}\n")
        sys.stderr.flush()
        client, _ = listener.accept()
    with client, client.makefile("wb") as stream:
        return connection.run(partial(client.recv, PIECE), stream)
