"""The code that reads an environment variable in the place of a literal. Knows where a literal may not give way."""

import re

from nodeward.project.kinds import FileKind, file_kind
from nodeward.project.package import nearest
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import WRAPPERS
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span

_TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
# Where a literal stands for its value and nothing else: parent, and the field that it is in (None: any).
_PLACES: dict[str, frozenset[str] | None] = {
    "arguments": None,
    "array": None,
    "parenthesized_expression": None,
    "return_statement": None,
    "template_substitution": None,
    "await_expression": None,
    "yield_expression": None,
    "jsx_attribute": None,
    "jsx_expression": None,
    "satisfies_expression": None,
    "sequence_expression": None,
    "binary_expression": None,
    "as_expression": None,
    "arrow_function": frozenset({"body"}),
    "pair": frozenset({"value"}),
    "variable_declarator": frozenset({"value"}),
    "assignment_expression": frozenset({"right"}),
    "assignment_pattern": frozenset({"right"}),
    "object_assignment_pattern": frozenset({"right"}),
    "required_parameter": frozenset({"value"}),
    "optional_parameter": frozenset({"value"}),
    "field_definition": frozenset({"value"}),
    "public_field_definition": frozenset({"value"}),
    "export_statement": frozenset({"value"}),
    "member_expression": frozenset({"object"}),
    "ternary_expression": frozenset({"consequence", "alternative"}),
}
_EQUALITY = frozenset({"===", "!==", "==", "!="})
_MEMBERSHIP = frozenset({"includes", "indexOf", "has", "find", "some"})
_OCTAL = re.compile(r"(?<!\\)(?:\\\\)*\\[0-9]")  # means different things in and out of strict code
_NATIVE = frozenset({"react-native", "expo"})
_BRACKETS = re.compile(rb'"noPropertyAccessFromIndexSignature"\s*:\s*true')


def obstacle(model: Model, files: Files, root: str, node: Node) -> NoFix | None:
    """Why the literal at `node` cannot give way to a variable; None where it can."""
    inside = model.path.removeprefix(f"{root}/")
    if file_kind(inside, model.facts.document.text) is FileKind.BROWSER or _is_native(files, model.path):
        return NoFix.IN_BROWSER
    if not _is_value(model, node) or model.facts.bound("process"):
        return NoFix.BUILT_ELSEWHERE
    return NoFix.FAILS_OPEN if _is_compared(model, node) else None


def access(files: Files, root: str, name: str) -> str:
    """`process.env.NAME`, or with brackets where the project's TypeScript asks for them."""
    settings = files.read(f"{root}/tsconfig.json") or b""
    return f'process.env["{name}"]' if _BRACKETS.search(settings) else f"process.env.{name}"


def whole(model: Model, node: Node, variable: str) -> Edit | None:
    """The literal replaced by the code of a variable; TypeScript is told that it is there. None where the literal is not plain."""
    if _OCTAL.search(model.text(node)):
        return None
    sign = "!" if model.path.endswith(_TYPESCRIPT) and not _takes_nothing(node) else ""
    code = variable + sign
    parent = node.parent
    if parent is not None and parent.type == "jsx_attribute":
        code = f"{{{code}}}"
    text = model.facts.document.text
    before = " " if _is_word(text[node.start_byte - 1 : node.start_byte]) else ""
    after = " " if _is_word(text[node.end_byte : node.end_byte + 1]) else ""
    return Edit(Span(node.start_byte, node.end_byte), f"{before}{code}{after}".encode())


def part(model: Model, node: Node, secret: Span, variable: str) -> Edit | None:
    """The secret inside a literal replaced, the rest kept: `Bearer ${process.env.NAME}`; None where the rest is not plain."""
    text = model.facts.document.text
    hole = f"${{{variable}}}".encode()
    inside = Span(node.start_byte + 1, node.end_byte - 1)
    if not inside.covers(secret) or b"\\" in text[secret.start : secret.end]:
        return None
    if node.type == "template_string":
        return Edit(secret, hole)
    before, after = text[inside.start : secret.start], text[secret.end : inside.end]
    if node.type != "string" or any(sign in before + after for sign in (b"`", b"$", b"\\", b"&")):
        return None
    code = b"`" + before + hole + after + b"`"
    parent = node.parent
    if parent is not None and parent.type == "jsx_attribute":
        code = b"{" + code + b"}"
    return Edit(Span(node.start_byte, node.end_byte), code)


def _is_value(model: Model, node: Node) -> bool:
    parent = node.parent
    if parent is None or parent.type not in _PLACES:
        return False
    fields = _PLACES[parent.type]
    if fields is not None and not any(parent.child_by_field_name(field) == node for field in fields):
        return False
    if parent.type == "as_expression":
        return not model.text(parent).endswith("const")
    call = parent.parent if parent.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    return callee is None or (callee.type != "import" and model.text(callee) != "require")


def _is_compared(model: Model, node: Node) -> bool:
    """Whether the value, or the name that it is given, is compared: two things that are not set are equal."""
    at = _unwrapping(node)
    parent = at.parent
    if parent is None:
        return False
    if _is_operand(at):
        return True
    if parent.type == "array":
        return _is_searched(model, parent)
    name = parent.child_by_field_name("name") if parent.type == "variable_declarator" else None
    if parent.type == "pair":
        name = parent.child_by_field_name("key")
        return name is not None and any(
            _is_operand(_unwrapping(use.parent))
            for use in model.facts.occurrences(model.text(name).strip("'\""))
            if use.parent is not None and use.parent.type == "member_expression"
        )
    binding = model.facts.binding(name) if name is not None and name.type == "identifier" else None
    return binding is not None and any(_is_operand(_unwrapping(use)) for use in binding.uses)


def _is_searched(model: Model, array: Node) -> bool:
    """Whether a list is asked for what is in it."""
    parent = array.parent
    if parent is None:
        return False
    if parent.type == "variable_declarator":
        name = parent.child_by_field_name("name")
        binding = model.facts.binding(name) if name is not None and name.type == "identifier" else None
        return binding is not None and any(_is_asked(model, use) for use in binding.uses)
    made = parent.parent if parent.type == "arguments" else None
    return _is_asked(model, array) or (
        made is not None and made.type == "new_expression" and "Set" in model.text(made)[:8]
    )


def _is_asked(model: Model, node: Node) -> bool:
    member = node.parent
    key = (
        member.child_by_field_name("property")
        if member is not None and member.type == "member_expression"
        else None
    )
    return key is not None and model.text(key) in _MEMBERSHIP


def _is_operand(node: Node) -> bool:
    parent = node.parent
    if parent is not None and parent.type == "switch_case":
        return True
    operator = (
        parent.child_by_field_name("operator")
        if parent is not None and parent.type == "binary_expression"
        else None
    )
    return operator is not None and operator.type in _EQUALITY


def _unwrapping(node: Node) -> Node:
    while node.parent is not None and node.parent.type in WRAPPERS:
        node = node.parent
    return node


def _takes_nothing(node: Node) -> bool:
    """Whether the place also takes a value that may be missing: a hole in a template."""
    return node.parent is not None and node.parent.type == "template_substitution"


def _is_native(files: Files, path: str) -> bool:
    near = nearest(files, path)
    return near is not None and any(
        not _NATIVE.isdisjoint(section) for section in near[1].dependencies.values()
    )


def _is_word(byte: bytes) -> bool:
    return byte.isalnum() or byte in {b"_", b"$"}
