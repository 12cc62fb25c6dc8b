"""What the client at the other end can do, read once from its capabilities. Knows nothing of this server's state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder

from nodeward.text.lines import Encoding

# The capabilities that are read here; see `only_read`.
READ = {
    "general": {"positionEncodings"},
    "textDocument": {"codeAction", "diagnostic", "hover", "publishDiagnostics"},
    "window": {"workDoneProgress"},
    "workspace": {
        "configuration",
        "diagnostics",
        "didChangeConfiguration",
        "didChangeWatchedFiles",
        "workspaceEdit",
    },
}


@dataclass(frozen=True, slots=True)
class Client:
    """What a client announced (LSP 3.17, ClientCapabilities); the defaults are those of a client that announced nothing."""

    encoding: Encoding = Encoding.UTF16
    pull: bool = False  # asks for diagnostics and can be told to ask again; else they are pushed
    related_information: bool = False
    tags: tuple[int, ...] = ()
    action_literals: bool = False
    disabled_actions: bool = False
    lazy_edits: bool = False
    document_changes: bool = False
    create_files: bool = False
    annotations: bool = False
    markdown: bool = False
    configuration: bool = False
    register_configuration: bool = False
    register_watchers: bool = False
    progress: bool = False


def only_read(params: object) -> object:
    """The parameters of `initialize` without the capabilities that nobody here reads.

    They are most of them. Checking their shape would take a third of the answer's time, and one that this
    version of the protocol does not know yet would have the whole client refused.
    """
    capabilities = params.get("capabilities") if isinstance(params, dict) else None
    if not isinstance(params, dict) or not isinstance(capabilities, dict):
        return params
    kept = {name: _kept(capabilities[name], READ[name]) for name in READ if name in capabilities}
    return {**params, "capabilities": kept}


def _kept(section: object, names: set[str]) -> object:
    if not isinstance(section, dict):
        return section
    return {name: value for name, value in section.items() if name in names}


def client_of(capabilities: types.ClientCapabilities) -> Client:
    """The digest of a client's capabilities."""

    def can(capability: str) -> bool:
        return bool(_said(capabilities, capability))

    def listed(capability: str) -> Sequence[Any]:
        return _said(capabilities, capability) or ()

    action, edit = "text_document.code_action", "workspace.workspace_edit"
    lazy = "edit" in listed(f"{action}.resolve_support.properties")
    return Client(
        encoding=_encoding(capabilities),
        pull=_pulls(capabilities),
        related_information=_of_diagnostics(capabilities, "related_information") is True,
        tags=tuple(int(tag) for tag in _of_diagnostics(capabilities, "tag_support.value_set") or ()),
        action_literals=can(f"{action}.code_action_literal_support"),
        disabled_actions=can(f"{action}.disabled_support"),
        lazy_edits=lazy and can(f"{action}.data_support"),
        document_changes=can(f"{edit}.document_changes"),
        create_files=types.ResourceOperationKind.Create in listed(f"{edit}.resource_operations"),
        annotations=can(f"{edit}.change_annotation_support"),
        markdown=types.MarkupKind.Markdown in listed("text_document.hover.content_format"),
        configuration=can("workspace.configuration"),
        register_configuration=can("workspace.did_change_configuration.dynamic_registration"),
        register_watchers=can("workspace.did_change_watched_files.dynamic_registration"),
        progress=can("window.work_done_progress"),
    )


def _encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """The same choice that the answer to `initialize` announces."""
    chosen = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    return Encoding(types.PositionEncodingKind(chosen).value)


def _pulls(capabilities: types.ClientCapabilities) -> bool:
    """Without a way to say "ask again", a change in another file would never be seen by a client that pulls."""
    asks = _said(capabilities, "text_document.diagnostic") is not None
    return asks and bool(_said(capabilities, "workspace.diagnostics.refresh_support"))


def _of_diagnostics(capabilities: types.ClientCapabilities, capability: str) -> Any:
    """Pushed and pulled diagnostics are drawn alike, but not every client says so twice."""
    pushed = _said(capabilities, f"text_document.publish_diagnostics.{capability}")
    return pushed or _said(capabilities, f"text_document.diagnostic.{capability}")


def _said(capabilities: types.ClientCapabilities, capability: str) -> Any:
    """What a dotted capability says; None where it, or anything on the way to it, is not announced."""
    value: Any = capabilities
    for name in capability.split("."):
        value = getattr(value, name, None)
    return value
