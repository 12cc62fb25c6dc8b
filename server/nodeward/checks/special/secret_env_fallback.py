"""A secret read from the environment with a default in the code (CWE-1188).

Python, because the default is not an argument of a call: it stands beside the name, in an operator, a ternary or a pattern.
"""

from collections.abc import Iterator

from nodeward.checks.branches import in_development_branch
from nodeward.checks.context import Context, Hit, ProjectFile
from nodeward.checks.naming import result_names
from nodeward.rulebook.rule import Rule
from nodeward.semantics.values import Api, Constant, Site
from nodeward.syntax.nodes import Node

ENVIRONMENT = "process.env"


def check(context: Context | ProjectFile, rule: Rule) -> Iterator[Hit]:
    """The defaults of environment variables that are secrets, or that become something that is called one."""
    del rule
    if isinstance(context, ProjectFile) or context.kind == "test":
        return
    strength = context.vocabulary("secret")
    for name, whole, default in _defaults(context):
        called = [name, *result_names(context.model.site(whole))]
        if not any(strength(each) is not None for each in called) or in_development_branch(
            context.model.site(whole)
        ):
            continue
        yield Hit(
            whole,
            {
                "name": name,
                "default-start": str(default.start_byte),
                "default-end": str(default.end_byte),
                "redact": "1",
            },
        )


def _defaults(context: Context) -> Iterator[tuple[str, Node, Node]]:
    """Environment variable, the whole expression, and the literal that stands in for it."""
    for env in context.model.facts.occurrences("env"):
        member = env.parent
        if (
            member is None
            or member.type != "member_expression"
            or context.model.value(member) != Api(ENVIRONMENT)
        ):
            continue
        yield from _of_member(context, member)
        yield from _of_pattern(context, member)


def _of_member(context: Context, env: Node) -> Iterator[tuple[str, Node, Node]]:
    read = env.parent
    value = (
        context.model.value(read)
        if read is not None and read.type in ("member_expression", "subscript_expression")
        else None
    )
    if read is None or not isinstance(value, Api) or read.child_by_field_name("object") != env:
        return
    name = value.name.removeprefix(ENVIRONMENT + ".")
    whole = read.parent
    if whole is None:
        return
    operator = whole.child_by_field_name("operator")
    if whole.type == "binary_expression" and operator is not None and operator.type in ("||", "??"):
        default = whole.child_by_field_name("right")
        if whole.child_by_field_name("left") == read and default is not None and _is_secret(context, default):
            yield name, whole, default
    if whole.type == "ternary_expression" and whole.child_by_field_name("condition") == read:
        default = whole.child_by_field_name("alternative")
        if default is not None and _is_secret(context, default):
            yield name, whole, default


def _of_pattern(context: Context, env: Node) -> Iterator[tuple[str, Node, Node]]:
    """Defaults in `const { JWT_SECRET = "dev" } = process.env`."""
    declarator = env.parent
    pattern = (
        declarator.child_by_field_name("name")
        if declarator is not None and declarator.type == "variable_declarator"
        else None
    )
    for part in pattern.named_children if pattern is not None and pattern.type == "object_pattern" else []:
        key, inner = part.child_by_field_name("key"), part
        if part.type == "pair_pattern":
            inner = part.child_by_field_name("value") or part
        default, left = inner.child_by_field_name("right"), inner.child_by_field_name("left")
        if default is not None and left is not None and _is_secret(context, default):
            yield context.model.text(key or left), inner, default


def _is_secret(context: Context, default: Node) -> bool:
    site = Site(context.model, default)
    value = site.model.value(default)
    return isinstance(value, Constant) and isinstance(value.value, str) and bool(value.value.strip())
