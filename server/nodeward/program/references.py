"""Who uses what a file exports: the expressions in its importers that mean one exported thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nodeward.program.exports import Exports, Passed
from nodeward.program.links import loading
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.forward import named_uses, uses
from nodeward.semantics.mentions import means, member_key, members
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import CLASSES, FUNCTIONS, unwrapped
from nodeward.semantics.shapes import key_text
from nodeward.semantics.values import Module, Site
from nodeward.syntax.nodes import Node, first_named, node_at

if TYPE_CHECKING:
    from nodeward.program.program import Program

MOST_FILES = 200  # files that a thing is followed into
MOST_OBJECTS = 4  # objects inside objects that an exported thing stands in

_Keys = tuple[str, ...]
_Places = Mapping[tuple[int, int], list[_Keys]]


@dataclass(frozen=True, slots=True)
class _Start:
    """An expression (or, if `named`, a declared name) in an importer whose member `keys` is the thing."""

    node: Node
    keys: _Keys
    named: bool = False

    def uses(self, model: Model, keys: _Keys) -> Iterator[Node]:
        """The expressions that mean the member `keys` of it."""
        return named_uses(model, self.node, keys) if self.named else uses(model, self.node, keys)


def references(program: "Program", path: str, node: Node, member: _Keys = ()) -> Iterator[Site]:
    """The expressions in other files that mean the thing made at `node` of the file `path`, or a member of it."""
    model = program.model(path)
    if model is None:
        return
    queue = [(path, (*keys, *member)) for keys in export_keys(program, model, node)]
    seen = set(queue)
    while queue and len(seen) <= MOST_FILES:
        here, keys = queue.pop(0)
        for importer, specifier in _importers(program, here):
            for start in _starts(importer, specifier, keys):
                yield from (importer.site(use) for use in start.uses(importer, start.keys))
            further = {
                (importer.path, outer): None for outer in _passed_on(program, importer, specifier, keys)
            }
            queue += [each for each in further if each not in seen]
            seen.update(further)
    if not member:
        yield from _as_member(program, model, node)


def export_keys(program: "Program", model: Model, node: Node) -> list[_Keys]:
    """Under which names a file exports the thing at `node`; the empty tuple stands for the whole module."""
    places = model.facts.cached("export places", lambda _: _places(program.exports(model.path)))
    if not places:
        return []
    named = node.type in FUNCTIONS or node.type in CLASSES
    name = node.child_by_field_name("name") if named else None
    mentions = [node, *uses(model, node), *(named_uses(model, name) if name is not None else ())]
    return list(dict.fromkeys(keys for mention in mentions for keys in _exported_as(model, places, mention)))


def _places(table: Exports) -> _Places:
    """The names under which the expressions of a file are exported, by their place."""
    found: dict[tuple[int, int], list[_Keys]] = {}
    named = [(name, node) for name, given in table.named.items() for node in given if isinstance(node, Node)]
    for name, node in named:
        given = list(filter(None, (node, _declared_value(node))))
        for place in dict.fromkeys(_place(each) for each in (*given, *map(unwrapped, given))):
            found.setdefault(place, []).append((name,))
    for node in (*table.whole, *table.merged):
        for place in {_place(node), _place(unwrapped(node))}:
            found.setdefault(place, []).append(())
    return found


def _place(node: Node) -> tuple[int, int]:
    return (node.start_byte, node.end_byte)


def _declared_value(name: Node) -> Node | None:
    """The value in `export const name = value`."""
    declarator = name.parent
    if declarator is None or declarator.type != "variable_declarator":
        return None
    return declarator.child_by_field_name("value") if declarator.child_by_field_name("name") == name else None


def _exported_as(model: Model, places: _Places, mention: Node) -> Iterator[_Keys]:
    """The exported names of an expression: its own, or those of the objects that it is a member of."""
    at: Node | None = mention
    suffix: _Keys = ()
    for _ in range(MOST_OBJECTS):
        if at is None:
            return
        yield from (keys + suffix for keys in places.get(_place(at), ()))
        key, at = _owner(model, at)
        suffix = (key, *suffix) if key is not None else suffix


def _owner(model: Model, node: Node) -> tuple[str | None, Node | None]:
    """The object literal that an expression is a member of, and under which key; of a spread there is no key."""
    part = node.parent
    if part is None:
        return None, None
    if node.type == "shorthand_property_identifier":
        return model.text(node), part
    if node.type == "method_definition" and part.type == "object":
        name = node.child_by_field_name("name")
        return (key_text(model, name), part) if name is not None else (None, None)
    if part.type == "spread_element":
        return None, part.parent
    key = part.child_by_field_name("key") if part.type == "pair" else None
    spelled = key_text(model, key) if key is not None else None
    return (spelled, part.parent) if spelled is not None else (None, None)


def _importers(program: "Program", path: str) -> Iterator[tuple[Model, str]]:
    """The files that load a file, with each specifier by which they do."""
    for importer in program.importers(path):
        model = program.model(importer)
        for specifier in program.links.specifiers(importer) if model is not None else ():
            if model is not None and program.resolve(importer, specifier) == Module(path):
                yield model, specifier


def _starts(model: Model, specifier: str, keys: _Keys) -> Iterator[_Start]:
    """What an importer makes of a module whose member `keys` is the thing."""
    for string in model.facts.cached("loads", _loads).get(specifier, ()):
        statement = string.parent
        if statement is None:
            continue
        if statement.type == "import_statement":
            yield from _imported(model, statement, keys)
        elif statement.type == "import_require_clause":
            name = first_named(statement)
            yield from (_Start(name, keys, named=True),) if name is not None else ()
        elif statement.type == "arguments" and statement.parent is not None:
            yield _Start(statement.parent, keys)


def _loads(facts: FileFacts) -> Mapping[str, list[Node]]:
    """The strings of a file that name modules, by what they say."""
    found: dict[str, list[Node]] = {}
    for specifier, start, end in loading(facts.document):
        node = node_at(facts.document, start, end)
        if node is not None and node.type == "string":
            found.setdefault(specifier, []).append(node)
    return found


def _imported(model: Model, statement: Node, keys: _Keys) -> Iterator[_Start]:
    for clause in statement.named_children:
        for part in clause.named_children if clause.type == "import_clause" else ():
            inner = first_named(part)
            if part.type == "identifier":
                yield _Start(part, keys[1:] if keys[:1] == ("default",) else keys, named=True)
            elif part.type == "namespace_import" and inner is not None:
                yield _Start(inner, keys, named=True)
            elif part.type == "named_imports" and keys:
                yield from (_Start(name, keys[1:], named=True) for name in _specifiers(model, part, keys[0]))


def _specifiers(model: Model, imports: Node, name: str) -> Iterator[Node]:
    for part in imports.named_children:
        imported, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
        if imported is not None and model.text(imported).strip("'\"") == name:
            yield alias or imported


def _passed_on(program: "Program", model: Model, specifier: str, keys: _Keys) -> Iterator[_Keys]:
    """The names under which a file passes on what it gets from `specifier`."""
    table = program.exports(model.path)
    if keys and specifier in table.stars:
        yield keys
    for name, given in table.named.items():
        for item in given:
            if not isinstance(item, Passed) or item.specifier != specifier:
                continue
            if item.name == "*":
                yield (name, *keys)
            elif keys[:1] == (item.name,):
                yield (name, *keys[1:])
    places = model.facts.cached("export places", lambda _: _places(table))
    for start in _starts(model, specifier, keys) if places else ():
        mentions = [start.node, *start.uses(model, ())]
        yield from (outer + start.keys for each in mentions for outer in _exported_as(model, places, each))


def _as_member(program: "Program", model: Model, node: Node) -> Iterator[Site]:
    """`controller.show` in other files, where the controller is an object that something there makes or is given."""
    key = member_key(model, node)
    if key is None:
        return
    for path in _near(program, model.path):
        other = program.model(path)
        for member in members(other, key) if other is not None else ():
            if other is not None and means(other, member, key, model.site(node)):
                yield other.site(member)


def _near(program: "Program", path: str) -> list[str]:
    """The files that load a file, and those that load these: enough for a file of routes over an index."""
    found = dict.fromkeys(program.importers(path))
    for importer in list(found):
        found.update(dict.fromkeys(program.importers(importer)))
    found.pop(path, None)
    return list(found)[:MOST_FILES]
