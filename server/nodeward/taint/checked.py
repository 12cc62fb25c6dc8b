"""What a function has had judged by a schema itself: `if (schema.validate(body).error) return;`, `schema.parse(body)`.

A call counts where its answer has been asked for on the way, or where the program would not have come this far. What such
a call gives back is what it was given, as far as the schema leaves room for harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.conditions import conditions, earlier, leaves
from nodeward.semantics.model import Model
from nodeward.semantics.reach import root_of, speaks_of
from nodeward.semantics.returns import results
from nodeward.semantics.roles import parameter_names
from nodeward.semantics.scopes import FUNCTIONS, unwrapped
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Function, Site, api_name
from nodeward.syntax.nodes import Node, enclosing
from nodeward.taint.asked import Asked
from nodeward.taint.changes import key_of
from nodeward.taint.point import Edge, Fields, Point
from nodeward.taint.schemas import judges, schema_of, written
from nodeward.taint.spec import Check, Fails
from nodeward.taint.standing import bound_root, still_holds

MOST_CALLS = 40  # of one value that are looked at, those nearest to the place in question
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_AROUND = frozenset({"await_expression", "parenthesized_expression", "as_expression", "non_null_expression"})
_STATEMENTS = frozenset({"expression_statement", "lexical_declaration", "variable_declaration"})
_GIVING = frozenset({"variable_declarator", "assignment_expression"})
_EMPTY = frozenset({"undefined", "null"})
_SUCCESS = "success"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A call that has a value judged: what it does where the value does not fit, by which schema, and the value."""

    call: Node
    check: Check
    schema: Site
    value: Node


def is_checked(asked: Asked, point: Point, node: Node, place: Node) -> bool:
    """Whether the part of a reference's value that is asked for was judged harmless on every way to `place`."""
    model = point.site.model
    if not _speaks_of_checks(asked, model):
        return False
    return any(
        _is_passed(model, judged, place) and judges(asked, judged.schema, fields, structured=point.structured)
        for whole, fields in _wholes(model, node, point.fields)
        for judged in _judged_before(asked, model, whole, place)
    )


def given_back(asked: Asked, point: Point, call: Node) -> tuple[Edge, ...] | None:
    """What a call that judges a value gives back of it; None for any other call."""
    model = point.site.model
    judged = _judged(asked, model, call) if _speaks_of_checks(asked, model) else None
    gives = judged.check.gives if judged is not None else None
    if judged is None or gives is None:
        return None
    fields = point.fields
    if gives:
        if not fields or fields[0] != gives:
            return ()
        fields = fields[1:]
    if judges(asked, judged.schema, fields, structured=point.structured):
        return ()
    return (Edge(point.at(judged.value, fields)),)


def _speaks_of_checks(asked: Asked, model: Model) -> bool:
    """Whether a file, or one behind what it loads, speaks of a library of schemas: most do not, and are asked no further."""
    if model.path not in asked.checking:
        roots = {root_of(of) for each in asked.spec.schemas if each.checks for of in each.of}
        asked.checking[model.path] = any(
            speaks_of(each, root) for each in asked.program.near(model.path) for root in roots
        )
    return asked.checking[model.path]


def _wholes(model: Model, node: Node, fields: Fields) -> Iterator[tuple[Node, Fields]]:
    """A reference and what it is a member of, each with the members that lie between."""
    while True:
        yield node, fields
        inner = node.child_by_field_name("object")
        if node.type not in _MEMBERS or inner is None:
            return
        fields, node = (key_of(model, node), *fields), unwrapped(inner)


