"""A file of ours in JSON with comments: its value, the line of each part, and where it is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.project.jsontree import Json, members, plain, top
from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a file cannot be taken; `line` counts from 1."""

    line: int
    sentence: str


def read(document: Document) -> dict[str, Json] | Wrong:
    """The object that a JSON document holds. Comments and trailing commas are allowed."""
    root, object_ = document.root, top(document)
    mistake = next(_mistakes(document, root), None) if root is not None else None
    if mistake is not None:
        return Wrong(document.lines.line(mistake.end_byte) + 1, "This is not JSON.")
    if root is None or object_ is None or len(nodes.named(root)) != 1:
        return Wrong(1, "This must be one object in braces.")
    value = plain(document, object_)
    assert isinstance(value, dict)
    return value


def line(document: Document, path: Path) -> int:
    """The line, from 1, of the key or item that a path leads to, as far as it leads."""
    node, at = top(document), 1
    for step in path:
        found = _step(document, node, step)
        if found is None:
            break
        at, node = found
    return at


def _step(document: Document, node: Node | None, step: str | int) -> tuple[int, Node] | None:
    if isinstance(step, str):
        member = members(document, node).get(step)
        return (document.lines.line(member.key.start) + 1, member.value) if member is not None else None
    items = (
        [item for item in nodes.named(node) if not item.is_error]
        if node is not None and node.type == "array"
        else []
    )
    return (document.lines.line(items[step].start_byte) + 1, items[step]) if step < len(items) else None


def _mistakes(document: Document, root: Node) -> Iterator[Node]:
    if not root.has_error:
        return
    for node in nodes.walk(root):
        if (node.is_error or node.is_missing) and not _trailing_comma(document, node):
            yield node


def _trailing_comma(document: Document, node: Node) -> bool:
    """A comma before the closing bracket: the tree has it as an error, or as a value that is missing."""
    after = node.next_sibling
    while after is not None and after.type in nodes.COMMENTS:
        after = after.next_sibling
    if after is None or after.type not in {"}", "]"}:
        return False
    return node.is_missing or document.text[node.start_byte : node.end_byte] == b","
