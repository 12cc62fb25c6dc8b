"""The files of a workspace linked, as they are at one moment: what each module means to the others.

A program is a snapshot: it is made for one analysis over files that its maker hands in, and remembers nothing after.
"""

import posixpath
from collections.abc import Callable, Iterator, Sequence

from nodeward.program.exports import Exports, exports
from nodeward.program.links import Loads, stem, stems
from nodeward.program.modules import Modules, package_name
from nodeward.program.references import export_keys, references
from nodeward.program.resolution import Stars, exported, names, required, stars
from nodeward.program.shared import shared_words, words_of_load
from nodeward.semantics.answers import Answers
from nodeward.semantics.api import Library
from nodeward.semantics.facts import FileFacts
from nodeward.semantics.model import Model
from nodeward.semantics.values import Api, Module, Site, Value
from nodeward.syntax.nodes import Node
from nodeward.text.files import Files

NEAR_LEVELS = 2  # of files that load each other, between a file and its helpers


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
        self.size = 0  # bytes of the texts that have been looked at
        self._facts = facts
        self._modules = Modules(files)
        self._answers = Answers()
        self._models: dict[str, Model | None] = {}
        self._resolved: dict[tuple[str, str], Api | Module | None] = {}
        self._stars: dict[str, Stars] = {}
        self._names: dict[str, Sequence[str]] = {}
        self._passed: dict[str, Sequence[str]] = {}
        self._importers: dict[str, tuple[str, ...]] = {}
        self._linked: dict[str, bool] = {}

    def model(self, path: str) -> Model | None:
        """The model of a file, or None where there is no such file or it has no names."""
        if path not in self._models:
            facts = self._facts(path)
            usable = facts is not None and facts.document.root is not None
            self.size += len(facts.document.text) if facts is not None else 0
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
        return exported(self, path, name)

    def required(self, path: str) -> Value:
        """What `require` of a workspace file gives: its whole export, or its namespace."""
        return required(self, path)

    def exports(self, path: str) -> Exports:
        """The exports of a workspace file."""
        model = self.model(path)
        return model.facts.cached("exports", exports) if model is not None else Exports()

    def stars(self, path: str) -> Stars:
        """What the `export *` statements of a file lead to."""
        if path not in self._stars:
            self._stars[path] = stars(self, path)
        return self._stars[path]

    def names(self, path: str) -> Sequence[str]:
        """Every name that a file exports, as far as it is known."""
        if path not in self._names:
            self._names[path] = names(self, path)
        return self._names[path]

    def passed_on(self, path: str) -> Sequence[str]:
        """The words under which files that `path` loads give out things of libraries, of those that stand in it."""
        if path not in self._passed:
            self._passed[path] = sorted(self._passed_on(path))
        return self._passed[path]

    def loaded(self, path: str) -> list[str]:
        """The files of the workspace that a file loads."""
        targets = (self.resolve(path, specifier) for specifier in self.links.specifiers(path))
        return [target.path for target in targets if isinstance(target, Module)]

    def near(self, path: str) -> Iterator[Model]:
        """A file, the files that it loads, and those that these load: where helpers and schemas of it are found."""
        level, seen = [path], {path}
        for _ in range(NEAR_LEVELS + 1):
            models = [found for one in level if (found := self.model(one)) is not None]
            yield from models
            level = [other for each in models for other in self.loaded(each.path) if other not in seen]
            seen.update(level)

    def is_linked(self, path: str) -> bool:
        """Whether a file loads another file of the workspace, or is loaded by one."""
        if path not in self._linked:
            self._linked[path] = bool(self.loaded(path)) or bool(self.importers(path))
        return self._linked[path]

    def importers(self, path: str) -> tuple[str, ...]:
        """The files that load a file, sorted."""
        if path not in self._importers:
            folder = posixpath.dirname(path)
            names = (path, *(posixpath.join(folder, name) for name in self._modules.other_names(path)))
            found = {candidate for name in names for candidate in self.links.candidates(name)} - {path}
            last = frozenset(word for name in names for word in stems(name))
            self._importers[path] = tuple(one for one in sorted(found) if self._loads(one, path, last))
        return self._importers[path]

    def exported_as(self, path: str, node: Node) -> Sequence[str]:
        """The names under which a file exports what is made at `node`; empty text for the whole module."""
        model = self.model(path)
        found = export_keys(self, model, node) if model is not None else []
        return [".".join(keys) for keys in found]

    def references(self, path: str, node: Node) -> Sequence[Site]:
        """The expressions in other files that mean what is made at `node`."""
        question = (path, node.start_byte, node.end_byte, f"references {node.type}")
        nothing: tuple[Site, ...] = ()
        return self._answers.ask(question, lambda: tuple(references(self, path, node)), nothing)

    def _passed_on(self, path: str) -> set[str]:
        model, found = self.model(path), set[str]()
        wanted = frozenset(model.facts.names) if model is not None else frozenset[str]()
        for specifier in self.links.specifiers(path):
            target = self.resolve(path, specifier)
            if isinstance(target, Module):
                found.update(shared_words(self, target.path, wanted))
                found.update(words_of_load(self, specifier, target.path))
        return found

    def _loads(self, importer: str, path: str, last: frozenset[str]) -> bool:
        """Whether a file loads another, by a specifier that ends in one of these words."""
        fitting = (each for each in self.links.specifiers(importer) if stem(each) in last)
        return any(self.resolve(importer, each) == Module(path) for each in fitting)

    def _resolve(self, path: str, specifier: str) -> Api | Module | None:
        found = self._modules.resolve(path, specifier)
        if found is not None:
            return Module(found)
        if specifier.startswith((".", "/")):
            return None
        return Api(package_name(specifier))
