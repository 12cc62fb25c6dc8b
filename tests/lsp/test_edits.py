"""A fix as the client applies it gives the same text as the fix applied to our bytes."""

import re
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lsprotocol import types
from tests.lsp.fake_workspace import FakeWorkspace

from nodeward.fixes.fix import FileEdit, Fix
from nodeward.lsp import sync
from nodeward.lsp.client import Client
from nodeward.lsp.edits import workspace_edit
from nodeward.lsp.mend import Deed, Order, carry_out
from nodeward.lsp.server import create_server
from nodeward.lsp.session import OpenFile
from nodeward.text.edits import Edit, apply_together
from nodeward.text.lines import Encoding
from nodeward.text.span import Span
from nodeward.workspace.documents import Change

URI, PATH = "file:///p/a.js", "/p/a.js"
CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}
PIECES = ["a", "b ", "ä", "\N{GRINNING FACE}", "\u2028", "\x0c", "\n", "\r\n", "\r", "\t"]
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def index(text: str, position: types.Position, encoding: Encoding) -> int:
    """Where a client finds a position in its text, counted in characters of Python."""
    line = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))][position.line]
    codec, unit = CODECS[encoding]
    before = text[line:].encode(codec)[: position.character * unit]
    return line + len(before.decode(codec))


def applied(text: str, edits: Sequence[types.TextEdit], encoding: Encoding) -> str:
    """The client's text after edits that all speak of the original (LSP 3.17, TextEdit[])."""
    placed = [
        (index(text, one.range.start, encoding), index(text, one.range.end, encoding), one.new_text)
        for one in edits
    ]
    pieces, at = [], 0
    for start, end, new in sorted(placed, key=lambda edit: edit[:2]):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


@st.composite
def mended(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    """A text and edits of it that do not overlap, at places between characters and not inside a line ending."""
    text = draw(texts)
    between = [at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n" or at == 0]
    places = sorted(draw(st.lists(st.sampled_from(between), max_size=6)))
    offsets = [len(text[:place].encode()) for place in places]
    pairs = list(pairwise(offsets))[::2]
    return text, tuple(Edit(Span(start, end), draw(texts).encode()) for start, end in pairs)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(mended(), st.sampled_from(list(Encoding)), st.booleans())
def test_both_sides_get_the_same_text(
    case: tuple[str, tuple[Edit, ...]], encoding: Encoding, versioned: bool
) -> None:
    text, edits = case
    assume(len({edit.span.start for edit in edits}) == len(edits))
    session = create_server(FakeWorkspace).session
    session.client = Client(encoding=encoding, document_changes=versioned)
    session.files[PATH] = OpenFile(URI, PATH, 3)
    session.workspace.open(PATH, text, 3)
    made = workspace_edit(session, Fix("", (FileEdit(PATH, edits),)), PATH)
    assert made
    if versioned:
        (change,) = made.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert change.text_document.version == 3
        given_edits = [one for one in change.edits if isinstance(one, types.TextEdit)]
    else:
        given_edits = list((made.changes or {})[URI])
    assert applied(text, given_edits, encoding).encode() == apply_together(text.encode(), edits)


def test_a_fix_of_a_lost_file_is_no_edit() -> None:
    session = create_server(FakeWorkspace).session
    session.files[PATH] = OpenFile(URI, PATH, 3, lost=True)
    session.workspace.open(PATH, "abc", 3)
    assert workspace_edit(session, Fix("", (FileEdit(PATH, (Edit(Span(0, 1), b"x"),)),)), PATH) is None


def test_a_fix_beyond_the_text_is_no_edit() -> None:
    session = create_server(FakeWorkspace).session
    session.files[PATH] = OpenFile(URI, PATH, 3)
    session.workspace.open(PATH, "abc", 3)
    assert workspace_edit(session, Fix("", (FileEdit(PATH, (Edit(Span(2, 9), b"x"),)),)), PATH) is None


def test_a_byte_order_mark_counts_where_the_client_itself_has_it() -> None:
    session = create_server(FakeWorkspace).session
    session.files[PATH] = OpenFile(URI, PATH, 3)
    session.workspace.open(PATH, "\ufeffabc", 3)
    made = workspace_edit(session, Fix("", (FileEdit(PATH, (Edit(Span(3, 4), b"x"),)),)), PATH)
    assert made
    (edit,) = (made.changes or {})[URI]
    assert (edit.range.start.character, edit.range.end.character) == (1, 2)


def test_a_fix_is_proven_once_until_something_changes() -> None:
    session = create_server(FakeWorkspace).session
    sync.opened(session, types.TextDocumentItem(URI, "javascript", 1, "danger(a)"))
    result = session.workspace.analyze(PATH)
    assert result
    order = Order(Deed.FIX, URI, 1, "danger", 0, 9)
    first = carry_out(session, PATH, result, order)
    assert isinstance(first, Fix)
    assert carry_out(session, PATH, result, order) is first
    sync.changed(session, URI, 2, [Change(None, None, "danger(a) ")])
    assert carry_out(session, PATH, result, order) is not first
