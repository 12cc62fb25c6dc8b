"""Frames and the inbox: what arrives, in which pieces, and what is known of it before it is taken."""

import json
import threading
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.lsp.wire import Garbled, Inbox, Outbox, decoded, frames, pump


def framed(body: bytes, header: bytes = b"Content-Length: %d") -> bytes:
    return (header % len(body)) + b"\r\n\r\n" + body


def read(pieces: Sequence[bytes]) -> list[bytes]:
    remaining = iter(pieces)
    return list(frames(lambda: next(remaining, b"")))


@settings(derandomize=True, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=20), max_size=5), st.data())
def test_frames_do_not_depend_on_the_pieces_they_come_in(bodies: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(map(framed, bodies))
    pieces: list[bytes] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        pieces.append(stream[:size])
        stream = stream[size:]
    assert read(pieces) == bodies


@pytest.mark.parametrize(
    "stream",
    [
        framed(b"{}", b"content-length: %d"),
        framed(b"{}", b"Content-Length:%d"),
        framed(b"{}", b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d"),
        b"Content-Type: x\r\n\r\n" + framed(b"{}"),
        b"Content-Length: many\r\n\r\n" + framed(b"{}"),
        b"Content-Length: -1\r\n\r\n" + framed(b"{}"),
        b"Content-Length: 0\r\n\r\n" + framed(b"{}"),
        framed(b"{}") + b"Content-Length: 5\r\n\r\n{",
        framed(b"{}") + b"Content-Len",
    ],
)
def test_headers_are_read_as_they_come(stream: bytes) -> None:
    assert read([stream]) == [b"{}"]


@pytest.mark.parametrize(
    ("body", "is_json"), [(b"{", False), (b"\xff", False), (b"[]", True), (b"null", True)]
)
def test_what_is_no_object_is_garbled(body: bytes, is_json: bool) -> None:
    message = decoded(body)
    assert isinstance(message, Garbled)
    assert message.json == is_json


def call(method: str, uri: str = "file:///a.js", **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": {"textDocument": {"uri": uri}, **params}}


def test_a_text_is_newer_until_it_is_taken() -> None:
    inbox = Inbox()
    assert not inbox.newer("file:///a.js")
    for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose"):
        inbox.put(call(method))
    inbox.put(call("textDocument/hover"))
    seen = []
    while inbox.take(0) is not None:
        seen.append((inbox.newer("file:///a.js"), inbox.changing, inbox.newer("file:///b.js")))
    assert seen == [(True, True, False), (True, True, False), (False, False, False), (False, False, False)]


def test_a_request_is_cancelled_until_the_cancelling_is_taken() -> None:
    inbox = Inbox()
    inbox.put({"id": 7, "method": "textDocument/hover"})
    inbox.put({"method": "$/cancelRequest", "params": {"id": 7}})
    inbox.take(0)
    assert inbox.cancelled(7)
    assert not inbox.cancelled("7")
    inbox.take(0)
    assert not inbox.cancelled(7)


@pytest.mark.parametrize("method", ["shutdown", "exit"])
def test_the_end_is_seen_from_afar(method: str) -> None:
    inbox = Inbox()
    inbox.put(call("textDocument/hover"))
    assert not inbox.ending
    inbox.put({"id": 1, "method": method})
    assert inbox.ending
    assert not inbox.over


def test_whoever_waits_a_while_gets_nothing_if_nothing_comes() -> None:
    assert Inbox().take(0.001) is None


def test_whoever_waits_gets_the_next_message_and_then_the_end() -> None:
    inbox = Inbox()
    taken: list[Any] = []

    def take_all() -> None:
        while (message := inbox.take(None)) is not None:
            taken.append(message)

    taker = threading.Thread(target=take_all)
    taker.start()
    inbox.put({"id": 1})
    inbox.put({"id": 2})
    inbox.end()
    taker.join(30)
    assert taken == [{"id": 1}, {"id": 2}]
    assert inbox.over


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"method": None},
        {"method": 5, "params": 5},
        {"method": "textDocument/didChange"},
        {"method": "textDocument/didChange", "params": []},
        {"method": "textDocument/didChange", "params": {"textDocument": []}},
        {"method": "textDocument/didChange", "params": {"textDocument": {"uri": {}}}},
        {"method": "$/cancelRequest", "params": {"id": []}},
        {"method": "$/cancelRequest", "params": None},
        Garbled("no"),
    ],
)
def test_odd_messages_pass_through(message: object) -> None:
    inbox = Inbox()
    inbox.put(message)
    assert inbox.take(0) == message
    assert not inbox.changing


def test_the_reading_thread_ends_with_the_stream() -> None:
    stream = iter([framed(json.dumps({"id": 1}).encode()), b""])
    inbox = Inbox()
    pump(lambda: next(stream), inbox)
    assert inbox.take(0) == {"id": 1}
    assert inbox.over


def test_a_connection_that_breaks_has_ended() -> None:
    def broken() -> bytes:
        raise ConnectionResetError

    inbox = Inbox()
    pump(broken, inbox)
    assert inbox.over


def test_a_client_that_is_gone_is_no_error() -> None:
    gone: list[bool] = []
    stream = BytesIO()
    outbox = Outbox(stream, lambda: gone.append(True))
    outbox.write(b"x")
    outbox.close()
    assert not gone
    outbox.write(b"y")
    assert gone == [True]
