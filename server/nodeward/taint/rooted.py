"""Tests that keep a path below its root, an address at its host, and a redirect on the site."""

import re
from collections.abc import Iterable, Iterator

from nodeward.semantics.calls import arguments, callee
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import Kind as NameKind
from nodeward.semantics.scopes import unwrapped
from nodeward.semantics.values import Api, Function, api_name
from nodeward.syntax.nodes import Node
from nodeward.taint.alphabets import harmless, left_by
from nodeward.taint.relations import Relation, relations
from nodeward.taint.spec import Kind
from nodeward.taint.subject import Subject

_ADDRESSES = frozenset({Kind.URL, Kind.REDIRECT})
_RESOLVES = re.compile(r"\b(?:resolve|join|normalize|relative|realpath\w*)$|\brealpath\.native$")
_NORMALIZED = re.compile(r"\b(?:resolve|join|normalize|relative|realpath\w*)\s*\(")
_HOSTS = frozenset({"host", "hostname", "origin"})
_PARSERS = frozenset({"URL", "url.URL", "url.parse"})
_LISTS = frozenset({"includes", "has", "indexOf", "hasOwn", "contains", "some", "test"})
# A function that nobody here can look into, and that says what it tests.
_NAMED = re.compile(
    r"^(?:is|are|can|check|ensure|verify|validate|path)(?=[A-Z_-]).*"
    r"(?:safe|allow|trust|local|relative|inside|whitelist|permit|public)",
    re.IGNORECASE,
)
_REFUSING = re.compile(
    r"private|internal|reserved|loopback|block|deny|denied|forbid|blacklist", re.IGNORECASE
)
# `^/` and then something that is no second slash; RFC 3986, 4.2: `//` begins a host.
_LOCAL = re.compile(
    r"\^\\?/(?:\(\?!(?:\\?/|\[[^\]]*/[^\]]*\])|\[\^[^\]]*/[^\]]*\]|\[[^\]^/][^\]/]*\]|\\w|[A-Za-z0-9_-]|\$$)"
)
# `^https://` and a host that is written there up to its end.
_HOST = re.compile(
    r"\^(?:\((?:\?:)?)?https?(?:\??|\)\??):\\?/\\?/"
    r"(?:[A-Za-z0-9-]|\\\.|\.(?![*+])|\((?:\?:)?[A-Za-z0-9\\.|-]+\)\??|\[[A-Za-z0-9_-]+\][*+]?\\\.)+"
    r"(?:\\?/|\$|\((?:\?:)?(?:\\?/|\$))"
)
_ABSOLUTE = re.compile(r"\^\(.*\)[?*]\\?/\\?/|\^\\?/\\?/")  # `^(https?:)?//`: what names a host of its own
_DOTS = re.compile(r"\\\.\\\.|\\\.\{2\}|\[\.\]\[\.\]|\[\.\]\{2\}")


def keeps_inside(subject: Subject, test: Node, kind: Kind, *, outcome: bool) -> bool:
    """Whether a test with this outcome keeps a path, an address or a target where the program wants it."""
    found = list(relations(subject.model, test, outcome=outcome))
    if any(_refuses_signs(subject, each, kind) for each in found):
        return True
    if kind is Kind.PATH:
        return any(_keeps_path(subject, each) for each in found)
    return kind in _ADDRESSES and (
        _is_local(subject, found)
        or any(_keeps_host(subject, each) for each in found)
        or _judges_host(subject, unwrapped(test), outcome=outcome)
    )


def stays_on_site(subject: Subject, tests: Iterable[tuple[Node, bool]], kind: Kind) -> bool:
    """Whether several tests together let only paths of the same site through."""
    if kind not in _ADDRESSES:
        return False
    return _is_local(
        subject, [each for test, true in tests for each in relations(subject.model, test, outcome=true)]
    )


def _refuses_signs(subject: Subject, relation: Relation, kind: Kind) -> bool:
    """`/[^a-z]/.test(x)` turned away leaves only the other characters."""
    pattern = relation.pattern(subject.model) if relation.name == "fits" and not relation.holds else None
    found = pattern is not None and subject.is_(relation.of)
    return found and pattern is not None and harmless(left_by(pattern.pattern, "g"), kind)


