"""Messages on and off the wire, and what is known of those that still wait. Knows frames and JSON, runs nothing.

One thread reads (`pump`), one handles (`Inbox.take`). While the handling thread analyses a file, it asks the
inbox whether a newer text of that file has arrived: that is how an analysis notices that it is out of date.
"""

import json
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

CHANGES = frozenset({"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"})
ENDINGS = frozenset({"shutdown", "exit"})
BLANK_LINE = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Garbled:
    """A message that is no JSON object; `json` says whether it is JSON at all."""

    reason: str
    json: bool = False


class Inbox:
    """The messages that have arrived and were not taken yet, in order."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._messages: deque[Any] = deque()
        self._changing: Counter[str] = Counter()
        self._cancelled: set[str | int] = set()
        self._over = False
        self._ending = False

    def put(self, message: object) -> None:
        """Add a decoded message, or a Garbled one; called by the reading thread."""
        with self._lock:
            self._note(message, 1)
            self._messages.append(message)
            self._lock.notify()

    def end(self) -> None:
        """Nothing will arrive any more; called by whichever side notices first."""
        with self._lock:
            self._over = self._ending = True
            self._lock.notify()

    def take(self, seconds: float | None) -> Any | None:
        """The next message; None where none comes within so many seconds, or none can come any more.

        Without a number it waits as long as it takes.
        """
        with self._lock:
            self._lock.wait_for(lambda: self._messages or self._over, seconds)
            if not self._messages:
                return None
            message = self._messages.popleft()
            self._note(message, -1)
            return message

    @property
    def over(self) -> bool:
        """Whether the last message has been taken and none will come."""
        return self._over and not self._messages

    @property
    def ending(self) -> bool:
        """Whether the client has asked for the end, or is gone, though earlier messages may still wait."""
        return self._ending

    @property
    def changing(self) -> bool:
        """Whether a newer text of any document waits."""
        return bool(self._changing)

    def newer(self, uri: str) -> bool:
        """Whether a newer text of this document (or its closing) waits."""
        return uri in self._changing

    def cancelled(self, request: str | int | None) -> bool:
        """Whether a message waits that takes back this request."""
        return request in self._cancelled

    def _note(self, message: object, by: int) -> None:
        """Keep account of a message that comes (1) or goes (-1)."""
        method, params = _method(message), _params(message)
        if method in CHANGES:
            uri = _uri(params)
            self._changing[uri] += by
            if not self._changing[uri]:
                del self._changing[uri]
        elif method in ENDINGS:
            self._ending = True
        elif method == "$/cancelRequest" and isinstance(request := params.get("id"), str | int):
            (self._cancelled.add if by > 0 else self._cancelled.discard)(request)


class Outbox:
    """Where answers go. A client that is gone is no error: the inbox is told, and the rest falls silent."""

    def __init__(self, stream: BinaryIO, gone: Callable[[], None]) -> None:
        self._stream = stream
        self._gone = gone

    def write(self, data: bytes) -> None:
        """Send one whole frame."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except (OSError, ValueError):
            self._gone()

    def close(self) -> None:
        """Close the stream, whether or not somebody still listens."""
        try:
            self._stream.close()
        except OSError:
            self._gone()


def pump(read: Callable[[], bytes], inbox: Inbox) -> None:
    """Put every message of a stream into the inbox until the stream ends; the body of the reading thread."""
    try:
        for body in frames(read):
            inbox.put(decoded(body))
    except OSError:
        pass  # a connection that breaks has ended
    finally:
        inbox.end()


def frames(read: Callable[[], bytes]) -> Iterator[bytes]:
    r"""The bodies of the frames of a stream (LSP 3.17, "Header Part"), until it ends.

    `read` gives some bytes, b"" at the end. A header without a length is passed over: what follows it up to the
    next blank line is read as the next header.
    """
    buffer = bytearray()
    while True:
        while (end := buffer.find(BLANK_LINE)) < 0:
            if not (piece := read()):
                return
            buffer += piece
        length = _length(bytes(buffer[:end]))
        del buffer[: end + len(BLANK_LINE)]
        while len(buffer) < length:
            if not (piece := read()):
                return
            buffer += piece
        if length:
            yield bytes(buffer[:length])
            del buffer[:length]


def decoded(body: bytes) -> object:
    """The message of a body, or a Garbled one."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Garbled(f"not JSON: {error}")
    return message if isinstance(message, dict) else Garbled("not an object", json=True)


def _length(header: bytes) -> int:
    """What the header says of the body's length in bytes; 0 where it says nothing that can be used."""
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0


def _method(message: object) -> str:
    method = message.get("method") if isinstance(message, dict) else None
    return method if isinstance(method, str) else ""


def _params(message: object) -> dict[str, Any]:
    params = message.get("params") if isinstance(message, dict) else None
    return params if isinstance(params, dict) else {}


def _uri(params: dict[str, Any]) -> str:
    document = params.get("textDocument")
    uri = document.get("uri") if isinstance(document, dict) else None
    return uri if isinstance(uri, str) else ""
