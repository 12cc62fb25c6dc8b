"""What a value is called: the name of an expression, and the names that its result is given."""

from collections.abc import Iterator

from nodeward.semantics.calls import arguments
from nodeward.semantics.scopes import FUNCTIONS, WRAPPERS, unwrapped
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Site, constant_text
from nodeward.syntax.nodes import Node, first_named

MOST_CLIMB = 14  # nodes above a call that are looked at for a name
SHORT = 2  # characters of a name that says nothing, also not where it goes
# Names that say nothing of what a value is for: then the function's name is asked too.
_SAYS_NOTHING = frozenset(
    [
        "a",
        "b",
        "c",
        "d",
        "h",
        "i",
        "n",
        "r",
        "s",
        "x",
        "y",
        "id",
        "out",
        "ret",
        "res",
        "str",
        "text",
        "value",
        "val",
        "result",
        "output",
        "data",
        "tmp",
        "arr",
        "buf",
        "bytes",
        "hash",
        "hashed",
        "digest",
        "char",
        "chars",
        "code",
        "idx",
        "index",
        "num",
        "number",
        "rand",
        "random",
        "randomchar",
        "randomindex",
        "rnd",
    ]
)
_PASSING = WRAPPERS | frozenset(
    {
        "await_expression",
        "binary_expression",
        "template_substitution",
        "template_string",
        "ternary_expression",
        "member_expression",
        "call_expression",
        "arguments",
        "array",
        "subscript_expression",
        "spread_element",
        "new_expression",
        "unary_expression",
        "statement_block",
        "else_clause",
        "catch_clause",
        "finally_clause",
        "switch_body",
        "switch_case",
        "switch_default",
        "arrow_function",
        "variable_declarator",
        "lexical_declaration",
        "variable_declaration",
        "assignment_expression",
        "augmented_assignment_expression",
    }
)
_ORDERS = frozenset({"<", ">", "<=", ">="})
# What such methods are handed becomes part of their object ...
_COLLECTING = frozenset({"push", "unshift", "add", "append", "concat"})
# ... or is kept under the name that they are handed first.
_KEEPING = frozenset({"set", "setItem", "cookie", "append", "header", "setHeader", "put"})
# What a function that they are handed returns is in what they give back.
_TURNING = frozenset({"from", "map", "flatMap", "reduce", "replace", "replaceAll"})


def own_name(site: Site) -> str | None:
    """The last name in an expression: of `user.resetToken` it is resetToken."""
    node = site.node
    if node.type == "identifier":
        return site.model.text(node)
    if node.type == "member_expression":
        key = node.child_by_field_name("property")
        return site.model.text(key) if key is not None else None
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        return own_name(site.model.site(callee)) if callee is not None else None
    return None


def result_names(site: Site) -> Iterator[str]:
    """The names that the result of an expression is given; none where it is only compared or used up."""
    at = site.node
    for _ in range(MOST_CLIMB):
        parent = at.parent
        if parent is None or _uses_up(site, parent, at):
            return
        name = _given(site, parent, at)
        if name is not None:
            yield name
            if parent.type != "augmented_assignment_expression" and name.lower() not in _SAYS_NOTHING:
                return
            if _only_compared(site, parent) or (len(name) <= SHORT and not _is_returned(site, parent)):
                return
        if parent.type in FUNCTIONS:
            yield from _function_name(site, parent)
            if not _gives_on(site, parent):
                return
        elif parent.type not in _PASSING and not parent.type.endswith("_statement"):
            return
        at = parent


def _only_compared(site: Site, declarator: Node) -> bool:
    """`const r = make(); if (r < 0.5) { ... }`: whatever it decides, the value itself goes nowhere."""
    name = declarator.child_by_field_name("name") if declarator.type == "variable_declarator" else None
    binding = site.model.facts.binding(name) if name is not None and name.type == "identifier" else None
    return binding is not None and bool(binding.uses) and all(map(_in_comparison, binding.uses))


def _is_returned(site: Site, declarator: Node) -> bool:
    """Whether what a variable holds is given back: the `s` of a token is, the `s` of a schedule's seconds is not."""
    field = "name" if declarator.type == "variable_declarator" else "left"
    name = declarator.child_by_field_name(field)
    binding = site.model.facts.binding(name) if name is not None and name.type == "identifier" else None
    return binding is None or any(
        above.type == "return_statement" for use in binding.uses for above in _up_to_function(use)
    )


def _up_to_function(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None and above.type not in FUNCTIONS:
        yield above
        above = above.parent


def _in_comparison(use: Node) -> bool:
    parent = use.parent
    while parent is not None and parent.type in ("binary_expression", "parenthesized_expression"):
        operator = parent.child_by_field_name("operator")
        if operator is not None and operator.type in _ORDERS:
            return True
        parent = parent.parent
    return False


def _uses_up(site: Site, parent: Node, child: Node) -> bool:
    """`x < 0.5` and `wait(x);` give the value to no one; `list.push(x);` does."""
    if parent.type == "binary_expression":
        operator = parent.child_by_field_name("operator")
        return operator is not None and operator.type in _ORDERS
    if parent.type != "expression_statement":
        return False
    inner = unwrapped(child)
    if inner.type == "await_expression":
        inner = first_named(inner) or inner
    if inner.type in ("assignment_expression", "augmented_assignment_expression"):
        return False
    return own_name(site.model.site(inner)) not in _COLLECTING | _KEEPING


def _given(site: Site, parent: Node, child: Node) -> str | None:
    model = site.model
    if parent.type == "variable_declarator" and parent.child_by_field_name("value") == child:
        target = parent.child_by_field_name("name")
    elif (
        parent.type in ("assignment_expression", "augmented_assignment_expression")
        and parent.child_by_field_name("right") == child
    ):
        target = parent.child_by_field_name("left")
    elif parent.type == "pair" and parent.child_by_field_name("value") == child:
        key = parent.child_by_field_name("key")
        return key_text(model, key) if key is not None else None
    elif parent.type in ("field_definition", "public_field_definition"):
        target = parent.child_by_field_name("name") or parent.child_by_field_name("property")
        return model.text(target) if target is not None else None
    elif parent.type in ("assignment_pattern", "required_parameter"):
        target = parent.child_by_field_name("left") or parent.child_by_field_name("pattern")
    elif parent.type == "arguments" and parent.parent is not None:
        return _kept(site, parent.parent, child)
    else:
        return None
    return own_name(model.site(target)) if target is not None else None


def _kept(site: Site, call: Node, argument: Node) -> str | None:
    """The name of the list that a value is added to, or under which it is kept."""
    callee = call.child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return None
    method, given = own_name(site.model.site(callee)), arguments(call)
    if method in _KEEPING and len(given) > 1 and given[0] != argument:
        return constant_text(site.model.value(given[0]))
    holder = callee.child_by_field_name("object")
    return own_name(site.model.site(holder)) if method in _COLLECTING and holder is not None else None


def _function_name(site: Site, function: Node) -> Iterator[str]:
    name = function.child_by_field_name("name")
    if name is not None:
        yield site.model.text(name)
        return
    parent = function.parent
    given = _given(site, parent, function) if parent is not None else None
    if given is not None:
        yield given


def _gives_on(site: Site, function: Node) -> bool:
    """Whether what a function returns goes into the result of the call that it is handed to: `map(() => x)`."""
    call = function.parent.parent if function.parent is not None else None
    if call is None or call.type != "call_expression" or function not in arguments(call):
        return False
    return own_name(site.model.site(call)) in _TURNING
