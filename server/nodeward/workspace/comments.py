"""Comments in the form of each kind of file: which one stands at a place, and how one is written there."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.span import Span

MARKUP = frozenset({
    ".html", ".htm", ".xhtml", ".xml", ".svg", ".ejs", ".hbs", ".handlebars", ".mustache", ".njk", ".vue",
    ".svelte", ".astro", ".md",
})  # fmt: skip
SLASHES = frozenset({".pug", ".jade"})


@dataclass(frozen=True, slots=True)
class Form:
    """The marks around a comment; `close` is empty where the line's end closes it."""

    open: bytes
    close: bytes = b""


LINE_FORM = Form(b"//")
BLOCK_FORM = Form(b"/*", b"*/")
JSX_FORM = Form(b"{/*", b"*/}")
MARKUP_FORM = Form(b"<!--", b"-->")
HASH_FORM = Form(b"#")
FORMS = (LINE_FORM, BLOCK_FORM, MARKUP_FORM)  # of JavaScript; the third is what annex B of ECMA-262 allows


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment and the text within its marks."""

    span: Span
    content: Span
    form: Form


def comment_at(document: Document, offset: int) -> Comment | None:
    """The comment that holds the byte at `offset`, if one does."""
    if document.language is Language.JSON:
        return None
    if document.language is Language.PLAIN:
        return _plain_comment(document, offset)
    node = nodes.node_at(document, offset, offset + 1)
    if node is None or node.type not in nodes.COMMENTS:
        return None
    form = next((form for form in FORMS if document.text.startswith(form.open, node.start_byte)), LINE_FORM)
    span = nodes.span(node)
    content = _within(document.text, span, form)
    around = node.parent
    if form is not BLOCK_FORM or around is None or around.type != "jsx_expression":
        return Comment(span, content, form)
    if around.named_child_count != 1:
        return Comment(span, content, form)
    return Comment(nodes.span(around), content, JSX_FORM)


def plain_form(path: str) -> Form:
    """How a comment is written in a file that has no tree."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in MARKUP:
        return MARKUP_FORM
    return LINE_FORM if suffix in SLASHES else HASH_FORM


def _plain_comment(document: Document, offset: int) -> Comment | None:
    text, form = document.text, plain_form(document.path)
    span = _enclosed(text, offset, form) if form.close else _rest_of_line(document, offset, form)
    return Comment(span, _within(text, span, form), form) if span else None


def _enclosed(text: bytes, offset: int, form: Form) -> Span | None:
    start = text.rfind(form.open, 0, offset)
    end = text.find(form.close, start)
    return Span(start, end + len(form.close)) if 0 <= start < offset <= end else None


def _rest_of_line(document: Document, offset: int, form: Form) -> Span | None:
    """A comment that the line's end closes: its mark begins the line, or stands right before `offset`."""
    text = document.text
    line = document.lines.line_span(text, document.lines.line(offset))
    before = text[line.start : offset]
    if before.lstrip().startswith(form.open):
        return Span(line.start + before.index(form.open), line.end)
    mark = line.start + len(before.rstrip()) - len(form.open)
    if mark <= line.start or not text.startswith(form.open, mark) or not text[mark - 1 : mark].isspace():
        return None
    return Span(mark, line.end)


def _within(text: bytes, span: Span, form: Form) -> Span:
    closed = form.close and text.endswith(form.close, span.start + len(form.open), span.end)
    return Span(span.start + len(form.open), span.end - len(form.close) if closed else span.end)
