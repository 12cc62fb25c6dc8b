"""Who uses what a file exports: the expressions in its importers that mean one exported thing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nodeward.program.exports import Exports, Passed
from nodeward.semantics.forward import named_uses, uses
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import CLASSES, FUNCTIONS
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Module, Site
from nodeward.syntax.nodes import Node, first_named

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_PASSES = 4  # files that pass a name on before its user


def references(program: "Program", path: str, node: Node) -> Iterator[Site]:
    """The expressions in other files that mean the thing made at `node` of the file `path`."""
    model = program.model(path)
    if model is None:
        return
    for keys in export_keys(program, model, node):
        yield from _from_importers(program, path, keys, MOST_PASSES)


def export_keys(program: "Program", model: Model, node: Node) -> list[tuple[str, ...]]:
    """Under which names a file exports the thing at `node`; the empty tuple stands for the whole module."""
    table = program.exports(model.path)
    found: list[tuple[str, ...]] = [
        (name,) for name, what in table.named.items() if any(_means(model, item, node) for item in what)
    ]
    for whole in table.whole:
        if _means(model, whole, node):
            found.append(())
        found += [(key,) for key in _members(model, whole, node)]
    return list(dict.fromkeys(found))


def _means(model: Model, what: Node | Passed, node: Node) -> bool:
    """Whether an exported expression is the node itself or a name for it."""
    if isinstance(what, Passed):
        return False
    if what == node or _declared_at(what, node):
        return True
    if what.type not in ("identifier", "shorthand_property_identifier"):
        return what.type == "new_expression" and _declared_at(what.child_by_field_name("constructor"), node)
    binding = model.facts.binding(what)
    return binding is not None and any(
        _declared_at(declaration.name, node) for declaration in binding.declarations
    )


def _declared_at(name: Node | None, node: Node) -> bool:
    """Whether a declared name is that of the function, class or initializer at `node`."""
    parent = name.parent if name is not None else None
    if parent is None:
        return False
    if parent.type == "variable_declarator":
        return parent.child_by_field_name("value") == node and parent.child_by_field_name("name") == name
    return (
        parent == node
        and (node.type in FUNCTIONS or node.type in CLASSES)
        and node.child_by_field_name("name") == name
    )


def _members(model: Model, whole: Node, node: Node) -> Iterator[str]:
    """The keys of `module.exports = { a, b: c }` that stand for the node; also the methods of an exported class."""
    if whole.type != "object":
        return
    for part in whole.named_children:
        if part.type == "shorthand_property_identifier" and _means(model, part, node):
            yield model.text(part)
        elif part.type == "pair":
            key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
            spelled = key_text(model, key) if key is not None else None
            if spelled is not None and value is not None and _means(model, value, node):
                yield spelled
        elif part == node and part.child_by_field_name("name") is not None:
            yield model.text(part.child_by_field_name("name") or part)


def _from_importers(program: "Program", path: str, keys: tuple[str, ...], passes: int) -> Iterator[Site]:
    for importer in program.importers(path):
        model = program.model(importer)
        if model is None:
            continue
        for specifier in program.links.specifiers(importer):
            if program.resolve(importer, specifier) == Module(path):
                yield from _in_importer(program, model, specifier, keys, passes)


def _in_importer(
    program: "Program", model: Model, specifier: str, keys: tuple[str, ...], passes: int
) -> Iterator[Site]:
    for string in _strings(model, specifier):
        for use in _uses(model, string, keys):
            yield model.site(use)
    if passes > 0:
        for outer in _passed_on(program.exports(model.path), specifier, keys):
            yield from _from_importers(program, model.path, outer, passes - 1)


def _strings(model: Model, specifier: str) -> Iterator[Node]:
    """The string nodes that spell a specifier."""
    words = [
        word for word in specifier.replace("-", "/").replace(".", "/").replace("@", "/").split("/") if word
    ]
    for name in model.facts.occurrences_in_strings(words[-1] if words else specifier):
        if model.text(name)[1:-1] == specifier:
            yield name


def _uses(model: Model, string: Node, keys: tuple[str, ...]) -> Iterator[Node]:
    statement = string.parent
    if statement is None:
        return
    if statement.type == "import_statement":
        yield from _import_uses(model, statement, keys)
    elif statement.type == "import_require_clause":
        name = first_named(statement)
        yield from named_uses(model, name, keys) if name is not None else ()
    elif statement.type == "arguments" and statement.parent is not None:
        yield from uses(model, statement.parent, keys)


def _import_uses(model: Model, statement: Node, keys: tuple[str, ...]) -> Iterator[Node]:
    clauses = [child for child in statement.named_children if child.type == "import_clause"]
    for part in (part for clause in clauses for part in clause.named_children):
        if part.type == "identifier":
            yield from _default_uses(model, part, keys)
        elif part.type == "namespace_import":
            name = first_named(part)
            yield from named_uses(model, name, keys) if name is not None else ()
        elif part.type == "named_imports" and keys:
            for name in _specifiers(model, part, keys[0]):
                yield from named_uses(model, name, keys[1:])


def _default_uses(model: Model, name: Node, keys: tuple[str, ...]) -> Iterator[Node]:
    yield from named_uses(model, name, keys[1:] if keys[:1] == ("default",) else keys)


def _specifiers(model: Model, imports: Node, name: str) -> Iterator[Node]:
    for part in imports.named_children:
        imported, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
        if imported is not None and model.text(imported) == name:
            yield alias or imported


def _passed_on(table: Exports, specifier: str, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The names under which a file passes on what it gets from `specifier`."""
    if keys and specifier in table.stars:
        yield keys
    for name, what in table.named.items():
        for item in what:
            if not isinstance(item, Passed) or item.specifier != specifier:
                continue
            if item.name == "*":
                yield (name, *keys)
            elif keys[:1] == (item.name,):
                yield (name, *keys[1:])