def _judged_before(asked: Asked, model: Model, whole: Node, place: Node) -> Iterator[_Judged]:
    """The calls before a place, in its function, that have a value judged."""
    root, spelled = whole, _spelled(model, whole)
    while root.type in _MEMBERS and (inner := root.child_by_field_name("object")) is not None:
        root = unwrapped(inner)
    function = enclosing(place, *FUNCTIONS, "program")
    if root.type not in ("identifier", "shorthand_property_identifier") or function is None:
        return
    uses = model.facts.occurrences_between(model.text(root), function.start_byte, place.start_byte)
    binding = bound_root(model, whole)
    for use in reversed(uses[-MOST_CALLS:]):
        at, given = _as_spelled(model, use, spelled)
        call = given.parent if given is not None else None
        judged = _judged(asked, model, call) if call is not None else None
        if judged is not None and judged.value == at and still_holds(binding, judged.call, place):
            yield judged


def _as_spelled(model: Model, use: Node, spelled: str) -> tuple[Node, Node | None]:
    """The expression so spelled that begins with a name, and the arguments that it is among; None where it is not."""
    at = use
    while (above := at.parent) is not None and above.type in _MEMBERS and len(model.text(at)) < len(spelled):
        at = above
    around = at.parent
    fits = around is not None and around.type == "arguments" and _spelled(model, at) == spelled
    return at, around if fits else None


def _judged(asked: Asked, model: Model, call: Node) -> _Judged | None:
    """What a call has judged, by itself or by the helper that it calls."""
    function = callee(call) if call.type == "call_expression" else None
    if function is None:
        return None
    found = _of_library(asked, model, call, unwrapped(function))
    called = model.value(unwrapped(function)) if found is None else None
    return found or (_of_helper(asked, call, called) if isinstance(called, Function) else None)


def _of_library(asked: Asked, model: Model, call: Node, function: Node) -> _Judged | None:
    key, object_ = function.child_by_field_name("property"), function.child_by_field_name("object")
    if key is not None and object_ is not None and model.text(key) in asked.spec.check_words:
        schema = written(model.site(object_))
        known = schema_of(asked, schema)
        check = known.checks.get(model.text(key)) if known is not None else None
        if check is not None:
            return _given(call, check, schema)
    checks = {name: check for each in asked.spec.schemas for name, check in each.checks.items()}
    check = checks.get(api_name(model.value(function)) or "")
    if check is not None and check.schema is not None:
        given = arguments(call)[check.schema : check.schema + 1]
        return _given(call, check, written(model.site(given[0]))) if given else None
    made = written(model.site(function))  # `const validate = ajv.compile(schema)`
    maker = callee(made.node) if made.node.type == "call_expression" else None
    name = api_name(made.model.value(maker)) if maker is not None else None
    check, given = checks.get(f"{name}()"), arguments(made.node)[:1]
    return _given(call, check, written(made.model.site(given[0]))) if check and given else None


def _given(call: Node, check: Check, schema: Site) -> _Judged | None:
    given = arguments(call)
    value = unwrapped(given[check.value]) if check.value < len(given) else None
    return _Judged(call, check, schema, value) if value is not None else None


def _of_helper(asked: Asked, call: Node, called: Function) -> _Judged | None:
    """`const validate = (user) => schema.validate(user);`: a function that does nothing else but have it judged."""
    inner, function = called.site.model, called.site.node
    returned, names = results(function), parameter_names(called.site.model, function)
    if not returned or len(returned) != 1 or unwrapped(returned[0]).type != "call_expression":
        return None
    made = unwrapped(returned[0])
    target = callee(made)
    judged = _of_library(asked, inner, made, unwrapped(target)) if target is not None else None
    if judged is None or (name := inner.text(judged.value)) not in names:
        return None
    given, at = arguments(call), names.index(name)
    return _Judged(call, judged.check, judged.schema, unwrapped(given[at])) if at < len(given) else None


def _is_passed(model: Model, judged: _Judged, place: Node) -> bool:
    """Whether the program is at a place only where the value has fitted."""
    if judged.check.fails in (Fails.THROWS, Fails.REJECTS):
        return _is_behind(model, judged, place)
    fitting = dict(_fitting(model, judged))
    names = [each.partition(".")[0] for each in fitting]
    tests = conditions(model.facts, place, [*names, model.text(_root(judged.value))])
    return any(_means(model, fitting, test, outcome=outcome) for test, outcome in tests)


