"""An error's text or stack in a response (CWE-209).

Python, because whether it is wrong depends on the status of the response and on the branch that it is sent from,
which no way of looking asks for.
"""

from collections.abc import Iterator
from itertools import islice

from nodeward.checks.branches import in_development_branch, in_known_error_branch
from nodeward.checks.context import Context, Hit, ProjectFile, quoted
from nodeward.checks.error_flows import error_in
from nodeward.checks.naming import own_name
from nodeward.checks.responses import status_of
from nodeward.findings import Severity
from nodeward.rulebook.rule import Rule
from nodeward.semantics.calls import arguments
from nodeward.semantics.roles import ERROR
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Api, Site, api_name
from nodeward.syntax.nodes import Node

_TEXTS = frozenset({"String", "JSON.stringify", "util.inspect", "util.format"})
_STACK, _MESSAGE = "stack", "message"
_SAID = {_STACK: "the stack of an error", _MESSAGE: "the message of an error", None: "an error as it is"}
# Of these the result is not the text of an operand.
_ASKS = frozenset({"unary_expression", "update_expression"})
_CONSTANT = frozenset({"string", "number", "true", "false", "null", *FUNCTIONS})
_JOINS = frozenset({"+", "||", "??"})


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The responses of the file that hold an error."""
    if isinstance(context, ProjectFile) or context.kind == "test":
        return
    for name in rule.looks_at:
        for site in context.calls(name):
            yield from islice(_sent(context, site.node), 1)


def _sent(context: Context, call: Node) -> Iterator[Hit]:
    for argument in arguments(call):
        found = _error_in(context.model.site(argument))
        if found is None:
            yield from _brought(context, call, argument)
            continue
        hit = _hit(context, call, argument, found)
        if hit is not None:
            yield hit


def _brought(context: Context, call: Node, argument: Node) -> Iterator[Hit]:
    """An error that came on a way; of a message only where it is sure that the server is to blame."""
    site, status = context.model.site(argument), status_of(context.model.site(call))
    told = error_in(context, site) if argument.type not in _CONSTANT else None
    if told is None or in_development_branch(site):
        return
    if not told.stack and (status is None or status < 500 or in_known_error_branch(site)):
        return
    details = {
        "what": _SAID[_STACK if told.stack else _MESSAGE],
        "error": told.spelled,
        "call-start": str(call.start_byte),
        "call-end": str(call.end_byte),
        "brought": "yes",
    }
    severity = Severity.ERROR if told.stack else Severity.WARNING
    yield Hit(argument, details, steps=told.steps, severity=severity)


def _hit(context: Context, call: Node, argument: Node, found: tuple[Node, str | None]) -> Hit | None:
    node, what = found
    site = context.model.site(call)
    if in_development_branch(context.model.site(node)):
        return None
    status = status_of(site)
    if what != _STACK and ((status is not None and status < 500) or in_known_error_branch(site)):
        return None
    details = {
        "what": _SAID[what],
        "error": quoted(context, node),
        "call-start": str(call.start_byte),
        "call-end": str(call.end_byte),
        "argument-start": str(argument.start_byte),
        "argument-end": str(argument.end_byte),
        "status": str(status or ""),
    }
    return Hit(node, details, severity=Severity.ERROR if what == _STACK else Severity.WARNING)


def _error_in(site: Site) -> tuple[Node, str | None] | None:
    """The error, or the part of it, inside what is sent; what a function of someone else's makes of it is not followed."""
    model, node = site.model, site.node
    if node.type in ("identifier", "member_expression", "shorthand_property_identifier"):
        value = model.value(node)
        if value == Api(ERROR):
            return node, None
        if isinstance(value, Api) and value.name in (f"{ERROR}.{_STACK}", f"{ERROR}.{_MESSAGE}"):
            return node, value.name.rpartition(".")[2]
        return None
    if node.type in FUNCTIONS:
        return None
    if node.type == "call_expression" and not _keeps_text(site):
        return None
    for child in _operands(node):
        found = _error_in(model.site(child)) if child.type not in ("property_identifier", "comment") else None
        if found is not None:
            return found
    return None


def _operands(node: Node) -> list[Node]:
    """The parts of an expression whose text can be in its result: of `e ? e.message : ""` not the `e` that is asked."""
    if node.type in _ASKS:
        return []
    if node.type == "ternary_expression":
        return [part for name in ("consequence", "alternative") if (part := node.child_by_field_name(name))]
    if node.type != "binary_expression":
        return node.named_children
    operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
    sign = operator.type if operator is not None else ""
    if sign == "&&":
        return [right] if right is not None else []
    return node.named_children if sign in _JOINS else []


def _keeps_text(site: Site) -> bool:
    callee = site.node.child_by_field_name("function")
    if callee is None:
        return False
    return api_name(site.model.value(callee)) in _TEXTS or own_name(site.model.site(callee)) in (
        "toString",
        "String",
        "inspect",
    )
