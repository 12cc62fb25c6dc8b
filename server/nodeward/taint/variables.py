"""What a variable can hold where it is read: what it was given, what its members were given, what functions put into it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from nodeward.semantics.conditions import earlier
from nodeward.semantics.facts import Binding
from nodeward.semantics.forward import is_declared
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Declaration, Kind
from nodeward.syntax.nodes import Node, first_named
from nodeward.taint.asked import Asked
from nodeward.taint.changes import MOST_ENTERED, MOST_USES, Entered, Given, changed
from nodeward.taint.guards import lets_harmless
from nodeward.taint.patterns import way_to
from nodeward.taint.point import ANY, KEYS, Edge, Fields, Origin, Point
from nodeward.taint.reaching import reaching
from nodeward.taint.subject import Subject

_MOVING = frozenset({b"shift", b"unshift", b"splice"})


def variable(asked: Asked, point: Point, name: Node) -> Iterator[Edge | Origin | Declaration]:
    """Where the value of a variable comes from; a parameter, an import or a caught error is handed back as declared."""
    model = point.site.model
    binding = model.facts.binding(name, model.text(name))
    if binding is None:
        found = asked.origin(point, model.value(name), point.fields)
        yield from (found,) if found is not None else ()
        return
    if point.fields and point.fields[0].isdigit() and any(map(_moves_elements, binding.uses)):
        point = replace(point, fields=(ANY, *point.fields[1:]))
    events = _known_events(asked, model, binding, point.fields)
    if is_declared(name):
        given, open_ = events, True
    else:
        reach = reaching(name, events)
        given, open_ = [event for event in reach.events if isinstance(event, Given)], reach.open
    for event in given:
        if not _is_replaced(asked, point, name, event.node.end_byte):
            yield from _edges(point, name, event)
    if open_ and not _is_replaced(asked, point, name, binding.scope.start_byte):
        yield from (each for each in binding.declarations if each.kind is not Kind.VARIABLE)


def _moves_elements(use: Node) -> bool:
    """`list.shift()`: behind it nobody knows which element stands where."""
    member = use.parent
    key = member.child_by_field_name("property") if member is not None else None
    return (
        key is not None
        and key.text in _MOVING
        and member is not None
        and member.child_by_field_name("object") == use
    )


def _is_replaced(asked: Asked, point: Point, name: Node, since: int) -> bool:
    """Whether a value that a variable was given before is only left where a test found it harmless.

    `if (!LIST.includes(x)) x = LIST[0];`: whatever else there was is gone behind it.
    """
    model = point.site.model
    if point.fields or not asked.judged or is_declared(name):
        return False
    spelled = model.text(name)
    for statement in earlier(model.facts, name, [spelled]):
        condition, branch = (statement.child_by_field_name(part) for part in ("condition", "consequence"))
        if statement.type != "if_statement" or statement.start_byte < since or condition is None:
            continue
        replaced = branch is not None and _gives(model, branch, spelled)
        if replaced and lets_harmless(asked, Subject(model, spelled), condition, outcome=False):
            return True
    return False


def _gives(model: Model, branch: Node, name: str) -> bool:
    """Whether a branch gives a variable another value, whatever else it does."""
    statements = branch.named_children if branch.type == "statement_block" else [branch]
    inner = (first_named(each) for each in statements if each.type == "expression_statement")
    lefts = (
        each.child_by_field_name("left")
        for each in inner
        if each is not None and each.type == "assignment_expression"
    )
    return any(left is not None and model.text(left) == name for left in lefts)


def _edge(point: Point, use: Node, node: Node, fields: Fields, note: str) -> Edge:
    found = point.at(node, fields)
    used = point.used or point.site.model.site(use)
    return Edge(Point(found.site, found.fields, found.frames, found.structured, used), note)


def _known_events(asked: Asked, model: Model, binding: Binding, fields: Fields) -> list[Given]:
    place = (model.path, binding.scope.start_byte, binding.scope.end_byte, binding.name, fields)
    if place not in asked.events:
        asked.events[place] = list(_events(model, binding, fields))
    return cast("list[Given]", asked.events[place])


def _events(model: Model, binding: Binding, fields: Fields) -> Iterator[Given]:
    for declaration in binding.declarations:
        if declaration.kind is Kind.VARIABLE:
            yield from _declared(model, declaration, fields)
    for write in binding.writes:
        yield from _written(model, write.site, write.name, fields)
    if fields and len(binding.uses) <= MOST_USES:
        for use in binding.uses:
            yield from changed(model, use, fields, MOST_ENTERED)


def _declared(model: Model, declaration: Declaration, fields: Fields) -> Iterator[Given]:
    site, name = declaration.site, declaration.name
    value, pattern = site.child_by_field_name("value"), site.child_by_field_name("name")
    if site.type == "for_in_statement":
        yield from _looped(model, site, name, fields)
    elif value is not None and pattern is not None:
        way = way_to(model, pattern, name)
        parts = ((value, (*way.keys, *fields)), *((node, (*rest, *fields)) for node, rest in way.defaults))
        yield Given(site, parts=parts, note=f"becomes {model.text(name)}")


def _looped(model: Model, loop: Node, name: Node, fields: Fields) -> Iterator[Given]:
    """`for (const x of list)` gives elements, `for (const key in object)` names."""
    left, right, operator = (loop.child_by_field_name(part) for part in ("left", "right", "operator"))
    if left is None or right is None:
        return
    way = way_to(model, left, name)
    names = operator is not None and operator.type == "in"
    wanted = (KEYS,) if names else (ANY, *way.keys, *fields)
    yield Given(left, parts=((right, wanted),), note=f"becomes {model.text(name)}")


def _written(model: Model, site: Node, name: Node, fields: Fields) -> Iterator[Given]:
    left, right = site.child_by_field_name("left"), site.child_by_field_name("right")
    if site.type == "for_in_statement":
        yield from _looped(model, site, name, fields)
    elif site.type == "update_expression" or left is None or right is None:
        yield Given(site)
    elif site.type == "augmented_assignment_expression":
        operator = site.child_by_field_name("operator")
        kept = operator is not None and operator.type in ("+=", "||=", "&&=", "??=")
        parts: tuple[tuple[Node, Fields], ...] = ((right, fields), (left, fields)) if kept else ()
        yield Given(site, parts=parts, note=f"is added to {model.text(name)}" if kept else "")
    else:
        way = way_to(model, left, name)
        given = ((right, (*way.keys, *fields)), *((node, (*rest, *fields)) for node, rest in way.defaults))
        yield Given(site, parts=given, note=f"becomes {model.text(name)}")


def _edges(point: Point, use: Node, event: Given) -> Iterator[Edge]:
    """The values that an event gives."""
    model = point.site.model
    if not isinstance(event, Entered) or event.function is None:
        yield from (_edge(point, use, node, fields, event.note) for node, fields in event.parts)
        return
    frames = point.entered(model.site(event.node), event.function.site)
    for node, fields in event.parts if frames is not None else ():
        site = event.function.site.model.site(node)
        yield Edge(point.elsewhere(site, fields, frames or ()), event.note)
