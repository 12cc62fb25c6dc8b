"""What a file gives to others: ES exports, `module.exports` in its usual forms, TypeScript's `export =`."""

from dataclasses import dataclass, field

from nodeward.semantics.facts import FileFacts
from nodeward.syntax.nodes import Node, first_named


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
    if statement.type != "export_statement":
        return
    found.is_module = True
    source = statement.child_by_field_name("source")
    specifier = facts.spelling(source)[1:-1] if source is not None else None
    kinds = {child.type for child in statement.children}
    value, declaration = statement.child_by_field_name("value"), statement.child_by_field_name("declaration")
    if "=" in kinds:
        found.is_module = False
        found.whole += statement.named_children[:1]
    elif "default" in kinds:
        found.named["default"] = [declaration or value or statement]
    elif declaration is not None:
        _declaration(facts, found, declaration)
    elif specifier is not None and "*" in kinds:
        found.stars.append(specifier)
    for child in statement.named_children:
        _clause(facts, found, child, specifier)


def _clause(facts: FileFacts, found: Exports, child: Node, specifier: str | None) -> None:
    namespace = first_named(child) if child.type == "namespace_export" else None
    if namespace is not None and specifier is not None:
        found.add(facts.spelling(namespace), Passed(specifier, "*"))
    if child.type != "export_clause":
        return
    for part in child.named_children:
        name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
        if name is None:
            continue
        inner = facts.spelling(name).strip("'\"")
        outer = facts.spelling(alias).strip("'\"") if alias is not None else inner
        found.add(outer, Passed(specifier, inner) if specifier is not None else name)


def _declaration(facts: FileFacts, found: Exports, declaration: Node) -> None:
    if declaration.type in ("lexical_declaration", "variable_declaration"):
        for declarator in declaration.named_children:
            name = declarator.child_by_field_name("name")
            for identifier in _names(name) if name is not None else []:
                found.add(facts.spelling(identifier), identifier)
        return
    name = declaration.child_by_field_name("name")
    if name is not None:
        found.add(facts.spelling(name), declaration)


def _names(pattern: Node) -> list[Node]:
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        return [pattern]
    return [name for child in pattern.named_children for name in _names(child)]


def _common(facts: FileFacts, found: Exports, use: Node) -> None:
    """`module.exports = x`, `module.exports.a = x`, `exports.a = x`, `Object.assign(module.exports, {...})`."""
    at = use
    if facts.spelling(use) == "module":
        member = use.parent
        key = (
            member.child_by_field_name("property")
            if member is not None and member.type == "member_expression"
            else None
        )
        if member is None or key is None or facts.spelling(key) != "exports":
            return
        at = member
        if _assigned(at) is not None:
            found.whole.append(_assigned(at) or at)
            return
    _named_common(facts, found, at)


def _named_common(facts: FileFacts, found: Exports, at: Node) -> None:
    parent = at.parent
    if parent is None:
        return
    if parent.type == "member_expression" and parent.child_by_field_name("object") == at:
        key, value = parent.child_by_field_name("property"), _assigned(parent)
        if key is not None and value is not None:
            found.add(facts.spelling(key), value)
    elif parent.type == "arguments" and parent.parent is not None and parent.named_child(0) == at:
        function = parent.parent.child_by_field_name("function")
        if function is not None and facts.spelling(function) == "Object.assign":
            found.whole += parent.named_children[1:]


def _assigned(left: Node) -> Node | None:
    """The right side of `left = ...`, the last one of a chain."""
    parent = left.parent
    if parent is None or parent.type != "assignment_expression" or parent.child_by_field_name("left") != left:
        return None
    right = parent.child_by_field_name("right")
    while right is not None and right.type == "assignment_expression":
        right = right.child_by_field_name("right")
    return right
