"""Edits about suppressions: the comment that silences a finding, and the mending of comments that are wrong."""

from collections.abc import Iterable

from nodeward.findings import Finding
from nodeward.fixes.fix import FileEdit, Fix
from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.text.edits import Edit
from nodeward.text.span import Span
from nodeward.workspace.comments import BLOCK_FORM, JSX_FORM, LINE_FORM, Form, comment_at, plain_form
from nodeward.workspace.directives import Directive, Word, compose, directives
from nodeward.workspace.suppress import Notice, closest

BOM = b"\xef\xbb\xbf"
MUST_BE_FIRST = (b"<?xml", b"---", BOM + b"<?xml", BOM + b"---")
# What decides how a comment is written within it: as code, as a child of an element, or not at all.
CODE = frozenset(
    {"template_substitution", "jsx_expression", "jsx_opening_element", "jsx_self_closing_element"}
)
CHILDREN = frozenset({"jsx_element", "jsx_text"})
TEXTS = frozenset(
    {"string", "template_string", "regex", "comment", "html_comment", "hash_bang_line", "ERROR"}
)
DECIDING = CODE | CHILDREN | TEXTS


def offers(document: Document, finding: Finding) -> list[Fix]:
    """The actions that silence a finding: for its line, and for its file; those that find a right place."""
    if document.language is Language.JSON or finding.rule in set(Notice):
        return []
    made = [
        (f"Disable {finding.rule} for this line", _for_line(document, finding)),
        (f"Disable {finding.rule} for this file", _for_file(document, finding)),
    ]
    return [Fix(title, (FileEdit(document.path, (edit,)),)) for title, edit in made if edit is not None]


def repair(document: Document, finding: Finding, known: Iterable[str]) -> Fix | None:
    """The fix of a notice about a suppression comment of this document."""
    for directive in directives(document):
        if directive.span.covers(finding.span):
            return _repair(document, finding, directive, known)
    return None


def _for_line(document: Document, finding: Finding) -> Edit | None:
    line = document.lines.line(finding.span.start)
    joined = _joined(document, finding, line)
    if joined is not None:
        return joined
    span = document.lines.line_span(document.text, line)
    content = document.text[span.start : span.end].removeprefix(BOM)
    at = span.end - len(content.lstrip())
    form = _form_at(document, at)
    if form is not None:
        comment = compose(form, Word.NEXT_LINE, [finding.rule], reason="")
        indent = content[: len(content) - len(content.lstrip())]
        return Edit(Span(at, at), comment + _line_ending(document) + indent)
    if _form_at(document, span.end) is not LINE_FORM or comment_at(document, span.end - 1):
        return None
    return Edit(Span(span.end, span.end), b" " + compose(LINE_FORM, Word.LINE, [finding.rule], reason=""))


def _joined(document: Document, finding: Finding, line: int) -> Edit | None:
    """The id added to a directive that already speaks of the line."""
    for directive in directives(document):
        first, last = (document.lines.line(at) for at in (directive.span.start, directive.span.end))
        speaks = directive.word is Word.LINE and first <= line <= last
        speaks = speaks or (directive.word is Word.NEXT_LINE and last + 1 == line)
        if speaks and not directive.mistakes and directive.until is None:
            end = directive.rules[-1].span.end
            return Edit(Span(end, end), f", {finding.rule}".encode())
    return None


def _form_at(document: Document, at: int) -> Form | None:
    """How a comment is written at this place; None where it would be text, or where we cannot tell."""
    if document.language is Language.PLAIN:
        form = plain_form(document.path)
        return None if form.close and _in_tag(document.text, at) else form
    node = nodes.node_at(document, at, at)
    while node is not None:
        if node.start_byte < at < node.end_byte and node.type in DECIDING:
            break
        node = node.parent
    if node is None or node.type in CODE:
        return LINE_FORM
    if node.type not in CHILDREN or (document.text[node.start_byte : at].strip() and node.type == "jsx_text"):
        return None
    return JSX_FORM


def _in_tag(text: bytes, at: int) -> bool:
    return any(
        text.rfind(start, 0, at) > text.rfind(end, 0, at) for start, end in ((b"<", b">"), (b"<%", b"%>"))
    )


def _line_ending(document: Document) -> bytes:
    """The ending of the first line, which is taken for the file's own."""
    if len(document.lines.starts) == 1:
        return b"\n"
    first = document.lines.line_span(document.text, 0)
    return document.text[first.end : document.lines.starts[1]]


