"""The way `literal`: text of a known secret format, and text that is called like a secret and looks like one."""

import posixpath
from collections.abc import Iterator

from nodeward.checks.context import Context, Hit, ProjectFile
from nodeward.checks.literals import named_literals, stands_in_for_variable, text_of
from nodeward.project.kinds import FileKind, file_kind
from nodeward.rulebook.rule import Text
from nodeward.rulebook.secrets.format import Confidence
from nodeward.rulebook.secrets.formats import SecretMatch
from nodeward.rulebook.secrets.redact import redact
from nodeward.rulebook.secrets.values import looks_like_secret
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node, node_at

_LITERALS = ("string", "template_string", "jsx_text")


def check(context: Context, way: Text) -> Iterator[Hit]:
    """The literals of the file that the way describes."""
    if way.formats:
        yield from _formatted(context, way)
    if way.named is not None:
        yield from _named(context, way)


def check_project_file(context: ProjectFile, way: Text) -> Iterator[Hit]:
    """The secrets of a project file that the way names: in a string of JSON, or anywhere in plain text."""
    document = context.document
    inside = posixpath.relpath(document.path, context.root)
    if posixpath.basename(inside) not in way.looks_in or file_kind(inside, b"") is FileKind.TEST:
        return
    for match in context.book.formats.find(document.text):
        if match.format.kind in way.formats:
            node = node_at(document, match.secret_span.start, match.secret_span.end)
            while node is not None and node.type != "string":
                node = node.parent
            yield Hit(node, _details(document, match), match.secret_span if node is None else None)


def _formatted(context: Context, way: Text) -> Iterator[Hit]:
    document = context.model.facts.document
    for match in context.secrets():
        if match.format.kind not in way.formats or (way.sure and not _sure(match)):
            continue
        node = _holder(context, match)
        if node is not None and (node.type != "comment" or way.comments):
            yield Hit(node, _details(document, match), match.secret_span if node.type == "comment" else None)


def _holder(context: Context, match: SecretMatch) -> Node | None:
    """The literal or comment that a secret stands in; in code itself there is no secret."""
    node = node_at(context.model.facts.document, match.secret_span.start, match.secret_span.end)
    while node is not None and node.type not in (*_LITERALS, "comment"):
        if node.type in ("regex", "statement_block", "program"):
            return None
        node = node.parent
    return node


def _details(document: Document, match: SecretMatch) -> dict[str, str]:
    secret = document.text[match.secret_span.start : match.secret_span.end]
    return {
        "format": match.format.id,
        "provider": match.format.provider,
        "shown": redact(secret.decode("utf-8", "replace")),
        "confidence": "test" if match.test else match.confidence.value,
        "redact": "1",
        "secret-start": str(match.secret_span.start),
        "secret-end": str(match.secret_span.end),
    }


def _sure(match: SecretMatch) -> bool:
    return match.confidence is Confidence.HIGH and not match.test


def _named(context: Context, way: Text) -> Iterator[Hit]:
    assert way.named is not None
    vocabulary = context.book.vocabularies[way.named]
    password = context.vocabulary(way.password) if way.password is not None else None
    for name, node in named_literals(context.model, vocabulary):
        value = text_of(context.model, node)
        short = password is not None and password(name) is not None
        if value is None or context.book.formats.claims(value) or stands_in_for_variable(context.model, node):
            continue
        if looks_like_secret(value, vocabulary.strength(name), name=name, password=short):
            yield Hit(node, {"name": name, "shown": redact(value), "redact": "1"})
