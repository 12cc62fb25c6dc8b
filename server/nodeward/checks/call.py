"""The way `call`: an API is called (or constructed) with certain arguments and options."""

from collections.abc import Iterator, Mapping

from nodeward.checks.around import names_around, names_outside
from nodeward.checks.circumstances import harmless
from nodeward.checks.conditions import holds, missing_words
from nodeward.checks.context import Context, Hit, quoted
from nodeward.checks.nearby import is_called_nearby
from nodeward.checks.options import Wrong, options_of, wrong_options
from nodeward.checks.secrets import asks_for_secret, host_of, secret_hits
from nodeward.checks.versions import concerns_version
from nodeward.findings import Step
from nodeward.rulebook.rule import Call
from nodeward.rulebook.ways import names
from nodeward.semantics.calls import arguments
from nodeward.semantics.callsites import CallSite
from nodeward.semantics.origin import origin
from nodeward.semantics.shapes import shape
from nodeward.semantics.sources import source_in
from nodeward.semantics.values import Object, Site
from nodeward.syntax.nodes import Node, first_named, last_named
from nodeward.text.span import Span


def check(context: Context, way: Call) -> Iterator[Hit]:
    """The calls of the file that the way describes."""
    for name in names(way.name):
        for site in context.calls(name):
            if concerned(context, way, site):
                yield from (
                    hit for hit in _hits(context, way, site) if not _harmless(context, way, site, hit)
                )


def concerned(context: Context, way: Call, site: CallSite) -> bool:
    """Whether a call is one that the way describes, by its arguments and what is around it."""
    if way.new is not None and way.new != (site.node.type == "new_expression"):
        return False
    if not concerns_version(context, way.when_version) or not _beside(context, way):
        return False
    given = _given(context, site)
    if given is None and (way.arguments or way.unless or way.either):
        return False
    arguments_ = given or []
    if way.either and not any(
        holds(context, condition, _at(arguments_, position)) for position, condition in way.either.items()
    ):
        return False
    if not all(
        holds(context, condition, _at(arguments_, position)) for position, condition in way.arguments.items()
    ):
        return False
    if any(
        holds(context, condition, _at(arguments_, position)) for position, condition in way.unless.items()
    ):
        return False
    return _named(context, way, site)


def _beside(context: Context, way: Call) -> bool:
    if any(context.calls(name) for name in way.not_beside):
        return False
    return not way.beside or any(context.calls(name) for name in way.beside)


def _harmless(context: Context, way: Call, site: CallSite, hit: Hit) -> bool:
    model = context.model
    return bool(way.silent_when) and harmless(
        way.silent_when, model.site(site.node), model.site(hit.node or site.node)
    )


def _given(context: Context, site: CallSite) -> list[Site] | None:
    """The arguments; None where a spread makes the positions unknown."""
    nodes = arguments(site.node)
    if any(node.type == "spread_element" for node in nodes):
        return None
    return [context.model.site(node) for node in nodes]


def _at(given: list[Site], position: int) -> Site | None:
    return given[position] if -len(given) <= position < len(given) else None


def _named(context: Context, way: Call, site: CallSite) -> bool:
    if way.not_within is not None and any(
        map(context.vocabulary(way.not_within), names_outside(context.model.site(site.node)))
    ):
        return False
    if way.named is None and not way.not_named:
        return True
    around = names_around(context.model.site(site.node))
    if any(any(map(context.vocabulary(vocabulary), around)) for vocabulary in names(way.not_named)):
        return False
    return way.named is None or any(map(context.vocabulary(way.named), around))


def _hits(context: Context, way: Call, site: CallSite) -> Iterator[Hit]:
    details = _details(context, way, site)
    if _about_secrets(way):
        yield from _secrets(context, way, site)
        return
    if way.options is None:
        node = _underlined(context, way, site)
        yield Hit(node, details, _span(way, site, node), steps=_steps(context, way, site))
        return
    options = options_of(context, way.options, site.node)
    if options is None:
        return
    wrong = wrong_options(context, way.options, options)
    if wrong.missing:
        yield _required(way, site, details, wrong)
    for key, option in wrong.forbidden:
        yield _forbidden(context, way, site, key, option)


def _about_secrets(way: Call) -> bool:
    conditions = way.arguments.values() if way.options is None else way.options.forbid.values()
    return way.underline == "literal" and any(map(asks_for_secret, conditions))