def _for_file(document: Document, finding: Finding) -> Edit | None:
    """A range that opens at the top and is never closed."""
    form = BLOCK_FORM if document.language is not Language.PLAIN else plain_form(document.path)
    at = _below_first_comments(document, form)
    if at > finding.span.start:
        at = _below_first_line(document)
    if at > finding.span.start or document.text.startswith(MUST_BE_FIRST):
        return None
    comment = compose(form, Word.START, [finding.rule], reason="")
    return Edit(Span(at, at), comment + _line_ending(document))


def _below_first_comments(document: Document, form: Form) -> int:
    """The first line of what is no comment: some tools read only what the first comment of a file says."""
    root = document.root
    if root is None:
        return _below_first_lines(document, form)
    first = next(iter(node for node in root.children if node.type not in TEXTS), root)
    start = max(document.lines.starts[document.lines.line(first.start_byte)], _below_first_line(document))
    return len(document.text) if document.text[start : first.start_byte].strip() else start


def _below_first_lines(document: Document, form: Form) -> int:
    """Below the comments that begin a file without a tree: a Dockerfile reads its directives only there."""
    at = len(BOM) if document.text.startswith(BOM) else 0
    for start in document.lines.starts[1:]:
        if form.close or not document.text.startswith(form.open, at):
            break
        at = start
    return at


def _below_first_line(document: Document) -> int:
    """Below a BOM, and below a first line that starts an interpreter."""
    if document.text.startswith(b"#!") and len(document.lines.starts) > 1:
        return document.lines.starts[1]
    return len(BOM) if document.text.startswith(BOM) else 0


def _repair(document: Document, finding: Finding, directive: Directive, known: Iterable[str]) -> Fix | None:
    match finding.rule:
        case Notice.UNUSED:
            return _fix(
                document, "Remove this suppression", _without(document, directive, finding.span), safe=True
            )
        case Notice.EXPIRED:
            return _fix(document, "Remove this suppression", _removed(document, directive.span))
        case Notice.UNKNOWN:
            return _known(document, finding, directive, known)
        case Notice.MALFORMED if finding.span not in {directive.span, directive.until_span}:
            start = finding.span.start
            return _fix(document, "Mark this as the reason", Edit(Span(start, start), b"-- "))
        case Notice.MALFORMED if finding.span == directive.span and directive.rules:
            return _as_block(document, directive)
    return None


def _fix(document: Document, title: str, edit: Edit | None, *, safe: bool = False) -> Fix | None:
    return Fix(title, (FileEdit(document.path, (edit,)),), safe) if edit is not None else None


def _known(document: Document, finding: Finding, directive: Directive, known: Iterable[str]) -> Fix | None:
    span = finding.span
    meant = closest(document.text[span.start : span.end].decode(errors="replace"), known)
    if meant is not None:
        return _fix(document, f"Change to {meant}", Edit(span, meant.encode()))
    return _fix(document, "Remove this suppression", _without(document, directive, span))


def _without(document: Document, directive: Directive, span: Span) -> Edit | None:
    """The directive without the id at `span`; where that is the only one, or the whole comment, without itself."""
    spans = [named.span for named in directive.rules]
    if span not in spans or len(spans) == 1:
        return _removed(document, directive.span)
    at = spans.index(span)
    return Edit(Span(spans[at - 1].end, span.end) if at else Span(span.start, spans[1].start), b"")


def _removed(document: Document, span: Span) -> Edit | None:
    """A comment taken away: with its lines if it is alone there, and never so that two words become one."""
    text, lines = document.text, document.lines
    first, last = lines.line(span.start), lines.line(span.end)
    start, end = lines.starts[first], lines.line_span(text, last).end
    before, after = text[start : span.start], text[span.end : end]
    if not before.removeprefix(BOM).strip() and not after.strip():
        keep = len(BOM) if before.startswith(BOM) else 0
        return Edit(Span(start + keep, lines.starts[last + 1] if last + 1 < len(lines.starts) else end), b"")
    if first != last:
        return None
    if not after.strip():
        return Edit(Span(start + len(before.rstrip()), end), b"")
    return Edit(span, b" ")


def _as_block(document: Document, directive: Directive) -> Fix | None:
    content = document.text[directive.span.start + len(LINE_FORM.open) : directive.span.end]
    if b"*/" in content:
        return None
    return _fix(
        document, "Write it as a block comment", Edit(directive.span, b"/*" + content.rstrip() + b" */")
    )
