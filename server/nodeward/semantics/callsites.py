"""Which library functions a file calls, and where: an index by canonical name, made from the words that are asked for.

The file is not walked. A call can be found by the last word of its name, wherever that word stands in the text, and by the
further names that the file gives to what the word means: an alias, a renamed import, a field.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.semantics.calls import PROMISIFY
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node, first_named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_CALLS = ("call_expression", "new_expression")
# `(0, module.f)(x)` is what TypeScript makes of a call of an imported function, and how eval is called for the global scope.
_HANDING_ON = frozenset({"await_expression", "ternary_expression", "sequence_expression"})


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call or construction whose callee is the library function `api`."""

    node: Node
    api: Api


def words(names: Iterable[str]) -> frozenset[str]:
    """The words by which calls of these canonical names can be found: the last one of each."""
    return frozenset(found[-1] for name in names if (found := _WORD.findall(name)))


def call_sites(model: "Model", names: frozenset[str]) -> dict[str, list[CallSite]]:
    """The calls of a file to any of these canonical names, by name and in the order of the text."""
    found: dict[str, dict[tuple[int, int], CallSite]] = {}
    other = (alias for alias, target in model.library.aliases.items() if target in names)
    for node in _candidates(model, words(names) | words(other) | _shared(model)):
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        value = model.value(callee)
        if isinstance(value, Api) and value.name in names:
            found.setdefault(value.name, {})[(node.start_byte, node.end_byte)] = CallSite(node, value)
    return {name: sorted(sites.values(), key=_start) for name, sites in found.items()}


def _start(site: CallSite) -> tuple[int, int]:
    return (site.node.start_byte, site.node.end_byte)


def _shared(model: "Model") -> frozenset[str]:
    """The names under which files that this one loads give out what belongs to a library."""
    return frozenset(model.link.passed_on(model.path))


def _candidates(model: "Model", wanted: frozenset[str]) -> Iterator[Node]:
    known = model.facts.names
    queue = [word for word in sorted(wanted) if word in known]
    seen = set(queue)
    while queue:
        for node in model.facts.occurrences(word := queue.pop()):
            call, aliases = _role(model, node)
            if call is not None:
                yield call
            for alias in aliases:
                if alias not in seen:
                    seen.add(alias)
                    queue.append(alias)
        for string in model.facts.occurrences_in_strings(word):
            call, aliases = _loaded(model, string)
            if call is not None:
                yield call
            fresh = [alias for alias in aliases if alias not in seen]
            seen.update(fresh)
            queue += fresh


def _role(model: "Model", node: Node) -> tuple[Node | None, list[str]]:
    """The call that an occurrence of a word is the callee of, and the further names that it gets."""
    parent = node.parent
    if parent is None:
        return None, []
    if parent.type == "import_specifier":
        return None, _alias_of_import(model, parent)
    if parent.type == "pair_pattern" and parent.child_by_field_name("key") == node:
        return None, _names(model, parent.child_by_field_name("value"))
    if parent.type == "member_expression" and parent.child_by_field_name("property") == node:
        node = parent
    return _consumed(model, node)


def _consumed(model: "Model", node: Node) -> tuple[Node | None, list[str]]:
    parent = node.parent
    while parent is not None and (parent.type in WRAPPERS or parent.type in _HANDING_ON):
        node, parent = parent, parent.parent
    if parent is None:
        return None, []
    if parent.type in _CALLS and node in (
        parent.child_by_field_name("function"),
        parent.child_by_field_name("constructor"),
    ):
        return parent, []
    if parent.type == "member_expression" and parent.child_by_field_name("object") == node:
        return _bound(model, parent)
    if parent.type == "arguments" and parent.parent is not None and _is_promisify(model, parent.parent):
        return _consumed(model, parent.parent)
    return None, _aliases(model, node, parent)


def _bound(model: "Model", member: Node) -> tuple[Node | None, list[str]]:
    """`exec.bind(null)` is `exec` again; a member of a module is found by its own word."""
    key, call = member.child_by_field_name("property"), member.parent
    if key is None or model.text(key) != "bind" or call is None or call.type != "call_expression":
        return None, []
    return _consumed(model, call)


def _is_promisify(model: "Model", call: Node) -> bool:
    if "promisify" not in model.facts.names:
        return False
    value = model.value(call.child_by_field_name("function"))
    return isinstance(value, Api) and value.name == PROMISIFY


def _aliases(model: "Model", node: Node, parent: Node) -> list[str]:
    if parent.type == "variable_declarator" and parent.child_by_field_name("value") == node:
        return _names(model, parent.child_by_field_name("name"))
    if parent.type == "assignment_expression" and parent.child_by_field_name("right") == node:
        return _names(model, parent.child_by_field_name("left"))
    if parent.type == "pair" and parent.child_by_field_name("value") == node:
        key = parent.child_by_field_name("key")
        spelled = key_text(model, key) if key is not None else None
        return [spelled] if spelled is not None else []
    if parent.type in ("field_definition", "public_field_definition"):
        return _names(model, parent.child_by_field_name("name") or parent.child_by_field_name("property"))
    if parent.type in ("assignment_pattern", "object_assignment_pattern"):
        return _names(model, parent.child_by_field_name("left"))
    return []


def _names(model: "Model", target: Node | None) -> list[str]:
    if target is None:
        return []
    if target.type == "member_expression":
        target = target.child_by_field_name("property")
        return [model.text(target)] if target is not None else []
    if target.type in ("object_pattern", "array_pattern"):
        return []
    if target.type == "assignment_pattern":
        return _names(model, target.child_by_field_name("left"))
    return [model.text(target)]


def _alias_of_import(model: "Model", specifier: Node) -> list[str]:
    alias = specifier.child_by_field_name("alias")
    return [model.text(alias)] if alias is not None else []


def _loaded(model: "Model", string: Node) -> tuple[Node | None, list[str]]:
    """What becomes of the module that a string names: `require("cors")()`, `import cors from "cors"`."""
    parent = string.parent
    if parent is None:
        return None, []
    if parent.type == "import_statement":
        clauses = [child for child in parent.named_children if child.type == "import_clause"]
        return None, [name for clause in clauses for name in _clause_names(model, clause)]
    if parent.type == "import_require_clause":
        return None, _names(model, first_named(parent))
    if parent.type == "arguments" and parent.parent is not None and parent.parent.type == "call_expression":
        return _consumed(model, parent.parent)
    return None, []


def _clause_names(model: "Model", clause: Node) -> Iterator[str]:
    for part in clause.named_children:
        if part.type == "identifier":
            yield model.text(part)
        elif part.type == "namespace_import":
            yield from _names(model, first_named(part))
        elif part.type == "named_imports":
            for specifier in part.named_children:
                name, alias = specifier.child_by_field_name("name"), specifier.child_by_field_name("alias")
                if name is not None and model.text(name) == "default" and alias is not None:
                    yield model.text(alias)
