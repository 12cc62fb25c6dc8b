"""The client's settings: where they come from, and passing them on. Knows no setting but the trace of this face."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from lsprotocol import types

from nodeward.lsp.session import Session
from nodeward.lsp.sync import follow_all

SECTION = "nodeward"
TRACE = {value.value: value for value in types.TraceValue}


def begin(session: Session, options: object) -> None:
    """Take the `initializationOptions`; what the client says later goes before them, key by key."""
    session.initial_settings = _section(session, options)
    _apply(session, session.initial_settings)


def ask(session: Session) -> None:
    """Ask the client for its settings, where it can be asked (LSP 3.17, workspace/configuration)."""
    if not session.client.configuration:
        return
    wanted = types.ConfigurationParams(items=[types.ConfigurationItem(section=SECTION)])

    def answered(future: Future[Sequence[Any | None]]) -> None:
        if future.cancelled() or future.exception():
            session.log("the client did not give its settings", types.MessageType.Warning)
            return
        given = future.result()
        take(session, given[0] if given else None)

    session.server.workspace_configuration(wanted).add_done_callback(answered)


def take(session: Session, given: object) -> None:
    """Use new settings, on top of the initial ones; everything is analysed anew if they differ from the old ones."""
    _apply(session, {**session.initial_settings, **_section(session, given)})


def _apply(session: Session, settings: dict[str, object]) -> None:
    if settings == session.settings:
        return
    session.settings = settings
    for complaint in session.workspace.configure(settings):
        session.tell(complaint)
    trace = settings.get("trace")
    level = trace.get("server") if isinstance(trace, Mapping) else None
    if isinstance(level, str) and level in TRACE:
        session.server.protocol.trace = TRACE[level]
    follow_all(session)


def _section(session: Session, given: object) -> dict[str, object]:
    """Our part of what a client gives: some give it bare, some below our name, some nothing."""
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if given is None or isinstance(given, Mapping):
        return {str(key): value for key, value in (given or {}).items()}
    session.tell(f"The settings of {SECTION} must be an object; the defaults are used.")
    return {}
