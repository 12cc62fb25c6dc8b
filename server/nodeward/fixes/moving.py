"""Whether an expression may move from the variable that holds it to the one place where the variable is used."""

from collections.abc import Iterable

from nodeward.semantics.facts import Binding
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS, Kind
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node, ancestors, walk

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_BLOCKS = frozenset({"statement_block", "program", "switch_case", "switch_default"})
_CALLABLE = ("path.", "String", "Number", "encodeURIComponent", "JSON.stringify")
# What gives the same value wherever it stands, as long as the names in it do.
_STEADY = frozenset(
    {
        "identifier",
        "property_identifier",
        "member_expression",
        "subscript_expression",
        "string",
        "string_fragment",
        "escape_sequence",
        "template_string",
        "template_substitution",
        "number",
        "binary_expression",
        "ternary_expression",
        "parenthesized_expression",
        "as_expression",
        "non_null_expression",
        "predefined_type",
        "call_expression",
        "arguments",
        "optional_chain",
    }
)


def declaration_used_once(binding: Binding) -> Node | None:
    """The declarator of a variable that is given one value and read in one place; None for any other name."""
    if len(binding.declarations) != 1 or binding.writes or len(binding.uses) != 1:
        return None
    declaration = binding.declarations[0]
    site = declaration.site
    plain = declaration.kind is Kind.VARIABLE and site.child_by_field_name("name") == declaration.name
    statement = site.parent
    alone = statement is not None and statement.type in ("lexical_declaration", "variable_declaration")
    if not plain or not alone or statement is None or len(_declarators(statement)) != 1:
        return None
    block = statement.parent
    return site if block is not None and block.type in _BLOCKS else None


def can_move(model: Model, statement: Node, place: Node, parts: Iterable[Node]) -> bool:
    """Whether these parts of a declaration mean the same at `place`, where the declared name is used."""
    home, there = _function(statement), _function(place)
    if home is None and there is not None:
        return False  # made once when the file is loaded, not at every call
    nodes = [node for part in parts for node in walk(part)]
    if not all(_same_binding(model, node, place) for node in nodes if node.type == "identifier"):
        return False
    if home == there and _follows(statement, place):
        return True
    return all(_is_steady(model, node) for node in nodes if node.is_named)


def _declarators(statement: Node) -> list[Node]:
    return [child for child in statement.named_children if child.type == "variable_declarator"]


def _function(node: Node) -> Node | None:
    return next((above for above in ancestors(node) if above.type in FUNCTIONS), None)


def _same_binding(model: Model, node: Node, place: Node) -> bool:
    here, there = model.facts.binding(node), model.facts.binding(place, model.text(node))
    return here is there or (here is not None and there is not None and here.scope == there.scope)


def _follows(statement: Node, place: Node) -> bool:
    """Whether the place is in the statement right behind, and is evaluated once, before anything else in it can matter."""
    at = place
    while at.parent is not None and at.parent != statement.parent:
        if at.parent.type in _LOOPS:
            return False
        at = at.parent
    following = statement.next_named_sibling
    while following is not None and following.type == "comment":
        following = following.next_named_sibling
    return at.type not in _LOOPS and following == at


def _is_steady(model: Model, node: Node) -> bool:
    if node.type not in _STEADY:
        return False
    if node.type == "identifier":
        binding = model.facts.binding(node)
        return binding is None or not binding.writes
    if node.type == "call_expression":
        callee = model.value(node.child_by_field_name("function"))
        return isinstance(callee, Api) and callee.name.startswith(_CALLABLE)
    return True
