"""What a name stands for: a global, an import, a variable with one possible value, a parameter of a known type."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from nodeward.semantics.facts import Binding
from nodeward.semantics.imports import imported_value
from nodeward.semantics.later import is_changed
from nodeward.semantics.patterns import taken_apart
from nodeward.semantics.roles import ERROR
from nodeward.semantics.scopes import Declaration, Kind, Write, unwrapped
from nodeward.semantics.types import declared_type, parameter_value
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Api,
    Array,
    Constant,
    Object,
    Value,
    join,
    join_present,
)
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_FREE: Mapping[str, Value] = {
    "undefined": Constant(UNDEFINED),
    "NaN": UNKNOWN,
    "Infinity": Constant(float("inf")),
}


def identifier_value(model: "Model", node: Node) -> Value:
    """The value of an identifier that is read."""
    name = model.text(node)
    binding = model.facts.binding(node, name)
    if binding is not None:
        return binding_value(model, binding)
    if name in _FREE:
        return _FREE[name]
    known = model.library.globals.get(name)
    return Api(model.library.canonical(known)) if known is not None else UNKNOWN


def binding_value(model: "Model", binding: Binding) -> Value:
    """The one value that a binding can have; unknown where it can have two."""
    return model.once(binding.scope, f"name {binding.name}", partial(_one_value, model, binding), UNKNOWN)


def _one_value(model: "Model", binding: Binding) -> Value:
    found = join_present(list(_candidates(model, binding)))
    if isinstance(found, Object | Array) and not _is_made_here(binding) and is_changed(model, binding):
        return UNKNOWN
    return found if found != UNKNOWN else _declared(model, binding)


def _declared(model: "Model", binding: Binding) -> Value:
    """What a name holds by its type, whatever it is assigned."""
    return join(
        [
            declared_type(model, declaration.site)
            for declaration in binding.declarations
            if declaration.site.type == "variable_declarator"
            and declaration.site.child_by_field_name("name") == declaration.name
        ]
    )


def _is_made_here(binding: Binding) -> bool:
    """Whether some value of the name is a literal that stands there; its shape knows of later changes itself."""
    sites = [declaration.site.child_by_field_name("value") for declaration in binding.declarations]
    sites += [write.site.child_by_field_name("right") for write in binding.writes]
    return any(site is not None and unwrapped(site).type in ("object", "array") for site in sites)


def _candidates(model: "Model", binding: Binding) -> Iterator[Value]:
    values = [declaration for declaration in binding.declarations if declaration.kind is not Kind.TYPE]
    for declaration in values or binding.declarations:
        if not _is_bare(declaration):
            yield declared_value(model, declaration)
    for write in binding.writes:
        yield _written_value(model, write)


def declared_value(model: "Model", declaration: Declaration) -> Value:
    """What a declaration gives its name."""
    site = declaration.site
    if declaration.kind is Kind.IMPORT:
        return imported_value(model, declaration)
    if declaration.kind in (Kind.FUNCTION, Kind.CLASS, Kind.TYPE, Kind.OTHER):
        return model.value(site)
    if declaration.kind is Kind.PARAMETER:
        return taken_apart(model, site, declaration.name, parameter_value(model, declaration))
    if declaration.kind is Kind.CATCH:
        caught = site.child_by_field_name("parameter")
        return taken_apart(model, caught, declaration.name, Api(ERROR)) if caught is not None else UNKNOWN
    if site.type == "variable_declarator":
        return _declarator_value(model, declaration)
    return UNKNOWN


def _is_bare(declaration: Declaration) -> bool:
    """`let x;` says nothing yet; a `var` or `let` without a value waits for its assignment."""
    site = declaration.site
    return site.type == "variable_declarator" and site.child_by_field_name("value") is None


def _declarator_value(model: "Model", declaration: Declaration) -> Value:
    pattern = declaration.site.child_by_field_name("name")
    if pattern is None:
        return UNKNOWN
    found = model.value(declaration.site.child_by_field_name("value"))
    if found == UNKNOWN:
        found = declared_type(model, declaration.site)
    return taken_apart(model, pattern, declaration.name, found)


def _written_value(model: "Model", write: Write) -> Value:
    left, right = write.site.child_by_field_name("left"), write.site.child_by_field_name("right")
    if left is None or not _assigns(write.site):
        return UNKNOWN
    return taken_apart(model, left, write.name, model.value(right))


def _assigns(site: Node) -> bool:
    if site.type != "augmented_assignment_expression":
        return site.type == "assignment_expression"
    operator = site.child_by_field_name("operator")
    return operator is not None and operator.type in ("??=", "||=")
