"""The shape of a library model: what an author may write in `rules/models/`, and the `Library` it becomes."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta, field

from nodeward.rulebook.flows import Flowing
from nodeward.rulebook.into import Into
from nodeward.rulebook.shape import Names, Shape
from nodeward.semantics.api import Callback, Convention, Decorated, Exported, Framework, Library
from nodeward.semantics.reach import root_of


class CallbackSpec(Shape, frozen=True, kw_only=True):
    """What calls hand to the functions that they are given."""

    call: Names
    parameters: Annotated[
        list[str], Meta(description="Canonical types in order; empty text where none is known.")
    ]
    argument: Annotated[int | None, Meta(description="Position of the function; none: any.")] = None
    count: Annotated[int | None, Meta(description="Only a function that declares so many parameters.")] = None
    first: Annotated[
        list[str], Meta(description="Only where the call's first argument is one of these texts: the event.")
    ] = []
    property: Annotated[
        Names,
        Meta(
            description="The function stands in an object that is given, under these keys: `options.handler`, `*` any."
        ),
    ] = []


class ConventionSpec(Shape, frozen=True, kw_only=True):
    """By what a function is known for a handler, though nothing in sight registers it."""

    names: Annotated[
        list[list[str]], Meta(description="For each position the parameter names that count.")
    ] = []
    parameters: list[str]
    proof: Annotated[list[str], Meta(description="Some parameter is used with one of these members.")] = []
    under: Annotated[
        list[str], Meta(description="Instead: it is a member of an object that has one of these names.")
    ] = []


class ExportedSpec(Shape, frozen=True, kw_only=True):
    """Functions that a host calls because of the file that they are in and the name that they leave it under."""

    file: Annotated[
        str, Meta(description="The end of the path; `*` within a folder, `**` any, `{a,b}` either.")
    ] = ""
    names: Annotated[list[str], Meta(description="The exported names; none: any.")] = []
    directive: Annotated[str, Meta(description="The file or the function begins with this directive.")] = ""
    called: Annotated[list[str], Meta(description="The first parameter has one of these names.")] = []
    packages: Annotated[
        list[str], Meta(description="Only in a file that speaks of one of these packages.")
    ] = []
    parameters: list[str]


class DecoratorSpec(Shape, frozen=True, kw_only=True):
    """Decorators of parameters: what the framework hands to such a parameter."""

    name: Names
    is_: Annotated[str, Meta(description="Canonical name of what is handed over.")] = field(name="is")
    unless: Annotated[
        list[str], Meta(description="Not where the decorator is given one of these, which judges the value.")
    ] = []


class FrameworkSpec(Shape, frozen=True, kw_only=True):
    """What the application model must know of an HTTP framework; methods without the object's name."""

    app: str
    routers: list[str] = []
    mounts: list[str] = []
    routes: list[str] = []
    errors: list[str] = []
    serves: list[str] = []
    settings: list[str] = []


class ModelFile(Flowing, frozen=True, kw_only=True):
    """One library."""

    model: Annotated[str, Meta(description="The library's name.")]
    aliases: dict[str, str] = {}
    globals: dict[str, str] = {}
    returns: dict[str, str] = {}
    passes: dict[str, int] = {}
    encodes: Annotated[
        dict[str, int],
        Meta(description="Calls that give back a text in another form, and the position of the text."),
    ] = {}
    properties: dict[str, str] = {}
    callbacks: list[CallbackSpec] = []
    types: dict[str, list[str]] = {}
    conventions: list[ConventionSpec] = []
    exported: list[ExportedSpec] = []
    decorators: list[DecoratorSpec] = []
    sinks: Annotated[
        dict[str, list[Into]], Meta(description="Dangerous places by the name that rules use.")
    ] = {}
    framework: FrameworkSpec | None = None
    neutral: list[str] = []


def library(models: Iterable[ModelFile]) -> Library:
    """All models as one library; a name that two models speak of is the later one's."""
    read = list(models)
    return Library(
        aliases={name: target for model in read for name, target in model.aliases.items()},
        globals={name: target for model in read for name, target in model.globals.items()},
        returns={name: target for model in read for name, target in model.returns.items()},
        passes={name: position for model in read for name, position in model.passes.items()},
        encodes={name: position for model in read for name, position in model.encodes.items()},
        properties={name: target for model in read for name, target in model.properties.items()},
        callbacks=_callbacks(read),
        types={name: target for model in read for target, names in model.types.items() for name in names},
        conventions=tuple(_convention(spec) for model in read for spec in model.conventions),
        decorators=_decorators(read),
        exported=tuple(_exported(spec) for model in read for spec in model.exported),
        handler_keys=frozenset(way[-1] for model in read for spec in model.callbacks for way in _ways(spec)),
        key_takers=_key_takers(read),
        map_keys=frozenset(name for model in read for spec in model.conventions for name in spec.under),
        sources=_sources(read),
        frameworks=tuple(_framework(model.framework) for model in read if model.framework is not None),
        neutral=frozenset(name for model in read for name in model.neutral),
        origins=_origins(read),
    )


