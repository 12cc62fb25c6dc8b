"""Which library names a file can mean at all, judged by the words in it: most files speak of few libraries."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nodeward.semantics.api import Convention
from nodeward.semantics.roles import ERROR

if TYPE_CHECKING:
    from nodeward.semantics.facts import FileFacts
    from nodeward.semantics.model import Model

IMPORT = "import"  # the canonical name of `import(...)`, which is no package's
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def reachable(model: "Model", names: frozenset[str]) -> frozenset[str]:
    """Those of the canonical names whose library, or one that hands out its objects, is mentioned in the file.

    A file that loads or is loaded by others of the workspace can mean anything, and so can one whose functions call
    their parameters as handlers do.
    """
    if may_mean_anything(model):
        return names
    # What is caught comes from the language: no word of the file says so.
    roots = {root_of(name) for name in names}
    spoken = {root for root in roots if root != ERROR and speaks_of(model, root)}
    named = _named(model, frozenset(origin for root in spoken for origin in _origins(model, root)))
    known = {ERROR, *(root for root in spoken if not named.isdisjoint(_origins(model, root)))}
    return frozenset(name for name in names if root_of(name) in known)


def _origins(model: "Model", root: str) -> frozenset[str]:
    return model.library.origins.get(root, frozenset({root}))


def _named(model: "Model", origins: frozenset[str]) -> frozenset[str]:
    """Those of some packages and globals that a file can come by itself: a package stands in quotes, alone or before its folder.

    What stands before the first dot of a canonical name may be the beginning of a package's name: `socket.io-client`.
    """
    own = frozenset(origin for origin in origins if origin in model.library.globals or origin == IMPORT)
    packages = {origin: _package(origin) for origin in origins - own}
    listed = "|".join(sorted(map(re.escape, set(packages.values())), key=len, reverse=True))
    quoted = re.compile(rf"""["'`](?:node:)?({listed})(?:[./][\w./@-]*)?["'`]""".encode())
    found = set(quoted.findall(model.facts.document.text)) if listed else set()
    return own | frozenset(origin for origin, package in packages.items() if package.encode() in found)


def _package(origin: str) -> str:
    """The package of `package/folder` or `@scope/package/folder`."""
    return "/".join(origin.split("/")[: 2 if origin.startswith("@") else 1])


def speaks_of(model: "Model", root: str) -> bool:
    """Whether the words of a package, or of one that hands out its things, are all in a file."""
    words = model.facts.names
    return any(all(word in words for word in _WORD.findall(origin)) for origin in _origins(model, root))


def may_mean_anything(model: "Model") -> bool:
    """Whether the words of a file do not tell which libraries it can mean: it is linked, or may hold handlers."""
    return model.link.is_linked(model.path) or _may_handle(model)


def loads_some(model: "Model", names: frozenset[str]) -> bool:
    """Whether a file can come by some of these things by itself: it names their package in quotes, or they are global.

    Stricter than `reachable`: a word that is also a package's name is not enough.
    """
    roots = {root_of(name) for name in names}
    origins = frozenset(origin for root in roots for origin in model.library.origins.get(root, {root}))
    if ERROR in roots or any(
        origin in model.library.globals and origin in model.facts.names for origin in origins
    ):
        return True
    packages = "|".join(sorted(re.escape(origin) for origin in origins))
    quoted = re.compile(rf"""["'`](?:node:)?(?:{packages})["'`/.]""".encode())
    return quoted.search(model.facts.document.text) is not None


def root_of(name: str) -> str:
    """The package or global that a canonical name begins with."""
    return name.partition(".")[0]


def _may_handle(model: "Model") -> bool:
    return model.facts.cached(
        "may handle", lambda facts: _speaks_of_handlers(facts, model.library.conventions)
    )


def _speaks_of_handlers(facts: "FileFacts", conventions: Sequence[Convention]) -> bool:
    """Whether the words of some convention are there; the last parameter may be left out."""
    words = facts.names
    return any(
        any(name in words for name in convention.under)
        or bool(
            convention.names and all(any(name in words for name in known) for known in convention.names[:-1])
        )
        for convention in conventions
    )
