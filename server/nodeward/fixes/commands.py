"""A command that JavaScript puts together, taken apart into its text and its values."""

from dataclasses import dataclass

from nodeward.fixes.moving import can_move, declaration_used_once
from nodeward.fixes.shell_words import plain
from nodeward.rulebook.rule import NoFix
from nodeward.semantics.calls import arguments
from nodeward.semantics.literals import unescaped
from nodeward.semantics.model import Model
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.scopes import Kind, unwrapped
from nodeward.semantics.values import Site, constant_text
from nodeward.syntax.nodes import Node, first_named, walk


@dataclass(frozen=True, slots=True)
class Command:
    """The pieces of a command line in order. `declared` is the statement that holds them, where the call only names them."""

    pieces: tuple[str | Site, ...]
    declared: Node | None = None


def read_command(model: Model, argument: Node, call: Node) -> Command | NoFix:
    """The command that an argument of a call builds, there or in a variable that is used for nothing else."""
    node = unwrapped(argument)
    if node.type == "identifier":
        return _named(model, node, call)
    if any(part.type == "comment" for part in walk(node)):
        return NoFix.NO_SAFE_EQUIVALENT
    pieces = _pieces(model, node)
    return Command(tuple(pieces)) if pieces is not None else NoFix.BUILT_ELSEWHERE


def parts_of(model: Model, node: Node) -> list[str | Site]:
    """A part of the command: text that is built there or known, else the value itself."""
    inner = unwrapped(node)
    built = _pieces(model, inner) if inner.type != "call_expression" else _joined(model, inner)
    if built is not None:
        return built
    known = constant_text(model.value(inner))
    return [known] if known is not None and not plain(known) else [model.site(node)]


def _named(model: Model, name: Node, call: Node) -> Command | NoFix:
    binding = model.facts.binding(name)
    if binding is not None and binding.declarations[0].kind is Kind.PARAMETER:
        return NoFix.CALLER_BUILDS_COMMAND
    declarator = declaration_used_once(binding) if binding is not None else None
    value = declarator.child_by_field_name("value") if declarator is not None else None
    if declarator is None or value is None or any(part.type == "comment" for part in walk(declarator)):
        return NoFix.BUILT_ELSEWHERE
    pieces = _pieces(model, unwrapped(value))
    if pieces is None:
        return NoFix.BUILT_ELSEWHERE
    holes = [piece.node for piece in pieces if isinstance(piece, Site)]
    statement = declarator.parent
    if statement is None or not can_move(model, statement, call, holes):
        return NoFix.BUILT_ELSEWHERE
    return Command(tuple(pieces), statement)


def _pieces(model: Model, node: Node) -> list[str | Site] | None:
    """Text and values in order; None where the expression does not put text together."""
    if node.type == "string":
        return [unescaped(model.text(node)[1:-1])]
    if node.type == "template_string":
        return _template(model, node)
    if node.type == "binary_expression":
        return _sum(model, node)
    return _joined(model, node) if node.type == "call_expression" else None


def _template(model: Model, node: Node) -> list[str | Site] | None:
    found: list[str | Site] = []
    at = node.start_byte + 1
    for part in node.named_children:
        if part.type != "template_substitution":
            continue
        found.append(_raw(model, at, part.start_byte))
        value = first_named(part)
        if value is None:
            return None
        found += parts_of(model, value)
        at = part.end_byte
    return [*found, _raw(model, at, node.end_byte - 1)]


def _sum(model: Model, node: Node) -> list[str | Site] | None:
    """A chain of `+` whose first operand is text, so that all that follows is put behind it."""
    operands: list[Node] = []
    at = node
    while at.type == "binary_expression":
        operator, left, right = (at.child_by_field_name(name) for name in ("operator", "left", "right"))
        if operator is None or operator.type != "+" or left is None or right is None:
            return None
        operands.insert(0, right)
        at = unwrapped(left) if unwrapped(left).type == "binary_expression" else left
    if type_of(model.site(at)) is not Type.STRING:
        return None
    return [piece for operand in [at, *operands] for piece in parts_of(model, operand)]


def _joined(model: Model, node: Node) -> list[str | Site] | None:
    """Such as `["git", "clone", url].join(" ")`."""
    callee, given = node.child_by_field_name("function"), arguments(node)
    key = callee.child_by_field_name("property") if callee is not None else None
    array = callee.child_by_field_name("object") if callee is not None else None
    separator = constant_text(model.value(given[0])) if len(given) == 1 else None
    if (
        key is None
        or model.text(key) != "join"
        or array is None
        or array.type != "array"
        or separator is None
    ):
        return None
    if any(part.type == "spread_element" for part in array.named_children):
        return None
    found: list[str | Site] = []
    for i, element in enumerate(array.named_children):
        found += [separator] if i else []
        found += parts_of(model, element)
    return found


def _raw(model: Model, start: int, end: int) -> str:
    return unescaped(model.facts.document.text[start:end].decode("utf-8", "replace"))
