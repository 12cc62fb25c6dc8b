"""Whether a test lets only harmless values through to a place: allow-lists, types, anchored expressions, prefixes, helpers."""

import re
from collections.abc import Iterator

from nodeward.semantics.calls import arguments
from nodeward.semantics.conditions import conditions, earlier, turned_away
from nodeward.semantics.model import Model
from nodeward.semantics.returns import results
from nodeward.semantics.roles import parameter_names
from nodeward.semantics.scopes import Kind as NameKind
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Constant, Function, Regex, api_name
from nodeward.syntax.nodes import Node
from nodeward.taint.alphabets import lets_harmless_text
from nodeward.taint.asked import Asked
from nodeward.taint.comparisons import compares, is_part, names_prototypes
from nodeward.taint.prefix import fixes
from nodeward.taint.rooted import keeps_inside, says_inside, stays_on_site
from nodeward.taint.spec import Kind
from nodeward.taint.standing import bound_root, outside, still_holds
from nodeward.taint.subject import Subject

MOST_TESTS = 4  # names that may hold the answer of a test
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_LISTS = frozenset({"includes", "has", "hasOwn", "hasOwnProperty", "contains", "isIn"})
_ASSERTIONS = frozenset(
    {"assert", "assert.ok", "assert.equal", "assert.strictEqual", "invariant", "console.assert"}
)
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_REFERENCES = _NAMES | {"member_expression", "subscript_expression", "this"}
_ROOTED = frozenset({Kind.URL, Kind.REDIRECT, Kind.LINK, Kind.MODULE})


def is_guarded(asked: Asked, model: Model, node: Node, place: Node) -> bool:
    """Whether the value of the reference `node` is harmless wherever the program gets to `place`."""
    if node.type not in _REFERENCES:
        return False
    question = (model.site(node), model.site(place))
    if question not in asked.guarded:
        asked.guarded[question] = _is_guarded(asked, model, node, place)
    return asked.guarded[question]


def _is_guarded(asked: Asked, model: Model, node: Node, place: Node) -> bool:
    subject = Subject(model, model.text(node))
    binding = bound_root(model, node)
    tests: list[tuple[Node, bool]] = []
    for at in (place, *outside(place)):
        names = _names(model, subject.spelled, at)
        for test, outcome in conditions(model.facts, at, names):
            if not still_holds(binding, test, place):
                continue
            if lets_harmless(asked, subject, test, outcome=outcome):
                return True
            tests.append((test, outcome))
    if stays_on_site(subject, tests, asked.question.kind):
        return True
    names = _names(model, subject.spelled, place)
    calls = (call for statement in earlier(model.facts, place, names) for call in _statement_call(statement))
    return any(_asserted(asked, subject, call) for call in calls)


def _names(model: Model, spelled: str, place: Node) -> list[str]:
    """The name that a reference begins with, and those of tests of it: `const ok = LIST.includes(x)`."""
    own = [name for name in _NAME.findall(spelled) if name not in ("this", "super")][:1]
    tests = [
        model.text(name)
        for statement in earlier(model.facts, place, own)
        if statement.type in ("lexical_declaration", "variable_declaration")
        for declarator in statement.named_children
        if (pattern := declarator.child_by_field_name("name")) is not None
        for name in ([pattern] if pattern.type == "identifier" else pattern.named_children)
        if name.type in ("identifier", "shorthand_property_identifier_pattern")
    ]
    return [*own, *tests[:MOST_TESTS]]


def lets_harmless(asked: Asked, subject: Subject, test: Node, *, outcome: bool) -> bool:
    """Whether a test with this outcome means that the subject is harmless for the kind of sink in question."""
    test = unwrapped(test)
    if subject.depth <= 0:
        return False
    inner = subject.within()
    if keeps_inside(subject, test, asked.question.kind, outcome=outcome):
        return True
    operator = test.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    if test.type == "unary_expression" and sign == "!":
        argument = test.child_by_field_name("argument")
        return argument is not None and lets_harmless(asked, inner, argument, outcome=not outcome)
    if test.type == "binary_expression" and sign in ("&&", "||"):
        sides = [test.child_by_field_name(side) for side in ("left", "right")]
        found = [side is not None and lets_harmless(asked, inner, side, outcome=outcome) for side in sides]
        return any(found) if (sign == "&&") == outcome else all(found)
    if test.type == "binary_expression":
        asks = _searches(asked, inner, test, outcome=outcome)
        return asks or compares(inner, test, asked.question, outcome=outcome)
    if test.type == "identifier":
        given = _constant_test(subject.model, test)
        return given is not None and lets_harmless(asked, inner, given, outcome=outcome)
    if test.type == "await_expression" and test.named_children:
        return lets_harmless(asked, inner, test.named_children[0], outcome=outcome)
    return test.type == "call_expression" and _says(asked, inner, test, outcome=outcome)