def _secrets(context: Context, way: Call, site: CallSite) -> Iterator[Hit]:
    """The secrets that the first argument with a condition, or the options, hold."""
    details = {
        "api": site.api.name,
        "call-start": str(site.node.start_byte),
        "call-end": str(site.node.end_byte),
    }
    if way.options is None:
        position, condition = next(iter(way.arguments.items()))
        given = [context.model.site(node) for node in arguments(site.node)]
        objects = [value for each in given if isinstance(value := each.model.value(each.node), Object)]
        host = host_of(context, shape(objects[-1])) if objects else "unknown"
        told = {**details, "position": str(position), "host": host}
        yield from secret_hits(context, told, condition, given[position], site.node)
        return
    options = options_of(context, way.options, site.node)
    if options is None:
        return
    host = host_of(context, options)
    for key, option in wrong_options(context, way.options, options).forbidden:
        told = {**details, "option": key, "host": host}
        yield from secret_hits(context, told, way.options.forbid[key], option, site.node)


def _forbidden(context: Context, way: Call, site: CallSite, key: str, option: Site) -> Hit:
    details = _details(context, way, site)
    written = origin(option) if way.underline == "literal" else option
    if written.model is not context.model:
        # The object stands in another file: the finding is where the call is.
        return Hit(site.node, {**details, "option": key}, _span(way, site, site.node))
    pair = written.node.parent
    whole = way.underline != "literal" and pair is not None and pair.type == "pair"
    node = pair if whole and pair is not None else written.node
    return Hit(node, {**details, "option": key, "value": quoted(context, written.node)})


def _required(way: Call, site: CallSite, details: Mapping[str, str], wrong: Wrong) -> Hit:
    found = {**details, **missing(wrong.missing)}
    return Hit(site.node, found, _span(way, site, site.node))


def missing(keys: list[str]) -> dict[str, str]:
    """What a message and a fix are told of things that are missing."""
    listed = keys[0] if len(keys) == 1 else ", ".join(keys[:-1]) + " and " + keys[-1]
    return {"missing": listed, "keys": ",".join(keys)}


def _underlined(context: Context, way: Call, site: CallSite) -> Node:
    given = arguments(site.node)
    if way.underline in ("argument", "literal") and way.arguments:
        position = next(iter(way.arguments))
        if -len(given) <= position < len(given):
            return _written(context, given[position]) if way.underline == "literal" else given[position]
    if way.underline == "callee":
        return (
            site.node.child_by_field_name("function")
            or site.node.child_by_field_name("constructor")
            or site.node
        )
    return site.node


def _written(context: Context, node: Node) -> Node:
    """The literal that an argument was given, where it stands in the same file."""
    found = origin(context.model.site(node))
    return found.node if found.model is context.model else node


def _span(way: Call, site: CallSite, node: Node) -> Span:
    """A call over several lines is underlined at its callee: nobody wants a squiggle under twenty lines."""
    if way.underline in ("call", "option") and node == site.node and node.start_point[0] != node.end_point[0]:
        callee = site.node.child_by_field_name("function") or site.node.child_by_field_name("constructor")
        if callee is not None and callee.start_point[0] == callee.end_point[0]:
            return Span(site.node.start_byte, callee.end_byte)
        key = callee.child_by_field_name("property") if callee is not None else None
        if key is not None:
            return Span(key.start_byte, key.end_byte)
    return Span(node.start_byte, node.end_byte)


def _details(context: Context, way: Call, site: CallSite) -> dict[str, str]:
    callee = site.node.child_by_field_name("function") or site.node.child_by_field_name("constructor")
    details = {
        "api": site.api.name,
        "callee": quoted(context, _spelled(callee)) if callee is not None else site.api.name,
        "call-start": str(site.node.start_byte),
        "call-end": str(site.node.end_byte),
    }
    given = arguments(site.node)
    position = next(iter(way.arguments), None)
    if position is not None and -len(given) <= position < len(given):
        details["argument"] = quoted(context, given[position])
        details["position"] = str(position)
    for at, condition in way.arguments.items():
        words = (
            missing_words(context.model.value(given[at]), condition.omits)
            if -len(given) <= at < len(given)
            else []
        )
        details |= missing(words) if words else {}
    if way.signs_in:
        details["signs-in"] = "yes" if is_called_nearby(context, way.signs_in) else "no"
    source = _source(context, way, site)
    if source is not None:
        details["source"] = quoted(context, source.node)
    return details


def _spelled(callee: Node) -> Node:
    """What a compiler made `(0, library.call)` of."""
    inner = first_named(callee) if callee.type == "parenthesized_expression" else None
    last = last_named(inner) if inner is not None and inner.type == "sequence_expression" else None
    return last or callee


def _source(context: Context, way: Call, site: CallSite) -> Site | None:
    given = arguments(site.node)
    for position, condition in way.arguments.items():
        if condition.holds and -len(given) <= position < len(given):
            return source_in(context.model.site(given[position]), tuple(condition.holds))
    return None


def _steps(context: Context, way: Call, site: CallSite) -> tuple[Step, ...]:
    source = _source(context, way, site)
    if source is None:
        return ()
    span = Span(source.node.start_byte, source.node.end_byte)
    return (Step(source.model.path, span, f"{quoted(context, source.node)} comes from the request"),)
