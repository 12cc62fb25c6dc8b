"""A secret read from the environment with a default in the code (CWE-1188).

Python, because the default is not an argument of a call: it stands beside the name, in an operator, a ternary or a pattern.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.checks.branches import in_development_branch
from nodeward.checks.context import Context, Hit, ProjectFile
from nodeward.checks.naming import result_names
from nodeward.checks.secrets import HOST_KEYS, about
from nodeward.rulebook.rule import Rule
from nodeward.rulebook.secrets.credentials import at_home
from nodeward.rulebook.secrets.values import looks_like_secret
from nodeward.semantics.calls import arguments
from nodeward.semantics.scopes import WRAPPERS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Api, api_name, constant_text
from nodeward.syntax.nodes import Node

ENVIRONMENT = "process.env"
_CHOICES = ("||", "??")
_READS = ("member_expression", "subscript_expression")
_SCHEMAS = ("zod.", "joi.", "@hapi/joi.")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")


@dataclass(frozen=True, slots=True)
class _Default:
    """An environment variable, the whole expression that reads it, and the literal that stands in for it."""

    name: str
    whole: Node
    literal: Node


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The defaults of environment variables that are secrets, or that become something that is called one."""
    if isinstance(context, ProjectFile) or context.kind == "test":
        return
    told: set[tuple[int, int]] = set()
    for found in _defaults(context, rule):
        site, place = context.model.site(found.whole), (found.whole.start_byte, found.whole.end_byte)
        if place not in told and _is_secret(context, found) and not in_development_branch(site):
            told.add(place)
            details = {
                **about(context, constant_text(context.model.value(found.literal)) or ""),
                "name": found.name,
                "host": "home" if _on_this_machine(context, found) else "unknown",
                "default-start": str(found.literal.start_byte),
                "default-end": str(found.literal.end_byte),
                "redact": "1",
            }
            yield Hit(found.whole, details)


def _is_secret(context: Context, found: _Default) -> bool:
    """Whether the default opens something, and no other rule tells of its literal."""
    text = constant_text(context.model.value(found.literal))
    if text is None or not text.strip() or "://" in text or context.book.formats.find(text):
        return False
    strength = context.vocabulary("secret")
    called = [found.name, *result_names(context.model.site(found.whole))]
    strengths = [strength(name) for name in called]
    return "strong" in strengths or ("weak" in strengths and looks_like_secret(text, "weak"))


def _on_this_machine(context: Context, found: _Default) -> bool:
    """Whether the host that the object gives beside the secret is by default the developer's own machine."""
    pair = _outmost(found.whole).parent
    beside = pair.parent if pair is not None and pair.type == "pair" else None
    for other in beside.named_children if beside is not None else []:
        key, given = other.child_by_field_name("key"), other.child_by_field_name("value")
        if key is None or given is None or key_text(context.model, key) not in HOST_KEYS:
            continue
        while _is_choice(given) and (right := given.child_by_field_name("right")) is not None:
            given = right
        host = constant_text(context.model.value(given))
        if host is not None and at_home(host.lower(), context.book.formats.lists):
            return True
    return False


def _outmost(node: Node) -> Node:
    node = _unwrapping(node)
    while node.parent is not None and _is_choice(node.parent):
        node = _unwrapping(node.parent)
    return node


def _defaults(context: Context, rule: Rule) -> Iterator[_Default]:
    for env in context.model.facts.occurrences("env"):
        member = env.parent
        if (
            member is not None
            and member.type == "member_expression"
            and context.model.value(member) == Api(ENVIRONMENT)
        ):
            yield from _of_member(context, member)
            yield from _of_pattern(context, member)
    for word in context.model.facts.occurrences("default"):
        yield from _of_schema(context, word)
    for name in rule.looks_at:
        for site in context.calls(name):
            yield from _of_getter(context, site.node)


def _of_member(context: Context, env: Node) -> Iterator[_Default]:
    """`process.env.NAME || "..."`, also with more names in between, and `process.env.NAME ? ... : "..."`."""
    read = env.parent
    value = context.model.value(read) if read is not None and read.type in _READS else None
    if read is None or not isinstance(value, Api) or read.child_by_field_name("object") != env:
        return
    name = value.name.removeprefix(ENVIRONMENT + ".")
    at = _unwrapping(read)
    whole = at.parent
    while whole is not None and _is_choice(whole):
        right = whole.child_by_field_name("right")
        if right is not None and right != at:
            yield _Default(name, whole, right)
        at = _unwrapping(whole)
        whole = at.parent
    if (
        whole is not None
        and whole.type == "ternary_expression"
        and whole.child_by_field_name("condition") == at
    ):
        default = whole.child_by_field_name("alternative")
        if default is not None:
            yield _Default(name, whole, default)


def _unwrapping(node: Node) -> Node:
    while node.parent is not None and node.parent.type in WRAPPERS:
        node = node.parent
    return node


def _is_choice(node: Node) -> bool:
    operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
    return operator is not None and operator.type in _CHOICES


def _of_pattern(context: Context, env: Node) -> Iterator[_Default]:
    """`const { NAME = "..." } = process.env`."""
    declarator = env.parent
    if declarator is None or declarator.type != "variable_declarator":
        return
    pattern = declarator.child_by_field_name("name")
    for part in pattern.named_children if pattern is not None and pattern.type == "object_pattern" else []:
        key, inner = part.child_by_field_name("key"), part
        if part.type == "pair_pattern":
            inner = part.child_by_field_name("value") or part
        default, left = inner.child_by_field_name("right"), inner.child_by_field_name("left")
        if default is not None and left is not None:
            yield _Default(context.model.text(key or left), inner, default)


def _of_schema(context: Context, word: Node) -> Iterator[_Default]:
    """`NAME: z.string().default("...")`."""
    member = word.parent
    call = member.parent if member is not None and member.type == "member_expression" else None
    called = (
        api_name(context.model.value(member)) if call is not None and call.type == "call_expression" else None
    )
    if call is None or called is None or not called.startswith(_SCHEMAS):
        return
    given, name = arguments(call), _schema_key(context, call)
    if name is not None and len(given) == 1:
        yield _Default(name, call, given[0])


def _schema_key(context: Context, call: Node) -> str | None:
    """The variable that a schema is for: the key in capitals at the end of the chain of calls."""
    at, parent = call, call.parent
    while parent is not None and parent.type in ("member_expression", "call_expression"):
        at, parent = parent, parent.parent
    if parent is None or parent.type != "pair" or parent.child_by_field_name("value") != at:
        return None
    key = parent.child_by_field_name("key")
    name = key_text(context.model, key) if key is not None else None
    return name if name is not None and _VARIABLE.fullmatch(name) else None


def _of_getter(context: Context, call: Node) -> Iterator[_Default]:
    """`config.get("NAME", "...")`."""
    given = arguments(call)
    name = constant_text(context.model.value(given[0])) if len(given) > 1 else None
    if name is not None:
        yield _Default(name, call, given[1])
