"""What the client is asked to tell: changed settings, and changes of files that nobody has open."""

from concurrent.futures import Future

from lsprotocol import types

from nodeward.lsp.session import Session
from nodeward.lsp.settings import SECTION

WATCHED = (
    "**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}",
    "**/package.json",
    "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock}",
    "**/.env*",
    "**/.gitignore",
    "**/nodeward.json",
    "**/nodeward-baseline.json",
    "**/.nodeward/rules/**",
)


def register(session: Session) -> None:
    """Register for both where the client knows dynamic registration (LSP 3.17, client/registerCapability)."""
    wanted = []
    if session.client.register_watchers:
        watchers = [types.FileSystemWatcher(glob_pattern=glob) for glob in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        wanted.append(_registration(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
    if session.client.register_configuration:
        section = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
        wanted.append(_registration(types.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    if wanted:
        params = types.RegistrationParams(registrations=wanted)

        def answered(future: Future[None]) -> None:
            if not future.cancelled() and future.exception():
                session.log("the client did not take our registrations", types.MessageType.Warning)

        session.server.client_register_capability(params).add_done_callback(answered)


def _registration(method: str, options: object) -> types.Registration:
    return types.Registration(id=f"nodeward/{method}", method=method, register_options=options)
