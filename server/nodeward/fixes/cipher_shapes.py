"""How code encrypts and decrypts with `node:crypto`: a cipher that is made, fed once and finished. Knows no algorithm."""

from dataclasses import dataclass

from nodeward.fixes.lines import is_removable
from nodeward.semantics.calls import arguments
from nodeward.semantics.model import Model
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node, walk


@dataclass(frozen=True, slots=True)
class Cipher:
    """One cipher from its making to its end.

    `output` is the expression that gives the whole result: text in the encoding `form` (its code), or bytes where there is
    none. `rest` is a statement that adds the end to the result, and has no place where the whole is made at once.
    """

    call: Node
    statement: Node
    name: str
    update: Node
    output: Node
    form: str | None
    rest: Node | None = None


def read_cipher(model: Model, call: Node) -> Cipher | None:
    """The life of the cipher that a call makes, where it is that simple."""
    declarator = call.parent
    statement = declarator.parent if declarator is not None else None
    name = declarator.child_by_field_name("name") if declarator is not None else None
    if declarator is None or statement is None or name is None or name.type != "identifier":
        return None
    if (
        declarator.type != "variable_declarator"
        or statement.named_child_count != 1
        or not is_removable(statement)
    ):
        return None
    binding = model.facts.binding(name)
    calls = (
        [_method_call(model, use) for use in binding.uses]
        if binding is not None and not binding.writes
        else []
    )
    methods = {found[0]: found[1] for found in calls if found is not None}
    if len(calls) != 2 or set(methods) != {"update", "final"}:
        return None
    made = (call, statement, model.text(name), methods["update"])
    return _sum(model, made, methods["final"]) or _list(model, made, methods["final"])


_Made = tuple[Node, Node, str, Node]


def moves_to(model: Model, expression: Node, statement: Node) -> bool:
    """Whether an expression means the same before a statement: what it names is made above."""
    for node in walk(expression):
        binding = model.facts.binding(node) if node.type == "identifier" else None
        if binding is None or binding.scope.type == "program":
            continue
        if any(made.name.start_byte > statement.start_byte for made in binding.declarations):
            return False
    return not any(node.type in ("await_expression", "assignment_expression") for node in walk(expression))


def _method_call(model: Model, use: Node) -> tuple[str, Node] | None:
    member = use.parent
    if member is None or member.type != "member_expression" or member.child_by_field_name("object") != use:
        return None
    key, call = member.child_by_field_name("property"), member.parent
    if key is None or call is None or call.type != "call_expression":
        return None
    return model.text(key), call


def _sum(model: Model, made: _Made, final: Node) -> Cipher | None:
    """`cipher.update(text, "utf8", "hex") + cipher.final("hex")`, at once or in two steps."""
    call, statement, name, update = made
    given, ended = arguments(update), arguments(final)
    if len(given) != 3 or len(ended) != 1 or model.text(given[2]) != model.text(ended[0]):
        return None
    form, parent = model.text(ended[0]), update.parent
    if parent is not None and parent.type == "binary_expression":
        operator = parent.child_by_field_name("operator")
        whole = parent.child_by_field_name("left") == update and parent.child_by_field_name("right") == final
        joined = operator is not None and operator.type == "+" and whole
        return Cipher(call, statement, name, update, parent, form) if joined else None
    rest = _added(model, update, final)
    return Cipher(call, statement, name, update, update, form, rest) if rest is not None else None


def _added(model: Model, update: Node, final: Node) -> Node | None:
    """The `text += cipher.final("hex");` that follows `let text = cipher.update(...);` at once."""
    declarator, added = update.parent, final.parent
    if declarator is None or added is None or added.parent is None:
        return None
    if declarator.type != "variable_declarator" or added.type != "augmented_assignment_expression":
        return None
    name, left = declarator.child_by_field_name("name"), added.child_by_field_name("left")
    operator = added.child_by_field_name("operator")
    same = name is not None and left is not None and model.text(name) == model.text(left)
    if not same or operator is None or operator.type != "+=" or declarator.parent is None:
        return None
    statement = added.parent
    follows = declarator.parent.next_named_sibling == statement
    return statement if follows and statement.type == "expression_statement" else None


def _list(model: Model, made: _Made, final: Node) -> Cipher | None:
    """The two parts in a list: `Buffer.concat([cipher.update(text), cipher.final()])`."""
    call, statement, name, update = made
    array = update.parent
    if (
        array is None
        or array.type != "array"
        or array.named_children != [update, final]
        or array.parent is None
    ):
        return None
    joined = array.parent.parent
    if joined is None or joined.type != "call_expression" or arguments(joined) != [array]:
        return None
    if model.value(joined.child_by_field_name("function")) != Api("Buffer.concat") or arguments(final):
        return None
    if not 1 <= len(arguments(update)) <= 2:
        return None
    return Cipher(call, statement, name, update, joined, None)
