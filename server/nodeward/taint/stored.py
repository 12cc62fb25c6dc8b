"""What one handler leaves on the request or response for another: `req.user = ...`, `res.locals.page = ...`, `ctx.state.id = ...`."""

from collections.abc import Iterator

from nodeward.semantics.model import Model
from nodeward.semantics.values import Api, Value
from nodeward.syntax.nodes import Node
from nodeward.taint.asked import Asked
from nodeward.taint.changes import inside, key_of
from nodeward.taint.point import ANY, DEEP, KEYS, Edge, Fields, Point

MOST_FILES = 24  # that are searched for handlers which store
_NAMELESS = frozenset({ANY, DEEP, KEYS})
_MEMBERS = frozenset({"member_expression", "subscript_expression"})


def stored(asked: Asked, point: Point, value: Value, fields: Fields) -> Iterator[Edge]:
    """The values that handlers store in the member `fields` of a library's object of this type."""
    named = next((i for i, field in enumerate(fields) if field in _NAMELESS), len(fields))
    if not isinstance(value, Api) or not named:
        return
    word = fields[named - 1]
    for path in _near(asked, point.site.model.path):
        model = asked.program.model(path)
        if model is None or word not in model.facts.names:
            continue
        for key in model.facts.occurrences(word):
            yield from _written(model, point, key, value, fields)


def _written(model: Model, point: Point, key: Node, value: Api, fields: Fields) -> Iterator[Edge]:
    left = key.parent
    site = left.parent if left is not None else None
    if left is None or site is None or left.type not in _MEMBERS or site.type != "assignment_expression":
        return
    if site.child_by_field_name("left") != left:
        return
    root, keys = left, list[str]()
    while root.type in _MEMBERS and (inner := root.child_by_field_name("object")) is not None:
        keys.insert(0, key_of(model, root))
        root = inner
        if model.value(root) == value:
            break
    rest, right = inside(fields, keys), site.child_by_field_name("right")
    if rest is not None and right is not None and model.value(root) == value:
        yield Edge(point.elsewhere(model.site(right), rest, ()), f"is stored in {model.text(left)}")


def _near(asked: Asked, path: str) -> list[str]:
    """The file, those that it loads or that load it, and their neighbours in turn."""
    found = {path: None}
    for _ in range(2):
        for near in list(found):
            around = (*asked.program.loaded(near), *asked.program.importers(near))
            found.update(dict.fromkeys(around))
            if len(found) > MOST_FILES:
                return list(found)[:MOST_FILES]
    return list(found)