def _constant_test(model: Model, name: Node) -> Node | None:
    """The expression that a name was given once: `const ok = LIST.includes(x)`."""
    binding = model.facts.binding(name)
    if binding is None or binding.writes or len(binding.declarations) != 1:
        return None
    declaration = binding.declarations[0]
    return declaration.site.child_by_field_name("value") if declaration.kind is NameKind.VARIABLE else None


def _searches(asked: Asked, subject: Subject, test: Node, *, outcome: bool) -> bool:
    """`LIST.indexOf(x) !== -1`, `x.indexOf("..") < 0`, `path.indexOf(ROOT) === 0`, `x.match(...) !== null`."""
    left, right, operator = (test.child_by_field_name(part) for part in ("left", "right", "operator"))
    if left is None or right is None or operator is None or unwrapped(left).type != "call_expression":
        return False
    call, value, sign = unwrapped(left), subject.model.value(right), operator.type
    limit = value.value if isinstance(value, Constant) else "?"
    if limit == 0 and sign in ("===", "==", "!==", "!="):
        return (sign[0] == "=") == outcome and _begins(asked, subject, call, "indexOf")
    if limit in (-1, None, 0, False):
        absent = sign in ("===", "==", "<", "<=")
        return _says(asked, subject, call, outcome=absent != outcome)
    return _says(asked, subject, call, outcome=outcome) if limit is True else False


def _says(asked: Asked, subject: Subject, call: Node, *, outcome: bool) -> bool:
    """What the answer of a call means for the subject."""
    model = subject.model
    callee, given = call.child_by_field_name("function"), arguments(call)
    if callee is None:
        return False
    called = model.value(unwrapped(callee))
    key, object_ = callee.child_by_field_name("property"), callee.child_by_field_name("object")
    method = model.text(key) if key is not None else model.text(callee)
    named = [i for i, each in enumerate(given) if subject.is_(each)]
    guard = asked.spec.guard(api_name(called) or "", asked.question.kind)
    if guard is not None:
        return guard.outcome == outcome and guard.position in named
    if isinstance(called, Function):
        return any(helper_lets(asked, subject, called, i, outcome=outcome) for i in named)
    if method in ("some", "every"):
        return (method == "every") == outcome and _each(asked, subject, object_, given, outcome=outcome)
    if (
        method in ("includes", "indexOf", "test", "match", "search")
        and object_ is not None
        and subject.is_(object_)
    ):
        return _refuses(asked, subject, call, method, outcome=outcome)
    if method == "startsWith":
        return outcome and _begins(asked, subject, call, method)
    if named and not outcome and asked.question.kind is Kind.KEY:
        return names_prototypes(model, object_)
    if outcome and method in _LISTS and any(is_part(subject, each, asked.question) for each in given):
        return True
    inside = says_inside(api_name(called) or method)
    return bool(named) and outcome and (inside or _knows(asked, model, method, object_))


def _knows(asked: Asked, model: Model, method: str, object_: Node | None) -> bool:
    """Whether what says yes to a value is an expression that fits harmless texts alone, or a list."""
    if method in ("test", "exec") and object_ is not None:
        return _fits(asked, model, object_)
    return method in _LISTS or (method == "indexOf" and object_ is not None)


def _each(asked: Asked, subject: Subject, list_: Node | None, given: list[Node], *, outcome: bool) -> bool:
    """`list.every((item) => ALLOWED.includes(item))`, `!list.some((item) => REFUSED.includes(item))`."""
    called = subject.model.value(unwrapped(given[0])) if given else None
    return (
        subject.is_(list_)
        and isinstance(called, Function)
        and helper_lets(asked, subject, called, 0, outcome=outcome)
    )


