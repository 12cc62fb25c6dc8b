"""JSON with comments as plain values, each with the line that it stands on. Knows no setting."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nodeward.syntax import nodes
from nodeward.syntax.document import Document
from nodeward.syntax.nodes import Node

Path = tuple[str | int, ...]
DEEPEST = 20  # no file of ours nests deeper; what does is somebody's joke on the recursion limit


class NotJson(ValueError):  # noqa: N818 - says what the text is
    """The text is not JSON; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__("This is not JSON.")
        self.line = line


@dataclass(frozen=True, slots=True)
class Json:
    """A value, and for the path of every value within it the line on which its key or itself stands, from 1."""

    value: object
    lines: Mapping[Path, int]


def read(document: Document) -> Json:
    """The value that a JSON document holds. Comments and trailing commas are allowed; raises NotJson."""
    root = document.root
    values = nodes.named(root) if root is not None else []
    wrong = next(_mistakes(document, root), None) if root is not None else None
    if wrong is not None or len(values) != 1:
        raise NotJson(document.lines.line(wrong.end_byte if wrong is not None else 0) + 1)
    lines: dict[Path, int] = {}
    return Json(_value(document, values[0], (), lines), lines)


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


def _value(document: Document, node: Node, path: Path, lines: dict[Path, int]) -> object:
    lines.setdefault(path, document.lines.line(node.start_byte) + 1)
    if len(path) > DEEPEST:
        raise NotJson(lines[path])
    if node.type == "object":
        return dict(_pair(document, pair, path, lines) for pair in nodes.named(node) if pair.type == "pair")
    if node.type == "array":
        items = (item for item in nodes.named(node) if not item.is_missing)
        return [_value(document, item, (*path, index), lines) for index, item in enumerate(items)]
    try:
        return json.loads(document.text[node.start_byte : node.end_byte], strict=False)
    except ValueError as error:
        raise NotJson(lines[path]) from error


def _pair(document: Document, pair: Node, path: Path, lines: dict[Path, int]) -> tuple[str, object]:
    key, value = nodes.field(pair, "key"), nodes.field(pair, "value")
    assert key is not None
    assert value is not None
    name = str(_value(document, key, (*path, ""), {}))
    lines[*path, name] = document.lines.line(key.start_byte) + 1
    return name, _value(document, value, (*path, name), lines)
