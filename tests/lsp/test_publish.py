"""When a client is told something, step by step in this process."""

import json
from io import BytesIO
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified
from tests.lsp.fake_workspace import FakeWorkspace

from nodeward.lsp import sync
from nodeward.lsp.client import Client
from nodeward.lsp.demand import OutOfDate, present, pull
from nodeward.lsp.diagnose import analyze_next, settle_next
from nodeward.lsp.handlers import workspace_diagnostic
from nodeward.lsp.server import create_server
from nodeward.lsp.session import Session, Shown
from nodeward.lsp.wire import Outbox, frames
from nodeward.workspace.documents import Change

A, B = "file:///p/a.js", "file:///p/b.js"


class Talk:
    """A session whose analyses are made on command, and what it has said."""

    def __init__(self, **client: Any) -> None:
        self.session: Session = create_server(FakeWorkspace).session
        self.session.client = Client(**client)
        self._stream = BytesIO()
        self.session.server.protocol.set_writer(Outbox(self._stream, lambda: None))

    def open(self, uri: str, text: str) -> None:
        sync.opened(self.session, types.TextDocumentItem(uri, "javascript", 1, text))

    def change(self, uri: str, text: str, version: int = 2) -> None:
        sync.changed(self.session, uri, version, [Change(None, None, text)])

    def idle(self) -> list[str]:
        """What is said until nothing is left to do: the method, and for diagnostics their file and version."""
        while analyze_next(self.session):
            pass
        return self.said()

    def said(self) -> list[str]:
        """What has been said since this was last asked."""
        return [_short(one["method"], one.get("params")) for one in self.messages()]

    def messages(self) -> list[Any]:
        """The same, whole."""
        self._stream.seek(0)
        said = [json.loads(body) for body in frames(lambda: self._stream.read(4096))]
        self._stream.seek(0)
        self._stream.truncate()
        return said


def _short(method: str, params: Any) -> str:
    if method != types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS:
        return str(method)
    codes = ",".join(one["code"] for one in params["diagnostics"])
    return f"{params['uri'][-4:]} {params.get('version')} [{codes}]"


REFRESH = types.WORKSPACE_DIAGNOSTIC_REFRESH


def test_every_version_is_published_even_if_nothing_is_different() -> None:
    talk = Talk()
    talk.open(A, "fine")
    assert talk.idle() == ["a.js 1 []"]
    talk.change(A, "still fine")
    assert talk.idle() == ["a.js 2 []"]


def test_a_file_that_depends_on_another_is_published_only_if_something_is_different() -> None:
    talk = Talk()
    talk.open(A, "good")
    talk.open(B, 'needs("a.js")')
    assert talk.idle() == ["b.js 1 []", "a.js 1 []"]
    talk.change(A, "better")
    assert talk.idle() == ["a.js 2 []"]
    talk.change(A, "evil", 3)
    assert talk.idle() == ["a.js 3 []", "b.js 1 [needs]"]


def test_a_client_that_pulls_after_its_own_change_is_not_asked_to() -> None:
    talk = Talk(pull=True)
    talk.open(A, "fine")
    talk.idle()
    pull(talk.session, A, None)
    talk.change(A, "danger(a)")
    assert talk.idle() == []


def test_a_client_that_pulls_is_asked_once_for_all_that_another_file_has_changed() -> None:
    talk = Talk(pull=True)
    c = "file:///p/c.js"
    for uri, text in ((A, "good"), (B, 'needs("a.js")'), (c, 'needs("a.js")')):
        talk.open(uri, text)
    talk.idle()
    for uri in (A, B, c):
        pull(talk.session, uri, None)
    talk.change(A, "evil")
    assert talk.idle() == [REFRESH]


def test_a_client_is_not_asked_again_before_it_has_answered() -> None:
    talk = Talk(pull=True)
    for uri, text in ((A, "good"), (B, 'needs("a.js")')):
        talk.open(uri, text)
    talk.idle()
    pull(talk.session, B, None)
    talk.change(A, "evil")
    assert talk.idle() == [REFRESH]
    pull(talk.session, B, None)
    talk.change(A, "good", 3)
    assert talk.idle() == []
    talk.session.refreshing = False
    assert talk.idle() == [REFRESH]


def test_a_file_that_was_never_pulled_asks_for_nothing() -> None:
    talk = Talk(pull=True)
    for uri, text in ((A, "good"), (B, 'needs("a.js")')):
        talk.open(uri, text)
    talk.idle()
    talk.change(A, "evil")
    assert talk.idle() == []


@pytest.mark.parametrize(("pulls", "told"), [(False, ["a.js 1 [calm]"]), (True, [REFRESH])])
def test_a_text_is_read_anew_once_when_there_is_time(pulls: bool, told: list[str]) -> None:
    talk = Talk(pull=pulls)
    talk.open(A, "calm()")
    talk.open(B, "fine")
    talk.idle()
    if pulls:
        pull(talk.session, A, None)
    assert list(talk.session.unsettled) == ["/p/a.js", "/p/b.js"]
    settle_next(talk.session)
    assert talk.idle() == []
    settle_next(talk.session)
    assert talk.idle() == told
    assert not talk.session.unsettled


def test_a_file_that_is_closed_is_cleared_if_it_showed_something() -> None:
    talk = Talk()
    talk.open(A, "danger(a)")
    talk.open(B, "fine")
    assert talk.idle() == ["b.js 1 []", "a.js 1 [danger]"]
    sync.closed(talk.session, A)
    sync.closed(talk.session, B)
    assert not talk.session.unsettled
    assert talk.said() == ["a.js 1 []"]


def test_a_file_that_is_closed_before_its_analysis_is_not_analysed() -> None:
    talk = Talk()
    talk.open(A, "danger(a)")
    sync.closed(talk.session, A)
    assert talk.idle() == []


def test_a_request_that_a_newer_text_waits_behind_is_not_answered_from_an_old_result() -> None:
    talk = Talk(pull=True)
    talk.open(A, "danger(a)")
    talk.idle()
    talk.session.inbox.put({"method": "textDocument/didChange", "params": {"textDocument": {"uri": A}}})
    with pytest.raises(OutOfDate):
        pull(talk.session, A, None)
    with pytest.raises(JsonRpcContentModified):
        present(talk.session, A)


def test_many_files_that_are_not_open_come_in_portions() -> None:
    talk = Talk(pull=True)
    for number in range(120):
        talk.session.unopened[f"/p/{number}.js"] = Shown(str(number), ())
    asked = types.WorkspaceDiagnosticParams([], partial_result_token="part")
    assert workspace_diagnostic.handle(talk.session, asked).items == []
    told = [one["params"] for one in talk.messages()]
    assert [(each["token"], len(each["value"]["items"])) for each in told] == [("part", 100), ("part", 20)]
