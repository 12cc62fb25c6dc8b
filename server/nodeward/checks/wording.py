"""What a flow looks like on its way: the markup around it, the places where it enters an expression, what its source is called."""

import re
from collections.abc import Callable, Iterable

from nodeward.checks.naming import own_name
from nodeward.rulebook.vocabulary import Strength
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import Constant, Site, api_name, constant_text
from nodeward.syntax.nodes import Node, ancestors
from nodeward.taint.point import ANY, DEEP, KEYS
from nodeward.taint.search import Flow, Hop
from nodeward.taint.spec import Kind

_TAG = re.compile(r"<[A-Za-z/!]")
_BUILDS = frozenset({"template_string", "binary_expression", "augmented_assignment_expression"})
_CHOOSES = frozenset({"ternary_expression", "parenthesized_expression", "sequence_expression", "object"})
_MESSAGE = "MessageEvent"
_ADDRESSES = ("location", "document.")
_CUTS = frozenset({"slice", "substring", "substr"})
_PARTS = frozenset({"get", "getAll", "split", "match", "matchAll", "exec", "parse", "URLSearchParams"})


def markup(flow: Flow) -> bool:
    """Whether the value is put between tags on its way."""
    return any(_has_tags(hop) for hop in flow.hops)


def _has_tags(hop: Hop) -> bool:
    """Whether an expression that puts a text together holds a tag that the program wrote."""
    node = hop.site.node
    return node.type in _BUILDS and bool(_TAG.search(hop.site.model.text(node)))


def holes(sink: Site, flows: Iterable[Flow]) -> str:
    """The parts of the expression at the sink by which values come in, as `start-end` with commas between.

    Empty where one comes in as markup that was put together elsewhere, and could not be escaped any more.
    """
    found: set[tuple[int, int]] = set()
    for flow in flows:
        at, rest = _hole(sink, flow.hops)
        if at is None or any(_has_tags(hop) for hop in rest):
            return ""
        found.add((at.start_byte, at.end_byte))
    return ",".join(f"{start}-{end}" for start, end in sorted(found))


def _hole(sink: Site, hops: tuple[Hop, ...]) -> tuple[Node | None, tuple[Hop, ...]]:
    """Where a flow comes into the expression, and its way up to there."""
    at: Node | None = None
    for i in range(len(hops) - 1, -1, -1):
        site = hops[i].site
        within = site.model is sink.model and _covers(sink.node, site.node)
        if not within:
            whole = at is None or at.type == "object"
            return None if whole else at, hops[: i + 1]
        at = site.node
        if unwrapped(at).type not in _BUILDS | _CHOOSES:
            return at, hops[:i]
    return None, ()


def _covers(outer: Node, inner: Node) -> bool:
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def counts(flow: Flow, kind: Kind, wanted: Callable[[str], Strength | None] | None) -> bool:
    """Whether a flow is one for this kind of place, from a source of a name that is `wanted` (None: of any)."""
    if is_checked(flow) or (kind is Kind.LINK and is_whole_address(flow)):
        return False
    return wanted is None or is_named(flow, wanted)


def is_named(flow: Flow, strength: Callable[[str], Strength | None]) -> bool:
    """Whether the name of what a flow begins with settles that it is one of a vocabulary."""
    name = source_name(flow)
    return name is not None and strength(name) == "strong"


def source_name(flow: Flow) -> str | None:
    """The last name of a source: of `req.body` of which `password` is asked it is password."""
    fields = list(flow.fields)
    while fields and fields[-1] in (ANY, DEEP, KEYS) and len(fields) > 1:
        fields.pop()
    if fields:
        return None if fields[-1] in (ANY, DEEP, KEYS) else fields[-1]
    model, node = flow.source.model, _whole(unwrapped(flow.source.node))
    if node.type == "call_expression":
        given = arguments(node)
        return constant_text(model.value(given[0])) if given else None
    if node.type == "subscript_expression":
        return constant_text(model.value(node.child_by_field_name("index")))
    return own_name(model.site(node))


def _whole(node: Node) -> Node:
    """What a method takes apart, for a part of what it gives: `req.headers.authorization.split(" ")[1]`."""
    call = node.child_by_field_name("object")
    function = (
        call.child_by_field_name("function") if call is not None and call.type == "call_expression" else None
    )
    return (function.child_by_field_name("object") if function is not None else None) or node


def is_whole_address(flow: Flow) -> bool:
    """Whether a flow hands the page's own address on from its beginning, which is its scheme, a slash, `?` or `#`."""
    name = api_name(flow.source.model.value(flow.source.node)) or ""
    return name.startswith(_ADDRESSES) and not any(_takes_apart(hop.site) for hop in flow.hops)


def _takes_apart(site: Site) -> bool:
    """Whether an expression gives what stands further inside a text: a parameter, a piece, what is behind a sign."""
    function = callee(site.node) if site.node.type in ("call_expression", "new_expression") else None
    method = own_name(site.model.site(function)) if function is not None else None
    if method in _CUTS:
        start = site.model.value(next(iter(arguments(site.node)), None))
        return not (isinstance(start, Constant) and start.value == 0)
    return method in _PARTS


def is_checked(flow: Flow) -> bool:
    """Whether a message from another window is only read by a function that asks who sent it."""
    model, node = flow.source.model, flow.source.node
    if not (api_name(model.value(node)) or "").startswith(_MESSAGE):
        return False
    function = next((around for around in ancestors(node) if around.type in FUNCTIONS), None)
    return function is not None and any(
        model.facts.occurrences_in(word, function) for word in ("origin", "source")
    )
