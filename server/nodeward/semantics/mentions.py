"""Where what an expression makes is mentioned again: by its name, as a member of the object that it is put into, in other files."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.semantics.facts import Binding, FileFacts
from nodeward.semantics.forward import named_uses, uses
from nodeward.semantics.scopes import WRAPPERS, Kind
from nodeward.semantics.shapes import key_text, shape
from nodeward.semantics.values import Function, Object, Site
from nodeward.syntax.nodes import Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_MEMBERS = 200  # `object.key` with one key in a file; the objects of more are not told apart
MOST_STEPS = 6  # names that an object is taken out of, one after the other
_CHAINED = WRAPPERS | {"await_expression", "call_expression", "member_expression", "subscript_expression"}
_MEMBERS = frozenset({"pair", "field_definition", "public_field_definition"})
_NAMED = frozenset({"function_declaration", "generator_function_declaration"})
_SELF_NAMED = frozenset({"function_expression", "generator_function"})


def mentions(model: "Model", node: Node, *, called: bool | None = None) -> Iterator[Site]:
    """Where what an expression makes is mentioned by the name or member that it becomes, in its file and in others.

    Of the members of its file only those that are called, or only those that are not, unless both are wanted.
    """
    # A function expression is known by its own name only inside itself: `module.exports = function extend() { ... extend(...) }`.
    name = node.child_by_field_name("name") if node.type in _NAMED | _SELF_NAMED else None
    yield from (model.site(use) for use in (named_uses(model, name) if name is not None else ()))
    if node.type not in _NAMED:
        yield from (model.site(use) for use in uses(model, node) if use != node)
    yield from _as_member(model, node, called)
    yield from model.link.references(model.path, node)


def _as_member(model: "Model", node: Node, called: bool | None) -> Iterator[Site]:
    """`this.show` and `controller.show` in the same file."""
    key = member_key(model, node)
    for member in members(model, key, called) if key is not None else ():
        if key is not None and means(model, member, key, model.site(node)):
            yield model.site(member)


def members(model: "Model", key: str, called: bool | None = None) -> list[Node]:
    """The expressions `object.key` of a file (called or not called), if they are not too many to tell apart."""

    def found(facts: FileFacts) -> list[Node]:
        above = ((use, use.parent) for use in facts.occurrences(key))
        named = [member for use, member in above if member is not None and _is_member(member, use)]
        return [member for member in named if called is None or _is_called(member) == called]

    listed = model.facts.cached(f"members {key} {called}", found)
    return listed if len(listed) <= MOST_MEMBERS else []


def _is_member(node: Node, key: Node) -> bool:
    return node.type == "member_expression" and node.child_by_field_name("property") == key


def _is_called(member: Node) -> bool:
    call = member.parent
    return (
        call is not None and call.type == "call_expression" and call.child_by_field_name("function") == member
    )


def means(model: "Model", member: Node, key: str, made: Site) -> bool:
    """Whether `object.key` is what is made at a place: a function, or what a helper makes of one."""
    if _is_handed(model, member):
        return False
    if model.value(member) == Function(made):
        return True
    owner = model.value(member.child_by_field_name("object"))
    return isinstance(owner, Object) and made in shape(owner).properties.get(key, [])


def _is_handed(model: "Model", member: Node) -> bool:
    """Whether the object is what a caller hands over, of no type that says more: only libraries do so in sight.

    To know which would take a look at everybody who uses that function, and again from there.
    """
    binding = _root(model, member)
    if binding is None or binding.writes or "param" in model.facts.names:
        return False
    return all(
        declaration.kind is Kind.PARAMETER
        and declaration.site.child_by_field_name("type") is None
        and declaration.site.child_by_field_name("right") is None
        and declaration.site.child_by_field_name("value") is None
        and not _awaits(model, declaration.scope)
        for declaration in binding.declarations
    )


def _root(model: "Model", member: Node) -> Binding | None:
    """The name at the left end of an expression; for one that is taken out of another (`const { db } = q`) the other's."""
    root: Node | None = member.child_by_field_name("object")
    binding: Binding | None = None
    for _ in range(MOST_STEPS):
        while root is not None and root.type in _CHAINED:
            root = first_named(root)
        found = model.facts.binding(root) if root is not None and root.type == "identifier" else None
        if found is None:
            return binding
        binding = found
        declarator = binding.declarations[0].site
        root = declarator.child_by_field_name("value") if declarator.type == "variable_declarator" else None
    return binding


def _awaits(model: "Model", function: Node) -> bool:
    """`load().then((db) => ...)`: what is handed there is what the promise was made for."""
    given = function.parent
    call = given.parent if given is not None and given.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    key = callee.child_by_field_name("property") if callee is not None else None
    return key is not None and model.text(key) == "then"


def member_key(model: "Model", node: Node) -> str | None:
    """The member under which an expression stands in an object, a class, or by assignment."""
    if node.type == "method_definition":
        name = node.child_by_field_name("name")
        return key_text(model, name) if name is not None else None
    parent = node.parent
    if parent is None:
        return None
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == node:
        left = parent.child_by_field_name("left")
        key = left.child_by_field_name("property") if left is not None else None
    elif parent.type in _MEMBERS and parent.child_by_field_name("value") == node:
        key = next(filter(None, map(parent.child_by_field_name, ("key", "name", "property"))), None)
    else:
        key = None
    return key_text(model, key) if key is not None else None
