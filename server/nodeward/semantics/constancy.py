"""Whether an expression can only be one of some values that stand in the code, even where it is unknown which.

A number counts as one of them: whoever chooses it chooses no text.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nodeward.semantics.annotations import annotation, is_literal_type
from nodeward.semantics.facts import Binding
from nodeward.semantics.guards import is_guarded
from nodeward.semantics.handed import handed, overwritten
from nodeward.semantics.primitives import Type, type_of
from nodeward.semantics.returns import results
from nodeward.semantics.scopes import Declaration, Kind, unwrapped
from nodeward.semantics.shapes import elements, shape
from nodeward.semantics.values import (
    Api,
    Array,
    Constant,
    Function,
    Object,
    Regex,
    Result,
    Site,
    Text,
    api_name,
)
from nodeward.syntax.nodes import Node, first_named, named

if TYPE_CHECKING:
    from nodeward.semantics.model import Model

MOST_DEPTH = 12
MOST_STEPS = 400  # expressions that one question leads to
_FIXED = frozenset(
    {
        "__dirname",
        "__filename",
        "process.platform",
        "process.execPath",
        "process.cwd",
        "os.EOL",
        "process.pid",
        "process.argv0",
        "os.tmpdir",
        "os.homedir",
        "crypto.randomUUID",
        "crypto.randomBytes().toString()",
    }
)
# Calls that make nothing but what their arguments say.
_PURE = frozenset(
    {
        "path.basename",
        "path.dirname",
        "path.extname",
        "path.join",
        "path.normalize",
        "path.relative",
        "path.resolve",
        "url.fileURLToPath",
        "url.pathToFileURL",
        "require.resolve",
        "String",
        "JSON.stringify",
        "encodeURIComponent",
    }
)
# Methods that make nothing but what they are called on and their arguments say.
_FORMING = frozenset(
    {
        "at",
        "concat",
        "filter",
        "flat",
        "join",
        "map",
        "padEnd",
        "padStart",
        "repeat",
        "replace",
        "replaceAll",
        "reverse",
        "slice",
        "sort",
        "split",
        "substring",
        "toLowerCase",
        "toString",
        "toUpperCase",
        "trim",
    }
)
_META = frozenset({"url", "dirname", "filename"})


@dataclass(slots=True)
class _Asking:
    """One question with all that it leads to: what it takes for clean, how far it may go, the names it is about to answer."""

    cleaners: frozenset[str]
    steps: int = MOST_STEPS
    depth: int = 0
    names: list[tuple[str, int, int, str]] = field(default_factory=list)


def is_fixed(site: Site, cleaners: frozenset[str] = frozenset()) -> bool:
    """Whether every value that the expression can have is written in the code (or fixed by the installation).

    What a call of one of `cleaners` (canonical names) gives counts as fixed, and so does what a test lets through
    only where it is listed.
    """
    return _fixed(_Asking(cleaners), site)


def _fixed(asking: _Asking, site: Site) -> bool:
    asking.steps -= 1
    if asking.steps < 0 or asking.depth > MOST_DEPTH:
        return False
    asking.depth += 1
    try:
        return _answer(asking, site)
    finally:
        asking.depth -= 1


def _answer(asking: _Asking, site: Site) -> bool:
    model, node = site.model, unwrapped(site.node)
    value = model.value(node)
    if isinstance(value, Constant | Regex):
        return True
    if isinstance(value, Api | Result) and _is_settled(value, asking.cleaners):
        return True
    if isinstance(value, Text):
        return all(_fixed(asking, piece) for piece in value.pieces if isinstance(piece, Site))
    if isinstance(value, Array):
        items = elements(value)
        return items is not None and all(_fixed(asking, item) for item in items)
    if _fixed_by_form(asking, model, node) or type_of(site) in (Type.NUMBER, Type.BOOLEAN):
        return True
    return is_guarded(site)


def _is_settled(value: Api | Result, cleaners: frozenset[str]) -> bool:
    name = api_name(value)
    return name in _FIXED or (isinstance(value, Result) and name in cleaners)


def _fixed_by_form(asking: _Asking, model: "Model", node: Node) -> bool:
    if node.type in ("ternary_expression", "binary_expression"):
        sides = ("consequence", "alternative") if node.type == "ternary_expression" else ("left", "right")
        parts = [node.child_by_field_name(side) for side in sides]
        return all(part is not None and _fixed(asking, model.site(part)) for part in parts)
    if node.type == "template_string":
        holes = [first_named(part) for part in node.named_children if part.type == "template_substitution"]
        return all(hole is not None and _fixed(asking, model.site(hole)) for hole in holes)
    if node.type == "identifier":
        return _fixed_name(asking, model, node)
    if node.type == "subscript_expression":
        return _fixed_member(asking, model, node)
    if node.type == "member_expression":
        object_, key = (node.child_by_field_name(name) for name in ("object", "property"))
        meta = object_ is not None and object_.type == "meta_property"
        return meta and key is not None and model.text(key) in _META
    return node.type == "call_expression" and _fixed_call(asking, model, node)


def _fixed_call(asking: _Asking, model: "Model", node: Node) -> bool:
    """A function, or a method of a text or list, that makes nothing but what its arguments say."""
    function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
    if function is None or given is None:
        return False
    called = model.value(function)
    if isinstance(called, Api) and called.name in _FIXED:
        return True
    if not all(_fixed_argument(asking, model.site(argument)) for argument in named(given)):
        return False
    if isinstance(called, Api):
        return called.name in _PURE
    receiver, key = (function.child_by_field_name(name) for name in ("object", "property"))
    if key is not None and model.text(key) == "map" and _gives_its_own(model, given):
        return True
    method = receiver is not None and key is not None and model.text(key) in _FORMING
    return method and receiver is not None and _fixed(asking, model.site(receiver))


def _gives_its_own(model: "Model", given: Node) -> bool:
    """`ids.map(() => "?")`: whatever the list holds, what is made of it is written in the function."""
    called = model.value(first_named(given))
    return isinstance(called, Function) and bool(results(called.site.node))


def _fixed_argument(asking: _Asking, site: Site) -> bool:
    """`names.map((name) => name.trim())`: what a function gives back is fixed, too."""
    value = site.model.value(site.node)
    if not isinstance(value, Function):
        return _fixed(asking, site)
    given = results(value.site.node)
    return given is not None and all(_fixed(asking, value.site.model.site(result)) for result in given)


def _fixed_name(asking: _Asking, model: "Model", node: Node) -> bool:
    """Every value that the name is given is fixed: the two branches of an `if`, the turns of a `for ... of`."""
    binding = model.facts.binding(node)
    if binding is None:
        return False
    if _is_one_of_a_type(model, binding):
        return True
    since = max((overwritten(model, each, node) or 0 for each in binding.declarations), default=0)
    place = (model.path, binding.scope.start_byte, since, binding.name)
    if place in asking.names:
        return True  # what a name gets from itself adds nothing to it
    asking.names.append(place)
    given = _given(model, binding, since)
    fixed = bool(given) and all(part is not None and _fixed(asking, model.site(part)) for part in given)
    asking.names.pop()
    return fixed


def _given(model: "Model", binding: Binding, since: int) -> list[Node | None]:
    """What a name is given from a place on; None among it where that is out of sight."""
    given: list[Node | None] = []
    for declaration in binding.declarations if not since else ():
        given += _declared(model, declaration)
    for write in binding.writes:
        # What is put behind a text (`+=`) is judged like what replaces it.
        plain = write.site.type in ("assignment_expression", "augmented_assignment_expression")
        whole = plain and write.site.child_by_field_name("left") == write.name
        if write.site.start_byte >= since:
            given.append(write.site.child_by_field_name("right") if whole else None)
    return given


def _declared(model: "Model", declaration: Declaration) -> list[Node | None]:
    """What a declaration gives its name; None among it where that is out of sight."""
    if declaration.kind is Kind.PARAMETER:
        given = handed(model, declaration)
        return [None] if given is None else list(given)
    site = declaration.site
    if declaration.kind is not Kind.VARIABLE or site.child_by_field_name("name") not in (
        declaration.name,
        None,
    ):
        return [None]
    if site.type == "for_in_statement":
        return [_turns(site)]
    value = site.child_by_field_name("value")
    return [value] if value is not None else []


def _is_one_of_a_type(model: "Model", binding: Binding) -> bool:
    """`mode: "start" | "stop"`, or an enumeration."""
    parts = [part for declaration in binding.declarations for part in annotation(model, declaration)]
    return bool(parts) and all(is_literal_type(part) or _is_enum(model, part) for part in parts)


def _is_enum(model: "Model", name: str) -> bool:
    bound = model.facts.bound(name) if name.isidentifier() else ()
    return any(made.site.type == "enum_declaration" for binding in bound for made in binding.declarations)


def _turns(loop: Node) -> Node | None:
    operator = loop.child_by_field_name("operator")
    return loop.child_by_field_name("right") if operator is not None and operator.type == "of" else None


def _fixed_member(asking: _Asking, model: "Model", node: Node) -> bool:
    """A member of a table of fixed values, whichever it is."""
    table = model.value(node.child_by_field_name("object"))
    if isinstance(table, Array):
        items = elements(table)
        return items is not None and all(_fixed(asking, item) for item in items)
    if not isinstance(table, Object):
        return False
    found = shape(table)
    sites = [site for sites in found.properties.values() for site in sites]
    return found.complete and not found.doubtful and all(_fixed(asking, site) for site in sites)
