"""Where words stand: against a reading of one character after another, and after edits against a fresh index."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodeward.syntax import words
from nodeward.syntax.document import Document
from nodeward.syntax.words import Words
from nodeward.text.edits import Edit, apply_edit
from nodeward.text.span import Span

BLANK = set("\t\x0b\x0c\ufeff \u00a0\u1680\u202f\u205f\u3000\n\r\u2028\u2029") | {
    chr(c) for c in range(0x2000, 0x200B)
}
ATOMS = [
    *[
        "a",
        "b",
        "ab",
        "_",
        "$",
        "$1",
        "1",
        "#",
        ".",
        "(",
        "'",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\u00fc",
        "\u200b",
    ],
    *[
        "\u00a0",
        "\u2003",
        "\u2028",
        "\u3000",
        "\ufeff",
        "\u1680",
        "\u202f",
        "\u205f",
        "\U0001d49c",
        "\ud83d",
        "\\u0061",
    ],
]
texts = st.lists(st.sampled_from(ATOMS), max_size=30).map("".join)
exactly = settings(
    derandomize=True,
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_PIECE", 4)


def spelled(text: str) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    word, start, offset = "", 0, 0
    for character in [*text, " "]:
        letter = character.isalpha() or character in "_$" if character.isascii() else character not in BLANK
        if letter or (word and character.isascii() and character.isdigit()):
            start = start if word else offset
            word += character
        elif word:
            found[word].append(start)
            word = ""
        offset += len(character.encode("utf-8", "surrogatepass"))
    return {word: tuple(places) for word, places in found.items()}


def raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@exactly
@given(text=texts)
def test_every_word_is_found_where_it_starts(text: str) -> None:
    found = Words.of(raw(text))
    assert dict(found) == spelled(text)
    assert len(found) == len(spelled(text))


@exactly
@given(text=texts, edits=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20), texts), max_size=4))
def test_spliced_words_are_fresh_ones(text: str, edits: list[tuple[int, int, str]]) -> None:
    after = raw(text)
    found = Words.of(after)
    for place, size, new in edits:
        start = min(place, len(after))
        edit = Edit(Span(start, min(start + size, len(after))), raw(new))
        after = apply_edit(after, edit)
        found = found.splice(after, edit)
        assert dict(found) == dict(Words.of(after))


def test_an_edit_shares_what_it_does_not_touch() -> None:
    text = b"".join(b"word%d\n" % number for number in range(100))
    before = Words.of(text)
    edit = Edit(Span(8, 8), b"x")
    after = before.splice(apply_edit(text, edit), edit)
    assert len({id(piece) for piece in before._pieces} & {id(piece) for piece in after._pieces}) >= 40
    assert (before["word99"], after["word99"]) == ((len(text) - 7,), (len(text) - 6,))


def test_a_word_that_is_nowhere() -> None:
    found = Words.of(b"a b")
    assert "c" not in found
    assert found.get("c", ()) == ()
    with pytest.raises(KeyError):
        found["c"]


@pytest.mark.parametrize(("path", "number"), [("/a.js", 1), ("/a.tsx", 1), ("/a.json", 0), ("/.env", 0)])
def test_only_code_has_words(path: str, number: int) -> None:
    document = Document.open(path, b'"word"')
    assert len(document.words) == number
    assert len(document.change([Edit(Span(1, 1), b"a")]).words) == number
