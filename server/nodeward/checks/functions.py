"""What a small function of the file does, where its whole body says so."""

from nodeward.semantics.calls import arguments
from nodeward.semantics.roles import parameter_names
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import UNDEFINED, Constant, Function
from nodeward.syntax.nodes import Node, first_named, walk

_ACTS = frozenset({"call_expression", "new_expression", "throw_statement", "await_expression"})


def lets_everything_through(function: Function) -> bool:
    """Whether a function answers yes (or gives back its first parameter) to whatever it is asked.

    The answer may be returned, or handed to a callback: `(origin, done) => done(null, true)` after an empty error,
    `(page, permission, answer) => answer(true)` behind what else is told.
    """
    answer = _only_expression(function)
    names = parameter_names(function.site.model, function.site.node)
    if answer is None:
        return False
    if answer.type == "call_expression":
        return _hands_yes(function, answer, names)
    return _is_yes(function, answer, names)


def _hands_yes(function: Function, call: Node, names: list[str]) -> bool:
    model, callee, given = function.site.model, call.child_by_field_name("function"), arguments(call)
    called = model.text(callee) if callee is not None else ""
    if called in names[2:] and len(given) == 1:
        return model.value(given[0]) == Constant(True)
    if called not in names[1:2] or len(given) != 2:
        return False
    error = model.value(given[0])
    return isinstance(error, Constant) and not error.value and _is_yes(function, given[1], names)


def gives_nothing(function: Function) -> bool:
    """Whether a function calls nothing, throws nothing and gives back nothing, whatever it is handed.

    Such as `() => undefined` and `() => {}`: what a check of a certificate may not be.
    """
    body = function.site.node.child_by_field_name("body")
    if body is None or function.site.node.type.startswith("generator"):
        return False
    if body.type != "statement_block":
        return _is_nothing(function, unwrapped(body))
    within = list(walk(body, closed=FUNCTIONS))
    if any(node.type in _ACTS for node in within):
        return False
    returned = [first_named(node) for node in within if node.type == "return_statement"]
    return all(given is None or _is_nothing(function, given) for given in returned)


def catches(function: Function) -> bool:
    """Whether a function has a `try` whose block is all that can go wrong in it: it calls the next one inside."""
    body = function.site.node.child_by_field_name("body")
    tried = (
        [child for child in body.named_children if child.type == "try_statement"] if body is not None else []
    )
    names = parameter_names(function.site.model, function.site.node)
    return len(names) > 1 and any(f"{names[1]}(" in function.site.model.text(block) for block in tried)


def _is_nothing(function: Function, node: Node) -> bool:
    value = function.site.model.value(node)
    return isinstance(value, Constant) and (value.value is UNDEFINED or not value.value)


def _is_yes(function: Function, node: Node, names: list[str]) -> bool:
    model = function.site.model
    return model.value(node) == Constant(True) or (bool(names) and model.text(node) == names[0])


def _only_expression(function: Function) -> Node | None:
    """The expression that is all a function consists of."""
    body = function.site.node.child_by_field_name("body")
    if body is None:
        return None
    if body.type != "statement_block":
        return unwrapped(body)
    statements = [child for child in body.named_children if child.type != "comment"]
    if len(statements) != 1 or statements[0].type not in ("return_statement", "expression_statement"):
        return None
    inner = statements[0].named_children
    return unwrapped(inner[0]) if inner else None
