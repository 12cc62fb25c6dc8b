"""Functions that no call in sight registers because a host knows them: by file and exported name, by a directive, by decorators."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from nodeward.semantics.api import Exported
from nodeward.semantics.registrations import wrapped
from nodeward.semantics.values import UNKNOWN, Api, Value, api_name
from nodeward.syntax.nodes import COMMENTS, Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model


def of_host(model: "Model", function: Node, first: list[str]) -> tuple[str, ...]:
    """The canonical types that a host hands to a function that leaves its file; empty where it is none of them.

    `first` is the name of the function's first parameter, if it has one.
    """
    fitting = [
        each
        for each in model.library.exported
        if _is_file(model, each) and (not each.called or set(first) & set(each.called))
    ]
    return next((each.parameters for each in fitting if _is_known(model, function, each)), ())


def may_be_known(model: "Model") -> bool:
    """Whether some host may know functions of the file, judged by its path and its words."""
    names, text = model.facts.names, model.facts.document.text
    return any(
        _is_file(model, each)
        and (not each.called or any(name in names for name in each.called))
        and (each.directive.encode() in text if each.directive else _mentions(model, each.names))
        for each in model.library.exported
    )


def _is_file(model: "Model", exported: Exported) -> bool:
    """Whether a file is one that a host looks into, by its path and the package that it must speak of."""
    text = model.facts.document.text
    return re.search(exported.file, model.path) is not None and (
        not exported.packages or any(each.encode() in text for each in exported.packages)
    )


def _mentions(model: "Model", names: Iterable[str]) -> bool:
    """Whether the words of some exported name are in the file: `default.fetch` is a member of what it exports."""
    return any(all(word == "*" or word in model.facts.names for word in name.split(".")) for name in names)


def _is_known(model: "Model", function: Node, exported: Exported) -> bool:
    if exported.directive and _begins(model, function.child_by_field_name("body"), exported.directive):
        return True
    if exported.directive and not _begins(model, model.facts.document.root, exported.directive):
        return False
    if exported.names and not _mentions(model, exported.names):
        return False
    names = (name for node in wrapped(model, function) for name in model.link.exported_as(model.path, node))
    return any(not exported.names or any(_is_called(name, each) for each in exported.names) for name in names)


def _is_called(name: str, wanted: str) -> bool:
    """Whether an exported name is the wanted one, of which `*` stands for any one key: `actions.*`."""
    keys, ways = name.split("."), wanted.split(".")
    return len(keys) == len(ways) and all(way in ("*", key) for key, way in zip(keys, ways, strict=True))


def _begins(model: "Model", block: Node | None, directive: str) -> bool:
    """Whether a file or a function begins with a directive, among others perhaps."""
    for statement in block.named_children if block is not None else ():
        inner = first_named(statement) if statement.type == "expression_statement" else None
        if statement.type in COMMENTS:
            continue
        if inner is None or inner.type != "string":
            return False
        if model.text(inner)[1:-1] == directive:
            return True
    return False


def decorated(model: "Model", parameter: Node) -> Value | None:
    """What a decorator makes of a parameter: unknown where it also judges the value; None where no decorator is known."""
    for decorator in parameter.children_by_field_name("decorator"):
        call = first_named(decorator)
        callee = call.child_by_field_name("function") if call is not None else None
        name = api_name(model.value(callee)) if callee is not None else None
        known = model.library.decorators.get(name) if name is not None else None
        if known is None or call is None:
            continue
        given = call.child_by_field_name("arguments")
        judges = [
            api_name(_made(model, each)) for each in (given.named_children if given is not None else ())
        ]
        return UNKNOWN if known.unless.intersection(filter(None, judges)) else Api(known.is_)
    return None


def _made(model: "Model", argument: Node) -> Value:
    """A class, or the class of `new C(...)`."""
    made = argument.child_by_field_name("constructor") if argument.type == "new_expression" else None
    return model.value(made or argument)
