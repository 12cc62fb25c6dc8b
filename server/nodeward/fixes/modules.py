"""Which module system a file is of, and where a new import goes in it. Writes no import itself."""

import re

from nodeward.fixes.style import Style
from nodeward.project.package import nearest
from nodeward.semantics.model import Model
from nodeward.syntax.nodes import Node, first_named
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span

_LOADS = re.compile(r"require\((?![^)]*\)\(\s*[\w$])")  # `require("a")(b)` does something with it already
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:#![^\r\n]*(?:\r\n|\r|\n)?)?")


def is_esm(model: Model, files: Files) -> bool:
    """Whether a file is an ES module (Node.js, "Determining module system"; TypeScript: by its import syntax)."""
    path = model.path
    if path.endswith((".mjs", ".mts")):
        return True
    if path.endswith((".cjs", ".cts")):
        return False
    root = model.facts.document.root
    children = root.named_children if root is not None else []
    if any(child.type in ("import_statement", "export_statement") for child in children):
        return not all(
            _is_import_equals(child) for child in children if child.type == "import_statement"
        ) or any(child.type == "export_statement" for child in children)
    if model.facts.free("require") or model.facts.free("module") or model.facts.free("exports"):
        return False
    near = nearest(files, path)
    return path.endswith((".ts", ".tsx")) or (near is not None and near[1].type == "module")


def new_import(model: Model, style: Style, line: str) -> Edit:
    """The edit that writes an import, a line without its line ending, where a new one goes."""
    text = model.facts.document.text
    at = after_imports(model)
    before = "" if at == 0 or text[at - 1 : at] in (b"\n", b"\r") or at == _start(model) else style.newline
    after = style.newline if not before or at < len(text) else ""
    return Edit(Span(at, at), f"{before}{line}{after}".encode())


def after_imports(model: Model) -> int:
    """The byte offset at which a new import goes: after the last one, else after hashbang, directives and a licence."""
    root = model.facts.document.root
    at: Node | None = None
    children = root.named_children if root is not None else []
    for child in children:
        if child.type == "import_statement" or _is_require(model, child):
            at = child
        elif child.type not in (
            "comment",
            "expression_statement",
            "lexical_declaration",
            "variable_declaration",
            "hash_bang_line",
        ):
            break
    if at is None:
        at = next((child for child in reversed(_prologue(model, children))), None)
    return _line_end(model, at.end_byte) if at is not None else _start(model)


def _is_import_equals(statement: Node) -> bool:
    return any(child.type == "import_require_clause" for child in statement.named_children)


def _is_require(model: Model, statement: Node) -> bool:
    if statement.type not in ("lexical_declaration", "variable_declaration"):
        return False
    values = [declarator.child_by_field_name("value") for declarator in statement.named_children]
    return any(value is not None and _LOADS.match(model.text(value)) is not None for value in values)


def _prologue(model: Model, children: list[Node]) -> list[Node]:
    """Hashbang, leading licence comment and directives such as "use strict"."""
    found: list[Node] = []
    for child in children:
        inner = first_named(child) if child.type == "expression_statement" else None
        directive = inner is not None and inner.type == "string"
        licence = (
            child.type == "comment"
            and not found
            and model.text(child).startswith(("/*!", "/**", "// Copyright", "/* Copyright"))
        )
        if child.type == "hash_bang_line" or directive or licence:
            found.append(child)
        elif child.type != "comment":
            break
    return found


def _start(model: Model) -> int:
    found = _LEADING.match(model.facts.document.text)
    return found.end() if found is not None else 0


def _line_end(model: Model, offset: int) -> int:
    """The start of the line after an offset, so that what stands behind a statement stays with it."""
    text = model.facts.document.text
    while offset < len(text) and text[offset : offset + 1] not in (b"\n", b"\r"):
        offset += 1
    if text[offset : offset + 2] == b"\r\n":
        return offset + 2
    return min(offset + 1, len(text))
