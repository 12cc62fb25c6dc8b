"""Where an object gets a member under a computed key, and was itself reached by one: the shape of prototype pollution (CWE-1321).

`object[key] = value` alone changes one object. It takes a first computed key, `__proto__`, to come to the prototype that
all objects share; so the object must have been reached by one: `target[a][b] = value`, a walk `at = at[key]`, a merge that
calls itself with `target[key]`.
"""

import re
from collections.abc import Iterator

from nodeward.checks.context import Context
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS
from nodeward.semantics.values import Constant
from nodeward.syntax.nodes import Node, ancestors, node_at

_ASSIGNED = re.compile(rb"\](?=\s*=(?![=>]))")


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
        if (
            object_ is None
            or key is None
            or key.type in ("string", "number", "template_string", "binary_expression")
        ):
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