def says_inside(name: str) -> bool:
    """Whether the name of a function that cannot be looked into says that it lets only harmless values through."""
    return bool(_NAMED.search(name.rpartition(".")[2]))


def _keeps_path(subject: Subject, relation: Relation) -> bool:
    model, itself = subject.model, subject.is_(relation.of)
    if relation.name == "fits":
        pattern = relation.pattern(model)
        refused = itself and not relation.holds and pattern is not None and _DOTS.search(pattern.pattern)
        return bool(refused) and (pattern is None or not pattern.pattern.startswith("^\\."))
    text = relation.text(model)
    if relation.name == "has":
        return itself and not relation.holds and text == "."
    if relation.name != "begins":
        return False
    place = itself and not is_raw(model, relation.of)
    if relation.holds:
        root = text is None or (len(text) > 1 and not text.startswith(".."))
    else:
        root = text is not None and text.startswith("..")
    return root and (place or _is_made_of(subject, relation.of))


def is_stripped(model: Model, object_: Node, pattern: str) -> bool:
    """`normalize(x).replace(/^(..)+/, "")`: what goes up is only ever in front of a path that was normalized."""
    for each in _meant(model, unwrapped(object_)):
        function = callee(unwrapped(each))
        if function is not None and model.text(function).endswith("normalize"):
            return pattern.startswith(("^(\\.\\.", "^(?:\\.\\.", "^(\\.+", "^[./", "^[\\/."))
    return False


def is_path_alone(name: str, part: str, kind: Kind) -> bool:
    """Whether a part of a parsed address names no host."""
    return kind in _ADDRESSES and name in _PARSERS and part in ("pathname", "search", "hash")


def _is_made_of(subject: Subject, node: Node) -> bool:
    """`path.relative(root, x)`, `fs.realpathSync(x)`: another way to say where the subject is."""
    for each in _meant(subject.model, node):
        call = unwrapped(each)
        if call.type == "await_expression" and call.named_children:
            call = unwrapped(call.named_children[0])
        function = callee(call)
        if function is not None and _RESOLVES.search(subject.model.text(function)):
            return any(subject.is_(given) for given in arguments(call))
    return False


def _meant(model: Model, node: Node) -> Iterator[Node]:
    """An expression, and what the name that it is was given once."""
    yield node
    binding = model.facts.binding(node) if node.type == "identifier" else None
    if binding is not None and len(binding.declarations) == 1 and not binding.writes:
        value = binding.declarations[0].site.child_by_field_name("value")
        if value is not None and binding.declarations[0].kind is NameKind.VARIABLE:
            yield value


def is_raw(model: Model, node: Node) -> bool:
    """Whether a path still has its `..` in it, so that its beginning says nothing: no part of it was resolved."""
    values = list(_meant(model, node))
    last = unwrapped(values[-1])
    while last.type == "binary_expression" and (operator := last.child_by_field_name("operator")) is not None:
        left = last.child_by_field_name("left")
        if operator.type not in ("||", "??") or left is None:
            break
        last = unwrapped(left)
    if last.type in ("member_expression", "subscript_expression"):
        object_ = last.child_by_field_name("object")
        return isinstance(model.value(object_), Api)
    return last.type in ("binary_expression", "template_string") and not _NORMALIZED.search(model.text(last))


def _is_local(subject: Subject, known: list[Relation]) -> bool:
    """Begins with a slash, and not with two."""
    model = subject.model
    of = [each for each in known if subject.is_(each.of)]
    first = any(each.holds and each.name == "begins" and each.text(model) == "/" for each in of)
    second = any(
        not each.holds
        and (
            (each.name == "second" and each.text(model) == "/")
            or (each.name in ("begins", "has") and each.text(model) == "//")
            or _is_absolute(model, each)
        )
        for each in of
    )
    return first and second


def _is_absolute(model: Model, relation: Relation) -> bool:
    pattern = relation.pattern(model) if relation.name == "fits" else None
    return pattern is not None and bool(_ABSOLUTE.match(pattern.pattern))


