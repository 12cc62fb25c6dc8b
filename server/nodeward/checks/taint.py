"""The way `taint`: a value that somebody else chooses flows into a dangerous place. Where from, `nodeward.taint` says."""

from collections.abc import Iterator, Sequence
from functools import cache

from nodeward.checks.around import names_around
from nodeward.checks.computed import computed_keys
from nodeward.checks.content_type import said_html
from nodeward.checks.context import ELLIPSIS, MOST_QUOTED, Context, Hit, hidden
from nodeward.checks.sinks import Sink, sinks
from nodeward.checks.versions import concerns_version
from nodeward.checks.wording import counts, holes, markup
from nodeward.findings import Severity, Step
from nodeward.project.package import declared, is_library, nearest
from nodeward.rulebook.into import Into
from nodeward.rulebook.rule import Taint
from nodeward.semantics.callsites import words
from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.hosts import may_be_known
from nodeward.semantics.reach import loads_some, may_mean_anything
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import Site, api_name
from nodeward.syntax.nodes import enclosing, span
from nodeward.taint.asked import Asked
from nodeward.taint.calls import cleans_by_name
from nodeward.taint.point import ANY, DEEP, KEYS
from nodeward.taint.search import Flow, Found, asking, asking_for_keys, keys_to, search
from nodeward.taint.spec import LIBRARY_INPUT, Kind, Question

# What an operator controls, not the network: one severity lower.
_LOCAL = frozenset({"cli", "env", "stdin"})
# Kinds of sinks that mind an object; a list of texts, as a name that is repeated gives, can do nothing there.
_OBJECTS = frozenset({Kind.FILTER, Kind.OBJECT})
_ORIGINS = {
    LIBRARY_INPUT: "is chosen by whoever calls this library",
    "cli": "comes from the command line",
    "env": "comes from the environment",
    "stdin": "comes from standard input",
    "dom": "comes from the page's address or from a message",
    "weak-random": "can be predicted",
    "error-stack": "is the stack of an error",
    "error-message": "is the message of an error",
    "electron-page": "comes from a page of the window",
    "storage": "comes from the page's storage",
}


def check(context: Context, way: Taint, places: Sequence[Into], library_input: bool | None) -> Iterator[Hit]:
    """The dangerous places of the file that values of the way's sources reach."""
    offered = way.callers and (library_input is True or not way.when_asked)
    offered = offered and _counts_input(context, library_input)
    sources = (*way.from_, LIBRARY_INPUT) if offered else tuple(way.from_)
    question = Question(sources, way.kind, frozenset(way.cleaned_by), way.structured)
    if _is_cleaned(context, way) or (not way.unproven and not _can_enter(context, sources)):
        return
    if all(into.named_value for into in places) and not _is_spoken_of(context, sources):
        return
    asked = asking(context.program, context.book.flows, question)
    seen: set[Site] = set()
    if any(into.computed for into in places):
        yield from _polluted(context, asked)
    for sink in sinks(context, places):
        if sink.site in seen:
            continue
        if way.unproven and not _is_clean(context, way, sink):
            seen.add(sink.site)
            yield Hit(sink.site.node, _told(sink))
            continue
        flows = _flows(context, way, asked, sink)
        if flows:
            seen.add(sink.site)
            yield _hit(context, sink, flows, question)


def _flows(context: Context, way: Taint, asked: Asked, sink: Sink) -> tuple[Flow, ...]:
    """The flows into a place, as far as the way wants their sources."""
    if sink.unlike is not None and search(asked, sink.unlike).flows:
        return ()
    found = search(asked, sink.site, sink.fields)
    if found.cut_off:
        context.notes.append(
            f"{context.model.path}: the values that reach {sink.api} come from too many places to look at all of them"
        )
    wanted = context.vocabulary(way.named) if way.named is not None else None
    flows = (flow for flow in found.flows if not _is_meant(context, asked.question, sink, flow))
    return tuple(flow for flow in flows if counts(flow, way.kind, wanted))


