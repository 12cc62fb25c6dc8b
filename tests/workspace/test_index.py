"""Which files load which, kept current, and the same whether a text is open or on disk."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nodeward.program.links import loaded, specifiers
from nodeward.syntax.document import Document
from nodeward.workspace.index import Index, OverlaidLinks, RecordedLinks

PIECES = [
    'require("./a")',
    "require ( './b' )",
    'import x from "y";\n',
    'import "z";\n',
    'import("./c")',
    "from",
    "importance",
    "'from'",
    "\n",
    " ",
    "// ",
    "é",
    "x.require('d')",
    '"',
]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join))
def test_an_open_text_loads_what_it_loads_on_disk(text: str) -> None:
    assert loaded(Document.open("/p/a.js", text.encode())) == specifiers(text.encode())


def test_a_folder_is_removed_with_its_files() -> None:
    index = Index()
    for path in ("/p/in/a.js", "/p/in/deep/b.js", "/p/inside.js"):
        index.take(path, ["./value"])
    assert index.links.candidates("/p/value.js") == ["/p/in/a.js", "/p/in/deep/b.js", "/p/inside.js"]
    index.remove("/p/in")
    assert index.links.candidates("/p/value.js") == ["/p/inside.js"]


def test_a_root_is_read_when_all_its_files_are() -> None:
    index, texts = Index(), {"/p/a.js": b'require("./b");', "/p/b.js": None}
    steps = index.steps("/p", ["/p/a.js", "/p/b.js"], texts.get)
    assert next(steps) == (1, 2)
    assert not index.has_read("/p")
    assert list(steps) == [(2, 2)]
    assert index.has_read("/p")
    assert index.links.specifiers("/p/a.js") == ("./b",)
    index.forget("/p")
    assert not index.has_read("/p")


def test_a_copy_may_load_something_else() -> None:
    index = Index()
    index.take("/p/a.js", ["./b"])
    copy = OverlaidLinks(index.links, {"/p/a.js": (), "/p/new.js": ("./b",)})
    assert copy.specifiers("/p/a.js") == ()
    assert copy.specifiers("/p/new.js") == ("./b",)
    assert copy.candidates("/p/b.js") == ["/p/a.js", "/p/new.js"]
    assert index.links.specifiers("/p/a.js") == ("./b",)


def test_answers_about_links_stand_until_they_change() -> None:
    index = Index()
    index.take("/p/a.js", ["./b"])
    links = RecordedLinks(index.links)
    assert links.candidates("/p/b.js") == ["/p/a.js"]
    assert links.specifiers("/p/a.js") == ("./b",)
    index.take("/p/other.js", ["./c"])
    assert links.stand("/p/other.js")
    assert links.stand("/p/a.js")
    index.take("/p/other.js", ["./b"])
    assert not links.stand("/p/other.js")
    assert links.candidates("/p/b.js") == ["/p/a.js"], "one analysis sees one moment"
    index.take("/p/a.js", ["./b", "./c"])
    assert not links.stand("/p/a.js")
