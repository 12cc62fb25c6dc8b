"""Where a name is declared, written or read: the role of one identifier, and the scope it is declared in.

Looks at one identifier and the nodes above it; never walks a file. ECMAScript: let, const and class are declared in the
nearest block, var in the nearest function (ECMA-262, 8.2 and 14.3.2), parameters in their function.
"""

from dataclasses import dataclass
from enum import StrEnum

from nodeward.syntax.nodes import Node, first_named, last_named

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "generator_function",
        "arrow_function",
        "method_definition",
    }
)
CLASSES = frozenset({"class_declaration", "class", "abstract_class_declaration"})
IDENTIFIERS = frozenset(
    {
        "identifier",
        "type_identifier",
        "shorthand_property_identifier",
        "shorthand_property_identifier_pattern",
        "undefined",
    }
)
WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
        "instantiation_expression",
    }
)
_BLOCKS = frozenset(
    {
        "statement_block",
        "for_statement",
        "for_in_statement",
        "switch_body",
        "catch_clause",
        "class_static_block",
        "internal_module",
        "module",
        "program",
    }
)
_PATTERNS = frozenset(
    {
        "object_pattern",
        "array_pattern",
        "pair_pattern",
        "rest_pattern",
        "object_assignment_pattern",
        "assignment_pattern",
    }
)
_NAMED_DECLARATIONS = {
    "function_declaration": "function",
    "generator_function_declaration": "function",
    "function_signature": "function",
    "class_declaration": "class",
    "abstract_class_declaration": "class",
    "enum_declaration": "other",
    "internal_module": "other",
    "module": "other",
    "type_alias_declaration": "type",
    "interface_declaration": "type",
}


class Kind(StrEnum):
    """How a name came to be."""

    VARIABLE = "variable"
    PARAMETER = "parameter"
    FUNCTION = "function"
    CLASS = "class"
    IMPORT = "import"
    CATCH = "catch"
    TYPE = "type"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name made in `scope`. `site` is the node that says what it is: a declarator, a function, an import ..."""

    kind: Kind
    name: Node
    scope: Node
    site: Node


@dataclass(frozen=True, slots=True)
class Write:
    """A name that gets a value after it was declared. `site` is the assignment, update or loop."""

    name: Node
    site: Node


def role(node: Node) -> Declaration | Write | None:
    """What an identifier does where it stands: declares, is written, or (None) is only read."""
    top = _pattern_top(node)
    if top is None:
        return None
    parent = top.parent
    if parent is None:
        return None
    return _declared(node, top, parent) or _written(node, top, parent)


def scope_of(node: Node, *, var: bool = False) -> Node:
    """The scope in which a declaration at `node` makes its name; `var` looks for the function."""
    at = node.parent
    while at is not None and at.type != "program":
        if at.type in FUNCTIONS:
            return at
        if not var and at.type in _BLOCKS and not _is_body(at):
            return at
        at = at.parent
    return at if at is not None else node


def unwrapped(node: Node) -> Node:
    """The expression inside parentheses and TypeScript's casts."""
    while node.type in WRAPPERS and node.named_child_count:
        inner = last_named(node) if node.type == "type_assertion" else first_named(node)
        if inner is None:
            return node
        node = inner
    return node


def _is_body(block: Node) -> bool:
    # A function's block and its parameters are one scope to us: no one may declare a name in both.
    return block.type == "statement_block" and block.parent is not None and block.parent.type in FUNCTIONS


def _pattern_top(node: Node) -> Node | None:
    """The outermost pattern that the identifier binds a part of; None where it is a default or a key."""
    at = node
    parent = at.parent
    while parent is not None and parent.type in _PATTERNS:
        if (
            parent.type in ("assignment_pattern", "object_assignment_pattern")
            and parent.child_by_field_name("left") != at
        ):
            return None
        if parent.type == "pair_pattern" and parent.child_by_field_name("value") != at:
            return None
        at, parent = parent, parent.parent
    return at


def _declared(node: Node, top: Node, parent: Node) -> Declaration | None:
    if parent.type == "variable_declarator" and parent.child_by_field_name("name") == top:
        return Declaration(Kind.VARIABLE, node, _variable_scope(parent), parent)
    if parent.type == "for_in_statement" and parent.child_by_field_name("left") == top:
        kind = parent.child_by_field_name("kind")
        if kind is None:
            return None
        scope = scope_of(parent, var=True) if kind.type == "var" else parent
        return Declaration(Kind.VARIABLE, node, scope, parent)
    if parent.type == "catch_clause" and parent.child_by_field_name("parameter") == top:
        return Declaration(Kind.CATCH, node, parent, parent)
    return _parameter(node, top, parent) or _imported(node, parent) or _named(node, parent)


def _variable_scope(declarator: Node) -> Node:
    statement = declarator.parent
    return scope_of(declarator, var=statement is not None and statement.type == "variable_declaration")


def _parameter(node: Node, top: Node, parent: Node) -> Declaration | None:
    if parent.type == "arrow_function" and parent.child_by_field_name("parameter") == top:
        return Declaration(Kind.PARAMETER, node, parent, top)
    site = top
    if parent.type in ("required_parameter", "optional_parameter"):
        if parent.child_by_field_name("pattern") != top:
            return None
        site, parent = parent, parent.parent or parent
    function = parent.parent
    if parent.type == "formal_parameters" and function is not None:
        return Declaration(Kind.PARAMETER, node, function, site)
    return None


def _imported(node: Node, parent: Node) -> Declaration | None:
    if parent.type in ("import_clause", "namespace_import", "import_require_clause", "import_alias"):
        if parent.type == "import_alias" and first_named(parent) != node:
            return None
        return Declaration(Kind.IMPORT, node, _program(node), parent)
    if parent.type == "import_specifier":
        alias = parent.child_by_field_name("alias")
        if alias is None or alias == node:
            return Declaration(Kind.IMPORT, node, _program(node), parent)
    return None


def _named(node: Node, parent: Node) -> Declaration | None:
    if parent.child_by_field_name("name") != node:
        return None
    if parent.type in _NAMED_DECLARATIONS:
        return Declaration(Kind(_NAMED_DECLARATIONS[parent.type]), node, scope_of(parent), parent)
    if parent.type in ("function_expression", "generator_function"):
        return Declaration(Kind.FUNCTION, node, parent, parent)
    if parent.type == "class":
        return Declaration(Kind.CLASS, node, parent, parent)
    if parent.type == "type_parameter":
        return Declaration(Kind.TYPE, node, (parent.parent or parent).parent or parent, parent)
    return None


def _written(node: Node, top: Node, parent: Node) -> Write | None:
    while parent.type in WRAPPERS and parent.parent is not None:
        top, parent = parent, parent.parent
    if parent.type in ("assignment_expression", "augmented_assignment_expression"):
        return Write(node, parent) if parent.child_by_field_name("left") == top else None
    if parent.type == "update_expression":
        return Write(node, parent)
    if parent.type == "for_in_statement" and parent.child_by_field_name("left") == top:
        return Write(node, parent)
    return None


def _program(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node
