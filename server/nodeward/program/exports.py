"""What a file gives to others: ES exports, `module.exports` in its usual forms, TypeScript's `export =`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nodeward.semantics.facts import FileFacts
from nodeward.semantics.returns import results
from nodeward.syntax.nodes import COMMENTS, Node, first_named, walk

_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@dataclass(frozen=True, slots=True)
class Passed:
    """A name that another module gives and this file passes on; `name` is "*" for its whole namespace."""

    specifier: str
    name: str


@dataclass(slots=True)
class Exports:
    """The exported names and the expressions (or declared names) that stand for them."""

    named: dict[str, list[Node | Passed]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)  # specifiers of `export * from`
    whole: list[Node] = field(default_factory=list)  # what `module.exports` or `export =` is set to
    merged: list[Node] = field(default_factory=list)  # what is copied into it
    is_module: bool = False  # has ES export statements

    def add(self, name: str, what: Node | Passed) -> None:
        """One more expression for a name."""
        self.named.setdefault(name, []).append(what)


def exports(facts: FileFacts) -> Exports:
    """The exports of a file, by looking at it alone."""
    found = Exports()
    for statement in _export_statements(facts):
        _statement(facts, found, statement)
    for name in ("module", "exports"):
        for use in facts.free(name):
            _common(facts, found, use)
    return found


def _export_statements(facts: FileFacts) -> list[Node]:
    root = facts.document.root
    if root is None or "export" not in facts.names:
        return []
    return [child for child in root.named_children if child.type == "export_statement"]


def _statement(facts: FileFacts, found: Exports, statement: Node) -> None:
    source = statement.child_by_field_name("source")
    specifier = facts.spelling(source)[1:-1] if source is not None else None
    kinds = {child.type for child in statement.children}
    value, declaration = statement.child_by_field_name("value"), statement.child_by_field_name("declaration")
    if "=" in kinds:
        given = first_named(statement)
        found.whole += [given] if given is not None else []
        return
    found.is_module = True
    if "default" in kinds:
        found.named["default"] = [declaration or value or statement]
    elif declaration is not None:
        _declaration(facts, found, declaration)
    elif specifier is not None and "*" in kinds:
        found.stars.append(specifier)
    for child in statement.named_children:
        _clause(facts, found, child, specifier)


def _clause(facts: FileFacts, found: Exports, child: Node, specifier: str | None) -> None:
    outer = first_named(child)
    if child.type == "namespace_export" and specifier is not None and outer is not None:
        found.add(facts.spelling(outer).strip("'\""), Passed(specifier, "*"))
    for part in child.named_children if child.type == "export_clause" else ():
        name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
        if name is None:
            continue
        inner = facts.spelling(name).strip("'\"")
        spelled = facts.spelling(alias).strip("'\"") if alias is not None else inner
        found.add(spelled, Passed(specifier, inner) if specifier is not None else name)


def _declaration(facts: FileFacts, found: Exports, declaration: Node) -> None:
    if declaration.type in ("lexical_declaration", "variable_declaration"):
        for declarator in declaration.named_children:
            for inner in _bound_names(declarator.child_by_field_name("name")):
                found.add(facts.spelling(inner), inner)
        return
    name = declaration.child_by_field_name("name")
    if name is not None:
        found.add(facts.spelling(name), declaration)


def _bound_names(pattern: Node | None) -> list[Node]:
    inner = walk(pattern) if pattern is not None else ()
    return [name for name in inner if name.type in _NAMES and _is_bound(name, pattern)]


def _is_bound(name: Node, pattern: Node | None) -> bool:
    """Whether a name in a pattern gets a value there: it is no default and no computed key."""
    at: Node = name
    while at != pattern and at.parent is not None:
        if at.parent.child_by_field_name("right") == at or at.parent.type == "computed_property_name":
            return False
        at = at.parent
    return True


def _common(facts: FileFacts, found: Exports, use: Node) -> None:
    """`module.exports = x`, and everything that is done to `exports` or `module.exports`."""
    at = use
    if facts.spelling(use) == "module":
        member = use.parent
        if member is None or member.type not in _MEMBERS or _key(facts, member) != "exports":
            return
        at = member
        whole = _assigned(at)
        if whole is not None and facts.spelling(whole) != "exports":
            found.whole.append(whole)
            return
    for name in _objects(facts, at):
        _named_common(facts, found, name)


def _objects(facts: FileFacts, at: Node) -> Iterator[Node]:
    """The expressions that are the exported object: itself, and the uses of `const api = exports`."""
    yield at
    declarator = at.parent
    if declarator is None or declarator.type != "variable_declarator":
        return
    name = declarator.child_by_field_name("name")
    if name is not None and name.type == "identifier" and declarator.child_by_field_name("value") == at:
        binding = facts.binding(name)
        yield from binding.uses if binding is not None else ()


def _named_common(facts: FileFacts, found: Exports, at: Node) -> None:
    parent = at.parent
    if parent is None:
        return
    if parent.type in _MEMBERS and parent.child_by_field_name("object") == at:
        key, value = _key(facts, parent), _assigned(parent)
        if key is not None and value is not None:
            found.add(key, value)
    elif parent.type == "arguments" and parent.parent is not None and first_named(parent) == at:
        _called_with(facts, found, parent.parent, parent)


def _called_with(facts: FileFacts, found: Exports, call: Node, given: Node) -> None:
    """`Object.assign(exports, {...})` and `Object.defineProperty(exports, "name", { get() {...} })`."""
    function = call.child_by_field_name("function")
    method = facts.spelling(function) if function is not None else ""
    arguments = [child for child in given.named_children if child.type not in COMMENTS]
    if method == "Object.assign":
        found.merged += arguments[1:]
    elif method == "Object.defineProperty" and len(arguments) > 2 and arguments[1].type == "string":
        for value in _described(facts, arguments[2]):
            found.add(facts.spelling(arguments[1])[1:-1], value)


def _described(facts: FileFacts, descriptor: Node) -> Iterator[Node]:
    for part in descriptor.named_children:
        key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
        if key is not None and value is not None and facts.spelling(key) == "value":
            yield value
        elif key is not None and value is not None and facts.spelling(key) == "get":
            yield from results(value) or ()


def _key(facts: FileFacts, member: Node) -> str | None:
    if member.type == "member_expression":
        key = member.child_by_field_name("property")
        return facts.spelling(key) if key is not None else None
    index = member.child_by_field_name("index")
    return facts.spelling(index)[1:-1] if index is not None and index.type == "string" else None


def _assigned(left: Node) -> Node | None:
    """The right side of `left = ...`, the last one of a chain."""
    parent = left.parent
    if parent is None or parent.type != "assignment_expression" or parent.child_by_field_name("left") != left:
        return None
    right = parent.child_by_field_name("right")
    while right is not None and right.type == "assignment_expression":
        right = right.child_by_field_name("right")
    return right
