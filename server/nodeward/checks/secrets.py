"""Secrets that are handed to an API: which literals they are, and what can be said of one without telling it."""

import re
from collections.abc import Iterator, Mapping

from nodeward.checks.context import Context, Hit
from nodeward.checks.naming import own_name
from nodeward.checks.parts import parts
from nodeward.findings import Step
from nodeward.rulebook.condition import Condition
from nodeward.rulebook.secrets.credentials import at_home, weak
from nodeward.rulebook.secrets.redact import redact
from nodeward.rulebook.secrets.values import looks_like_secret, placeholder
from nodeward.semantics.origin import text_origin
from nodeward.semantics.shapes import Shape
from nodeward.semantics.values import Site, constant_text
from nodeward.syntax.nodes import Node
from nodeward.text.span import Span

# NIST SP 800-107: a key of HMAC-SHA-256 is to be as long as its digest.
LEAST_LENGTH = 32
_WRITTEN = frozenset({"string", "template_string", "binary_expression", "call_expression"})
HOST_KEYS = ("host", "hostname", "server")
_PUBLIC = re.compile(r"\s*(?:-----BEGIN (?:RSA |EC )?(?:PUBLIC KEY|CERTIFICATE)-----|ssh-(?:rsa|ed25519) )")


def secret_text(site: Site) -> str | None:
    """The text in the code that an expression, or what it encodes, is; None where it is none, empty or a public key."""
    found = text_origin(site)
    text = constant_text(found.model.value(found.node))
    return text if text and text.strip() and not _PUBLIC.match(text) else None


def asks_for_secret(condition: Condition) -> bool:
    """Whether a condition is about secrets, at once or in the parts of a value."""
    inner = [*condition.any_, *([condition.items] if condition.items is not None else [])]
    return condition.secret or any(map(asks_for_secret, inner))


def secret_hits(
    context: Context, details: Mapping[str, str], condition: Condition, given: Site, call: Node
) -> Iterator[Hit]:
    """The findings of the secrets that an expression fulfils a condition with.

    Each stands under its literal. One that is written in another file stands where it is handed over (at the expression,
    or at `call` where that is in another file too), unless that file's own findings tell of it.
    """
    for secret in _secrets(condition, given):
        text = secret_text(secret)
        if text is None:
            continue
        told = {**details, **about(context, text)}
        here = secret.model is context.model
        if here and secret.node.type in _WRITTEN:
            yield Hit(secret.node, told)
        elif not _known_there(context, secret, text):
            span = Span(secret.node.start_byte, secret.node.end_byte)
            steps = () if here else (Step(secret.model.path, span, "the secret is written here"),)
            yield Hit(given.node if given.model is context.model else call, told, steps=steps)


def _secrets(condition: Condition, site: Site) -> Iterator[Site]:
    """The secrets in an expression, each where it is written: it may hold several."""
    if secret_text(site) is not None:
        yield text_origin(site)
    elif condition.items is not None:
        for part in parts(site.model.value(site.node)):
            yield from _secrets(condition.items, part)
    else:
        for inner in condition.any_:
            yield from _secrets(inner, site)


def about(context: Context, text: str) -> dict[str, str]:
    """What messages, severities and fixes may know of a secret."""
    lists = context.book.formats.lists
    if placeholder(text):
        quality, noun = "placeholder", "placeholder secret"
    elif weak(text, lists):
        quality, noun = "weak", "well-known secret"
    elif len(text) < LEAST_LENGTH:
        quality, noun = "short", f"secret of only {len(text)} characters"
    else:
        quality, noun = "long", "secret"
    return {"quality": quality, "secret": noun, "shown": redact(text), "redact": "1"}


def host_of(context: Context, options: Shape) -> str:
    """Whether the host beside a password is a developer's own machine: "home", "away" or "unknown"."""
    if all(options.lacks(key) for key in HOST_KEYS):
        return "home"
    site = next((found for key in HOST_KEYS if (found := options.site(key)) is not None), None)
    name = constant_text(site.model.value(site.node)) if site is not None else None
    if name is None:
        return "unknown"
    return "home" if at_home(name.lower(), context.book.formats.lists) else "away"


def _known_there(context: Context, secret: Site, text: str) -> bool:
    """Whether the rules about literals report a secret in the file that it is written in."""
    if context.book.formats.find(text):
        return True
    name = _name(secret)
    strength = context.vocabulary("secret")(name) if name is not None else None
    password = name is not None and context.vocabulary("password")(name) is not None
    return strength is not None and looks_like_secret(text, strength, name=name or "", password=password)


def _name(site: Site) -> str | None:
    parent = site.node.parent
    if site.node.type not in _WRITTEN:
        return own_name(site)
    if parent is None or parent.type not in ("pair", "variable_declarator"):
        return None
    name = parent.child_by_field_name("key") or parent.child_by_field_name("name")
    return site.model.text(name).strip("'\"") if name is not None else None
