"""One file with its project's libraries, and the expression in it that a test asks about, between « and »."""

from tests.rulebook_files import repository_rules

from nodeward.program.links import Links, specifiers
from nodeward.program.program import Program
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.values import Site
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import node_at
from nodeward.text.memory import MemoryFiles

PATH = "/project/app.js"


def marked(source: str) -> Site:
    """The marked expression of a file."""
    start, end = source.index("«"), source.index("»") - 1
    text = source.replace("«", "").replace("»", "").encode()
    assert source.isascii() or source.replace("«", "").replace("»", "").isascii(), (
        "offsets are those of the text"
    )
    links = Links()
    links.update(PATH, specifiers(text))
    facts = FileFacts(Document.open(PATH, text))
    book, _ = repository_rules()
    program = Program(MemoryFiles({PATH: text}), {PATH: facts}.get, links, book.library)
    model = program.model(PATH)
    assert model is not None
    node = node_at(facts.document, start, end)
    assert node is not None
    assert (node.start_byte, node.end_byte) == (start, end), "the marks stand around one expression"
    return model.site(node)
