"""What is assigned to a function or class as to an object: `create.run = run`, `module.exports.run = run`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.facts import FileFacts

_EXPORTS = "module.exports"


def statics(made: Site, key: str) -> list[Site]:
    """The expressions that member `key` of the function or class at `made` is given in its file."""
    model = made.model
    if key not in model.facts.names:
        return []
    assigned = model.facts.cached(f"statics {key}", lambda facts: _assigned(facts, key))
    if not assigned:
        return []
    found = [pair for name in _names(made) for pair in assigned.get(name, ()) if _is(made, pair[0])]
    if _EXPORTS in assigned and _is_exported(made):
        found += assigned[_EXPORTS]
    return [model.site(right) for _, right in found]


def static_names(made: Site) -> list[str]:
    """The members that the function or class at `made` is given under its own name in its file."""
    model, name = made.model, made.node.child_by_field_name("name")
    binding = model.facts.binding(name) if name is not None else None
    keys = (_assigned_key(use) for use in (binding.uses if binding is not None else ()))
    return list(dict.fromkeys(model.text(key) for key in keys if key is not None))


def _assigned_key(owner: Node) -> Node | None:
    member = owner.parent
    assignment = member.parent if member is not None else None
    if member is None or assignment is None or assignment.type != "assignment_expression":
        return None
    return (
        member.child_by_field_name("property") if assignment.child_by_field_name("left") == member else None
    )


def _assigned(facts: "FileFacts", key: str) -> Mapping[str, list[tuple[Node, Node]]]:
    """Every `owner.key = right` of a file, by the text of the owner: the owner and the right side."""
    found: dict[str, list[tuple[Node, Node]]] = {}
    for name in facts.occurrences(key):
        member = name.parent
        assignment = member.parent if member is not None and member.type == "member_expression" else None
        if member is None or assignment is None or assignment.type != "assignment_expression":
            continue
        owner, right = member.child_by_field_name("object"), assignment.child_by_field_name("right")
        left = assignment.child_by_field_name("left")
        if owner is not None and right is not None and left == member and name != owner:
            found.setdefault(facts.spelling(owner), []).append((owner, right))
    return found


def _names(made: Site) -> list[str]:
    """The names that a function or class has where it stands."""
    parent = made.node.parent
    declared = parent is not None and parent.type == "variable_declarator"
    given = parent.child_by_field_name("name") if declared and parent is not None else None
    names = (made.node.child_by_field_name("name"), given)
    return list(dict.fromkeys(made.model.text(name) for name in names if name is not None))


def _is(made: Site, owner: Node) -> bool:
    """Whether a name is one of what is made."""
    binding = made.model.facts.binding(owner) if owner.type == "identifier" else None
    return binding is not None and any(
        made.node in (declaration.site, declaration.site.child_by_field_name("value"))
        for declaration in binding.declarations
    )


def _is_exported(made: Site) -> bool:
    """Whether `module.exports` is set to what is made."""
    model = made.model
    for use in model.facts.free("module"):
        member = use.parent
        assignment = member.parent if member is not None else None
        if assignment is None or assignment.type != "assignment_expression":
            continue
        right = assignment.child_by_field_name("right")
        if right is not None and (right == made.node or _is(made, right)):
            return True
    return False
