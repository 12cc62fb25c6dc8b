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
from nodeward.semantics.handed_names import handed_names
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


@lru_cache(maxsize=16_384)  # a memory of a pure function: the names of the models are asked for at every key
def _last_word(name: str) -> str:
    found = _WORD.findall(name)
    return found[-1] if found else ""


def call_sites(model: "Model", names: frozenset[str]) -> dict[str, list[CallSite]]:
    """The calls of a file to any of these canonical names, by name and in the order of the text."""
    found: dict[str, dict[tuple[int, int], CallSite]] = {}
    names = reachable(model, names)
    other = (alias for alias, target in model.library.aliases.items() if target in names)
    shared = frozenset(model.link.passed_on(model.path))
    # A function that is given back is called by a name of its own: `const load = createRequire(...)`.
    made = words(source for source, target in model.library.returns.items() if target in names)
    given = frozenset(word + RESULT for word in made)
    handed = frozenset(handed_names(model, names))
    for node in calls_of_words(model, words(names) | words(other) | shared | given | handed):
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        value = model.value(callee)
        if isinstance(value, Api) and value.name in names:
            found.setdefault(value.name, {})[(node.start_byte, node.end_byte)] = CallSite(node, value)
    return {name: sorted(sites.values(), key=_start) for name, sites in found.items()}


def _start(site: CallSite) -> tuple[int, int]:
    return (site.node.start_byte, site.node.end_byte)
