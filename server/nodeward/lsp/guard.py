"""What a handler raises, told to the client without its words: they may repeat a secret of the user's file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pygls.exceptions import JsonRpcException

from nodeward.lsp.session import Session
from nodeward.text.crash import crash


class Failed(RuntimeError):  # noqa: N818 - it says what happened
    """A handler failed; the text says where."""


def guarded_command(
    run: Callable[[Session, tuple[object, ...]], object], session: Session
) -> Callable[..., object]:
    """A command for the session, guarded like a handler; it is given whatever the client sends along."""
    guard = guarded(run, session)
    return lambda *arguments: guard(arguments)


def guarded(handle: Callable[..., Any], session: Session) -> Callable[[Any], Any]:
    """The handler for the session; an answer that it refuses in LSP's own words (JsonRpcException) is passed on."""
    known = partial(handle, session)

    def run(params: Any) -> Any:
        try:
            return known(params)
        except JsonRpcException:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
            failure = crash(error)
        raise Failed(failure)

    return run
