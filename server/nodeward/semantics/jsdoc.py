"""The types that JSDoc gives to parameters, variables and results, as far as they name one thing."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.values import UNKNOWN, Api, Class, Module, Value
from nodeward.syntax.comments import jsdoc
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_ALIASES = 4  # `@typedef`s that are looked through
_IMPORTED = re.compile(r"""(?:typeof\s+)?import\(\s*['"]([^'"]+)['"]\s*\)((?:\.[\w$]+)*)""")
_NAMED = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_TYPE = re.compile(r"@type\s+\{([^{}\n]+)\}")
_RETURNS = re.compile(r"@returns?\s+\{([^{}\n]+)\}")
_TYPEDEF = re.compile(rb"typedef\s+\{([^{}\n]+)\}\s+([A-Za-z_$][\w$]*)")
_WRAPPED = re.compile(r"(?:Promise|Readonly|Partial|Required)\s*<(.+)>|\((.+)\)")
_NOTHING = frozenset({"null", "undefined", "void"})


def documented_parameter(model: "Model", function: Node, name: str) -> Value:
    """The type that the comment of a function gives to a parameter."""
    comment = jsdoc(model.facts.document, function)
    if comment is None or name not in comment:
        return UNKNOWN
    found = re.search(r"@param\s+\{([^{}\n]+)\}\s+\[?" + re.escape(name) + r"(?![\w$.])", comment)
    return _meant(model, found.group(1)) if found is not None else UNKNOWN


def documented_type(model: "Model", node: Node) -> Value:
    """What `@type` says of a variable or, before parentheses, of the expression in them."""
    return _found(model, node, _TYPE)


def documented_result(model: "Model", function: Node) -> Value:
    """What `@returns` says of a function."""
    return _found(model, function, _RETURNS)


def _found(model: "Model", node: Node, pattern: re.Pattern[str]) -> Value:
    comment = jsdoc(model.facts.document, node)
    found = pattern.search(comment) if comment is not None else None
    return _meant(model, found.group(1)) if found is not None else UNKNOWN


def _meant(model: "Model", spelled: str, aliases: int = MOST_ALIASES) -> Value:
    """The type that is spelled: a library's by its name, or a class; unknown where it is one of several."""
    plain = _plain(spelled)
    imported = _IMPORTED.fullmatch(plain)
    if imported is not None:
        return _member(model, model.link.resolve(model.path, imported.group(1)), imported.group(2))
    if _NAMED.fullmatch(plain) is None:
        return UNKNOWN
    root, _, rest = plain.partition(".")
    for binding in model.facts.bound(root):
        if binding.scope.parent is None:
            return _member(model, model.value(binding.declarations[0].name), "." + rest if rest else "")
    defined = _typedef(model, plain) if aliases else None
    return _meant(model, defined, aliases - 1) if defined is not None else Api(model.library.canonical(plain))


def _plain(spelled: str) -> str:
    """A type without what says that it may be missing or is still to come."""
    plain = spelled.strip().lstrip("?!").rstrip("=?").strip()
    wrapped = _WRAPPED.fullmatch(plain)
    if wrapped is not None:
        plain = (wrapped.group(1) or wrapped.group(2)).strip()
    parts = [part.strip() for part in plain.split("|")]
    kept = [part for part in parts if part not in _NOTHING]
    return kept[0].partition("<")[0].strip() if len(kept) == 1 and not kept[0].startswith("Array<") else plain


def _member(model: "Model", whole: Value | None, rest: str) -> Value:
    keys = [key for key in rest.split(".") if key]
    if isinstance(whole, Module) and len(keys) == 1:
        return model.link.exported(whole.path, keys[0])
    if isinstance(whole, Api):
        name = whole.name
        for key in keys:
            name = model.library.member(name, key)
        return Api(name)
    return whole if isinstance(whole, Class) and not keys else UNKNOWN


def _typedef(model: "Model", name: str) -> str | None:
    """`@typedef {...} Name` in a comment of the file."""
    facts = model.facts
    for place in facts.names.get("typedef", ()):
        found = _TYPEDEF.match(facts.document.text, place)
        if found is not None and found.group(2) == name.encode():
            return found.group(1).decode("utf-8", "replace")
    return None
