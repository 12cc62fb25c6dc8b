"""The dangerous places of a file that a `taint` way describes: arguments, assignments, keys, attributes. Not what reaches them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from nodeward.checks.call import concerned
from nodeward.checks.computed import called_keys
from nodeward.checks.conditions import holds
from nodeward.checks.content_type import may_be_page
from nodeward.checks.context import Context
from nodeward.checks.listed import elements_of
from nodeward.checks.literals import named_values
from nodeward.checks.places import attributes, compared, tested
from nodeward.rulebook.into import Into, Position
from nodeward.rulebook.rule import Call
from nodeward.rulebook.ways import names
from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.callsites import words
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.values import UNKNOWN, Api, Function, Result, Site, Text, Value, constant_text
from nodeward.syntax.nodes import Node, walk
from nodeward.taint.point import ANY, Fields

MOST_READ = 400  # bytes of an expression in which a call of an own function is looked for
_POSITION = re.compile(r"(-?\d+)(\.\.)?((?:\.[\w$-]+|\[\*\])*)")
_PART = re.compile(r"\.([\w$-]+)|(\[\*\])")


@dataclass(frozen=True, slots=True)
class Sink:
    """A dangerous place: the expression whose value counts, the part of it, and the call or assignment around it."""

    site: Site
    fields: Fields
    around: Node
    api: str = ""  # canonical name of what is called or assigned to
    unlike: Site | None = None  # what must not come from outside itself: the other side of a comparison


def sinks(context: Context, places: Sequence[Into]) -> Iterator[Sink]:
    """Every dangerous place of the file, as a way describes them."""
    for into in places:
        yield from (
            sink for sink in _all(context, into) if into.begins is None or _begins(sink.site, into.begins)
        )


def _all(context: Context, into: Into) -> Iterator[Sink]:
    for sink in (*_called(context, into), *_assigned(context, into)):
        if into.page is None or may_be_page(context.model.site(sink.around), sink.site, into.page):
            yield sink
    yield from _placed(context, into)
    yield from _named(context, into)
    for word in into.method:
        yield from _method(context, into, word)
    for word in into.asked:
        yield from _asked(context, into, word)
    if into.called_key:
        yield from (Sink(context.model.site(key), (), call) for key, call in called_keys(context))


def _begins(site: Site, wanted: str) -> bool:
    value = site.model.value(site.node)
    first = value.pieces[0] if isinstance(value, Text) and value.pieces else constant_text(value)
    return isinstance(first, str) and first.lstrip().lower().startswith(wanted)


def _placed(context: Context, into: Into) -> Iterator[Sink]:
    """Attributes, what branches depend on, what is compared."""
    model = context.model
    for name in into.attribute:
        for node, fields, around in attributes(model, name):
            yield Sink(model.site(node), fields, around, name.split(".")[1])
    for word in into.tested:
        yield from (Sink(model.site(node), (), around, word) for node, around in tested(model, word))
    for word in into.compared_with:
        for node, other, around in compared(model, word):
            yield Sink(model.site(node), (), around, word, model.site(other))


def _named(context: Context, into: Into) -> Iterator[Sink]:
    """What functions of the project make for something of a certain name."""
    model = context.model
    for vocabulary in into.named_value:
        for spelled, value in named_values(model, context.book.vocabularies[vocabulary]):
            if value.end_byte - value.start_byte <= MOST_READ and any(
                map(_calls_own(model), walk(value, closed=FUNCTIONS))
            ):
                yield Sink(model.site(value), (), value, spelled)


def _calls_own(model: Model) -> Callable[[Node], bool]:
    """Whether an expression calls a function of the project."""

    def asks(node: Node) -> bool:
        function = callee(node) if node.type == "call_expression" else None
        return function is not None and isinstance(model.value(unwrapped(function)), Function)

    return asks


def _called(context: Context, into: Into) -> Iterator[Sink]:
    calls = context.all_calls()
    called = [name for name in names(into.call) if name in calls]
    if not called:
        return
    asked = Call(
        name=into.call,
        arguments=into.arguments,
        unless=into.unless,
        new=into.new,
        when_version=into.when_version,
    )
    for name in called:
        for call in calls[name]:
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
        if named and call.child_by_field_name("function") == callee and _may_be_any(model.value(callee)):
            for given, fields in _given(call, into.argument):
                parts = _spread(context, into, given, fields)
                yield from (Sink(model.site(each), inner, call, word) for each, inner in parts)


def _may_be_any(callee: Value) -> bool:
    return callee == UNKNOWN or isinstance(callee, Result)


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
            above = node.parent
            named = above is not None and above.child_by_field_name("left") == node
            left = node if named else above
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