def _origins(models: list[ModelFile]) -> dict[str, frozenset[str]]:
    """For each package or global the ones through which a file can come by its things, itself included."""
    steps: dict[str, set[str]] = {}
    for target, source in (pair for model in models for pair in _handed_on(model)):
        steps.setdefault(root_of(target), set()).add(root_of(source))
    found: dict[str, frozenset[str]] = {}
    for root in steps:
        seen, todo = {root}, [root]
        while todo:
            fresh = steps.get(todo.pop(), set()) - seen
            seen |= fresh
            todo += fresh
        found[root] = frozenset(seen)
    return found


def _handed_on(model: ModelFile) -> Iterator[tuple[str, str]]:
    """What a model says of things that come from other things: the thing, and where it comes from."""
    for table in (model.aliases, model.returns, model.properties, model.globals):
        yield from ((target, source) for source, target in table.items())
    yield from ((target, source) for target, sources in model.types.items() for source in sources)
    for spec in model.callbacks:
        yield from ((parameter, call) for parameter in spec.parameters for call in _names(spec.call))
    for decorator in model.decorators:
        yield from ((decorator.is_, name) for name in _names(decorator.name))


def _callbacks(models: list[ModelFile]) -> dict[str, tuple[Callback, ...]]:
    found: dict[str, list[Callback]] = {}
    for spec in (spec for model in models for spec in model.callbacks):
        callback = Callback(
            tuple(spec.parameters), spec.argument, spec.count, tuple(spec.first), tuple(_ways(spec))
        )
        for name in _names(spec.call):
            found.setdefault(name, []).append(callback)
    # The more a callback asks of the function, the earlier it is judged.
    return {name: tuple(sorted(list_, key=lambda item: item.count is None)) for name, list_ in found.items()}


def _key_takers(models: list[ModelFile]) -> frozenset[str]:
    """The last words of calls that are given objects in which handlers stand under any key."""
    specs = (spec for model in models for spec in model.callbacks)
    taking = (spec for spec in specs if any(way[-1] == "*" for way in _ways(spec)))
    return frozenset(name.rpartition(".")[2] for spec in taking for name in _names(spec.call))


def _sources(models: list[ModelFile]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for model in models:
        for set_, names in model.sources.items():
            found.setdefault(set_, []).extend(names)
    return {set_: tuple(names) for set_, names in found.items()}


def _convention(spec: ConventionSpec) -> Convention:
    return Convention(
        tuple(tuple(names) for names in spec.names),
        tuple(spec.parameters),
        tuple(spec.proof),
        tuple(spec.under),
    )


def _decorators(models: list[ModelFile]) -> dict[str, Decorated]:
    return {
        name: Decorated(spec.is_, frozenset(spec.unless))
        for model in models
        for spec in model.decorators
        for name in _names(spec.name)
    }


def _exported(spec: ExportedSpec) -> Exported:
    return Exported(
        tuple(spec.parameters),
        _pattern(spec.file),
        tuple(spec.names),
        spec.directive,
        tuple(spec.called),
        tuple(spec.packages),
    )


def _pattern(file: str) -> str:
    """The expression for the end of a path that a pattern of file names stands for."""
    if not file:
        return ""
    parts = re.split(r"(\*\*/|\*|\{[^}]*\})", file)
    return "(?:^|/)" + "".join(map(_piece, parts)) + "$"


def _piece(part: str) -> str:
    if part.startswith("{"):
        return "(?:" + "|".join(map(re.escape, part[1:-1].split(","))) + ")"
    return {"**/": "(?:.*/)?", "*": "[^/]*"}.get(part, re.escape(part))


def _ways(spec: CallbackSpec) -> list[tuple[str, ...]]:
    """The keys that lead to a function in the object that holds it."""
    return [tuple(way.split(".")) for way in _names(spec.property)]


def _names(of: str | list[str]) -> list[str]:
    return of if isinstance(of, list) else [of]


def _framework(spec: FrameworkSpec) -> Framework:
    return Framework(
        app=spec.app,
        routers=tuple(spec.routers),
        mounts=tuple(spec.mounts),
        routes=tuple(spec.routes),
        errors=tuple(spec.errors),
        serves=tuple(spec.serves),
        settings=tuple(spec.settings),
    )