def _keeps_host(subject: Subject, relation: Relation) -> bool:
    model = subject.model
    if relation.name == "ends":
        text = relation.text(model)
        return relation.holds and _is_host(subject, relation.of) and (text is None or text[:1] in (".", "/"))
    pattern = relation.pattern(model) if relation.name == "fits" else None
    if pattern is None or "m" in pattern.flags:
        return False
    if not relation.holds:
        return subject.is_(relation.of) and bool(re.match(r"\^\(.*\)[?*]\\?/\\?/", pattern.pattern))
    if _is_host(subject, relation.of):
        return pattern.pattern.endswith("$")
    fits = _LOCAL.match(pattern.pattern) or _HOST.match(pattern.pattern)
    return subject.is_(relation.of) and bool(fits)


def _judges_host(subject: Subject, test: Node, *, outcome: bool) -> bool:
    """`HOSTS.has(new URL(x).host)`, `HOSTS.some((each) => to.host === each)`, `!isPrivate(to.hostname)`."""
    if test.type in ("binary_expression", "unary_expression", "await_expression"):
        inner = test.child_by_field_name("left") or next(iter(test.named_children), None)
        operator = test.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        absent = sign in ("===", "==", "<", "<=")  # `LIST.indexOf(host) === -1`
        if inner is None or sign in ("!", "&&", "||") or unwrapped(inner).type != "call_expression":
            return False
        return _judges_host(subject, unwrapped(inner), outcome=outcome != absent)
    function = callee(test) if test.type == "call_expression" else None
    if function is None:
        return False
    named = subject.model.text(function).rpartition(".")[2]
    refuses = bool(_REFUSING.search(named))
    lists = named in _LISTS or says_inside(named) or isinstance(subject.model.value(function), Function)
    wanted = (not outcome) if refuses else (outcome and lists)
    return wanted and any(_is_host(subject, each) or _asks_host(subject, each) for each in arguments(test))


def _asks_host(subject: Subject, callback: Node) -> bool:
    """`(each) => to.hostname.endsWith(each)`."""
    body = callback.child_by_field_name("body") if callback.type == "arrow_function" else None
    if body is None or body.type == "statement_block":
        return False
    parts = [*body.named_children, *(each for child in body.named_children for each in child.named_children)]
    return any(_is_host(subject, each) for each in parts)


def _is_host(subject: Subject, node: Node) -> bool:
    """The host of the address: `new URL(x).host`, `to.hostname`, or the name that one of them was given."""
    model = subject.model
    for each in _meant(model, unwrapped(node)):
        inner = unwrapped(each)
        key, object_ = (inner.child_by_field_name(part) for part in ("property", "object"))
        if key is not None and model.text(key).startswith("to") and object_ is not None:
            inner = unwrapped(object_)
        if inner.type == "call_expression":
            function = callee(inner)
            method = function.child_by_field_name("object") if function is not None else None
            inner = unwrapped(method) if method is not None else inner
        key, object_ = (inner.child_by_field_name(part) for part in ("property", "object"))
        if key is not None and object_ is not None and model.text(key) in _HOSTS:
            return _is_parsed(subject, unwrapped(object_))
    return _is_taken_out(subject, node)


def _is_taken_out(subject: Subject, node: Node) -> bool:
    """`const { hostname } = new URL(x)`."""
    binding = subject.model.facts.binding(node) if node.type == "identifier" else None
    if binding is None or len(binding.declarations) != 1:
        return False
    site = binding.declarations[0].site
    pattern, value = site.child_by_field_name("name"), site.child_by_field_name("value")
    if pattern is None or value is None or pattern.type != "object_pattern":
        return False
    keys = {subject.model.text(part).partition(":")[0].strip() for part in pattern.named_children}
    return bool(keys & _HOSTS) and _is_parsed(subject, unwrapped(value))


def _is_parsed(subject: Subject, node: Node) -> bool:
    """`new URL(x)`, `url.parse(x)`, or a name for it."""
    if subject.is_(node):
        return True
    for each in _meant(subject.model, node):
        inner = unwrapped(each)
        function = callee(inner)
        name = api_name(subject.model.value(function)) if function is not None else None
        if name in _PARSERS:
            return any(subject.is_(given) for given in arguments(inner)[:1])
    return False