def _is_clean(context: Context, way: Taint, sink: Sink) -> bool:
    """Whether the value is written in the code, or is what a cleaner gives, or a helper that says it cleans."""
    cleaners = context.book.flows.sanitizers
    known = {*way.cleaned_by, *cleaners.get(way.kind, ()), *cleaners.get("any", ())}
    return is_fixed(sink.site, frozenset(known)) or cleans_by_name(sink.site.model, sink.site.node)


def _is_meant(context: Context, question: Question, sink: Sink, flow: Flow) -> bool:
    """Whether a flow is none that matters: a list of texts where an object would, a statement that a caller wrote as a whole."""
    if question.kind is Kind.RANDOM:
        return _is_told_there(context, sink, flow)
    if flow.set_ == LIBRARY_INPUT:
        return question.kind is Kind.SQL and flow.source == sink.site
    return question.kind in _OBJECTS and _is_flat(context, flow)


def _is_told_there(context: Context, sink: Sink, flow: Flow) -> bool:
    """Whether what is drawn is told where it is drawn: its own name says what it is for, or that nobody minds."""
    source = flow.source
    own = names_around(source)
    said = any(map(context.vocabulary("security-context"), own)) or any(
        map(context.vocabulary("harmless-random"), own)
    )
    beside = source.model is sink.site.model and enclosing(source.node, *FUNCTIONS) == enclosing(
        sink.site.node, *FUNCTIONS
    )
    return said or beside


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
    model = context.model
    if LIBRARY_INPUT in sources or may_mean_anything(model) or may_be_known(model):
        return True
    names = frozenset().union(*(context.book.flows.sources.get(set_, frozenset()) for set_ in sources))
    return context.cached(f"can enter {sources}", lambda: loads_some(model, names))


def _is_spoken_of(context: Context, sources: tuple[str, ...]) -> bool:
    """Whether the file, or one that it takes helpers from, has a word of the sources."""
    named = words(name for set_ in sources for name in context.book.flows.sources.get(set_, ()))
    return any(
        word in each.facts.names for each in context.program.near(context.model.path) for word in named
    )


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


def _hit(context: Context, sink: Sink, flows: tuple[Flow, ...], question: Question) -> Hit:
    flow = min(flows, key=lambda each: question.sources.index(each.set_))
    source = spelled(context, flow)
    details = {
        **_told(sink),
        "source": source,
        "source-set": flow.set_,
        "markup": "yes" if markup(flow) or said_html(context.model.site(sink.around)) else "no",
        "holes": holes(sink.site, flows),
    }
    return Hit(
        sink.site.node,
        details,
        steps=tuple(steps_of(flow, source)),
        severity=_severity(flow.set_),
    )


def _told(sink: Sink) -> dict[str, str]:
    return {
        "api": sink.api,
        "call-start": str(sink.around.start_byte),
        "call-end": str(sink.around.end_byte),
    }


def _severity(set_: str) -> Severity | None:
    if set_ == LIBRARY_INPUT:
        return Severity.INFORMATION
    if set_ in _LOCAL:
        return Severity.WARNING
    return None


def spelled(context: Context, flow: Flow) -> str:
    """The source as a message names it."""
    code = " ".join(hidden(context.book, flow.source.model.text(unwrapped(flow.source.node))).split())
    for field in flow.fields:
        if field in (ANY, DEEP, KEYS):
            break
        code += f"[{field}]" if field.isdigit() else f".{field}"
    return code if len(code) <= MOST_QUOTED else code[: MOST_QUOTED - 1] + ELLIPSIS


def steps_of(flow: Flow, source: str) -> Iterator[Step]:
    """One step for each place of the flow that is worth telling, the source first."""
    origin = _ORIGINS.get(flow.set_, "comes from the request")
    first = flow.hops[0]
    note = f"{source} {origin}" + (f" and {first.note}" if first.note else "")
    yield Step(flow.source.model.path, span(flow.source.node), note)
    for hop in flow.hops[1:]:
        if hop.note:
            yield Step(hop.site.model.path, span(hop.site.node), hop.note)
