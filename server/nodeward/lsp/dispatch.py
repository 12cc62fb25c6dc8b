"""Hands each message to pygls, and answers those that never get there: garbled, too early, too late, taken back."""

from enum import Enum, auto
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

from nodeward.lsp.client import only_read
from nodeward.lsp.session import Session
from nodeward.lsp.sync import lose
from nodeward.lsp.wire import Garbled


class Protocol(LanguageServerProtocol):
    """pygls' protocol, with a way to refuse a request that no handler has seen."""

    def refuse(self, request: str | int | None, error: JsonRpcException) -> None:
        """Answer a request with an error; where its id is not known, the answer's is null (JSON-RPC 2.0, 5)."""
        told = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": self.VERSION, "id": request, "error": told})


class Phase(Enum):
    """Where a connection is in its life (LSP 3.17, "Server lifecycle")."""

    NEW = auto()
    RUNNING = auto()
    SHUT = auto()
    LEFT = auto()


class Dispatcher:
    """Takes a connection's messages in order."""

    def __init__(self, session: Session, protocol: Protocol) -> None:
        self._session = session
        self._protocol = protocol
        self.phase = Phase.NEW
        self.exit_code = 1  # LSP 3.17, exit: 0 only after a shutdown

    def receive(self, message: object) -> None:
        """Deal with one message; never raises, whatever it holds."""
        if isinstance(message, Garbled):
            error = JsonRpcInvalidRequest if message.json else JsonRpcParseError
            self._protocol.refuse(None, error(message.reason))
        elif not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            self._protocol.refuse(None, JsonRpcInvalidRequest("not a JSON-RPC 2.0 message"))
        elif "method" not in message:
            self._pass_on(message)
        elif not isinstance(message["method"], str):
            self._protocol.refuse(None, JsonRpcInvalidRequest("a method's name is text"))
        elif message["method"] == types.EXIT:
            self._leave()
        elif message["method"] != types.CANCEL_REQUEST:  # the reading thread has noted it
            self._receive_call(message, message["method"])

    def _leave(self) -> None:
        self.exit_code = 0 if self.phase is Phase.SHUT else 1
        self.phase = Phase.LEFT
        self._session.inbox.end()

    def _receive_call(self, message: dict[str, Any], method: str) -> None:
        self._session.trace(f"received {method}", verbose=True)
        refusal = self._refusal(message, method)
        if refusal is None:
            self._pass_on(message)
            self._note(method)
        elif "id" in message:
            self._protocol.refuse(message["id"], refusal)

    def _refusal(self, message: dict[str, Any], method: str) -> JsonRpcException | None:
        """Why a request or notification is not for this moment."""
        if (self.phase is Phase.NEW) != (method == types.INITIALIZE):
            return (
                JsonRpcServerNotInitialized("the first request must be initialize")
                if self.phase is Phase.NEW
                else JsonRpcInvalidRequest("initialize may be sent once")
            )
        if self.phase is Phase.SHUT:
            return JsonRpcInvalidRequest("the server has been shut down")
        request = message.get("id")
        if isinstance(request, str | int) and self._session.inbox.cancelled(request):
            return JsonRpcRequestCancelled()
        return None

    def _note(self, method: str) -> None:
        if method == types.INITIALIZE and self._session.met:
            self.phase = Phase.RUNNING
        elif method == types.SHUTDOWN:
            self.phase = Phase.SHUT

    def _pass_on(self, message: dict[str, Any]) -> None:
        """Give a message its type and let pygls find the handler; one that has not its type's shape is refused."""
        if message.get("method") == types.INITIALIZE:
            message = {**message, "params": only_read(message.get("params"))}
        try:
            typed = self._protocol.structure_message(message)
        except JsonRpcException:
            self._malformed(message)
            return
        self._protocol.handle_message(typed)

    def _malformed(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        self._session.log(
            f"{method or 'an answer'} has not the shape that LSP gives it", types.MessageType.Error
        )
        if "id" in message and method is not None:
            self._protocol.refuse(message["id"], JsonRpcInvalidParams(f"not the parameters of {method}"))
        params = message.get("params")
        document = params.get("textDocument") if isinstance(params, dict) else None
        uri = document.get("uri") if isinstance(document, dict) else None
        if method == types.TEXT_DOCUMENT_DID_CHANGE and isinstance(uri, str):
            lose(self._session, uri, "a change could not be read")
