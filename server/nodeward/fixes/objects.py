"""Options in a call: set, replaced or dropped, with the rest of the object left as it is. Shared by the builders."""

from collections.abc import Mapping

from nodeward.fixes.lines import starts_line
from nodeward.fixes.style import Style, indent_at, style_of
from nodeward.rulebook.shape import Scalar
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.shapes import Shape, key_text, shape
from nodeward.semantics.values import Object
from nodeward.syntax.nodes import Node, node_at
from nodeward.text.edits import Edit
from nodeward.text.span import Span


def written(style: Style, value: Scalar) -> str:
    """A scalar as the file would write it."""
    if isinstance(value, str):
        return style.string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)


def call_at(model: Model, details: Mapping[str, str]) -> Node | None:
    """The call that a finding speaks of."""
    if "call-start" not in details:
        return None
    start, end = int(details["call-start"]), int(details["call-end"])
    node = node_at(model.facts.document, start, end)
    while node is not None and node.type not in ("call_expression", "new_expression"):
        node = node.parent
    return node if node is not None and (node.start_byte, node.end_byte) == (start, end) else None


def set_options(model: Model, call: Node, position: int, wanted: Mapping[str, str]) -> list[Edit] | None:
    """Edits that give the options at an argument position these (dotted) keys with code as values; None where they cannot.

    Missing options are created; a `const options = {...}` of the same file is followed.
    """
    given = arguments(call)
    if position < len(given):
        value = model.value(given[position])
        if not isinstance(value, Object) or value.site.model is not model:
            return None
        return set_keys(model, value, wanted)
    if position != len(given):
        return None
    return [_new_argument(call, given, _nested(wanted))]


def set_keys(model: Model, target: Object, wanted: Mapping[str, str]) -> list[Edit] | None:
    """Edits that give an object literal of this file these (dotted) keys."""
    edits: list[Edit] = []
    fresh: dict[str, str] = {}
    found = shape(target)
    for key, code in wanted.items():
        head, _, rest = key.partition(".")
        if found.lacks(head):
            fresh[key] = code
            continue
        inner = _set_known(model, found, head, rest, code)
        if inner is None:
            return None
        edits += inner
    return [*edits, *(_add(model, target.site.node, _nested(fresh)) if fresh else [])]


def drop_property(model: Model, pair: Node) -> Edit:
    """The edit that takes a property out of its object, with its comma and the line it leaves empty."""
    text = model.facts.document.text
    start, end = pair.start_byte, pair.end_byte
    after = end
    while text[after : after + 1].isspace():
        after += 1
    if text[after : after + 1] == b",":
        return Edit(Span(*_with_line(text, start, after + 1)), b"")
    before = start
    while text[before - 1 : before].isspace():
        before -= 1
    if text[before - 1 : before] == b",":
        return Edit(Span(before - 1, end), b"")
    return Edit(Span(_spaces_before(text, start), _spaces_after(text, end)), b"")


def pair_of(model: Model, target: Object, key: str) -> Node | None:
    """The `key: value` node of an object literal."""
    for part in target.site.node.named_children:
        name = part.child_by_field_name("key") if part.type == "pair" else None
        if name is not None and key_text(model, name) == key:
            return part
    return None


def _set_known(model: Model, found: Shape, head: str, rest: str, code: str) -> list[Edit] | None:
    site = found.site(head)
    if site is None or site.model is not model:
        return None
    if rest:
        value = model.value(site.node)
        return (
            set_keys(model, value, {rest: code})
            if isinstance(value, Object) and value.site.model is model
            else None
        )
    if site.node.type == "shorthand_property_identifier":
        return [Edit(Span(site.node.end_byte, site.node.end_byte), f": {code}".encode())]
    return [Edit(Span(site.node.start_byte, site.node.end_byte), code.encode())]


def _nested(wanted: Mapping[str, str]) -> list[str]:
    """`a: 1`, `cookie: { secure: true, sameSite: "lax" }` of dotted keys."""
    groups: dict[str, dict[str, str]] = {}
    for key, code in wanted.items():
        head, _, rest = key.partition(".")
        groups.setdefault(head, {})[rest] = code
    return [
        f"{head}: {inner['']}" if "" in inner else f"{head}: {{ {', '.join(_nested(inner))} }}"
        for head, inner in groups.items()
    ]


def _new_argument(call: Node, given: list[Node], properties: list[str]) -> Edit:
    code = f"{{ {', '.join(properties)} }}"
    if given:
        return Edit(Span(given[-1].end_byte, given[-1].end_byte), f", {code}".encode())
    list_ = call.child_by_field_name("arguments")
    assert list_ is not None
    return Edit(Span(list_.start_byte + 1, list_.start_byte + 1), code.encode())


def _add(model: Model, node: Node, properties: list[str]) -> list[Edit]:
    document, text = model.facts.document, model.facts.document.text
    style = style_of(document)
    parts = [part for part in node.named_children if part.type != "comment"]
    if not parts:
        return [_first_properties(node, text, properties)]
    last = parts[-1]
    if last.start_point[0] == node.start_point[0]:
        return [
            Edit(Span(last.end_byte, last.end_byte), "".join(f", {item}" for item in properties).encode())
        ]
    indent = indent_at(document, last.start_byte)
    lines = f",{style.newline}{indent}".join(["", *properties])
    return [Edit(Span(last.end_byte, last.end_byte), lines.encode())]


def _first_properties(node: Node, text: bytes, properties: list[str]) -> Edit:
    """Into an object without properties, a comment inside it kept."""
    inside = Span(node.start_byte + 1, node.end_byte - 1)
    if not text[inside.start : inside.end].strip():
        return Edit(inside, f" {', '.join(properties)} ".encode())
    return Edit(Span(inside.start, inside.start), f" {', '.join(properties)},".encode())


def _with_line(text: bytes, start: int, end: int) -> tuple[int, int]:
    """The span with its own line where nothing else stands on it, else with the blank behind it."""
    before, after = _spaces_before(text, start), _spaces_after(text, end)
    alone = starts_line(text, before) and text[after : after + 1] in (b"\n", b"\r")
    if not alone:
        return start, after
    ending = 2 if text[after : after + 2] == b"\r\n" else 1
    return before, after + ending


def _spaces_before(text: bytes, at: int) -> int:
    while at > 0 and text[at - 1 : at] in (b" ", b"\t"):
        at -= 1
    return at


def _spaces_after(text: bytes, at: int) -> int:
    while text[at : at + 1] in (b" ", b"\t"):
        at += 1
    return at
