"""What a .env file says, as dotenv reads it, and what is added to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.project.env import Obstacle, is_env_file, is_example, read_env, with_entry
from nodeward.text.edits import Edit, apply_edit


def values(text: bytes) -> dict[str, str]:
    return {entry.name: entry.value for entry in read_env(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1", {"A": "1"}),
        ("A=1\nB=2\r\nC=3\rD=4", {"A": "1", "B": "2", "C": "3", "D": "4"}),
        ("  A  =  1  ", {"A": "1"}),
        ("\ufeffA=1", {"A": "1"}),
        ("A=", {"A": ""}),
        ("A=\nB=2", {"A": "", "B": "2"}),
        ("A=1\nA=2", {"A": "2"}),
        ("export A=1", {"A": "1"}),
        ("export=1", {"export": "1"}),
        ("export =1", {"export": "1"}),
        ("A: 1", {"A": "1"}),
        ("A:1", {}),
        ("a.b-c_1=x", {"a.b-c_1": "x"}),
        ("# A=1\n   # B=2\nC=3 # D=4", {"C": "3"}),
        ("A=x#y", {"A": "x"}),
        ("A=x y z", {"A": "x y z"}),
        ("A='x # y' # z", {"A": "x # y"}),
        ('A=" x "', {"A": " x "}),
        ("A=`x'\"y`", {"A": "x'\"y"}),
        ("A='x", {"A": "'x"}),
        ("A='x' y", {"A": "'x' y"}),
        ("A='x'y'", {"A": "x'y"}),
        (r"A='x\'y'", {"A": r"x\'y"}),
        (r"A='x\' # y", {"A": "x\\"}),
        (r'A="x\ny\r"', {"A": "x\ny\r"}),
        (r"A='x\ny'", {"A": r"x\ny"}),
        (r"A=x\ny", {"A": r"x\ny"}),
        ('A="x\ny"\nB=2', {"A": "x\ny", "B": "2"}),
        ("A='x\r\ny'", {"A": "x\ny"}),
        ("A=\n'x'", {"A": "x"}),
        ('A="x\nB="y"', {"A": '"x', "B": "y"}),
        ("A==x=", {"A": "=x="}),
        ("not a line\nA=1", {"A": "1"}),
        ("=1\n: 2\n'A'=3", {}),
        ("A=ü", {"A": "ü"}),
        ("", {}),
        ("\n \n\t\n", {}),
    ],
)
def test_values_are_read_as_dotenv_reads_them(text: str, expected: dict[str, str]) -> None:
    assert values(text.encode()) == expected


@pytest.mark.parametrize(
    ("line", "key", "written", "inner"),
    [
        ("export A = 'x y' # z", "A", "'x y'", "x y"),
        ('KEY="1\n2"', "KEY", '"1\n2"', "1\n2"),
        ("A=  x y  # z", "A", "x y", "x y"),
        ("A=", "A", "", ""),
        ("A=''", "A", "''", ""),
        ("A='", "A", "'", "'"),
    ],
)
@pytest.mark.parametrize("before", ["", "\ufeff", "É=é\r\n", "\n\n# x\n"])
def test_spans_show_name_and_value(before: str, line: str, key: str, written: str, inner: str) -> None:
    text = (before + line + "\nLAST=1").encode()
    entry = read_env(text)[-2]
    shown = [text[span.start : span.end].decode() for span in (entry.key, entry.written, entry.inner)]
    assert shown == [key, written, inner]
    assert entry.exported is line.startswith("export")


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        (None, "x", "NEW=x\n"),
        ("", "x", "NEW=x\n"),
        ("A=1\n", "x", "A=1\nNEW=x\n"),
        ("A=1", "x", "A=1\nNEW=x\n"),
        ("A=1\r\nB=2\r\n", "x", "A=1\r\nB=2\r\nNEW=x\r\n"),
        ("A=1\r\nB=2", "x", "A=1\r\nB=2\r\nNEW=x\r\n"),
        ("\ufeff", "x", "\ufeffNEW=x\n"),
        ("# only a comment", "x", "# only a comment\nNEW=x\n"),
        ("export A=1\nexport B=2\n", "x", "export A=1\nexport B=2\nexport NEW=x\n"),
        ("export A=1\nB=2\n", "x", "export A=1\nB=2\nNEW=x\n"),
        ("A=1\n", "", "A=1\nNEW=\n"),
        (None, "https://u:p@h/x?y", 'NEW="https://u:p@h/x?y"\n'),
        (None, "sk/a+b==", "NEW=sk/a+b==\n"),
        (None, "a b", 'NEW="a b"\n'),
        (None, "a#b", 'NEW="a#b"\n'),
        (None, "it's", 'NEW="it\'s"\n'),
        (None, 'say "a"', "NEW='say \"a\"'\n"),
        (None, "a$b", "NEW='a$b'\n"),
        (None, "a\\nb", "NEW='a\\nb'\n"),
        (None, "a\nb\n", 'NEW="a\\nb\\n"\n'),
        (None, 'it\'s "a"', 'NEW=`it\'s "a"`\n'),
        (None, " a", 'NEW=" a"\n'),
        (None, "~/a", 'NEW="~/a"\n'),
        ("A='1", "x", "A='1\nNEW=x\n"),
        ("A='1\n", "it's", "A='1\nNEW=\"it's\"\n"),
    ],
)
def test_an_entry_is_appended(before: str | None, value: str, after: str) -> None:
    text = before if before is None else before.encode()
    edit = with_entry(text, "NEW", value)
    assert isinstance(edit, Edit)
    assert apply_edit(text or b"", edit).decode() == after


@pytest.mark.parametrize(
    ("before", "name", "value", "obstacle"),
    [
        ("NEW=x\n", "NEW", "x", Obstacle.PRESENT),
        ("export NEW='x' # y", "NEW", "x", Obstacle.PRESENT),
        ("NEW=y\n", "NEW", "x", Obstacle.CONFLICT),
        ("NEW=\n", "NEW", "x", Obstacle.CONFLICT),
        ("NEW=x\nNEW=y\n", "NEW", "x", Obstacle.CONFLICT),
        ("", "1A", "x", Obstacle.UNWRITABLE),
        ("", "A B", "x", Obstacle.UNWRITABLE),
        ("", "", "x", Obstacle.UNWRITABLE),
        ("", "A", "'\"`#", Obstacle.UNWRITABLE),
        ("B:", "A", "x", Obstacle.UNWRITABLE),
    ],
)
def test_an_entry_is_never_overwritten_nor_written_wrong(
    before: str, name: str, value: str, obstacle: Obstacle
) -> None:
    assert with_entry(before.encode(), name, value) is obstacle


@pytest.mark.parametrize("text", [b"\n" * 300_000, b"export" + b" \n" * 200_000, b"A='" + b"\\'x" * 100_000])
def test_a_hostile_file_ends(text: bytes) -> None:
    assert len(read_env(text)) <= 1


parts = st.sampled_from([
    "A", "B=", "=", ": ", " ", "\n", "\r\n", "'", '"', "`", "#", "x", "export ", "\\n", "\\", "$", "é",
])  # fmt: skip


@settings(max_examples=400, derandomize=True, deadline=None)
@given(
    before=st.lists(parts, max_size=12).map("".join),
    value=st.one_of(st.text(max_size=8), st.lists(parts, max_size=6).map("".join)),
)
def test_what_is_added_comes_back_and_the_rest_stays(before: str, value: str) -> None:
    text = before.encode()
    edit = with_entry(text, "NEW", value)
    if isinstance(edit, Obstacle):
        assert edit is Obstacle.UNWRITABLE
        return
    after = apply_edit(text, edit)
    assert after.startswith(text)
    assert values(after) == values(text) | {"NEW": value}


@pytest.mark.parametrize(
    ("name", "env", "example"),
    [
        (".env", True, False),
        (".env.local", True, False),
        (".env.production", True, False),
        (".env.test", True, False),
        (".ENV", True, False),
        (".env.keys", True, False),
        (".env.example", True, True),
        (".env.sample", True, True),
        (".env.template", True, True),
        (".env.dist", True, True),
        (".env.defaults", True, True),
        (".env.vault", True, True),
        (".env.local.example", True, True),
        (".env.example.local", True, True),
        ("env", False, False),
        (".environment", False, False),
        (".envrc", False, False),
        ("process.env", False, False),
        (".env.js", False, False),
        (".env.d.ts", False, False),
        (".env.example.md", False, False),
        ("example", False, False),
    ],
)
def test_env_files_are_known_by_name(name: str, *, env: bool, example: bool) -> None:
    assert (is_env_file(name), is_example(name)) == (env, example)
