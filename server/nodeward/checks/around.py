"""The names around a call: of what becomes of its result, and of what goes into it."""

from collections.abc import Iterator

from nodeward.checks.naming import own_name, result_names
from nodeward.semantics.calls import arguments
from nodeward.semantics.scopes import CLASSES, FUNCTIONS, unwrapped
from nodeward.semantics.values import Api, Site
from nodeward.syntax.nodes import Node

_HOLDERS = {"variable_declarator": "name", "assignment_expression": "left", "pair": "key"}
MOST_INSIDE = 3  # expressions inside each other that are looked at for what goes into a call
# These give back what they are given in another form.
_FORMING = frozenset(
    {"from", "String", "stringify", "toString", "join", "trim", "normalize", "encode", "concat"}
)


def names_around(site: Site) -> list[str]:
    """The names that say what a call's result is for.

    Those of the variable, property or parameter that it becomes or of its function, and of what goes into it, also
    through the methods that are chained to it or called on the variable that holds it.
    """
    return [*result_names(site), *_inputs(site)]


def names_outside(site: Site) -> Iterator[str]:
    """The names of what an expression stands in: functions, classes, what they are assigned to, the file."""
    yield site.model.path.rpartition("/")[2].partition(".")[0]
    at = site.node.parent
    while at is not None:
        field = "name" if at.type in FUNCTIONS | CLASSES else _HOLDERS.get(at.type)
        name = at.child_by_field_name(field) if field is not None else None
        if name is not None:
            yield site.model.text(name)
        at = at.parent


def _inputs(site: Site) -> Iterator[str]:
    """`createHash("md5").update(password)`: password; and what such calls on the variable that holds it give."""
    at: Node | None = site.node
    last = site.node
    while at is not None:
        last = at
        for argument in arguments(at):
            yield from names_in(site.model.site(argument))
        at = _chained(at)
    for call in _calls_on(site.model.site(last)):
        end: Node | None = call
        while end is not None:
            last = end
            for argument in arguments(end):
                yield from names_in(site.model.site(argument))
            end = _chained(end)
        yield from result_names(site.model.site(last))


def _chained(call: Node) -> Node | None:
    """The call of a method of what a call gives."""
    member = call.parent
    if (
        member is None
        or member.type != "member_expression"
        or member.child_by_field_name("object") != call
        or member.parent is None
    ):
        return None
    return member.parent if member.parent.type == "call_expression" else None


def _calls_on(site: Site) -> Iterator[Node]:
    """The calls of methods of the variable that holds an expression."""
    declarator = site.node.parent
    name = declarator.child_by_field_name("name") if declarator is not None else None
    if declarator is None or declarator.type != "variable_declarator" or name is None:
        return
    binding = site.model.facts.binding(name) if name.type == "identifier" else None
    for use in binding.uses if binding is not None else []:
        call = _chained(use)
        if call is not None:
            yield call


def names_in(site: Site, depth: int = MOST_INSIDE) -> Iterator[str]:
    """The names of what an expression puts together or hands on in another form."""
    node, model = unwrapped(site.node), site.model
    name = own_name(model.site(node))
    if name is not None and name not in _FORMING:
        yield name
    if depth <= 0:
        return
    if node.type == "call_expression" and name in _FORMING:
        callee = node.child_by_field_name("function")
        holder = callee.child_by_field_name("object") if callee is not None else None
        named = holder is not None and not isinstance(model.value(holder), Api)  # not of `Buffer.from(x)`
        parts = [*arguments(node), *([holder] if named and holder is not None else [])]
    elif node.type in ("binary_expression", "template_string", "template_substitution", "array"):
        parts = [child for child in node.named_children if child.type != "comment"]
    else:
        return
    for part in parts:
        yield from names_in(model.site(part), depth - 1)
