"""The files of a workspace linked, as they are at one moment: what each module means to the others.

A program is a snapshot: it is made for one analysis over files that its maker hands in, and remembers nothing after.
"""

from collections.abc import Callable, Sequence

from nodeward.program.exports import Exports, Passed, exports
from nodeward.program.links import Loads, stem
from nodeward.program.modules import package_name, resolve
from nodeward.program.references import references
from nodeward.semantics.answers import Answers
from nodeward.semantics.api import Library
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.members import member_of
from nodeward.semantics.model import Model
from nodeward.semantics.scopes import CLASSES, FUNCTIONS
from nodeward.semantics.shapes import shape
from nodeward.semantics.values import UNKNOWN, Api, Module, Object, Site, Value, join
from nodeward.syntax.nodes import Node
from nodeward.text.files import Files

MOST_PASSES = 8  # re-exports that are followed from file to file


class Program:
    """The answers that files give about each other; implements `semantics.model.Link`."""

    def __init__(
        self,
        files: Files,
        facts: Callable[[str], FileFacts | None],
        links: Loads,
        library: Library,
        *,
        complete: bool = True,
    ) -> None:
        self.files = files
        self.links = links
        self.library = library
        self.complete = complete  # whether every file of the project is in `links`
        self._facts = facts
        self._answers = Answers()
        self._models: dict[str, Model | None] = {}
        self._resolved: dict[tuple[str, str], Api | Module | None] = {}
        self._importers: dict[str, tuple[str, ...]] = {}
        self._references: dict[tuple[str, int, int], tuple[Site, ...]] = {}

    def model(self, path: str) -> Model | None:
        """The model of a file, or None where there is no such file or it has no names."""
        if path not in self._models:
            facts = self._facts(path)
            usable = facts is not None and facts.document.root is not None
            self._models[path] = (
                Model(facts, self.library, self, self._answers) if facts is not None and usable else None
            )
        return self._models[path]

    def resolve(self, path: str, specifier: str) -> Api | Module | None:
        """What a module specifier in a file names: a package, a file of the workspace, or nothing known."""
        key = (path, specifier)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(path, specifier)
        return self._resolved[key]

    def exported(self, path: str, name: str) -> Value:
        """The value that a workspace file exports under a name."""
        return self._exported(path, name, MOST_PASSES)

    def required(self, path: str) -> Value:
        """What `require` of a workspace file gives: its whole export, or its namespace."""
        model = self.model(path)
        if model is None:
            return UNKNOWN
        table = self.exports(path)
        if table.is_module or not table.whole:
            return Module(path)
        return join([model.value(node) for node in table.whole])

    def exports(self, path: str) -> Exports:
        """The exports of a workspace file."""
        model = self.model(path)
        return model.facts.cached("exports", exports) if model is not None else Exports()

    def passed_on(self, path: str) -> Sequence[str]:
        """The names under which files that `path` loads give out things of libraries."""
        found: dict[str, None] = {}
        for specifier in self.links.specifiers(path):
            target = self.resolve(path, specifier)
            if isinstance(target, Module):
                found.update(dict.fromkeys(self._library_names(target.path)))
                if isinstance(self.required(target.path), Api):
                    found[stem(specifier)] = None
        return list(found)

    def loaded(self, path: str) -> list[str]:
        """The files of the workspace that a file loads."""
        targets = (self.resolve(path, specifier) for specifier in self.links.specifiers(path))
        return [target.path for target in targets if isinstance(target, Module)]

    def importers(self, path: str) -> tuple[str, ...]:
        """The files that load a file, sorted."""
        if path not in self._importers:
            self._importers[path] = tuple(
                candidate
                for candidate in self.links.candidates(path)
                if any(
                    self.resolve(candidate, specifier) == Module(path)
                    for specifier in self.links.specifiers(candidate)
                )
            )
        return self._importers[path]

    def references(self, path: str, node: Node) -> Sequence[Site]:
        """The expressions in other files that mean what is made at `node`."""
        key = (path, node.start_byte, node.end_byte)
        if key not in self._references:
            self._references[key] = ()  # a question inside its own answer finds nothing more
            self._references[key] = tuple(references(self, path, node))
        return self._references[key]

    def _resolve(self, path: str, specifier: str) -> Api | Module | None:
        found = resolve(self.files, path, specifier)
        if found is not None:
            return Module(found)
        if specifier.startswith((".", "/")):
            return None
        return Api(package_name(specifier))

    def _exported(self, path: str, name: str, passes: int) -> Value:
        model = self.model(path)
        if model is None or passes < 0:
            return UNKNOWN
        table = self.exports(path)
        found = table.named.get(name)
        if found:
            return join(
                [
                    self._passed(path, what, passes) if isinstance(what, Passed) else meaning(model, what)
                    for what in found
                ]
            )
        if not table.is_module and table.whole:
            whole = join([model.value(node) for node in table.whole])
            return whole if name == "default" else member_of(model, whole, name)
        values = [self._passed(path, Passed(specifier, name), passes) for specifier in table.stars]
        known = [value for value in values if value != UNKNOWN]
        return known[0] if len(known) == 1 else UNKNOWN

    def _library_names(self, path: str) -> Sequence[str]:
        model = self.model(path)
        if model is None:
            return []
        table = self.exports(path)
        keys = dict.fromkeys(table.named)
        for whole in table.whole:
            value = model.value(whole)
            keys.update(dict.fromkeys(shape(value).properties) if isinstance(value, Object) else {})
        return [key for key in keys if key != "default" and isinstance(self.exported(path, key), Api)]

    def _passed(self, path: str, passed: Passed, passes: int) -> Value:
        target = self.resolve(path, passed.specifier)
        if isinstance(target, Api):
            return target if passed.name == "*" else Api(self.library.member(target.name, passed.name))
        if target is None:
            return UNKNOWN
        return target if passed.name == "*" else self._exported(target.path, passed.name, passes - 1)


def meaning(model: Model, node: Node) -> Value:
    """The value of an exported expression or declaration."""
    if node.type in FUNCTIONS or node.type in CLASSES:
        return model.value(node)
    if node.type == "export_statement":
        return UNKNOWN
    return model.value(node)
