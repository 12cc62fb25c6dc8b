"""A module made available under a name, in the file's own module style: shared by every builder that needs one."""

import re
from dataclasses import dataclass

from nodeward.fixes.modules import is_esm, new_import
from nodeward.fixes.style import style_of
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Kind
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node
from nodeward.text.edits import Edit
from nodeward.text.files import Files
from nodeward.text.span import Span


@dataclass(frozen=True, slots=True)
class Import:
    """The local name by which a module or its export is known, and the edit that makes it (None: it is known already)."""

    name: str
    edit: Edit | None


def module_import(model: Model, files: Files, package: str, name: str) -> Import:
    """`name` as the default export of a package; an alias where the name is taken by something else."""
    known = known_name(model, package, name)
    if known is not None:
        return Import(known, None)
    local = free_name(model, name)
    return Import(local, _statement(model, files, package, local, local))


def member_import(model: Model, files: Files, package: str, name: str) -> Import:
    """`name` as a named export of a package: merged into an import of it where there is one."""
    known = known_name(model, f"{package}.{name}", name)
    if known is not None:
        return Import(known, None)
    namespace = _namespace(model, package)
    if namespace is not None:
        return Import(f"{namespace}.{name}", None)
    local = free_name(model, name)
    merged = _merged(model, package, name, local)
    if merged is not None:
        return Import(local, merged)
    prefixed = ("node:" if _prefers_node_prefix(model) else "") + package
    return Import(local, _statement(model, files, prefixed, _braced(model, files, name, local), local))


def free_name(model: Model, wanted: str) -> str:
    """A name that nothing in the file is called yet: the wanted one, else with a word or number added."""
    if wanted not in model.facts.names or not _is_taken(model, wanted):
        return wanted
    candidates = (f"{wanted}Module", *(f"{wanted}{number}" for number in range(2, 100)))
    return next(name for name in candidates if name not in model.facts.names)


def _statement(model: Model, files: Files, package: str, binding: str, local: str) -> Edit:
    style = style_of(model.facts.document)
    if is_esm(model, files):
        line = f"import {_default(model, binding, local)} from {style.string(package)}{style.semicolon}"
    elif model.path.endswith((".ts", ".cts")) and binding == local:
        line = f"import {binding} = require({style.string(package)}){style.semicolon}"
    else:
        line = f"{_declarator(model)} {binding} = require({style.string(package)}){style.semicolon}"
    return new_import(model, style, line)


def _default(model: Model, binding: str, local: str) -> str:
    """`* as helmet` where the file imports CommonJS packages so, as TypeScript without esModuleInterop must."""
    root = model.facts.document.root
    if binding != local or not model.path.endswith((".ts", ".tsx", ".mts", ".cts")) or root is None:
        return binding
    clauses = [
        clause
        for child in root.named_children
        if child.type == "import_statement"
        for clause in child.named_children
    ]
    namespaces = sum(
        bool(part.type == "namespace_import") for clause in clauses for part in clause.named_children
    )
    defaults = sum(
        bool(part.type == "identifier")
        for clause in clauses
        if clause.type == "import_clause"
        for part in clause.named_children
    )
    return f"* as {binding}" if namespaces and not defaults else binding


def known_name(model: Model, api: str, name: str) -> str | None:
    """The name by which the file knows a library's thing at its top level."""
    root = model.facts.document.root
    words = {name, *(api.replace("/", "-").replace("@", "").split("-"))}
    candidates = [binding for word in sorted(words) for binding in model.facts.bound(word)]
    for string in model.facts.occurrences_in_strings(re.split(r"[^\w$]+", api.split(".", maxsplit=1)[0])[-1]):
        candidates += [binding for local in _locals(model, string) for binding in model.facts.bound(local)]
    for binding in candidates:
        if binding.scope != root or binding.declarations[0].kind is Kind.TYPE:
            continue
        if model.value(binding.declarations[0].name) == Api(api):
            return binding.name
    return None


def _locals(model: Model, string: Node) -> list[str]:
    """The names that the import or require of a module makes."""
    at: Node | None = string
    while at is not None and at.type not in (
        "import_statement",
        "variable_declarator",
        "program",
        "statement_block",
    ):
        at = at.parent
    if at is None or at.type not in ("import_statement", "variable_declarator"):
        return []
    return [model.text(node) for node in _identifiers(at)]


def _identifiers(node: Node) -> list[Node]:
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        return [node]
    return [
        found
        for child in node.named_children
        if child.type not in ("string", "call_expression")
        for found in _identifiers(child)
    ]


def _namespace(model: Model, package: str) -> str | None:
    return known_name(model, package, re.split(r"[^\w$]+", package)[-1])


def _merged(model: Model, package: str, name: str, local: str) -> Edit | None:
    """The name added to `import { a } from "package"` or `const { a } = require("package")`."""
    for string in model.facts.occurrences_in_strings(re.split(r"[^\w$]+", package)[-1]):
        if model.text(string)[1:-1].removeprefix("node:") != package or string.parent is None:
            continue
        braces = _braces(string)
        if braces is None or not braces.named_children:
            continue
        last = braces.named_children[-1]
        separator = " as " if braces.type == "named_imports" else ": "
        spelled = name if name == local else f"{name}{separator}{local}"
        return Edit(Span(last.end_byte, last.end_byte), f", {spelled}".encode())
    return None


def _braces(string: Node) -> Node | None:
    statement = string.parent
    if statement is not None and statement.type == "import_statement":
        if any(child.type == "type" for child in statement.children):
            return None
        clause = next((child for child in statement.named_children if child.type == "import_clause"), None)
        return (
            next((part for part in clause.named_children if part.type == "named_imports"), None)
            if clause is not None
            else None
        )
    call = statement.parent if statement is not None else None
    declarator = call.parent if call is not None and call.type == "call_expression" else None
    top = (
        declarator is not None
        and declarator.parent is not None
        and declarator.parent.parent is not None
        and declarator.parent.parent.type == "program"
    )
    name = (
        declarator.child_by_field_name("name")
        if declarator is not None and declarator.type == "variable_declarator" and top
        else None
    )
    if (
        name is None
        or name.type != "object_pattern"
        or any(part.type == "rest_pattern" for part in name.named_children)
    ):
        return None
    return name


def _braced(model: Model, files: Files, name: str, local: str) -> str:
    if name == local:
        return f"{{ {name} }}"
    return f"{{ {name} as {local} }}" if is_esm(model, files) else f"{{ {name}: {local} }}"


def _declarator(model: Model) -> str:
    """`var` in a file that knows no other."""
    names = model.facts.names
    return "var" if "var" in names and "const" not in names and "let" not in names else "const"


def _prefers_node_prefix(model: Model) -> bool:
    return b"'node:" in model.facts.document.text or b'"node:' in model.facts.document.text


def _is_taken(model: Model, name: str) -> bool:
    return bool(model.facts.bound(name)) or bool(model.facts.free(name))
