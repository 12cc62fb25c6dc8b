"""Which library names a file can mean at all, judged by the words in it: most files speak of few libraries."""

import re
from typing import TYPE_CHECKING

from nodeward.semantics.roles import ERROR

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def reachable(model: "Model", names: frozenset[str]) -> frozenset[str]:
    """Those of the canonical names whose library, or one that hands out its objects, is mentioned in the file.

    A file that loads or is loaded by others of the workspace can mean anything, and so can one whose functions call
    their parameters as handlers do.
    """
    if model.link.is_linked(model.path) or _may_handle(model):
        return names
    words = model.facts.names
    known: dict[str, bool] = {}
    for root in {root_of(name) for name in names}:
        origins = model.library.origins.get(root, frozenset({root}))
        # What is caught comes from the language: no word of the file says so.
        known[root] = root == ERROR or any(
            all(word in words for word in _WORD.findall(origin)) for origin in origins
        )
    return frozenset(name for name in names if known[root_of(name)])


def root_of(name: str) -> str:
    """The package or global that a canonical name begins with."""
    return name.partition(".")[0]


def _may_handle(model: "Model") -> bool:
    words = model.facts.names
    # The last parameter may be left out.
    return any(
        all(any(name in words for name in known) for known in convention.names[:-1])
        for convention in model.library.conventions
    )
