"""What models say of flows, put together for the search: sources, what calls keep, what cleans, what checks."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, field

from nodeward.rulebook.shape import Names, Shape
from nodeward.taint.spec import Check, Fails, Form, Guard, Keep, Schema, Spec


class KeepSpec(Shape, frozen=True, kw_only=True):
    """Calls whose result holds what they were given."""

    call: Names
    from_: Annotated[list[int], Meta(description="Positions of the arguments that are kept.")] = field(
        name="from", default_factory=lambda: [0]
    )
    rest: Annotated[bool, Meta(description="All arguments behind the last position too.")] = False
    as_: Annotated[Form, Meta(description="In which form the result holds them.")] = field(
        name="as", default=Form.VALUE
    )


class GuardSpec(Shape, frozen=True, kw_only=True):
    """Calls whose answer says that an argument is harmless."""

    call: Names
    argument: int = 0
    answer: Annotated[bool, Meta(description="The answer after which it is harmless.")] = True
    for_: Annotated[list[str], Meta(description="Kinds of sinks; `any` for all.")] = field(
        name="for", default_factory=lambda: ["any"]
    )


class ValidatesSpec(Shape, frozen=True, kw_only=True):
    """Calls that have what a handler reads judged by a schema: the registering one, or a middleware's beside the handler."""

    call: Names
    parts: Annotated[
        dict[str, str],
        Meta(
            description="Where in an argument the schema stands (empty: the argument), and the source it is about."
        ),
    ]


class CheckSpec(Shape, frozen=True, kw_only=True):
    """A call that has a value judged by a schema."""

    fails: Annotated[Fails, Meta(description="What it does where the value does not fit.")]
    value: Annotated[int, Meta(description="Position of the value.")] = 0
    schema: Annotated[
        int | None,
        Meta(description="Position of the schema; else it is what the method is called on."),
    ] = None
    gives: Annotated[
        str | None, Meta(description="The member of the result that holds the value; empty: the result.")
    ] = None


class SchemaSpec(Shape, frozen=True, kw_only=True):
    """A library whose calls describe values; all lists are of the last parts of names."""

    of: Names
    fields: Annotated[list[str], Meta(description="Are given the members by name.")] = []
    lists: Annotated[list[str], Meta(description="Are given what an element is.")] = []
    harmless: Annotated[list[str], Meta(description="Leave only values that do no harm anywhere.")] = []
    texts: Annotated[list[str], Meta(description="Leave only texts, whatever they say.")] = []
    patterns: Annotated[list[str], Meta(description="Leave only what their expression matches.")] = []
    open: Annotated[list[str], Meta(description="Let members through that are not named.")] = []
    checks: Annotated[
        dict[str, CheckSpec],
        Meta(description="Methods of a schema, or functions by canonical name, that have a value judged."),
    ] = {}
    about: Annotated[
        list[str], Meta(description="The first argument names a member of these sources instead.")
    ] = []
    answer: Annotated[
        str, Meta(description="A call without which nobody minds what is found; needed with `about`.")
    ] = ""


class Flowing(Shape, frozen=True, kw_only=True):
    """What one model says of flows."""

    sources: dict[str, list[str]] = {}
    structured: list[str] = []
    flat: Annotated[
        dict[str, dict[str, str]],
        Meta(description="Structured sources that give plain text in some versions of a package."),
    ] = {}
    objects: Annotated[
        list[str], Meta(description="Sources that are objects: taken whole they are never a text.")
    ] = []
    addresses: Annotated[
        list[str],
        Meta(
            description="Sources that are the whole address of the request: taken whole, the host is the server's own."
        ),
    ] = []
    paths: Annotated[
        list[str],
        Meta(description="Sources that begin with a slash: behind a host they cannot become a part of it."),
    ] = []
    keeps: list[KeepSpec] = []
    cleans: dict[str, list[str]] = {}
    guards: list[GuardSpec] = []
    validates: list[ValidatesSpec] = []
    schemas: list[SchemaSpec] = []


def spec(models: Iterable[Flowing]) -> Spec:
    """All models together."""
    read = list(models)
    return Spec(
        sources=_sets(model.sources for model in read),
        structured=frozenset(name for model in read for name in model.structured),
        flat={name: versions for model in read for name, versions in model.flat.items()},
        objects=frozenset(name for model in read for name in model.objects),
        paths=frozenset(name for model in read for name in model.paths),
        addresses=frozenset(name for model in read for name in model.addresses),
        keeps={
            name: Keep(tuple(each.from_), each.as_, each.rest)
            for model in read
            for each in model.keeps
            for name in _names(each.call)
        },
        sanitizers=_sets(model.cleans for model in read),
        guards=_guards(each for model in read for each in model.guards),
        validates=_validates(each for model in read for each in model.validates),
        schemas=tuple(_schema(each) for model in read for each in model.schemas),
        check_words=frozenset(
            name.removesuffix("()").rpartition(".")[2]
            for model in read
            for each in model.schemas
            for name in each.checks
        ),
    )


def _sets(tables: Iterable[dict[str, list[str]]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for table in tables:
        for set_, names in table.items():
            found.setdefault(set_, set()).update(names)
    return {set_: frozenset(names) for set_, names in found.items()}


def _guards(listed: Iterable[GuardSpec]) -> dict[str, dict[str, Guard]]:
    found: dict[str, dict[str, Guard]] = {}
    for each in listed:
        for kind in each.for_:
            for name in _names(each.call):
                found.setdefault(kind, {})[name] = Guard(each.argument, each.answer)
    return found


def _validates(listed: Iterable[ValidatesSpec]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in listed:
        for name in _names(each.call):
            found.setdefault(name, {}).update(each.parts)
    return found


def _schema(each: SchemaSpec) -> Schema:
    return Schema(
        tuple(_names(each.of)),
        frozenset(each.fields),
        frozenset(each.lists),
        frozenset(each.harmless),
        frozenset(each.texts),
        frozenset(each.patterns),
        frozenset(each.open),
        tuple(each.about),
        each.answer,
        {
            name: Check(check.fails, check.value, check.schema, check.gives)
            for name, check in each.checks.items()
        },
    )


def _names(of: str | list[str]) -> list[str]:
    return of if isinstance(of, list) else [of]
