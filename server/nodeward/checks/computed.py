"""Where a computed key says which member is changed (prototype pollution, CWE-1321) or called (CWE-470).

`object[key] = value` alone changes one object. It takes a first computed key, `__proto__`, to come to the prototype that
all objects share; so the object must have been reached by one: `target[a][b] = value`, a walk `at = at[key]`, a merge that
calls itself with `target[key]`.
"""

import re
from collections.abc import Iterator

from nodeward.checks.context import Context
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Constant, api_name
from nodeward.syntax.nodes import Node, ancestors, node_at

_ASSIGNED = re.compile(rb"\](?=\s*=(?![=>]))")
_CALLED = re.compile(rb"(\])(?=\s*(?:\?\.\s*)?\()")
_NAMED = re.compile(rb"=\s*[\w$.]+(\[)(?![\"'`\d\]])")
_APPLIED = re.compile(rb"(\])(?=\s*\??\.\s*(?:apply|call)\s*\()")
_REFLECTED = re.compile(rb"\bReflect\s*\.\s*(?:apply|construct)\s*\(\s*[\w$.]+(\[)")
_WRITTEN = frozenset({"string", "number", "template_string", "binary_expression"})


def computed_keys(context: Context) -> Iterator[tuple[Node, Node, Node]]:
    """The assignments `object[key] = value` with a key that is not known: object, key and assignment."""
    model, document = context.model, context.model.facts.document
    for match in _ASSIGNED.finditer(document.text):
        left = node_at(document, match.start(), match.start() + 1)
        left = left.parent if left is not None else None
        around = left.parent if left is not None else None
        if left is None or around is None or around.type != "assignment_expression":
            continue
        if left.type != "subscript_expression" or around.child_by_field_name("left") != left:
            continue
        object_, key = left.child_by_field_name("object"), left.child_by_field_name("index")
        if object_ is None or key is None or key.type in _WRITTEN:
            continue
        inside = any(above.type in FUNCTIONS for above in ancestors(around))
        known = isinstance(model.value(key), Constant) or _is_own_key(model, object_, key)
        if inside and not known:
            yield object_, key, around


def _is_own_key(model: Model, object_: Node, key: Node) -> bool:
    """`for (const key in object) object[key] = ...` gives nothing a member that it does not have."""
    binding = model.facts.binding(key) if key.type == "identifier" else None
    sites = [declaration.site for declaration in binding.declarations] if binding is not None else []
    loops = [site for site in sites if site.type == "for_in_statement"]
    right = loops[0].child_by_field_name("right") if loops else None
    return right is not None and model.text(right) == model.text(object_)


def called_keys(context: Context) -> Iterator[tuple[Node, Node]]:
    """The keys that are not known of functions that are called, and the call.

    `object[key](...)`, `object[key].call(...)`, `Reflect.apply(object[key], ...)`, `const run = object[key]; run(...)`.
    """
    document = context.model.facts.document
    for pattern, calls in _WAYS:
        for match in pattern.finditer(document.text):
            bracket = node_at(document, match.end(1) - 1, match.end(1))
            member = bracket.parent if bracket is not None else None
            key = _unknown_key(context, member) if member is not None else None
            call = calls(context, member) if key is not None and member is not None else None
            if key is not None and call is not None:
                yield key, call


def _around(_context: Context, member: Node) -> Node | None:
    call = member.parent
    return call if call is not None and _calls(call, member) else None


def _by_name(context: Context, member: Node) -> Node | None:
    """The first call of the variable that a member was given to."""
    name = member.parent.child_by_field_name("name") if member.parent is not None else None
    binding = context.model.facts.binding(name) if name is not None and name.type == "identifier" else None
    uses = binding.uses if binding is not None else ()
    return next((use.parent for use in uses if use.parent is not None and _calls(use.parent, use)), None)


def _calls(call: Node, function: Node) -> bool:
    return function in (call.child_by_field_name("function"), call.child_by_field_name("constructor"))


def _applied(_context: Context, member: Node) -> Node | None:
    """The call in `object[key].call(...)`."""
    method = member.parent
    call = method.parent if method is not None and method.child_by_field_name("object") == member else None
    return call if method is not None and call is not None and _calls(call, method) else None


def _reflected(_context: Context, member: Node) -> Node | None:
    """The call in `Reflect.apply(object[key], ...)`."""
    given = member.parent
    return given.parent if given is not None and given.type == "arguments" else None


_WAYS = ((_CALLED, _around), (_NAMED, _by_name), (_APPLIED, _applied), (_REFLECTED, _reflected))


def _unknown_key(context: Context, member: Node) -> Node | None:
    """The key of `object[key]` that is not known, where the object inherits what every object has."""
    object_, key = member.child_by_field_name("object"), member.child_by_field_name("index")
    if member.type != "subscript_expression" or object_ is None or key is None or key.type in _WRITTEN:
        return None
    if isinstance(context.model.value(key), Constant):
        return None
    return None if api_name(context.model.value(object_)) == "Object.create" else key
