"""What a value is made of: the elements of a list, the values of an object, what a function gives back."""

from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.values import Array, Function, Object, Site, Value
from nodeward.syntax.nodes import first_named


def parts(value: Value) -> list[Site]:
    """The expressions inside a value, as far as each is known to be in it."""
    if isinstance(value, Array):
        return elements(value) or []
    if isinstance(value, Object):
        found = shape(value)
        sites = [found.site(key) for key in found.properties]
        return [site for site in sites if site is not None]
    return _returned(value) if isinstance(value, Function) else []


def _returned(function: Function) -> list[Site]:
    """What a function that does nothing else gives back."""
    model, body = function.site.model, function.site.node.child_by_field_name("body")
    if body is None:
        return []
    if body.type != "statement_block":
        return [model.site(body)]
    statements = [child for child in body.named_children if child.type != "comment"]
    only = statements[0] if len(statements) == 1 and statements[0].type == "return_statement" else None
    given = first_named(only) if only is not None else None
    return [model.site(given)] if given is not None else []
