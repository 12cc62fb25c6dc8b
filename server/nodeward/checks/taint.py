"""The way `taint`: a value that somebody else chooses flows into a dangerous place. Where from, `nodeward.taint` says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nodeward.checks.call import concerned
from nodeward.checks.computed import called_keys, computed_keys
from nodeward.checks.conditions import holds
from nodeward.checks.context import ELLIPSIS, MOST_QUOTED, Context, Hit, hidden
from nodeward.checks.listed import elements_of
from nodeward.checks.versions import concerns_version
from nodeward.findings import Severity, Step
from nodeward.project.package import declared, is_library, nearest
from nodeward.rulebook.book import names
from nodeward.rulebook.into import Into, Position
from nodeward.rulebook.rule import Call, Taint
from nodeward.semantics.calls import arguments
from nodeward.semantics.callsites import words
from nodeward.semantics.reach import reachable
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import UNKNOWN, Api, Site, api_name
from nodeward.syntax.nodes import Node, span
from nodeward.taint.asked import Asked
from nodeward.taint.point import ANY, DEEP, KEYS, Fields
from nodeward.taint.search import Flow, Found, asking, asking_for_keys, keys_to, search
from nodeward.taint.spec import LIBRARY_INPUT, Kind, Question

_POSITION = re.compile(r"(-?\d+)(\.\.)?((?:\.[\w$-]+|\[\*\])*)")
_PART = re.compile(r"\.([\w$-]+)|(\[\*\])")
# What an operator controls, not the network: one severity lower.
_LOCAL = frozenset({"cli", "env", "stdin"})
# Kinds of sinks that mind an object; a list of texts, as a name that is repeated gives, can do nothing there.
_OBJECTS = frozenset({Kind.FILTER, Kind.OBJECT})
_ORIGINS = {
    LIBRARY_INPUT: "is chosen by whoever calls this library",
    "cli": "comes from the command line",
    "env": "comes from the environment",
    "stdin": "comes from standard input",
    "dom": "comes from the page's address, its messages or its storage",
}


@dataclass(frozen=True, slots=True)
class Sink:
    """A dangerous place: the expression whose value counts, the part of it, and the call or assignment around it."""

    site: Site
    fields: Fields
    around: Node
    api: str = ""  # canonical name of what is called or assigned to


def check(context: Context, way: Taint, library_input: bool | None) -> Iterator[Hit]:
    """The dangerous places of the file that values of the way's sources reach."""
    counts = way.callers and _counts_input(context, library_input)
    sources = (*way.from_, LIBRARY_INPUT) if counts else tuple(way.from_)
    question = Question(sources, way.kind, frozenset(way.cleaned_by), way.structured)
    if not _can_enter(context, sources) or _is_cleaned(context, way):
        return
    asked = asking(context.program, context.book.flows, question)
    seen: set[Site] = set()
    if any(into.computed for into in context.book.places(way)):
        yield from _polluted(context, asked)
    for sink in _sinks(context, way):
        if sink.site in seen:
            continue
        found = search(asked, sink.site, sink.fields)
        if found.cut_off:
            context.notes.append(
                f"{context.model.path}: the values that reach {sink.api} come from too many places to look at all of them"
            )
        flows = tuple(flow for flow in found.flows if not _is_meant(context, question, sink, flow))
        if flows:
            seen.add(sink.site)
            yield _hit(context, sink, flows, question)


def _is_meant(context: Context, question: Question, sink: Sink, flow: Flow) -> bool:
    """Whether a flow is none that matters: a list of texts where an object would, a statement that a caller wrote as a whole."""
    if flow.set_ == LIBRARY_INPUT:
        return question.kind is Kind.SQL and flow.source == sink.site
    return question.kind in _OBJECTS and _is_flat(context, flow)


def _is_flat(context: Context, flow: Flow) -> bool:
    """Whether a source of which the sender chooses the structure gives only texts in the version at hand."""
    name = api_name(flow.source.model.value(flow.source.node)) or ""
    full = ".".join((name, *flow.fields)) + "."
    flat = context.book.flows.flat.items()
    return any(full.startswith(f"{each}.") and concerns_version(context, wanted) for each, wanted in flat)


def _is_cleaned(context: Context, way: Taint) -> bool:
    """Whether a package that cleans every request is among those of the project."""
    near = nearest(context.program.files, context.model.path) if way.unless_installed else None
    return near is not None and any(declared(near[1], name) is not None for name in way.unless_installed)


def _can_enter(context: Context, sources: tuple[str, ...]) -> bool:
    """Whether a value of these sets can be in the file at all: most files that stand alone speak of none of their libraries."""
    names = frozenset().union(*(context.book.flows.sources.get(set_, frozenset()) for set_ in sources))
    return LIBRARY_INPUT in sources or bool(reachable(context.model, names))


def _polluted(context: Context, asked: Asked) -> Iterator[Hit]:
    """Where a key comes from outside, and the object was reached by such a key."""
    flows, model = context.book.flows, context.model

    @cache
    def chosen(key: Site) -> Found:
        return search(asked, key)

    unjudged = asking_for_keys(context.program, flows)
    for object_, key, around in computed_keys(context):
        keys = keys_to(unjudged, model.site(object_))
        found = chosen(model.site(key)) if keys else Found()
        if found.flows and any(chosen(each).flows for each in keys):
            yield _hit(context, Sink(model.site(key), (), around), found.flows, asked.question)


def _counts_input(context: Context, library_input: bool | None) -> bool:
    if library_input is not None:
        return library_input
    near = nearest(context.program.files, context.model.path)
    return near is not None and is_library(near[1])


