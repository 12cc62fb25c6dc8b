"""What is in an object or array literal: properties, spreads, elements, and what later assignments make of them."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from nodeward.semantics.later import Change, Merged, changes
from nodeward.semantics.returns import results
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import (
    UNDEFINED,
    UNKNOWN,
    Array,
    Constant,
    Function,
    Module,
    Object,
    Site,
    Value,
    join,
)
from nodeward.syntax.nodes import COMMENTS, Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

# What every object has without saying so (ECMA-262, 20.1.3).
_INHERITED = frozenset(
    {
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)


@dataclass(slots=True)
class Shape:
    """The properties of an object literal: for each key the sites of its possible values, the last one last.

    `complete` says that no other property can be there; `doubtful` keys may have a value that is not listed;
    `modules` are the files whose exports were spread into it. A shape is shared: nobody changes it once it is made.
    """

    properties: dict[str, list[Site]] = field(default_factory=dict)
    complete: bool = True
    doubtful: set[str] = field(default_factory=set)
    modules: list[Module] = field(default_factory=list)

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
    return model.once(node, "shape", partial(_shape, model, node), Shape(complete=False))


def prop(value: Object, key: str) -> Value:
    """The value of a property: undefined where it is known to be missing, unknown where it can be two things."""
    found = shape(value)
    if key in found.doubtful:
        return UNKNOWN
    sites = found.properties.get(key)
    if sites:
        return join([_site_value(site) for site in sites])
    if found.modules:
        link = value.site.model.link
        given = [link.exported(module.path, key) for module in found.modules]
        known = [each for each in given if each != UNKNOWN]
        return known[0] if len(known) == 1 else UNKNOWN
    return Constant(UNDEFINED) if found.complete and key not in _INHERITED else UNKNOWN


def element(value: Array, index: int) -> Value:
    """The element of an array literal at a position."""
    items = elements(value)
    return (
        items[index].model.value(items[index].node)
        if items is not None and 0 <= index < len(items)
        else UNKNOWN
    )


def elements(value: Array) -> list[Site] | None:
    """The elements of an array literal; None where a spread, a hole or a later change makes them unknown."""
    model, node = value.site.model, value.site.node
    return model.once(node, "elements", partial(_elements, model, node), None)


def positions(model: "Model", node: Node) -> dict[int, int]:
    """The position of each element of an array literal or pattern by the byte where it starts; holes count."""
    return model.once(node, "positions", partial(_positions, node), {})


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


def _shape(model: "Model", node: Node) -> Shape:
    found = Shape()
    parts = node.named_children if node.type != "enum_declaration" else _members_of_enum(node)
    for part in parts:
        _add(model, found, part)
    for done in changes(model, node):
        if isinstance(done, Change):
            _change(found, done)
        elif isinstance(done, Merged) and done.always:
            _spread(model, found, done.site.node)
        elif isinstance(done, Merged):
            _spread_unknown(found)
        else:
            found.complete = False
    return found


def _members_of_enum(node: Node) -> list[Node]:
    body = node.child_by_field_name("body")
    return body.named_children if body is not None else []


def _add(model: "Model", found: Shape, part: Node) -> None:
    if part.type in ("pair", "enum_assignment"):
        _pair(model, found, part)
    elif part.type == "shorthand_property_identifier":
        _put(found, model.text(part), model.site(part))
    elif part.type == "method_definition":
        _method(model, found, part)
    elif part.type == "spread_element":
        _spread(model, found, first_named(part))
    elif part.type == "property_identifier":
        found.doubtful.add(model.text(part))  # a member of an enumeration that counts on
    elif part.type not in COMMENTS:
        found.complete = False


def _put(found: Shape, key: str, site: Site) -> None:
    found.properties[key] = [site]
    found.doubtful.discard(key)


def _pair(model: "Model", found: Shape, part: Node) -> None:
    key = part.child_by_field_name("key") or part.child_by_field_name("name")
    value = part.child_by_field_name("value")
    spelled = key_text(model, key) if key is not None else None
    if spelled is None or value is None:
        _spread_unknown(found)
    elif spelled == "__proto__":
        found.complete = False  # what the other object has is inherited
    else:
        _put(found, spelled, model.site(value))


def _method(model: "Model", found: Shape, part: Node) -> None:
    name = part.child_by_field_name("name")
    spelled = key_text(model, name) if name is not None else None
    if spelled is None:
        _spread_unknown(found)
        return
    kinds = {child.type for child in part.children}
    if not kinds & {"get", "set"}:
        _put(found, spelled, model.site(part))
        return
    given = results(part) if "get" in kinds else None
    if given is not None and len(given) == 1:
        _put(found, spelled, model.site(given[0]))
    else:
        found.doubtful.add(spelled)


def _spread(model: "Model", found: Shape, node: Node | None) -> None:
    """`...node`: of a choice between objects, what is in some of them is doubtful."""
    given = [model.value(each) for each in _alternatives(node)]
    objects = [value for value in given if not isinstance(value, Constant)]
    if not all(isinstance(value, Object) for value in objects):
        modules = [value for value in (*found.modules, *objects) if isinstance(value, Module)]
        _spread_unknown(found)
        found.modules = modules if isinstance(objects[0], Module) and len(given) == 1 else []
        return
    inner = [shape(value) for value in objects if isinstance(value, Object)]
    if len(given) == 1 and len(inner) == 1:
        found.properties.update(inner[0].properties)
        found.doubtful = (found.doubtful - set(inner[0].properties)) | inner[0].doubtful
        found.modules += inner[0].modules
    else:
        found.doubtful |= {key for each in inner for key in (*each.properties, *each.doubtful)}
    found.complete = found.complete and all(each.complete for each in inner)


def _alternatives(node: Node | None) -> list[Node | None]:
    """`x ? a : b` is one of two, `x && a` is `a` or nothing."""
    inner = unwrapped(node) if node is not None else None
    if inner is None:
        return [None]
    if inner.type == "ternary_expression":
        return [inner.child_by_field_name("consequence"), inner.child_by_field_name("alternative")]
    operator = inner.child_by_field_name("operator") if inner.type == "binary_expression" else None
    if operator is not None and operator.type == "&&":
        return [inner.child_by_field_name("right"), inner.child_by_field_name("right")]
    return [inner]


def _spread_unknown(found: Shape) -> None:
    """Whatever comes in may overwrite what stands before it."""
    found.complete = False
    found.doubtful |= set(found.properties)
    found.modules = []


def _change(found: Shape, done: Change) -> None:
    if done.key is None:
        _spread_unknown(found)
    elif done.site is None or not done.always:
        found.doubtful.add(done.key)
    else:
        before = [site for site in found.properties.get(done.key, []) if not _is_empty(site)]
        found.properties[done.key] = [*before, done.site]


def _is_empty(site: Site) -> bool:
    """`null` and `undefined` hold a place for what is assigned later."""
    value = site.model.value(site.node)
    return isinstance(value, Constant) and value.value in (None, UNDEFINED)


def _elements(model: "Model", node: Node) -> list[Site] | None:
    items = [child for child in node.named_children if child.type not in COMMENTS]
    if any(child.type == "spread_element" for child in items) or len(items) != _length(node):
        return None
    if any(isinstance(done, Change) for done in changes(model, node)):
        return None
    return [model.site(child) for child in items]


def _length(node: Node) -> int:
    """The number of elements of an array literal, holes counted, a comma at the end not."""
    signs = [child.type for child in node.children if child.type not in COMMENTS]
    return signs.count(",") + (len(signs) > 2 and signs[-2] != ",")


def _positions(node: Node) -> dict[int, int]:
    found: dict[int, int] = {}
    position = 0
    for child in node.children:
        if child.type == ",":
            position += 1
        elif child.is_named and child.type not in COMMENTS:
            found[child.start_byte] = position
    return found
