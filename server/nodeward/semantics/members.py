"""What a member of a value is: of a library, a module, an object, a class, an instance."""

from typing import TYPE_CHECKING

from nodeward.semantics.classes import class_member, enclosing_class, instance_member
from nodeward.semantics.shapes import element, prop
from nodeward.semantics.statics import statics
from nodeward.semantics.values import (
    UNKNOWN,
    Api,
    Array,
    Class,
    Constant,
    Function,
    Instance,
    Module,
    Object,
    Result,
    Value,
    join,
)
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_GLOBAL_OBJECTS = frozenset({"globalThis", "global", "window", "self"})


def member_value(model: "Model", node: Node) -> Value:
    """The value of `object.key`."""
    key = node.child_by_field_name("property")
    if key is None:
        return UNKNOWN
    return member_of(model, model.value(node.child_by_field_name("object")), model.text(key))


def subscript_value(model: "Model", node: Node) -> Value:
    """`object[key]` with a constant key."""
    index = model.value(node.child_by_field_name("index"))
    if not isinstance(index, Constant) or not isinstance(index.value, str | int):
        return UNKNOWN
    return member_of(model, model.value(node.child_by_field_name("object")), index.value)


def this_value(model: "Model", node: Node) -> Value:
    """The object of the class around `this`; in a static method the class."""
    found = enclosing_class(node)
    if found is None:
        return UNKNOWN
    site = model.site(found[0])
    return Class(site) if found[1] else Instance(site)


def member_of(model: "Model", value: Value, key: str | int) -> Value:
    """The member of a value under a known key; positions of an array are ints."""
    if isinstance(value, Array):
        return element(value, key) if isinstance(key, int) else UNKNOWN
    if not isinstance(key, str):
        return UNKNOWN
    if isinstance(value, Api):
        return _api_member(model, value, key)
    if isinstance(value, Result):
        # Not known, but a library's: whoever asks where a value comes from gets an answer.
        return Result(f"{value.api}().{key}", value.site)
    if isinstance(value, Module):
        return model.link.exported(value.path, key)
    if isinstance(value, Object):
        return prop(value, key)
    if isinstance(value, Class):
        return class_member(value, key)
    if isinstance(value, Function):
        return _function_member(value, key)
    return instance_member(value, key) if isinstance(value, Instance) else UNKNOWN


def _function_member(value: Function, key: str) -> Value:
    if key == "default":  # TypeScript's and Babel's interop: `.default` of what `require` gave
        return value
    return join([given.model.value(given.node) for given in statics(value.site, key)])


def _api_member(model: "Model", value: Api, key: str) -> Value:
    if value.name in _GLOBAL_OBJECTS:
        known = model.library.globals.get(key)
        return Api(model.library.canonical(known)) if known is not None else UNKNOWN
    return Api(model.library.member(value.name, key))
