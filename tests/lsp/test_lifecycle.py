"""A connection from its first message to its last, and messages that should not have been sent."""

import json
import socket
import subprocess
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pytest
from tests.lsp.editor import PATIENCE, SERVER
from tests.lsp.fake_workspace import FakeWorkspace

from nodeward.lsp.server import create_server
from nodeward.lsp.wire import frames

NOT_INITIALIZED, INVALID_REQUEST, NOT_FOUND, INVALID_PARAMS = -32002, -32600, -32601, -32602
INTERNAL, PARSE, CANCELLED = -32603, -32700, -32800


def request(number: int | str | None, method: object, params: object = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notice(method: object, params: object = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def hello(**params: object) -> dict[str, Any]:
    return request(0, "initialize", {"processId": None, "rootUri": None, "capabilities": {}, **params})


def opening(text: str, uri: str = "file:///p/a.js") -> dict[str, Any]:
    document = {"uri": uri, "languageId": "javascript", "version": 1, "text": text}
    return notice("textDocument/didOpen", {"textDocument": document})


SHUTDOWN, EXIT = request(99, "shutdown"), notice("exit")


def framed(message: object) -> bytes:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def pieces(data: bytes) -> Iterator[bytes]:
    yield data
    yield b""


def said(data: bytes) -> list[Any]:
    given = pieces(data)
    return [json.loads(body) for body in frames(lambda: next(given, b""))]


def talk(*messages: object) -> tuple[list[Any], int]:
    """What a server in this process says to messages that all come at once, and its exit code."""
    given = pieces(b"".join(map(framed, messages)))
    stream = BytesIO()
    close, stream.close = stream.close, lambda: None  # type: ignore[method-assign]
    code = create_server(FakeWorkspace).run(lambda: next(given, b""), stream)
    answers = said(stream.getvalue())
    close()
    return answers, code


def codes(answers: Sequence[Any]) -> dict[Any, int | None]:
    """What became of the requests, by id: the code of the error, or None."""
    return {one["id"]: one.get("error", {}).get("code") for one in answers if "method" not in one}


def test_leaving_after_a_shutdown_is_a_success() -> None:
    answers, code = talk(hello(), SHUTDOWN, EXIT)
    assert codes(answers) == {0: None, 99: None}
    assert code == 0


@pytest.mark.parametrize("messages", [(hello(), EXIT), (EXIT,), (), (hello(),), (SHUTDOWN, EXIT)])
def test_leaving_without_a_shutdown_is_a_failure(messages: Sequence[object]) -> None:
    assert talk(*messages)[1] == 1


def test_before_the_introduction_nothing_is_answered() -> None:
    answers, _ = talk(
        request(1, "textDocument/hover", {}),
        opening("danger(a)"),
        request("two", "shutdown"),
        hello(),
        SHUTDOWN,
    )
    assert codes(answers) == {1: NOT_INITIALIZED, "two": NOT_INITIALIZED, 0: None, 99: None}


def test_an_introduction_comes_once() -> None:
    assert codes(talk(hello(), {**hello(), "id": 1}, SHUTDOWN)[0]) == {0: None, 1: INVALID_REQUEST, 99: None}


def test_an_introduction_that_fails_may_be_tried_again() -> None:
    answers, _ = talk(request(5, "initialize", {"capabilities": 1}), hello(), SHUTDOWN)
    assert codes(answers) == {5: INVALID_PARAMS, 0: None, 99: None}


def test_a_capability_that_is_not_known_yet_is_no_obstacle() -> None:
    capabilities = {"textDocument": {"completion": 5, "dreams": {"lucid": True}}, "dreams": []}
    assert codes(talk(hello(capabilities=capabilities), SHUTDOWN)[0]) == {0: None, 99: None}


def test_after_the_shutdown_nothing_is_done() -> None:
    answers, code = talk(hello(), SHUTDOWN, request(1, "textDocument/hover", {}), opening("x"), EXIT)
    assert codes(answers) == {0: None, 99: None, 1: INVALID_REQUEST}
    assert code == 0


def test_unknown_requests_are_refused_and_unknown_notices_ignored() -> None:
    answers, code = talk(
        hello(),
        request(1, "nodeward/unheardOf", {"a": [1, {"b": None}]}),
        request(2, "nodeward/unheardOf", [1, 2]),
        request(3, "textDocument/completion", {}),
        notice("nodeward/unheardOf", {"a": 1}),
        notice("$/unheardOf"),
        notice("textDocument/willSave", {}),
        SHUTDOWN,
        EXIT,
    )
    refused = codes(answers)
    assert (refused[1], refused[2]) == (NOT_FOUND, NOT_FOUND)
    assert refused[3] in {NOT_FOUND, INVALID_PARAMS}
    assert (refused[99], code) == (None, 0)


MALFORMED: list[object] = [
    request(1, "textDocument/hover"),
    request(1, "textDocument/hover", 5),
    request(1, "textDocument/hover", {"textDocument": 5, "position": None}),
    request(
        1, "textDocument/hover", {"textDocument": {"uri": 7}, "position": {"line": "x", "character": {}}}
    ),
    request(1, "textDocument/codeAction", {"textDocument": {"uri": "file:///a.js"}}),
    request(1, "codeAction/resolve", []),
    request(1, "workspace/executeCommand", {"command": "nodeward.unheardOf"}),
]


@pytest.mark.parametrize("message", MALFORMED)
def test_malformed_parameters_are_refused(message: object) -> None:
    answers, code = talk(hello(), message, SHUTDOWN, EXIT)
    assert codes(answers) == {0: None, 1: INVALID_PARAMS, 99: None}
    assert code == 0


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (b"{no json", PARSE),
        (b"\xff\xfe", PARSE),
        (b"[" * 100_000, PARSE),
        ([], INVALID_REQUEST),
        ([request(1, "shutdown")], INVALID_REQUEST),
        (5, INVALID_REQUEST),
        (None, INVALID_REQUEST),
        ({}, INVALID_REQUEST),
        ({"jsonrpc": "1.0", "id": 1, "method": "shutdown"}, INVALID_REQUEST),
        (request(1, ["shutdown"]), INVALID_REQUEST),
    ],
)
def test_what_is_no_message_is_refused(message: object, expected: int) -> None:
    answers, code = talk(hello(), message, SHUTDOWN, EXIT)
    assert codes(answers) == {0: None, None: expected, 99: None}
    assert code == 0


