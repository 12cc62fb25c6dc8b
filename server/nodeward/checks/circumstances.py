"""Circumstances in which what a way looks for does no harm: where the call stands, whom it talks to, what becomes of its result."""

import re
from collections.abc import Callable, Mapping, Sequence

from nodeward.checks.branches import in_development_branch
from nodeward.semantics.calls import arguments
from nodeward.semantics.shapes import shape
from nodeward.semantics.values import Constant, Object, Site, Text, Value
from nodeward.syntax.nodes import Node

MOST_NESTED = 2  # objects inside each other that are searched for a host
_HOSTS = (
    "host",
    "hostname",
    "server",
    "servername",
    "url",
    "uri",
    "href",
    "node",
    "address",
    "baseURL",
    "prefixUrl",
    "connectionString",
    "brokers",
)
_ADDRESS = re.compile(
    r"^(?:[a-z][\w+.-]*://)?(?:[^/@]*@)?(\[[^\]]*\]|[^:/?#,]*)(.*)$", re.IGNORECASE | re.DOTALL
)
_OWN = re.compile(
    r"^(?:(?:.+\.)?localhost|127(?:\.\d+){1,3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$", re.IGNORECASE
)
_CUTS = frozenset({"slice", "substring", "substr"})


def harmless(circumstances: Sequence[str], call: Site, found: Site) -> bool:
    """Whether one of the circumstances that a way names holds: at the call, or at `found`, which is wrong about it."""
    return any(_JUDGES[each](call) or (found != call and _JUDGES[each](found)) for each in circumstances)


def to_this_machine(call: Site) -> bool:
    """Whether a call names the machine that it runs on as the other side."""
    return any(
        _is_own(value) or _names_own(value, MOST_NESTED)
        for value in (call.model.value(argument) for argument in arguments(call.node))
    )


def shortened(call: Site) -> bool:
    """Whether every use of a call's text takes only a part of it: an abbreviation, which protects nothing."""
    at, cut = call.node, False
    while (member := at.parent) is not None and _is_object_of(member, at):
        method = member.parent
        if method is None or method.type != "call_expression":
            break
        at, cut = method, cut or _cuts(call, method)
    return cut or _held_shortened(call.model.site(at))


def picked(call: Site) -> bool:
    """Whether a call only chooses which element of a list is taken: `const server = servers[...]`."""
    at = call.node
    while (parent := at.parent) is not None:
        if parent.type == "subscript_expression" and parent.child_by_field_name("index") == at:
            return parent.parent is not None and parent.parent.type in (
                "variable_declarator",
                "assignment_expression",
                "return_statement",
                "pair",
            )
        if parent.type not in (
            "arguments",
            "call_expression",
            "binary_expression",
            "parenthesized_expression",
        ):
            return False
        at = parent
    return False


def _is_own(value: Value) -> bool:
    text = (
        value.value if isinstance(value, Constant) else value.pieces[0] if isinstance(value, Text) else None
    )
    found = _ADDRESS.match(text) if isinstance(text, str) else None
    if text == "::1":
        return True
    if found is None or not _OWN.match(found.group(1)):
        return False
    return isinstance(value, Constant) or bool(found.group(2))


def _names_own(value: Value, depth: int) -> bool:
    if not isinstance(value, Object):
        return False
    found = shape(value)
    for key in found.properties:
        site = found.site(key)
        inner = site.model.value(site.node) if site is not None else None
        if inner is None:
            continue
        if (key in _HOSTS and _is_own(inner)) or (depth > 1 and _names_own(inner, depth - 1)):
            return True
    return False


def _is_object_of(member: Node, node: Node) -> bool:
    return member.type == "member_expression" and member.child_by_field_name("object") == node


def _cuts(site: Site, method: Node) -> bool:
    """`.slice(0, 8)`; `.slice()` and `.slice(0)` take everything."""
    callee = method.child_by_field_name("function")
    key = callee.child_by_field_name("property") if callee is not None else None
    given = [site.model.value(argument) for argument in arguments(method)]
    return key is not None and site.model.text(key) in _CUTS and bool(given) and given != [Constant(0)]


def _held_shortened(site: Site) -> bool:
    """Whether the expression is held by a variable of which every use takes a part."""
    declarator = site.node.parent
    name = declarator.child_by_field_name("name") if declarator is not None else None
    if (
        declarator is None
        or declarator.type != "variable_declarator"
        or name is None
        or name.type != "identifier"
    ):
        return False
    binding = site.model.facts.binding(name)
    return binding is not None and bool(binding.uses) and all(_use_cut(site, use) for use in binding.uses)


def _use_cut(site: Site, use: Node) -> bool:
    member = use.parent
    if member is None or not _is_object_of(member, use) or member.parent is None:
        return False
    return member.parent.type == "call_expression" and _cuts(site, member.parent)


_JUDGES: Mapping[str, Callable[[Site], bool]] = {
    "development": in_development_branch,
    "this-machine": to_this_machine,
    "shortened": shortened,
    "picked": picked,
}
