"""A Buffer that holds what was in memory before, and is read though nothing was written to it (CWE-908).

Python, because what tells is how the result is used further on, not how it is made.
"""

from collections.abc import Iterator

from nodeward.checks.context import Context, Hit, ProjectFile, quoted
from nodeward.rulebook.rule import Rule
from nodeward.semantics.facts import Binding
from nodeward.semantics.scopes import WRAPPERS, Kind
from nodeward.semantics.values import api_name
from nodeward.syntax.nodes import Node

# Methods and properties that give out what is in a Buffer, and those that tell nothing of it.
_READING = frozenset({"toString", "toJSON", "slice", "subarray", "values", "entries", "at", "equals"})
_NEUTRAL = frozenset({"length", "byteLength"})
# Functions that only read what they are handed, and hand it on to someone.
_SENDING = frozenset(
    {
        "express.Response.end",
        "express.Response.json",
        "express.Response.send",
        "express.Response.write",
        "fastify.Reply.send",
        "fs.writeFile",
        "fs.writeFileSync",
        "fs/promises.writeFile",
        "http.ServerResponse.end",
        "http.ServerResponse.write",
    }
)


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The unfilled Buffers of a file of which every use is a look at them."""
    if isinstance(context, ProjectFile) or context.kind == "test":
        return
    for name in rule.looks_at:
        for site in context.calls(name):
            if not _is_read_unfilled(context, site.node):
                continue
            callee = site.node.child_by_field_name("function") or site.node
            yield Hit(
                site.node,
                {
                    "api": name,
                    "callee": quoted(context, callee),
                    "call-start": str(site.node.start_byte),
                    "call-end": str(site.node.end_byte),
                },
            )


def _is_read_unfilled(context: Context, call: Node) -> bool:
    whole = call
    while whole.parent is not None and whole.parent.type in WRAPPERS:
        whole = whole.parent
    binding = _variable(context, whole)
    uses = [whole] if binding is None else list(binding.uses)
    looks = [_look(context, use) for use in uses]
    return None not in looks and True in looks


def _variable(context: Context, value: Node) -> Binding | None:
    """The variable that is given a value and nothing else ever."""
    declarator = value.parent
    if declarator is None or declarator.type != "variable_declarator":
        return None
    name = declarator.child_by_field_name("name")
    binding = context.model.facts.binding(name) if name is not None and name.type == "identifier" else None
    if binding is None or binding.writes or len(binding.declarations) != 1:
        return None
    return binding if binding.declarations[0].kind is Kind.VARIABLE else None


def _look(context: Context, use: Node) -> bool | None:
    """True where the content is read, False where it is not touched, None where it may be written to."""
    parent = use.parent
    if parent is None:
        return None
    if parent.type == "member_expression" and parent.child_by_field_name("object") == use:
        key = parent.child_by_field_name("property")
        name = context.model.text(key) if key is not None else ""
        return True if name in _READING else False if name in _NEUTRAL else None
    if parent.type == "arguments" and parent.parent is not None:
        callee = context.model.value(parent.parent.child_by_field_name("function"))
        return True if api_name(callee) in _SENDING else None
    return None