@pytest.mark.parametrize(
    "message",
    [
        notice("textDocument/didOpen", {"textDocument": None}),
        notice("textDocument/didChange", {"textDocument": {"uri": 5}}),
        notice("textDocument/didClose", 5),
        notice("workspace/didChangeWatchedFiles", {"changes": [{"uri": 1}]}),
        notice("$/cancelRequest", {"id": {}}),
        notice("$/cancelRequest", {"id": "never sent"}),
        notice("$/cancelRequest"),
        {"jsonrpc": "2.0", "id": "nobody asked", "result": {"a": 1}},
        {"jsonrpc": "2.0", "id": "nobody asked", "error": {"code": 1, "message": "no"}},
        {"jsonrpc": "2.0", "id": "nobody asked", "error": 5},
        {"jsonrpc": "2.0", "id": {}},
    ],
    ids=str,
)
def test_a_notice_or_answer_that_makes_no_sense_does_no_harm(message: object) -> None:
    answers, code = talk(hello(), message, SHUTDOWN, EXIT)
    assert codes(answers) == {0: None, 99: None}
    assert code == 0


def test_a_change_that_cannot_be_read_makes_the_file_lost() -> None:
    change = {
        "textDocument": {"uri": "file:///p/a.js", "version": 2},
        "contentChanges": [{"range": 5, "text": ""}],
    }
    resolve = request(
        1,
        "textDocument/hover",
        {"textDocument": {"uri": "file:///p/a.js"}, "position": {"line": 0, "character": 0}},
    )
    answers, _ = talk(
        hello(), opening("danger(a)"), notice("textDocument/didChange", change), resolve, SHUTDOWN
    )
    assert any(
        "lost track" in one["params"]["message"]
        for one in answers
        if one.get("method") == "window/logMessage"
    )
    assert next(one for one in answers if one.get("id") == 1)["result"] is None


def test_a_request_that_was_taken_back_before_its_turn_is_not_begun() -> None:
    hover = {"textDocument": {"uri": "file:///p/a.js"}, "position": {"line": 0, "character": 0}}
    taken_back = (request("h", "textDocument/hover", hover), notice("$/cancelRequest", {"id": "h"}))
    again = request("h", "textDocument/hover", hover)
    answers, _ = talk(hello(), opening("slow()"), *taken_back, SHUTDOWN)
    assert codes(answers) == {0: None, "h": CANCELLED, 99: None}
    unheard_of = (request(5, "nodeward/unheardOf"), notice("$/cancelRequest", {"id": 5}))
    assert codes(talk(hello(), *unheard_of, SHUTDOWN)[0]) == {0: None, 5: CANCELLED, 99: None}
    answers, _ = talk(hello(), opening("danger(a)"), *taken_back, again, SHUTDOWN)
    assert [one.get("error", {}).get("code") for one in answers if one.get("id") == "h"] == [CANCELLED, None]