def _root(node: Node) -> Node:
    while node.type in _MEMBERS and (inner := node.child_by_field_name("object")) is not None:
        node = inner
    return node


def _is_behind(model: Model, judged: _Judged, place: Node) -> bool:
    """Whether a place is reached only behind a call that throws, or is awaited and rejects."""
    at, awaited = judged.call, False
    while at.parent is not None and at.parent.type in (*_AROUND, *_GIVING, *_STATEMENTS):
        at = at.parent
        awaited = awaited or at.type == "await_expression"
    if at.type not in _STATEMENTS or (judged.check.fails is Fails.REJECTS and not awaited):
        return False
    passed = {each.start_byte for each in earlier(model.facts, place, [model.text(_root(judged.value))])}
    attempt = at.parent.parent if at.parent is not None else None
    if attempt is not None and attempt.type == "try_statement" and at.start_byte not in passed:
        handler = attempt.child_by_field_name("handler")
        body = handler.child_by_field_name("body") if handler is not None else None
        in_body = attempt.child_by_field_name("body") == at.parent
        return in_body and body is not None and leaves(body) and attempt.start_byte in passed
    return at.start_byte in passed


def _fitting(model: Model, judged: _Judged) -> Iterator[tuple[str, bool]]:
    """The expressions that tell whether the value fitted, as they are spelled, and what they are where it did."""
    yield from _telling(judged.check, _spelled(model, judged.call))
    at = judged.call
    while at.parent is not None and at.parent.type in _AROUND:
        at = at.parent
    holder = at.parent
    if holder is None or holder.type not in _GIVING:
        return
    target = holder.child_by_field_name("name") or holder.child_by_field_name("left")
    if target is not None and target.type == "object_pattern":
        told = dict(_telling(judged.check, ""))
        for part in target.named_children:
            key, local = _taken_out(model, part)
            if f".{key}" in told:
                yield local, told[f".{key}"]
    elif target is not None:
        yield from _telling(judged.check, _spelled(model, target))


def _telling(check: Check, spelled: str) -> tuple[tuple[str, bool], ...]:
    if check.fails is Fails.FALSE:
        return ((spelled, True),)
    return ((f"{spelled}.error", False), (f"{spelled}.{_SUCCESS}", True))


def _taken_out(model: Model, part: Node) -> tuple[str, str]:
    """The key and the name of one part of an object pattern."""
    if part.type == "pair_pattern":
        key, name = part.child_by_field_name("key"), part.child_by_field_name("value")
        return (
            (key_text(model, key) or "", model.text(name))
            if key is not None and name is not None
            else ("", "")
        )
    return model.text(part), model.text(part)


def _means(model: Model, fitting: dict[str, bool], test: Node, *, outcome: bool) -> bool:
    """Whether a test with this outcome says that the value has fitted."""
    test = unwrapped(test)
    operator = test.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    sides = [each for side in ("left", "right") if (each := test.child_by_field_name(side)) is not None]
    argument = test.child_by_field_name("argument")
    if sign == "!" and argument is not None:
        return _means(model, fitting, argument, outcome=not outcome)
    if sign in ("&&", "||"):
        found = [_means(model, fitting, each, outcome=outcome) for each in sides]
        return any(found) if (sign == "&&") == outcome else all(found)
    if sign in ("===", "==", "!==", "!=") and len(sides) == 2:
        empty = model.text(sides[1]) in _EMPTY
        return empty and _means(model, fitting, sides[0], outcome=(sign[0] == "!") == outcome)
    return fitting.get(_spelled(model, test)) is outcome


def _spelled(model: Model, node: Node) -> str:
    """An expression without what does not matter: brackets, `await`, `?.`."""
    node = unwrapped(node)
    while node.type == "await_expression" and node.named_children:
        node = unwrapped(node.named_children[0])
    key, inner = node.child_by_field_name("property"), node.child_by_field_name("object")
    if node.type == "member_expression" and key is not None and inner is not None:
        return f"{_spelled(model, inner)}.{model.text(key)}"
    return model.text(node)
