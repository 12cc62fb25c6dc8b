"""What is assigned to a function or class as to an object: `create.run = run`, `module.exports.run = run`."""

from collections.abc import Iterator

from nodeward.semantics.values import Site
from nodeward.syntax.nodes import Node


def statics(made: Site, key: str) -> list[Site]:
    """The expressions that member `key` of the function or class at `made` is given in its file."""
    model = made.model
    if key not in model.facts.names:
        return []
    return [model.site(right) for right in _assigned(made, key)]


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


def _assigned(made: Site, key: str) -> Iterator[Node]:
    for name in made.model.facts.occurrences(key):
        member = name.parent
        if (
            member is None
            or member.type != "member_expression"
            or member.child_by_field_name("property") != name
        ):
            continue
        assignment, owner = member.parent, member.child_by_field_name("object")
        if assignment is None or assignment.type != "assignment_expression" or owner is None:
            continue
        right = assignment.child_by_field_name("right")
        if assignment.child_by_field_name("left") == member and right is not None and _is(made, owner):
            yield right


def _is(made: Site, owner: Node) -> bool:
    """Whether an expression is a name of what is made, or `module.exports` where that is set to it."""
    model = made.model
    if owner.type != "identifier":
        return model.text(owner) == "module.exports" and _is_exported(made)
    binding = model.facts.binding(owner)
    return binding is not None and any(
        made.node in (declaration.site, declaration.site.child_by_field_name("value"))
        for declaration in binding.declarations
    )


def _is_exported(made: Site) -> bool:
    model = made.model
    for use in model.facts.free("module"):
        member = use.parent
        assignment = member.parent if member is not None else None
        if assignment is None or assignment.type != "assignment_expression":
            continue
        right = assignment.child_by_field_name("right")
        if right is not None and (right == made.node or (right.type == "identifier" and _is(made, right))):
            return True
    return False
