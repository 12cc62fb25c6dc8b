"""A field of a class followed to everybody who can reach it, as far as its objects stay in sight."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.classes import enclosing_class
from nodeward.semantics.forward import uses
from nodeward.semantics.model import Model
from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node, named

if TYPE_CHECKING:
    from nodeward.program.program import Program

_BINDERS = frozenset({"bind", "call", "apply"})
# A class mentioned there makes no object and hands none on.
_MENTIONS = frozenset(
    {
        "export_statement",
        "export_specifier",
        "type_annotation",
        "member_expression",
        "import_specifier",
        "pair",
        "shorthand_property_identifier",
        "object",
    }
)
_EXPORTS = ("module.exports", "exports")


def own_uses(owner: Site, key: str) -> Iterator[Site]:
    """The expressions that mean the field `key` of the objects of a class, inside the class."""
    for self in _selves(owner):
        yield from _members(self, key)


def outer_uses(program: "Program", owner: Site, key: str) -> list[Site] | None:
    """The same outside the class, in any file; None where one of its objects goes out of sight.

    Out of sight is an object that is handed to a function, put into another object or returned, also by its own
    class as `this`; an object of a subclass; and every object of a class that nobody in sight makes one of.
    """
    made = _made(program, owner)
    if not made:
        return None
    reached = [site for creation in made for site in _reached(program, creation)]
    used = [
        site.model.site(use) for site in (*_selves(owner), *reached) for use in uses(site.model, site.node)
    ]
    if any(map(_hands_off, used)):
        return None
    return [member for site in reached for member in _members(site, key)]


def _members(site: Site, key: str) -> Iterator[Site]:
    """`object.key`, and the names that it is given, in the file of `site`."""
    yield from (site.model.site(use) for use in uses(site.model, site.node, (key,)))


def _made(program: "Program", owner: Site) -> list[Site] | None:
    """Every `new C()`; None where the class itself goes out of sight."""
    found = []
    for site in _mentions(program, owner):
        parent = site.node.parent
        if parent is not None and parent.type == "new_expression":
            found.append(site.model.site(parent))
        elif parent is None or not _only_mentioned(site.model, parent):
            return None
    return found


def _mentions(program: "Program", owner: Site) -> Iterator[Site]:
    model, name = owner.model, owner.node.child_by_field_name("name")
    binding = model.facts.binding(name) if name is not None else None
    for use in binding.uses if binding is not None else ():
        yield model.site(use)
    yield from (model.site(use) for use in uses(model, owner.node) if use != owner.node)
    yield from program.references(model.path, owner.node)


def _only_mentioned(model: Model, parent: Node) -> bool:
    if parent.type == "binary_expression":
        operator = parent.child_by_field_name("operator")
        return operator is not None and operator.type == "instanceof"
    return parent.type in _MENTIONS or _is_export(model, parent)


def _is_export(model: Model, assignment: Node) -> bool:
    left = assignment.child_by_field_name("left") if assignment.type == "assignment_expression" else None
    return left is not None and (left.type == "identifier" or model.text(left).startswith(_EXPORTS))


def _reached(program: "Program", creation: Site) -> Iterator[Site]:
    """Where an object is made, and where other files get it."""
    yield creation
    yield from program.references(creation.model.path, creation.node)


def _selves(owner: Site) -> Iterator[Site]:
    """Every `this` of the class's objects."""
    model = owner.model
    for node in model.facts.occurrences_in("this", owner.node):
        around = enclosing_class(node) if node.type == "this" else None
        if around is not None and around[0] == owner.node and not around[1]:
            yield model.site(node)


def _hands_off(site: Site) -> bool:
    """Whether the object at a place is more there than asked for one of its members."""
    parent = site.node.parent
    if parent is None or parent.type in ("expression_statement", "export_statement", "export_specifier"):
        return False
    if parent.type in ("member_expression", "subscript_expression"):
        return parent.type == "subscript_expression" or parent.child_by_field_name("object") != site.node
    if parent.type == "arguments":
        return not _binds(site.model, parent, site.node)
    return not _is_export(site.model, parent)


def _binds(model: Model, given: Node, self: Node) -> bool:
    """`this.listen.bind(this)`."""
    call = given.parent
    callee = call.child_by_field_name("function") if call is not None else None
    key = callee.child_by_field_name("property") if callee is not None else None
    return key is not None and model.text(key) in _BINDERS and named(given)[0] == self
