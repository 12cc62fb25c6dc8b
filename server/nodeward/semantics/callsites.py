"""Which library functions a file calls, and where: an index by canonical name, made from the words that are asked for.

The file is not walked. A call can be found by the last word of its name, wherever that word stands in the text, and by the
further names that the file gives to what the word means: an alias, a renamed import, a field.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nodeward.semantics.aliases import RESULT, calls_of_words
from nodeward.semantics.api import Library
from nodeward.semantics.handed_names import Handing, handed_names, handing
from nodeward.semantics.reach import reachable
from nodeward.semantics.values import Api
from nodeward.syntax.nodes import Node

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_WORD = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call or construction whose callee is the library function `api`."""

    node: Node
    api: Api


def words(names: Iterable[str]) -> frozenset[str]:
    """The words by which calls of these canonical names can be found: the last one of each."""
    return frozenset(word for name in names if (word := _last_word(name)))


def call_sites(model: "Model", names: frozenset[str]) -> dict[str, list[CallSite]]:
    """The calls of a file to any of these canonical names, by name and in the order of the text."""
    found: dict[str, dict[tuple[int, int], CallSite]] = {}
    names = reachable(model, names)
    sought = _sought(model.library, names)
    shared = frozenset(model.link.passed_on(model.path))
    givers = sought.givers | {word.removesuffix(RESULT) for word in shared if word.endswith(RESULT)}
    handed = frozenset(handed_names(model, sought.handing))
    for node in calls_of_words(model, sought.words | shared | handed, givers):
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        value = model.value(callee)
        if isinstance(value, Api) and value.name in names:
            found.setdefault(value.name, {})[(node.start_byte, node.end_byte)] = CallSite(node, value)
    return {name: sorted(sites.values(), key=_start) for name, sites in found.items()}


@dataclass(frozen=True, slots=True)
class _Sought:
    """How calls of some names are found: what the models of libraries say, whatever the file."""

    words: frozenset[str]
    givers: frozenset[str]  # a function that is given back is called by a name of its own: `createRequire`
    handing: Handing


@lru_cache(maxsize=64)  # a memory of a pure function: the same names are looked for at every key
def _sought(library: Library, names: frozenset[str]) -> _Sought:
    other = (alias for alias, target in library.aliases.items() if target in names)
    made = (source for source, target in library.returns.items() if target in names)
    return _Sought(words(names) | words(other), words(made), handing(library, names))


@lru_cache(maxsize=16_384)  # a memory of a pure function: the names of the models are asked for at every key
def _last_word(name: str) -> str:
    found = _WORD.findall(name)
    return found[-1] if found else ""


def _start(site: CallSite) -> tuple[int, int]:
    return (site.node.start_byte, site.node.end_byte)