def test_a_handler_that_fails_is_answered_and_logged() -> None:
    hover = {"textDocument": {"uri": "file:///p/a.js"}, "position": {"line": 0, "character": 0}}
    answers, code = talk(hello(), opening("boom()"), request(1, "textDocument/hover", hover), SHUTDOWN, EXIT)
    assert codes(answers) == {0: None, 1: INTERNAL, 99: None}
    assert code == 0


def test_a_notice_whose_handler_fails_is_logged() -> None:
    folders = {"event": {"added": [], "removed": [{"uri": "file:///never", "name": "added"}]}}
    answers, code = talk(hello(), notice("workspace/didChangeWorkspaceFolders", folders), SHUTDOWN, EXIT)
    logged = [one["params"]["message"] for one in answers if one.get("method") == "window/logMessage"]
    assert any("called by nodeward.lsp" in line for line in logged)
    assert code == 0


def where(**params: object) -> list[str]:
    """The folders that the workspace knows, as the client introduced itself."""
    hover = {"textDocument": {"uri": "file:///p/a.js"}, "position": {"line": 0, "character": 0}}
    answers, _ = talk(hello(**params), opening("where(x)"), request(1, "textDocument/hover", hover), SHUTDOWN)
    words = next(one for one in answers if one.get("id") == 1)["result"]["contents"]["value"]
    return [word for word in str(words).splitlines()[0].split() if word.startswith("/")]


@pytest.mark.parametrize(
    ("params", "folders"),
    [
        ({}, []),
        ({"rootUri": "file:///root"}, ["/root"]),
        ({"rootPath": "/path"}, ["/path"]),
        ({"rootPath": "/path", "rootUri": "file:///root%20one"}, ["/root", "one"]),
        ({"rootUri": "file:///root", "workspaceFolders": None}, ["/root"]),
        ({"rootUri": "file:///root", "workspaceFolders": []}, []),
        (
            {
                "rootUri": "file:///root",
                "workspaceFolders": [{"uri": "file:///a", "name": "a"}, {"uri": "file:///b", "name": "b"}],
            },
            ["/a", "/b"],
        ),
    ],
)
def test_folders_are_said_in_three_ways(params: dict[str, object], folders: list[str]) -> None:
    assert where(**params) == [folder for folder in folders if folder.startswith("/")]


def test_folders_come_and_go() -> None:
    hover = {"textDocument": {"uri": "file:///p/a.js"}, "position": {"line": 0, "character": 0}}
    event = {"added": [{"uri": "file:///b", "name": "b"}], "removed": [{"uri": "file:///a", "name": "a"}]}
    answers, _ = talk(
        hello(rootUri="file:///a"),
        opening("where(x)"),
        notice("workspace/didChangeWorkspaceFolders", {"event": event}),
        request(1, "textDocument/hover", hover),
        SHUTDOWN,
    )
    words = next(one for one in answers if one.get("id") == 1)["result"]["contents"]["value"]
    assert "where is not wanted: /b\n" in words


def test_what_is_printed_stays_off_the_wire() -> None:
    conversation = b"".join(map(framed, (hello(), opening("print()"), SHUTDOWN, EXIT)))
    done = subprocess.run(SERVER, input=conversation, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0
    assert codes(said(done.stdout)) == {0: None, 99: None}
    assert b"printed by a library" in done.stderr
    assert b"printed below Python" in done.stderr


@pytest.mark.parametrize("messages", [(), (hello(),), (hello(), opening("slow()"))])
def test_a_process_whose_client_is_gone_ends(messages: Sequence[object]) -> None:
    conversation = b"".join(map(framed, messages))
    done = subprocess.run(SERVER, input=conversation, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_a_process_whose_client_does_not_listen_ends() -> None:
    with subprocess.Popen(
        SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        assert server.stdin
        assert server.stdout
        assert server.stderr
        server.stdout.close()
        server.stdin.write(framed(hello()))
        server.stdin.flush()
        assert server.wait(PATIENCE) == 1
        assert b"Traceback" not in server.stderr.read()


def test_it_serves_one_client_over_tcp() -> None:
    with subprocess.Popen([*SERVER, "--tcp", "127.0.0.1:0"], stderr=subprocess.PIPE) as server:
        assert server.stderr
        port = int(server.stderr.readline().rpartition(b":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            for message in (hello(), SHUTDOWN, EXIT):
                connection.sendall(framed(message))
            with connection.makefile("rb") as stream:
                answers = said(stream.read())
        assert codes(answers) == {0: None, 99: None}
        assert server.wait(PATIENCE) == 0
