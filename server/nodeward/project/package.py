"""What a package.json says, with the places where it says it. Reads broken files as far as it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from nodeward.project.jsontree import Json, Member, members, plain, string, top
from nodeward.project.servers import FRAMEWORKS
from nodeward.syntax.document import Document
from nodeward.syntax.languages import Language
from nodeward.syntax.nodes import span
from nodeward.text.files import Files
from nodeward.text.span import Span

# In the order in which npm lets one section win over another.
SECTIONS = ("optionalDependencies", "dependencies", "devDependencies", "peerDependencies")


@dataclass(frozen=True, slots=True)
class Dependency:
    """A declared dependency; both spans are in bytes of the package.json and include the quotes."""

    name: str
    section: str
    range: str
    key: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Script:
    """An entry of `scripts`; both spans include the quotes."""

    name: str
    command: str
    key: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Package:
    """The facts of one package.json; what is missing, unreadable or of the wrong type is None or empty.

    `exports` and `imports` are plain JSON values, as Node's resolution reads them. `bin` has a path for each command.
    `dependencies` has the sections of SECTIONS that are there, each by package name.
    """

    name: str | None
    version: str | None
    type: Literal["module", "commonjs"]
    private: bool
    main: str | None
    exports: Json
    imports: Json
    bin: Mapping[str, str]
    files: tuple[str, ...] | None
    workspaces: tuple[str, ...]
    dependencies: Mapping[str, Mapping[str, Dependency]]
    scripts: Mapping[str, Script]


@lru_cache(maxsize=128)  # a memory of a pure function: every file of a package asks for the same one
def read_package(text: bytes) -> Package:
    """The facts of the bytes of a package.json."""
    document = Document.open("package.json", text, Language.JSON)
    facts = members(document, top(document))
    values = {
        key: plain(document, member.value)
        for key, member in facts.items()
        if key not in {*SECTIONS, "scripts"}
    }
    name = _text(values.get("name"))
    return Package(
        name=name,
        version=_text(values.get("version")),
        type="module" if values.get("type") == "module" else "commonjs",
        private=values.get("private") is True,
        main=_text(values.get("main")),
        exports=values.get("exports"),
        imports=values.get("imports"),
        bin=_bin(values.get("bin"), name),
        files=_texts(values["files"]) if "files" in values else None,
        workspaces=_workspaces(values.get("workspaces")),
        dependencies={
            section: _dependencies(document, section, facts[section])
            for section in SECTIONS
            if section in facts
        },
        scripts=_scripts(document, facts.get("scripts")),
    )


def nearest(files: Files, path: str) -> tuple[str, Package] | None:
    """The folder and the facts of the package.json that a file belongs to.

    None where no folder above has one, or where the path is no absolute one (a buffer without a file).
    """
    folder = path.rpartition("/")[0]
    while path.startswith("/"):
        text = files.read(f"{folder}/package.json")
        if text is not None:
            return folder, read_package(text)
        if not folder:
            break
        folder = folder.rpartition("/")[0]
    return None


def declared(package: Package, name: str) -> Dependency | None:
    """The declaration of a dependency that npm would install from."""
    return next(
        (
            package.dependencies[section][name]
            for section in SECTIONS
            if name in package.dependencies.get(section, {})
        ),
        None,
    )


def is_library(package: Package) -> bool:
    """Whether a package is made to be imported by others: published, and without a server of its own.

    A private package, one without name or version, one with a `start` script, one that depends on a server framework
    and one that only brings commands are none.
    """
    if package.private or not package.name or not package.version or "start" in package.scripts:
        return False
    if FRAMEWORKS & package.dependencies.get("dependencies", {}).keys():
        return False
    return not package.bin or package.main is not None or package.exports is not None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _bin(value: Json, name: str | None) -> Mapping[str, str]:
    """Commands and paths; a single path is the command of the package's own name without its scope."""
    if isinstance(value, str):
        return {name.rpartition("/")[2]: value} if name else {}
    if isinstance(value, dict):
        return {command: path for command, path in value.items() if isinstance(path, str)}
    return {}


def _workspaces(value: Json) -> tuple[str, ...]:
    return _texts(value.get("packages")) if isinstance(value, dict) else _texts(value)


def _dependencies(document: Document, section: str, member: Member) -> Mapping[str, Dependency]:
    found: dict[str, Dependency] = {}
    for name, inside in members(document, member.value).items():
        wanted = string(document, inside)
        if wanted is not None:
            found[name] = Dependency(name, section, wanted, inside.key, span(inside.value))
    return found


def _scripts(document: Document, member: Member | None) -> Mapping[str, Script]:
    found: dict[str, Script] = {}
    for name, inside in members(document, member.value if member else None).items():
        command = string(document, inside)
        if command is not None:
            found[name] = Script(name, command, inside.key, span(inside.value))
    return found