def _fits(asked: Asked, model: Model, expression: Node) -> bool:
    found = model.value(expression)
    return isinstance(found, Regex) and lets_harmless_text(found.pattern, found.flags, asked.question.kind)


def _refuses(asked: Asked, subject: Subject, call: Node, method: str, *, outcome: bool) -> bool:
    """`x.match(/^[a-z]+$/)` lets through; `!x.includes("..")` keeps a relative path inside."""
    given = arguments(call)
    if not given:
        return False
    if method in ("match", "search"):
        return outcome and _fits(asked, subject.model, given[0])
    value = subject.model.value(given[0])
    if outcome or not isinstance(value, Constant) or not isinstance(value.value, str):
        return False
    kind = asked.question.kind
    refused = {Kind.PATH: ("..", "/", "../"), Kind.REDIRECT: ("//", ":"), Kind.KEY: ("__proto__",)}.get(
        kind, ()
    )
    return value.value in refused


def _begins(asked: Asked, subject: Subject, call: Node, method: str) -> bool:
    """`url.startsWith(BASE)`, `url.indexOf(BASE) === 0`; the prefix must hold a whole host. Of paths knows `rooted.py`."""
    callee, given, kind = call.child_by_field_name("function"), arguments(call), asked.question.kind
    key = callee.child_by_field_name("property") if callee is not None else None
    if callee is None or key is None or not given or kind not in _ROOTED:
        return False
    if subject.model.text(key) != method or not subject.is_(callee.child_by_field_name("object")):
        return False
    value = subject.model.value(given[0])
    if not isinstance(value, Constant) or not isinstance(value.value, str):
        return True
    return fixes(kind, value.value) if kind is Kind.LINK else value.value.count("/") > 2


def helper_lets(asked: Asked, subject: Subject, called: Function, position: int, *, outcome: bool) -> bool:
    """Whether a function of the workspace answers so only for harmless values."""
    model, function = called.site.model, called.site.node
    names = parameter_names(model, function)
    returned = results(function)
    if position >= len(names) or not returned or subject.depth <= 1:
        return False
    inner = Subject(model, names[position], subject.depth - 2)
    possible = [each for each in returned if not _is_other(model, each, outcome=outcome)]
    return bool(possible) and all(_answers(asked, inner, each, outcome=outcome) for each in possible)


def _is_other(model: Model, result: Node, *, outcome: bool) -> bool:
    value = model.value(result)
    return isinstance(value, Constant) and bool(value.value) != outcome


def _answers(asked: Asked, subject: Subject, result: Node, *, outcome: bool) -> bool:
    if lets_harmless(asked, subject, result, outcome=outcome):
        return True
    tests = conditions(subject.model.facts, result, _names(subject.model, subject.spelled, result))
    return any(lets_harmless(asked, subject, test, outcome=true) for test, true in tests)


def _statement_call(statement: Node) -> Iterator[Node]:
    inner = (
        statement.named_children[0]
        if statement.type == "expression_statement" and statement.named_children
        else None
    )
    if inner is not None and inner.type == "await_expression" and inner.named_children:
        inner = inner.named_children[0]
    if inner is not None and inner.type == "call_expression":
        yield inner


def _asserted(asked: Asked, subject: Subject, call: Node) -> bool:
    """`assert(LIST.includes(x))`, or a helper that throws where its argument is not harmless."""
    model, given, callee = subject.model, arguments(call), call.child_by_field_name("function")
    if callee is None or not given:
        return False
    if model.text(callee) in _ASSERTIONS:
        return lets_harmless(asked, subject, given[0], outcome=True)
    called = model.value(unwrapped(callee))
    if not isinstance(called, Function):
        return False
    inner, function = called.site.model, called.site.node
    body, names = function.child_by_field_name("body"), parameter_names(inner, function)
    if body is None or body.type != "statement_block":
        return False
    return any(
        lets_harmless(asked, Subject(inner, names[i], subject.depth - 2), test, outcome=outcome)
        for i, each in enumerate(given)
        if subject.is_(each) and i < len(names)
        for statement in body.named_children
        for test, outcome in turned_away(statement, throws=True)
    )
