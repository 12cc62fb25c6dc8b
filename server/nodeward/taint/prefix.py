"""What the text before a value says about it: an address whose host is written, a place inside a page, a sign in front."""

import re

from nodeward.semantics.literals import spelled
from nodeward.semantics.model import Model
from nodeward.semantics.values import Constant, Text
from nodeward.syntax.nodes import Node
from nodeward.taint.spec import Kind

# RFC 3986, 3: after `scheme://host/`, `?` or `#` nothing can change the host any more.
_HOST = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\]+[/?#\\]|^[A-Za-z][A-Za-z0-9+.-]*:(?!//)|[?#]")
_BARE_HOST = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\]+$")
# Schemes behind which a program or a page of its own is written (HTML 7.4.2.3).
_SCRIPT = re.compile(r"^\s*(?:javascript|data|vbscript)\s*:", re.IGNORECASE)
# A path of the same site: "//evil" and "/\evil" are hosts, and so "/" alone fixes nothing.
_LOCAL = re.compile(r"^\.{0,2}/[^/\\]|^[^/\\:]+/")

# The keys by which an object leads to what all objects share (ECMA-262, 20.1.3 and B.2.2.1).
PROTOTYPES = frozenset({"__proto__", "constructor", "prototype"})


def fixes(kind: Kind, before: str) -> bool:
    """Whether a constant text in front of a value makes it harmless for a kind of sink."""
    if kind is Kind.URL:
        return bool(_HOST.search(before) or _LOCAL.match(before))
    if kind is Kind.REDIRECT:
        return bool(_HOST.search(before) or _LOCAL.match(before) or before == "#")
    if kind is Kind.LINK:
        return before.strip() != "" and not _SCRIPT.match(before)
    if kind is Kind.KEY:
        return before != "" and not any(name.startswith(before) for name in PROTOTYPES)
    if kind is Kind.ARGUMENT:
        # `--name=` in front makes it that option's value; `-` alone would not.
        return before != "" and (not before.startswith("-") or "=" in before)
    return False


def is_host(kind: Kind, before: str) -> bool:
    """Whether a text is an address up to the end of its host, which only a path can follow."""
    return kind in (Kind.URL, Kind.REDIRECT) and _BARE_HOST.match(before) is not None


def unknown_fixes(kind: Kind) -> bool:
    """Whether a text that nobody knows, in front of a value, is taken to make it harmless: a base address from elsewhere."""
    return kind in (Kind.URL, Kind.REDIRECT, Kind.LINK, Kind.ARGUMENT, Kind.MODULE)


def known_text(model: Model, node: Node) -> str | None:
    """The constant text at the beginning of what an expression gives; None where not even that is known."""
    value = model.value(node)
    if isinstance(value, Constant):
        return spelled(value)
    if isinstance(value, Text) and isinstance(value.pieces[0], str):
        return value.pieces[0]
    return None
