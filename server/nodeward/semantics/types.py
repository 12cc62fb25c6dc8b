"""What a parameter is: by its TypeScript type, its JSDoc, its default, or the role of its function."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.roles import parameter_types
from nodeward.semantics.scopes import CLASSES, FUNCTIONS, Declaration
from nodeward.semantics.values import UNKNOWN, Api, Class, Instance, Value
from nodeward.syntax.comments import jsdoc
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_IMPORTED_TYPE = re.compile(r"""^(?:typeof\s+)?import\(\s*['"]([^'"]+)['"]\s*\)((?:\.\w+)*)""")
_NAME = re.compile(r"^[A-Za-z_$][\w$.]*")


def parameter_value(model: "Model", declaration: Declaration) -> Value:
    """The value that a whole parameter has (before a pattern takes it apart)."""
    site, function = declaration.site, declaration.scope
    annotation = site.child_by_field_name("type")
    if annotation is not None:
        return type_value(model, annotation)
    documented = _jsdoc_type(model, function, _bare_name(model, site))
    if documented != UNKNOWN:
        return documented
    position = _position(site)
    types = parameter_types(model, function)
    if position is None or position >= len(types) or not types[position]:
        return UNKNOWN
    return Api(types[position])


def type_value(model: "Model", annotation: Node) -> Value:
    """What an object of an annotated type is: a library's type by its canonical name, or an instance of a class."""
    named = annotation.named_child(0) if annotation.type == "type_annotation" else annotation
    if named is None:
        return UNKNOWN
    if named.type == "generic_type":
        named = named.child_by_field_name("name") or named
    if named.type == "nested_type_identifier":
        return _typed(model, _nested(model, named))
    if named.type == "type_identifier":
        return _by_identifier(model, named)
    return UNKNOWN


def _by_identifier(model: "Model", name: Node) -> Value:
    binding = model.facts.binding(name)
    if binding is None:
        known = model.library.globals.get(model.text(name))
        return _typed(model, known) if known is not None else UNKNOWN
    if any(declaration.site.type in CLASSES for declaration in binding.declarations):
        return Instance(model.site(binding.declarations[0].site))
    value = model.value(name)
    if isinstance(value, Class):
        return Instance(value.site)
    return _typed(model, value.name) if isinstance(value, Api) else UNKNOWN


def _nested(model: "Model", node: Node) -> str | None:
    module, name = node.child_by_field_name("module"), node.child_by_field_name("name")
    if module is None or name is None:
        return None
    value = model.value(module)
    return model.library.member(value.name, model.text(name)) if isinstance(value, Api) else None


def _typed(model: "Model", name: str | None) -> Value:
    if name is None:
        return UNKNOWN
    known = model.library.types.get(name)
    return Api(known) if known is not None else UNKNOWN


def _jsdoc_type(model: "Model", function: Node, name: str | None) -> Value:
    if name is None:
        return UNKNOWN
    comment = jsdoc(model.facts.document, _documented(function))
    if comment is None or name not in comment:
        return UNKNOWN
    found = re.search(r"@param\s+\{([^}\n]+)\}\s+\[?" + re.escape(name) + r"\b", comment)
    if found is None:
        return UNKNOWN
    return _spelled_type(model, found.group(1).strip())


def _spelled_type(model: "Model", spelled: str) -> Value:
    imported = _IMPORTED_TYPE.match(spelled)
    if imported is not None:
        whole = model.link.resolve(model.path, imported.group(1))
        return _typed(model, whole.name + imported.group(2)) if isinstance(whole, Api) else UNKNOWN
    named = _NAME.match(spelled)
    if named is None:
        return UNKNOWN
    root, _, rest = named.group().partition(".")
    for binding in model.facts.bound(root):
        value = model.value(binding.declarations[0].name)
        if isinstance(value, Api):
            return _typed(model, f"{value.name}.{rest}" if rest else value.name)
    return _typed(model, named.group())


def _documented(function: Node) -> Node:
    """The node that a function's JSDoc stands before: its statement, or its property."""
    at = function
    while at.parent is not None and at.parent.type in (
        "variable_declarator",
        "lexical_declaration",
        "variable_declaration",
        "assignment_expression",
        "expression_statement",
        "export_statement",
        "pair",
    ):
        at = at.parent
    return at


def _bare_name(model: "Model", site: Node) -> str | None:
    pattern = site.child_by_field_name("pattern") or site.child_by_field_name("left") or site
    return model.text(pattern) if pattern.type == "identifier" else None


def _position(site: Node) -> int | None:
    parent = site.parent
    if parent is None:
        return None
    if parent.type in FUNCTIONS:
        return 0
    others = [child for child in parent.named_children if child.type != "comment"]
    return next((i for i, child in enumerate(others) if child == site), None)
