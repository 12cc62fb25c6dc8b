"""What a value is called: the name of an expression, and the names near a call that say what its result is for."""

from collections.abc import Iterator

from nodeward.semantics.calls import arguments
from nodeward.semantics.scopes import FUNCTIONS, WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node

MOST_CLIMB = 12  # nodes above a call that are looked at for a name
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
        "hash",
        "digest",
        "chars",
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
        "return_statement",
        "statement_block",
        "arrow_function",
        "variable_declarator",
        "assignment_expression",
        "augmented_assignment_expression",
    }
)


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


def names_around(site: Site) -> list[str]:
    """The names that say what a call's result is for.

    Those of the variable, property or parameter that it becomes or of its function, and of what goes into it, also
    through the methods that are chained to it.
    """
    return [*result_names(site), *_inputs(site)]


def result_names(site: Site) -> Iterator[str]:
    """The names that the result of an expression is given."""
    at = site.node
    for _ in range(MOST_CLIMB):
        parent = at.parent
        if parent is None:
            return
        name = _given(site, parent, at)
        if name is not None:
            yield name
            if parent.type != "augmented_assignment_expression" and name.lower() not in _SAYS_NOTHING:
                return
        if parent.type in FUNCTIONS:
            yield from _function_name(site, parent)
            return
        if parent.type not in _PASSING and not parent.type.endswith("_statement"):
            return
        at = parent


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
    else:
        return None
    return own_name(model.site(target)) if target is not None else None


def _function_name(site: Site, function: Node) -> Iterator[str]:
    name = function.child_by_field_name("name")
    if name is not None:
        yield site.model.text(name)
        return
    parent = function.parent
    given = _given(site, parent, function) if parent is not None else None
    if given is not None:
        yield given


def _inputs(site: Site) -> Iterator[str]:
    """`createHash("md5").update(password)`: password."""
    at: Node | None = site.node
    while at is not None:
        if at.type in ("call_expression", "new_expression"):
            for argument in arguments(at):
                name = own_name(site.model.site(argument))
                if name is not None:
                    yield name
        parent = at.parent
        chained = (
            parent is not None
            and parent.type == "member_expression"
            and parent.child_by_field_name("object") == at
        )
        at = (
            parent.parent
            if chained
            and parent is not None
            and parent.parent is not None
            and parent.parent.type == "call_expression"
            else None
        )
