"""Asks both faces about the same project: `nodeward scan` as a program, and the server as an editor does.

What either says comes out in one shape, so that a test can hold them against each other.
"""

import json
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from tests.lsp.editor import Editor, profile, started
from tests.rulebook_files import repository_rules

from nodeward.checks.echoes import ECHO
from nodeward.workspace.workspace import Workspace

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "nodeward")
LANGUAGES = {
    ".js": "javascript",
    ".cjs": "javascript",
    ".mjs": "javascript",
    ".jsx": "javascriptreact",
    ".ts": "typescript",
    ".tsx": "typescriptreact",
    ".json": "json",
}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One finding as a user sees it: places are lines and UTF-16 columns, both from 0."""

    file: str
    start: Place
    end: Place
    rule: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What one run of `nodeward scan` said, and its exit status."""

    status: int
    said: tuple[Said, ...]
    looked_at: int
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the server had an editor show, and the sentences that it had its user read."""

    said: tuple[Said, ...]
    complaints: tuple[str, ...]


def scanned(root: Path, *arguments: str, text: str | None = None) -> Scan:
    """A scan of `root`, or of an unsaved `text` if the arguments say so."""
    done = subprocess.run(
        [PROGRAM, "scan", "--format", "json", *arguments],
        cwd=root,
        input=None if text is None else text.encode(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    report = json.loads(done.stdout or "{}")
    assert not report.get("problems")
    return Scan(
        done.returncode,
        tuple(sorted(map(_found, report.get("findings", ())))),
        report["summary"]["scanned"] if report else 0,
        tuple(line.removeprefix("nodeward: ") for line in done.stderr.decode().splitlines()),
    )


def files_of(root: Path) -> dict[str, str]:
    """The files that a scan of `root` looks at, with their text as an editor reads it."""
    workspace = Workspace(repository_rules()[0])
    workspace.add_folder(root.as_posix())
    paths = map(Path, workspace.sources())
    return {path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8-sig") for path in paths}


async def shown(
    root: Path, mode: str, files: Mapping[str, str], settings: Mapping[str, object] | None = None
) -> Shown:
    """What the server says of these texts once it has read the project; all are open at once."""
    configuration = {"nodeward": dict(settings or {})}
    async with started(profile(mode), root, configuration, (PROGRAM, "lsp")) as editor:
        await editor.initialize(trace=types.TraceValue.Messages)
        for file, text in files.items():
            editor.open(file, text, language=LANGUAGES.get(Path(file).suffix, "plaintext"))
        await _everything_said(editor, files)
        reports = {file: await _diagnostics(editor, file) for file in files}
        complaints = tuple(message.message for message in editor.client.messages)
    return Shown(tuple(sorted(_drawn(reports))), complaints)


async def _everything_said(editor: Editor, files: Iterable[str]) -> None:
    """Wait until the project was read and each file was looked at once more, and that was told."""
    awaited = [f"analysed {(editor.root / file).as_posix()} version 1:" for file in files]

    def over() -> bool:
        log = [message.message for message in editor.client.log_messages]
        after = log[log.index("the project was read") :] if "the project was read" in log else []
        return all(any(line.startswith(words) for line in after) for words in awaited)

    await editor.until(over)
    # Whatever the last analysis published was sent before this is answered.
    document = types.TextDocumentIdentifier(editor.uri("none"))
    await editor.ask(types.TEXT_DOCUMENT_HOVER, types.HoverParams(document, types.Position(0, 0)))


async def _diagnostics(editor: Editor, file: str) -> Sequence[types.Diagnostic]:
    if editor.pulls:
        return await editor.diagnostics(file)
    assert all(one.version == 1 for one in editor.published)
    return editor.client.diagnostics.get(editor.uri(file), ())


def _found(finding: Mapping[str, object]) -> Said:
    """A finding of the JSON report, which counts from 1."""
    path, rule, severity, message = (str(finding[key]) for key in ("path", "rule", "severity", "message"))
    return Said(path, _place(finding["start"]), _place(finding["end"]), rule, severity, message)


def _place(told: object) -> Place:
    assert isinstance(told, dict)
    return told["line"] - 1, told["column"] - 1


def _is_no_echo(diagnostic: types.Diagnostic) -> bool:
    """What an editor shows a second time, where a value is handed over, a scan prints once, where it ends."""
    data = diagnostic.data
    return not (isinstance(data, dict) and ECHO in data.get("details", {}))


def _drawn(reports: Mapping[str, Sequence[types.Diagnostic]]) -> Iterable[Said]:
    for file, diagnostics in reports.items():
        for one in filter(_is_no_echo, diagnostics):
            start, end = one.range.start, one.range.end
            assert one.severity
            yield Said(
                file,
                (start.line, start.character),
                (end.line, end.character),
                str(one.code),
                one.severity.name.lower(),
                str(one.message),
            )