def _sinks(context: Context, way: Taint) -> Iterator[Sink]:
    for into in context.book.places(way):
        yield from _called(context, into)
        yield from _assigned(context, into)
        for word in into.method:
            yield from _method(context, into, word)
        for word in into.asked:
            yield from _asked(context, into, word)
        if into.called_key:
            yield from (Sink(context.model.site(key), (), call) for key, call in called_keys(context))


def _called(context: Context, into: Into) -> Iterator[Sink]:
    asked = Call(
        name=into.call,
        arguments=into.arguments,
        unless=into.unless,
        new=into.new,
        when_version=into.when_version,
    )
    for name in names(into.call):
        for call in context.calls(name):
            if not concerned(context, asked, call):
                continue
            yield from (
                Sink(context.model.site(each), inner, call.node, name)
                for node, fields in _given(call.node, into.argument)
                for each, inner in _spread(context, into, node, fields)
            )


def _spread(context: Context, into: Into, node: Node, fields: Fields) -> Iterator[tuple[Node, Fields]]:
    """What an argument says in several places: the elements of a list, each by itself."""
    for each, inner in elements_of(context.model, node, fields, as_option=into.as_option):
        spread = each.type == "spread_element" and each.named_children
        yield (each.named_children[0], (ANY, *inner)) if spread else (each, inner)


def _method(context: Context, into: Into, word: str) -> Iterator[Sink]:
    """The calls of a method by its name, where nobody knows another function under it."""
    model = context.model
    for node in model.facts.occurrences(word):
        callee = node.parent
        call = callee.parent if callee is not None else None
        if callee is None or call is None or call.type != "call_expression":
            continue
        named = callee.child_by_field_name("property") == node
        if named and call.child_by_field_name("function") == callee and model.value(callee) == UNKNOWN:
            for given, fields in _given(call, into.argument):
                parts = _spread(context, into, given, fields)
                yield from (Sink(model.site(each), inner, call, word) for each, inner in parts)


def _asked(context: Context, into: Into, word: str) -> Iterator[Sink]:
    """What a method is called on, by the method's name and what it is given."""
    model = context.model
    for node in model.facts.occurrences(word):
        callee = node.parent
        call = callee.parent if callee is not None else None
        if callee is None or call is None or call.child_by_field_name("function") != callee:
            continue
        object_, given = callee.child_by_field_name("object"), arguments(call)
        sites = {i: model.site(given[i]) if i < len(given) else None for i in into.arguments}
        fits = all(holds(context, condition, sites[i]) for i, condition in into.arguments.items())
        if fits and object_ is not None and object_ != node:
            yield Sink(model.site(object_), (), call, word)


def _given(call: Node, wanted: Position | list[Position]) -> Iterator[tuple[Node, Fields]]:
    given = arguments(call)
    template = call.child_by_field_name("arguments")
    if template is not None and template.type == "template_string":
        return
    for position in wanted if isinstance(wanted, list) else [wanted]:
        first, rest, fields = _parsed(position)
        if first < 0:
            first += len(given)
        for node in given[max(first, 0) :] if rest else given[max(first, 0) : max(first, 0) + 1]:
            yield node, fields


def _parsed(position: Position) -> tuple[int, bool, Fields]:
    match = _POSITION.fullmatch(str(position))
    if match is None:
        return 0, False, ()
    fields = tuple(ANY if part.group(2) else part.group(1) for part in _PART.finditer(match.group(3)))
    return int(match.group(1)), match.group(2) is not None, fields


def _assigned(context: Context, into: Into) -> Iterator[Sink]:
    model, wanted = context.model, set(names(into.assign))
    for word in sorted({*words(wanted), *into.property}):
        for node in model.facts.occurrences(word):
            left = node.parent
            around = left.parent if left is not None else None
            if left is None or around is None or not around.type.endswith("assignment_expression"):
                continue
            right = around.child_by_field_name("right")
            if around.child_by_field_name("left") != left or right is None or node == right:
                continue
            target = model.value(left)
            known = isinstance(target, Api) and target.name in wanted
            if known or (word in into.property and left.child_by_field_name("property") == node):
                yield Sink(model.site(right), (), around, target.name if isinstance(target, Api) else word)


def _hit(context: Context, sink: Sink, flows: tuple[Flow, ...], question: Question) -> Hit:
    flow = min(flows, key=lambda each: question.sources.index(each.set_))
    source = _spelled(context, flow)
    details = {
        "source": source,
        "source-set": flow.set_,
        "api": sink.api,
        "call-start": str(sink.around.start_byte),
        "call-end": str(sink.around.end_byte),
    }
    return Hit(
        sink.site.node,
        details,
        steps=tuple(_steps(flow, source)),
        severity=_severity(flow.set_),
    )


def _severity(set_: str) -> Severity | None:
    if set_ == LIBRARY_INPUT:
        return Severity.INFORMATION
    if set_ in _LOCAL:
        return Severity.WARNING
    return None


def _spelled(context: Context, flow: Flow) -> str:
    """The source as a message names it."""
    code = " ".join(hidden(context.book, flow.source.model.text(unwrapped(flow.source.node))).split())
    for field in flow.fields:
        if field in (ANY, DEEP, KEYS):
            break
        code += f"[{field}]" if field.isdigit() else f".{field}"
    return code if len(code) <= MOST_QUOTED else code[: MOST_QUOTED - 1] + ELLIPSIS


def _steps(flow: Flow, source: str) -> Iterator[Step]:
    """One step for each place of the flow that is worth telling, the source first."""
    origin = _ORIGINS.get(flow.set_, "comes from the request")
    first = flow.hops[0]
    note = f"{source} {origin}" + (f" and {first.note}" if first.note else "")
    yield Step(flow.source.model.path, span(flow.source.node), note)
    for hop in flow.hops[1:]:
        if hop.note:
            yield Step(hop.site.model.path, span(hop.site.node), hop.note)
