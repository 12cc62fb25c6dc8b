"""Which tests have been passed, and how, where an expression is evaluated. Knows the forms of statements, not what they test."""

from collections.abc import Iterable, Iterator

from nodeward.semantics.facts import FileFacts
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.syntax.nodes import Node

_ENDS = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})
_LOOPS = frozenset({"while_statement", "for_statement"})
MOST_USES = 100  # of one name that are looked at, those nearest to the place in question
_BLOCKS = frozenset({"statement_block", "program", "switch_case", "switch_default"})
_EACH = _LOOPS | {"for_in_statement"}


def conditions(facts: FileFacts, node: Node, names: Iterable[str]) -> Iterator[tuple[Node, bool]]:
    """The tests that hold (true) or do not hold (false) where the node is evaluated, up to the end of its function.

    Of those that have turned others away before it, only the ones in which one of the names stands.
    """
    yield from _around(node)
    for statement in earlier(facts, node, names):
        yield from turned_away(statement)


def _around(node: Node) -> Iterator[tuple[Node, bool]]:
    at = node
    while at.parent is not None and at.parent.type not in FUNCTIONS:
        parent = at.parent
        condition = parent.child_by_field_name("condition")
        if condition is not None and parent.type in ("if_statement", "ternary_expression"):
            if parent.child_by_field_name("consequence") == at:
                yield condition, True
            elif parent.child_by_field_name("alternative") == at:
                yield condition, False
        elif condition is not None and parent.type in _LOOPS and parent.child_by_field_name("body") == at:
            yield condition, True
        elif parent.type == "binary_expression" and parent.child_by_field_name("right") == at:
            yield from _short_circuit(parent)
        at = parent


def earlier(facts: FileFacts, node: Node, names: Iterable[str]) -> Iterator[Node]:
    """The statements before a node, in its block or in one around it, in which a name stands, the last one first."""
    around = _blocks(node)
    home = around[-1] if around else node
    found: dict[int, Node] = {}
    for name in names:
        uses = facts.occurrences_between(name, home.start_byte, node.start_byte)
        for use in uses[-MOST_USES:]:
            block = next((each for each in around if each.start_byte <= use.start_byte), None)
            statement = _child_at(block, use.start_byte) if block is not None else None
            if statement is not None and statement.end_byte <= node.start_byte:
                found[statement.start_byte] = statement
    return (found[start] for start in sorted(found, reverse=True))


def _blocks(node: Node) -> list[Node]:
    """The blocks around a node, the innermost first, up to the end of its function."""
    found = []
    at = node.parent
    while at is not None:
        if at.type in _BLOCKS:
            found.append(at)
        if at.type in FUNCTIONS:
            break
        at = at.parent
    return found


def _child_at(block: Node, start: int) -> Node | None:
    cursor = block.walk()
    return cursor.node if cursor.goto_first_child_for_byte(start) is not None else None


def turned_away(statement: Node, *, throws: bool = False) -> Iterator[tuple[Node, bool]]:
    """The tests that have let the program pass a statement: `if (!LIST.includes(x)) return;` turns others away.

    With `throws` only what throws does: whoever called goes on after a return.
    """
    if statement.type in _EACH:
        yield from _refused_in(statement, throws=throws)
    if statement.type != "if_statement":
        return
    parts = (statement.child_by_field_name(name) for name in ("condition", "consequence", "alternative"))
    condition, then, other = parts
    if condition is None or then is None:
        return
    if leaves(then, throws=throws):
        yield condition, False
    if other is not None and leaves(other, throws=throws):
        yield condition, True


def _refused_in(loop: Node, *, throws: bool) -> Iterator[tuple[Node, bool]]:
    """`for (...) { if (list[i] === "__proto__") return; }`: what was refused in any round is not there after the loop."""
    body = loop.child_by_field_name("body")
    inside = body.named_children if body is not None and body.type == "statement_block" else [body]
    for statement in filter(None, inside):
        condition, then = (statement.child_by_field_name(name) for name in ("condition", "consequence"))
        if statement.type != "if_statement" or condition is None or then is None:
            continue
        if _ends_function(then, throws=throws):
            yield condition, False


def _ends_function(branch: Node, *, throws: bool) -> bool:
    inside = [child for child in branch.named_children if child.type != "comment"]
    last = inside[-1] if branch.type == "statement_block" and inside else branch
    return last.type == "throw_statement" or (last.type == "return_statement" and not throws)


def leaves(branch: Node, *, throws: bool = False) -> bool:
    """Whether the end of a branch is never reached."""
    if branch.type == "else_clause" and branch.named_children:
        return leaves(branch.named_children[-1], throws=throws)
    if branch.type == "if_statement":
        parts = (branch.child_by_field_name(name) for name in ("consequence", "alternative"))
        return all(part is not None and leaves(part, throws=throws) for part in parts)
    if branch.type != "statement_block":
        return branch.type == "throw_statement" or (not throws and branch.type in _ENDS) or _stops(branch)
    inside = [child for child in branch.named_children if child.type != "comment"]
    return bool(inside) and leaves(inside[-1], throws=throws)


def _stops(statement: Node) -> bool:
    """`process.exit(1);`."""
    call = statement.named_children[0] if statement.type == "expression_statement" else None
    callee = call.child_by_field_name("function") if call is not None else None
    return callee is not None and callee.text in (b"process.exit", b"process.abort")


def _short_circuit(node: Node) -> Iterator[tuple[Node, bool]]:
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    if operator is not None and left is not None and operator.type in ("&&", "||"):
        yield left, operator.type == "&&"
