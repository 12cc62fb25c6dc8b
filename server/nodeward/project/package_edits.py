"""Edits of a package.json that keep its indentation, order and line endings."""

import json
from bisect import bisect

from nodeward.project.jsontree import members, top
from nodeward.project.package import SECTIONS
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import Node, field
from nodeward.text.codec import encode
from nodeward.text.edits import Edit
from nodeward.text.span import Span

_SECTION = "dependencies"


def add_dependency(text: bytes, name: str, wanted: str) -> Edit | None:
    """The edit that adds a package and its range to `dependencies`, which is created where it is missing.

    In a sorted section the entry goes to its place, else to the end. None where a section has the package already,
    and where the file leaves a doubt: a mistake, a comment or a doubled key in it, a section that is no object.
    """
    document = Document.open("package.json", text, Language.JSON)
    root = top(document)
    if root is None or document.has_error or document.root is None or document.root.named_child_count != 1:
        return None
    facts = members(document, root)
    if len(facts) != root.named_child_count:
        return None
    if any(name in members(document, facts[key].value) for key in SECTIONS if key in facts):
        return None
    if _SECTION not in facts:
        others = [at for at, key in enumerate(facts) if key in SECTIONS]
        return _with_section(text, root, min(others, default=len(facts)), name, wanted)
    section = facts[_SECTION].value
    names = list(members(document, section))
    if section.type != "object" or len(names) != section.named_child_count:
        return None
    if not names:
        body = _body(_gap(text, root), _entry(name, _colon(text, root), _json(wanted)))
        return Edit(Span(section.start_byte + 1, section.end_byte - 1), body)
    at = bisect(names, name) if names == sorted(names) else len(names)
    return _inserted(text, section, at, name, _json(wanted))


def _with_section(text: bytes, root: Node, at: int, name: str, wanted: str) -> Edit:
    """The edit that writes the section with its one entry, as the member of the root at a place in their order."""
    if not root.named_child_count:
        line_end = b"\r\n" if b"\r\n" in text else b"\n"
        gap = line_end + b"  "
        section = _entry(_SECTION, b": ", b"{" + _body(gap, _entry(name, b": ", _json(wanted))) + b"}")
        return Edit(Span(root.start_byte + 1, root.end_byte - 1), gap + section + line_end)
    entry = _entry(name, _colon(text, root), _json(wanted))
    return _inserted(text, root, at, _SECTION, b"{" + _body(_gap(text, root), entry) + b"}")


def _inserted(text: bytes, node: Node, at: int, key: str, value: bytes) -> Edit:
    """The edit that writes a member into an object that has some, before the one at a place or behind the last."""
    pairs = node.named_children
    gap, entry = _gap(text, node), _entry(key, _colon(text, node), value)
    if at < len(pairs):
        return Edit(Span(pairs[at].start_byte, pairs[at].start_byte), entry + b"," + gap)
    return Edit(Span(pairs[-1].end_byte, pairs[-1].end_byte), b"," + gap + entry)


def _body(gap: bytes, entry: bytes) -> bytes:
    """What stands between the braces of a member's value with one entry, where `gap` stands before the member."""
    blank, line_feed, indent = gap.rpartition(b"\n")
    if not line_feed:
        return entry
    line_end = b"\r\n" if blank.endswith(b"\r") else b"\n"
    return line_end + indent + indent + entry + line_end + indent


def _gap(text: bytes, node: Node) -> bytes:
    """The blanks before the members of an object that has some: those before the last, which are like the others.

    Before an only member on the line of its brace they may be missing; then the colon shows whether blanks are wanted.
    """
    last = node.named_children[-1]
    before = last.prev_sibling
    gap = text[before.end_byte : last.start_byte] if before else b""
    if node.named_child_count > 1 or b"\n" in gap:
        return gap
    return b" " if _colon(text, node).endswith(b" ") else b""


def _colon(text: bytes, node: Node) -> bytes:
    """What the object writes between a key and its value."""
    last = node.named_children[-1]
    key, value = field(last, "key"), field(last, "value")
    return text[key.end_byte : value.start_byte] if key and value else b": "


def _entry(key: str, colon: bytes, value: bytes) -> bytes:
    return _json(key) + colon + value


def _json(value: str) -> bytes:
    return encode(json.dumps(value, ensure_ascii=False))
