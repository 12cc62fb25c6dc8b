"""What a user may decide: every setting with its default, and how it is read from a file or a client.

Precedence, setting by setting: `nodeward.json`, then the client, then the default. A wrong value is told, with
its line where there is one, and counts as not set.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from nodeward.rulebook.rule import Level, Profile
from nodeward.syntax.document import Document
from nodeward.workspace import jsonc
from nodeward.workspace.kinds import (
    BOOLEAN,
    LEVELS,
    PATH,
    PATHS,
    POSITIVE,
    SETS,
    Kind,
    Rooted,
    Wrong,
    choice,
)

FILE = "nodeward.json"
# What a client keeps in its section for itself.
CLIENTS_OWN = frozenset({"server", "path", "interpreter", "importStrategy", "codeLens", "$schema"})


class Run(StrEnum):
    """When an editor's file is looked at."""

    ON_TYPE = "onType"
    ON_SAVE = "onSave"


class LibraryInput(StrEnum):
    """Whether what a library's caller hands in counts as untrusted."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Trace(StrEnum):
    """How much of the conversation with the client is logged (LSP 3.17, TraceValue)."""

    OFF = "off"
    MESSAGES = "messages"
    VERBOSE = "verbose"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; what is not given has its default."""

    enable: bool = True
    run: Run = Run.ON_TYPE
    library_input: LibraryInput = LibraryInput.AUTO
    profile: Profile = Profile.RECOMMENDED
    rules: Mapping[str, Level | None] = field(default_factory=dict, hash=False)  # None: off
    exclude: tuple[Rooted, ...] = ()
    custom_rules: tuple[Rooted, ...] = ()
    baseline: Rooted | None = None
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    max_file_size: int = 2_000_000
    time_budget_ms: int = 10_000
    workspace_scan: bool = False
    trace_server: Trace = Trace.OFF
    honour_foreign_suppressions: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """How users write a setting: its key, the attribute that holds it, the kind of its values, what it decides."""

    key: str
    attribute: str
    kind: Kind
    about: str


SETTINGS = (
    Setting("enable", "enable", BOOLEAN, "Whether files are looked at."),
    Setting("run", "run", choice(Run), "Look at a file while it is typed, or when it is saved."),
    Setting(
        "libraryInput",
        "library_input",
        choice(LibraryInput),
        "Whether what callers hand to exported functions is untrusted; `auto` means in packages that are libraries.",
    ),
    Setting("profile", "profile", choice(Profile), "How much is reported."),
    Setting("rules", "rules", LEVELS, "The level of a rule or of a category of rules; `off` silences it."),
    Setting("exclude", "exclude", PATHS, "Files that are left out, written as in `.gitignore`."),
    Setting("customRules", "custom_rules", PATHS, "Rules of your own, besides those in `.nodeward/rules`."),
    Setting(
        "baseline",
        "baseline",
        PATH,
        "Where accepted findings are recorded: `nodeward-baseline.json` if not set.",
    ),
    Setting("sources", "sources", SETS, "Further names in a set of sources, for example in `http-request`."),
    Setting("maxFileSize", "max_file_size", POSITIVE, "Bytes of the largest file that is looked at."),
    Setting("timeBudgetMs", "time_budget_ms", POSITIVE, "Milliseconds after which a file is left out."),
    Setting("workspaceScan", "workspace_scan", BOOLEAN, "Whether files that are not open are reported too."),
    Setting("trace.server", "trace_server", choice(Trace), "How much of the talk with the editor is logged."),
    Setting(
        "honourForeignSuppressions",
        "honour_foreign_suppressions",
        BOOLEAN,
        "Whether `nosec`, `nosemgrep`, `NOSONAR` and the like silence their line.",
    ),
)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says: values by the name of their attribute, and a sentence for each that is wrong."""

    values: Mapping[str, object] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()


def from_client(values: Mapping[str, object], folder: str, known: Collection[str]) -> Layer:
    """What a client says in its section; paths are relative to `folder`, `known` are rules and categories."""
    return _layer(
        _flat(values), folder, known, lambda path: "nodeward." + ".".join(map(str, path)), strict=False
    )


def from_file(document: Document, known: Collection[str]) -> Layer:
    """What a `nodeward.json` says; paths are relative to its folder."""
    folder, _, _ = document.path.rpartition("/")
    given = jsonc.read(document)
    if isinstance(given, jsonc.Wrong):
        return Layer(complaints=(f"{document.path}:{given.line}: {given.sentence}",))

    def place(path: jsonc.Path) -> str:
        return f"{document.path}:{jsonc.line(document, path)}"

    return _layer(given, folder, known, place, strict=True)


def merged(*layers: Layer, defaults: Settings = Settings()) -> Settings:
    """The settings where each is what the first layer that has it says."""
    values: dict[str, Any] = {}
    for layer in reversed(layers):
        values |= layer.values
    return replace(defaults, **values)


def schema() -> dict[str, object]:
    """The JSON Schema of `nodeward.json`, by which editors complete it."""
    properties: dict[str, object] = {"$schema": {"type": "string"}}
    for setting in SETTINGS:
        properties[setting.key] = {"description": setting.about, **setting.kind.schema}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of Nodeward",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def _layer(
    given: Mapping[str, object],
    folder: str,
    known: Collection[str],
    place: Callable[[jsonc.Path], str],
    *,
    strict: bool,
) -> Layer:
    values: dict[str, object] = {}
    complaints: list[str] = []
    by_key = {setting.key: setting for setting in SETTINGS}
    for key, value in given.items():
        setting = by_key.get(key)
        if setting is None:
            complaints += (f"{place((key,))}: {told}" for told in _unknown(key, by_key, strict=strict))
            continue
        wrong: list[Wrong] = []
        taken = setting.kind.take(value, folder, known, wrong) if value is not None else None
        complaints += (_told(place, (key, *error.path), error) for error in wrong)
        if taken is not None:
            values[setting.attribute] = taken
    return Layer(values, tuple(complaints))


def _told(place: Callable[[jsonc.Path], str], path: jsonc.Path, error: Wrong) -> str:
    return f"{place(path)}: `{'.'.join(map(str, path))}` {error}"


def _flat(values: Mapping[str, object]) -> dict[str, object]:
    """Client values with `{"trace": {"server": ...}}` written as `trace.server`, as some clients do."""
    trace = values.get("trace")
    flat = {key: value for key, value in values.items() if key != "trace"}
    return flat | ({f"trace.{key}": value for key, value in trace.items()} if isinstance(trace, dict) else {})


def _unknown(key: str, known: Iterable[str], *, strict: bool) -> Iterator[str]:
    """A client keeps settings of its own in the same section: there only what looks like a slip is told."""
    if key in CLIENTS_OWN:
        return
    meant = get_close_matches(key, list(known), n=1, cutoff=0.75)
    if strict or meant:
        yield f"There is no setting `{key}`." + (f" Did you mean `{meant[0]}`?" if meant else "")
