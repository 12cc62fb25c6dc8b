"""Open documents follow their client: after any changes, in any encoding, the bytes are the client's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.codec import encode
from nodeward.text.lines import Encoding, LineIndex
from nodeward.workspace.documents import Change, Opened, Refused, changed, opened

WIDTHS = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16-le", Encoding.UTF32: "utf-32-le"}
UNIT = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}
TEXTS = st.text(st.sampled_from("ab{}();'`\n\r\u2028é€😀\ufeff"), max_size=30)


def open_text(text: str, path: str = "/p/app.js") -> Opened:
    return opened(path, text, 1)


def place(text: str, at: int, encoding: Encoding) -> tuple[int, int]:
    """Where a client would say that character `at` of its text is; inside \\r\\n it means the line's end."""
    if 0 < at < len(text) and text[at - 1 : at + 1] == "\r\n":
        at -= 1
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    line = before.rpartition("\n")[2]
    return before.count("\n"), len(line.encode(WIDTHS[encoding])) // UNIT[encoding]


def snapped(text: str, at: int) -> int:
    return at - 1 if 0 < at < len(text) and text[at - 1 : at + 1] == "\r\n" else at


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    TEXTS,
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), TEXTS, st.booleans())),
    st.sampled_from(Encoding),
)
def test_the_text_is_the_clients_after_any_changes(
    text: str, plan: list[tuple[int, int, str, bool]], encoding: Encoding
) -> None:
    held, changes = open_text(text), []
    for one, other, new, whole in plan:
        start, end = sorted((snapped(text, min(one, len(text))), snapped(text, min(other, len(text)))))
        if whole:
            changes.append(Change(None, None, new))
            text = new
            continue
        changes.append(Change(place(text, start, encoding), place(text, end, encoding), new))
        text = text[:start] + new + text[end:]
    after = changed(held, changes, 2, encoding)
    assert after.version == 2
    assert after.document.text == text.encode()
    assert after.document.lines == LineIndex.of(text.encode())
    if not after.document.has_error:
        fresh = Document.open("/p/app.js", text.encode())
        assert str(after.document.root) == str(fresh.root)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("abc", "abc"),
        ("abc", ""),
        ("", "abc"),
        ("aaa", "aaaa"),
        ("abab", "ab"),
        ("é", "è"),  # the same first byte
        ("😀x", "😁x"),
        ("x\u00e9", "x\u0129"),  # the same last byte
        ("const a = 1;\n", "const b = 1;\n"),
    ],
)
def test_a_whole_new_text_replaces_the_old_one(before: str, after: str) -> None:
    document = changed(open_text(before), [Change(None, None, after)], 2, Encoding.UTF16).document
    assert document.text == after.encode()
    assert document.lines == LineIndex.of(after.encode())


@pytest.mark.parametrize(
    ("start", "end"),
    [((2, 0), (2, 0)), ((0, 0), (9, 0)), ((0, 3), (0, 1)), ((1, 0), (0, 0)), ((0, -1), (0, 0))],
)
def test_a_change_that_does_not_fit_is_refused_and_nothing_is_lost(
    start: tuple[int, int], end: tuple[int, int]
) -> None:
    held = open_text("let a;\nlet b;")
    good = Change((0, 0), (0, 0), "x")
    with pytest.raises(Refused):
        changed(held, [good, Change(start, end, "y")], 2, Encoding.UTF16)
    assert held.document.text == b"let a;\nlet b;"


def test_two_halves_of_a_character_become_one_wherever_they_meet() -> None:
    text = open_text("a\ud83db")
    one = changed(text, [Change((0, 2), (0, 2), "\ude00")], 2, Encoding.UTF16)
    assert one.document.text == "a😀b".encode()
    apart = open_text("\ud83d--\ude00")
    two = changed(apart, [Change((0, 1), (0, 3), "")], 2, Encoding.UTF16)
    assert two.document.text == "😀".encode()
    around = open_text("\ud83d\ud83d-\ude00\ude00".replace("\ud83d\ud83d", "\ud83d"))
    both = changed(around, [Change((0, 1), (0, 2), "\ude00\ud83d")], 2, Encoding.UTF16)
    assert both.document.text == encode("\ud83d\ude00\ud83d\ude00\ude00")


@pytest.mark.parametrize(
    ("path", "language_id", "language"),
    [
        ("/p/a.js", None, Language.JAVASCRIPT),
        ("untitled:Untitled-1", "typescript", Language.TYPESCRIPT),
        ("/p/.env", None, Language.PLAIN),
        ("/p/.env", "dotenv", Language.PLAIN),
    ],
)
def test_a_document_is_in_the_language_of_its_name(
    path: str, language_id: str | None, language: Language
) -> None:
    assert opened(path, "a", 1, language_id).document.language is language


def test_a_change_without_changes_still_counts() -> None:
    held = open_text("a")
    assert changed(held, [], 7, Encoding.UTF16) == Opened(held.document, 7)


@pytest.mark.parametrize(
    ("text", "start", "end", "new", "minified"),
    [
        ("a\n" * 9000, (3, 0), (3, 0), "x", False),
        ("a\n" * 9000, (3, 0), (3, 0), "x" * 5001, True),
        ("a\n" * 9000, (3, 0), (3, 0), "x\n" * 5001, False),
        ("a" * 3000 + "\n" + "b" * 3000 + "\nc", (0, 3000), (1, 0), "", True),  # two lines become one
        ("c\n" + "a" * 4999, (1, 0), (1, 0), "xy", True),  # on the last line
        ("c\n" + "a" * 4999, (1, 0), (1, 0), "x\ny", False),
        ("a" * 6000, (0, 0), (0, 3000), "", False),  # no longer
    ],
)
def test_a_line_longer_than_people_write_is_noticed(
    text: str, start: tuple[int, int], end: tuple[int, int], new: str, *, minified: bool
) -> None:
    after = changed(open_text(text, "/p/a.txt"), [Change(start, end, new)], 2, Encoding.UTF16)
    assert after.minified is minified
    assert opened("/p/a.txt", after.document.text.decode(), 1).minified is minified
