"""The origin of a request sent back as the one that is allowed, with credentials (CWE-942).

Python, because it takes two headers of one function, and is right where anything has judged the origin before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.checks.context import Context, Hit, ProjectFile
from nodeward.rulebook.rule import Rule
from nodeward.semantics.calls import arguments
from nodeward.semantics.origin import origin
from nodeward.semantics.roles import parameters
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.shapes import shape
from nodeward.semantics.values import Api, Constant, Object, Site, api_name, constant_text
from nodeward.syntax.nodes import Node, walk

_ORIGIN, _CREDENTIALS = "access-control-allow-origin", "access-control-allow-credentials"
_HEADERS = (".headers.origin", ".header.origin")
_GETTERS = frozenset(
    {"express.Request.get", "express.Request.header", "koa.Context.get", "koa.Context.request.get"}
)
_METHOD = re.compile(r"[\w.]+\.method\s*===?\s*(['\"])\w+\1")
_PRESENT = re.compile(r"""(['"])origin\1\s+in\s+[\w.]+\.headers?""", re.IGNORECASE)
_LEAVES = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_STATEMENTS = frozenset({"expression_statement", "await_expression"})
_BRANCHES = frozenset({"if_statement", "ternary_expression", "switch_case", "while_statement"})


@dataclass(frozen=True, slots=True)
class _Header:
    """A header that is set: by which call, and to what."""

    name: str
    value: Site
    call: Node


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The places of the file where whatever origin asks is allowed to send credentials."""
    if isinstance(context, ProjectFile) or context.kind == "test":
        return
    found = [
        header
        for name in rule.looks_at
        for site in context.calls(name)
        for header in _headers(context.model.site(site.node))
    ]
    trusting = [_function(each.call) for each in found if each.name == _CREDENTIALS and _is_true(each.value)]
    for header in found:
        function = _function(header.call)
        if header.name != _ORIGIN or function is None or function not in trusting:
            continue
        call = context.model.site(header.call)
        if _is_of(function, header.value) and not _is_judged(call, function):
            yield Hit(header.value.node, {"call-start": str(header.call.start_byte)})


def _headers(call: Site) -> Iterator[_Header]:
    """The headers that a call sets: one, or those of an object."""
    given = [call.model.site(node) for node in arguments(call.node)]
    name = constant_text(call.model.value(given[0].node)) if given else None
    if name is not None and len(given) > 1:
        yield _Header(name.lower(), given[1], call.node)
    for each in given:
        value = each.model.value(each.node)
        found = shape(value) if isinstance(value, Object) else None
        for key in found.properties if found is not None and each.model is call.model else ():
            site = found.site(key) if found is not None else None
            if site is not None and site.model is call.model:
                yield _Header(str(key).lower(), site, call.node)


def _is_true(site: Site) -> bool:
    value = site.model.value(site.node)
    return isinstance(value, Constant) and value.value in (True, "true")


def _is_origin(site: Site) -> bool:
    """Whether an expression is the header `Origin` of the request, whatever it says."""
    written = origin(site)
    model, node = written.model, unwrapped(written.node)
    operator = node.child_by_field_name("operator")
    if node.type == "binary_expression" and operator is not None and operator.type in ("||", "??"):
        left = node.child_by_field_name("left")
        return left is not None and _is_origin(model.site(left))
    value = model.value(node)
    if isinstance(value, Api) and value.name.endswith(_HEADERS):
        return True
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    if callee is None or api_name(model.value(callee)) not in _GETTERS:
        return False
    asked = arguments(node)
    return bool(asked) and (constant_text(model.value(asked[0])) or "").lower() == "origin"


def _is_of(function: Node, site: Site) -> bool:
    """Whether an expression is the origin of the request that the function handles; a callback within may be a judge's."""
    if not _is_origin(site):
        return False
    at: Node | None = unwrapped(origin(site).node)
    while at is not None and at.type != "identifier":
        at = (
            at.child_by_field_name("object")
            or at.child_by_field_name("function")
            or at.child_by_field_name("left")
        )
    handled = [site.model.text(each) for each in parameters(function)]
    return at is not None and any(each.split(":")[0].strip() == site.model.text(at) for each in handled)


def _is_judged(call: Site, function: Node) -> bool:
    """Whether the call depends on anything but that there is an origin, and the method of the request."""
    at: Node | None = call.node
    while at is not None and at != function:
        above = at.parent
        if above is not None and _depends(call, above, at):
            return True
        at = above
    return any(
        _decides(call, node)
        for node in walk(function.child_by_field_name("body") or function, closed=FUNCTIONS)
        if node.end_byte <= call.node.start_byte
    )


def _depends(call: Site, above: Node, at: Node) -> bool:
    """Whether what `above` asks decides about `at`, and is more than whether there is an origin."""
    if above.type == "binary_expression":
        left = above.child_by_field_name("left")
        return left is not None and left != at and not _is_open(call, left)
    if above.type not in _BRANCHES:
        return above.type in ("catch_clause", "try_statement")
    condition = above.child_by_field_name("condition")
    return condition is None or (condition != at and not _is_open(call, condition))


def _decides(call: Site, branch: Node) -> bool:
    """Whether what comes before the call may end the function for what it asks: a branch, a check that throws."""
    if branch.type == "expression_statement":
        return any(_is_asked(call, node) for node in walk(branch, closed=FUNCTIONS))
    if branch.type != "if_statement":
        return False
    condition = branch.child_by_field_name("condition")
    leaves = any(node.type in _LEAVES for node in walk(branch, closed=FUNCTIONS))
    return leaves and (condition is None or not _is_open(call, condition))


def _is_asked(call: Site, node: Node) -> bool:
    """Whether a function that gives nothing back is handed the origin: `assertAllowed(origin)`."""
    if node.type != "call_expression" or node.parent is None or node.parent.type not in _STATEMENTS:
        return False
    given = arguments(node)
    return len(given) == 1 and _is_origin(call.model.site(given[0]))


def _is_open(call: Site, condition: Node) -> bool:
    """Whether a condition holds for every origin: it asks whether there is one, or for the method."""
    node = unwrapped(condition)
    while node.type == "unary_expression" and (inner := node.child_by_field_name("argument")) is not None:
        node = unwrapped(inner)
    written = call.model.text(node)
    return _is_origin(call.model.site(node)) or any(each.fullmatch(written) for each in (_METHOD, _PRESENT))


def _function(node: Node) -> Node | None:
    at = node.parent
    while at is not None and at.type not in FUNCTIONS:
        at = at.parent
    return at
