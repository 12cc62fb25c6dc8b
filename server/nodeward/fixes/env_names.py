"""What the environment variable of a value is to be called: as the value is called in the code. Knows no file."""

import re
from collections.abc import Iterator

from nodeward.rulebook.vocabulary import split
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import api_name
from nodeward.syntax.nodes import Node

MOST_NUMBERS = 20  # names with a number behind them that are tried
_LONGEST = 60  # characters

# What says nothing of which secret it is; and what, like a single letter, says nothing at all.
_GENERIC = frozenset({
    "api", "app", "auth", "authorization", "bearer", "client", "code", "connection", "credential", "credentials", "default",
    "get", "key", "keys", "my", "or", "pass", "passcode", "passphrase", "passwd", "password", "pat", "pin", "private",
    "pwd", "salt", "secret", "secrets", "string", "the", "token", "uri", "url", "user", "value",
})  # fmt: skip
_FILLER = frozenset({
    "conf", "config", "configs", "configuration", "const", "constants", "data", "default", "defaults", "env", "environment",
    "exports", "get", "headers", "module", "my", "opts", "options", "our", "params", "props", "settings", "the",
})  # fmt: skip
_SCHEMES = {
    "postgres": "DATABASE_URL", "postgresql": "DATABASE_URL", "mysql": "DATABASE_URL", "mariadb": "DATABASE_URL",
    "mssql": "DATABASE_URL", "sqlserver": "DATABASE_URL", "cockroachdb": "DATABASE_URL", "mongodb": "MONGODB_URI",
    "mongodb+srv": "MONGODB_URI", "redis": "REDIS_URL", "rediss": "REDIS_URL", "amqp": "AMQP_URL", "amqps": "AMQP_URL",
    "smtp": "SMTP_URL", "smtps": "SMTP_URL", "ftp": "FTP_URL", "sftp": "SFTP_URL", "ldap": "LDAP_URL", "ldaps": "LDAP_URL",
}  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*)://")

# Variables that shells, systems and tools give a meaning of their own.
_RESERVED = frozenset({
    "CI", "COLUMNS", "DEBUG", "DISPLAY", "EDITOR", "FORCE_COLOR", "HOME", "HOST", "HOSTNAME", "IFS", "LANG", "LANGUAGE",
    "LINES", "LOGNAME", "MAIL", "NO_COLOR", "OLDPWD", "OS", "PAGER", "PATH", "PORT", "PS1", "PWD", "SHELL", "SHLVL", "TEMP",
    "TERM", "TMP", "TMPDIR", "TZ", "UID", "USER", "USERNAME",
})  # fmt: skip
# Those that a tool reads itself, and those that a bundler puts into the page.
_TAKEN = re.compile(
    r"(?:NODE|NPM|LC|LD|DYLD|SSH|GIT|XDG|NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|STORYBOOK)_"
)
_NAMING = {
    "pair": ("key", "value"),
    "variable_declarator": ("name", "value"),
    "assignment_expression": ("left", "right"),
    "assignment_pattern": ("left", "right"),
    "object_assignment_pattern": ("left", "right"),
    "required_parameter": ("pattern", "value"),
    "field_definition": ("property", "value"),
    "public_field_definition": ("name", "value"),
}
_PASSING = WRAPPERS | {
    "arguments", "array", "arrow_function", "await_expression", "binary_expression", "call_expression", "new_expression",
    "object", "template_string", "template_substitution", "ternary_expression", "jsx_expression", "member_expression",
}  # fmt: skip
_IDENTIFIERS = frozenset({
    "identifier", "property_identifier", "private_property_identifier", "shorthand_property_identifier_pattern", "string",
})  # fmt: skip
_CALLS = frozenset({"call_expression", "new_expression"})  # their result is something else
_OUTERMOST = frozenset(
    {"variable_declarator", "assignment_expression", "field_definition", "public_field_definition"}
)


def names_for(model: Model, node: Node | None, value: str, fallback: str | None) -> Iterator[str]:
    """Names for the variable that takes the value of an expression, the best first; all are words in capitals.

    `fallback` is what such a value is usually called, for where the code only says "secret" or nothing, or is not asked.
    """
    best = _allowed(_best(model, node, value, fallback) if node is not None else fallback or "SECRET")
    yield best
    for number in range(2, MOST_NUMBERS):
        yield f"{best}_{number}"


def _best(model: Model, node: Node, value: str, fallback: str | None) -> str:
    own, *outer = [list(split(name)) for name in _names(model, node)] or [[]]
    words = [word for word in own if word not in ("get", "my", "our")]
    if any(len(word) > 1 and word not in _GENERIC | _FILLER for word in words):
        return _spelled(words)
    scheme = _SCHEME.match(value)
    if scheme is not None and scheme[1] in _SCHEMES:
        return _SCHEMES[scheme[1]]
    around = [word for word in next(filter(None, map(_telling, outer)), []) if word not in words]
    if words and (around or (len(words) > 1 and "or" not in words and not _is_handed_over(node))):
        return _spelled([*around, *words])
    return fallback or _spelled([word for word in words if word not in _FILLER] or ["secret"])


def _telling(words: list[str]) -> list[str]:
    """The words of an outer name that say what is inside; none where it only says that it is some options."""
    kept = [word for word in words if word not in _FILLER and len(word) > 1]
    return kept if any(word not in _GENERIC for word in kept) else []


def _is_handed_over(node: Node) -> bool:
    """Whether a value is named by a library: by the key of an option in a call."""
    at, named = node, False
    while at.parent is not None and (at.parent.type in _PASSING or at.parent.type == "pair"):
        at = at.parent
        named = named or at.type == "pair"
        if named and at.type == "arguments":
            return True
    return False


def _names(model: Model, node: Node) -> Iterator[str]:
    """What an expression is called, and then what the objects around it are, the nearest first."""
    at, parent, named = node, node.parent, False
    while parent is not None and not (parent.type in _CALLS and (named or not _encodes(model, parent))):
        fields = _NAMING.get(parent.type)
        if fields is not None and parent.child_by_field_name(fields[1]) == at:
            yield from _spelling(model, parent.child_by_field_name(fields[0]))
            named = True
            if parent.type in _OUTERMOST:
                return
        elif parent.type == "jsx_attribute" and parent.named_child_count:
            yield model.text(parent.named_children[0])
            return
        elif parent.type not in _PASSING:
            return
        at, parent = parent, parent.parent


def _encodes(model: Model, call: Node) -> bool:
    """Whether a call only gives the value another form: then its result is called what the value is."""
    called = api_name(model.value(call.child_by_field_name("function")))
    return called is not None and called in model.library.encodes


def _spelling(model: Model, name: Node | None) -> Iterator[str]:
    if name is None:
        return
    if name.type == "member_expression":
        key, inside = name.child_by_field_name("property"), name.child_by_field_name("object")
        if key is not None:
            yield model.text(key)
        yield from _spelling(model, inside)
    elif name.type in _IDENTIFIERS:
        yield key_text(model, name) or model.text(name)


def _spelled(words: list[str]) -> str:
    return "_".join(words).upper()[:_LONGEST].rstrip("_")


def _allowed(name: str) -> str:
    """The name, with a word before it where it would mean something to the system or to a tool."""
    plain = re.sub(r"[^A-Z0-9_]", "_", name)
    return f"APP_{plain}" if plain in _RESERVED or _TAKEN.match(plain) or not plain[:1].isalpha() else plain
