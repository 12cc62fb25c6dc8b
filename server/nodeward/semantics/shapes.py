"""What is in an object or array literal: properties, spreads, and what later assignments add to a `const` object."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nodeward.semantics.scopes import FUNCTIONS, Kind
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Array,
    Constant,
    Function,
    Object,
    Site,
    Value,
    api_name,
    join,
)
from nodeward.syntax.nodes import Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_HARMLESS = frozenset(
    {"Object.freeze", "Object.seal", "Object.keys", "Object.values", "Object.entries", "JSON.stringify"}
)


@dataclass(slots=True)
class Shape:
    """The properties of an object literal: for each key the sites of its possible values, the last one last.

    `complete` says that no other property can be there; `doubtful` keys may have a value that is not listed.
    """

    properties: dict[str, list[Site]] = field(default_factory=dict)
    complete: bool = True
    doubtful: set[str] = field(default_factory=set)

    def site(self, key: str) -> Site | None:
        """Where the one value of a property stands, or None where there is none or more than one."""
        found = self.properties.get(key, [])
        return found[0] if len(found) == 1 and key not in self.doubtful else None

    def lacks(self, key: str) -> bool:
        """Whether the object is known not to have a property."""
        return self.complete and key not in self.properties and key not in self.doubtful


def shape(value: Object) -> Shape:
    """The shape of an object literal, later assignments to the name it was given included."""
    model, node = value.site.model, value.site.node
    found = Shape()
    for part in node.named_children:
        _add(model, found, part)
    _add_later(model, found, node)
    return found


def prop(value: Object, key: str) -> Value:
    """The value of a property: undefined where it is known to be missing, unknown where it can be two things."""
    found = shape(value)
    if key in found.doubtful:
        return UNKNOWN
    sites = found.properties.get(key)
    if sites:
        return join([_site_value(site) for site in sites])
    return Constant(UNDEFINED) if found.complete else UNKNOWN


def element(value: Array, index: int) -> Value:
    """The element of an array literal at a position."""
    items = elements(value)
    return (
        items[index].model.value(items[index].node)
        if items is not None and 0 <= index < len(items)
        else UNKNOWN
    )


def elements(value: Array) -> list[Site] | None:
    """The elements of an array literal; None where a spread or a hole makes the positions unknown."""
    model, node = value.site.model, value.site.node
    items = [child for child in node.named_children if child.type != "comment"]
    if any(child.type == "spread_element" for child in items):
        return None
    return [model.site(child) for child in items]


def key_text(model: "Model", key: Node) -> str | None:
    """The name of a property as it is written, or None where it is computed from something unknown."""
    if key.type in ("property_identifier", "private_property_identifier", "identifier", "number"):
        return model.text(key)
    if key.type == "string":
        return model.text(key)[1:-1]
    if key.type == "computed_property_name":
        value = model.value(first_named(key))
        return (
            str(value.value) if isinstance(value, Constant) and isinstance(value.value, str | int) else None
        )
    return None


def _site_value(site: Site) -> Value:
    return Function(site) if site.node.type in FUNCTIONS else site.model.value(site.node)


def _add(model: "Model", found: Shape, part: Node) -> None:
    if part.type == "pair":
        key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
        spelled = key_text(model, key) if key is not None else None
        if spelled is None or value is None:
            found.complete = False
        else:
            found.properties[spelled] = [model.site(value)]
    elif part.type == "shorthand_property_identifier":
        found.properties[model.text(part)] = [model.site(part)]
    elif part.type == "method_definition":
        name = part.child_by_field_name("name")
        if name is not None:
            found.properties[model.text(name)] = [model.site(part)]
    elif part.type == "spread_element":
        _spread(model, found, part)
    elif part.type != "comment":
        found.complete = False


def _spread(model: "Model", found: Shape, part: Node) -> None:
    value = model.value(first_named(part))
    if not isinstance(value, Object):
        # Whatever is spread may overwrite what stands before it.
        found.complete = False
        found.doubtful |= set(found.properties)
        return
    inner = shape(value)
    found.properties.update(inner.properties)
    found.doubtful = (found.doubtful - set(inner.properties)) | inner.doubtful
    found.complete = found.complete and inner.complete


def _add_later(model: "Model", found: Shape, node: Node) -> None:
    """`const options = {}; options.secure = true;`"""
    declarator = node.parent
    if declarator is None or declarator.type != "variable_declarator":
        return
    name = declarator.child_by_field_name("name")
    if name is None or name.type != "identifier":
        return
    binding = model.facts.binding(name)
    if binding is None or binding.declarations[0].kind is not Kind.VARIABLE:
        return
    for use in binding.uses:
        _use(model, found, use, declarator)


def _use(model: "Model", found: Shape, use: Node, declarator: Node) -> None:
    parent = use.parent
    if parent is None:
        return
    if parent.type == "arguments":
        _passed(model, found, parent)
        return
    if (
        parent.type not in ("member_expression", "subscript_expression")
        or parent.child_by_field_name("object") != use
    ):
        return
    key = _key(model, parent)
    above = parent.parent
    if above is None:
        return
    if above.type in ("member_expression", "subscript_expression") and _is_written(above):
        found.doubtful |= {key} if key is not None else set(found.properties)
    elif above.type == "assignment_expression" and above.child_by_field_name("left") == parent:
        _assigned(model, found, key, above, declarator)
    elif above.type in ("augmented_assignment_expression", "update_expression") or _deletes(above):
        found.doubtful |= {key} if key is not None else set(found.properties)


def _assigned(model: "Model", found: Shape, key: str | None, assignment: Node, declarator: Node) -> None:
    right = assignment.child_by_field_name("right")
    if key is None or right is None:
        found.complete = False
        found.doubtful |= set(found.properties)
        return
    if not _same_block(assignment, declarator):
        found.doubtful.add(key)
    found.properties[key] = [model.site(right)]


def _passed(model: "Model", found: Shape, arguments: Node) -> None:
    """A library does not add options to what it is given; a function that we do not know may."""
    call = arguments.parent
    callee = (
        call.child_by_field_name("function") or call.child_by_field_name("constructor")
        if call is not None
        else None
    )
    name = api_name(model.value(callee))
    if name is None or (name.startswith("Object.") and name not in _HARMLESS):
        found.complete = False


def _key(model: "Model", member: Node) -> str | None:
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return model.text(key) if key is not None else None
    value = model.value(member.child_by_field_name("index"))
    return str(value.value) if isinstance(value, Constant) and isinstance(value.value, str) else None


def _is_written(node: Node) -> bool:
    parent = node.parent
    while parent is not None and parent.type in ("member_expression", "subscript_expression"):
        node, parent = parent, parent.parent
    return (
        parent is not None
        and parent.type in ("assignment_expression", "augmented_assignment_expression")
        and parent.child_by_field_name("left") == node
    )


def _deletes(node: Node) -> bool:
    operator = node.child_by_field_name("operator") if node.type == "unary_expression" else None
    return operator is not None and operator.type == "delete"


def _same_block(assignment: Node, declarator: Node) -> bool:
    """Whether the assignment always runs once the object exists: a statement of the same block."""
    statement, declaration = assignment.parent, declarator.parent
    if statement is None or declaration is None or statement.type != "expression_statement":
        return False
    if declaration.parent is not None and declaration.parent.type == "export_statement":
        declaration = declaration.parent
    return statement.parent == declaration.parent
