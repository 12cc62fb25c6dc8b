"""What a rule has found to be a secret is told by nothing: no report, no log, no message, no cache. Only the edit that moves it has it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import pytest
from tests.e2e.planted import planted

from nodeward.cli.arguments import FORMATS

PLANTED = planted()
FAULTY = str(Path(__file__).with_name("faulty.py"))
SECRET_RULES = {
    "hardcoded-auth-secret", "hardcoded-db-credentials", "private-key-in-source", "secret-env-fallback",
    "secret-generic", "secret-known-format",
}  # fmt: skip
PROGRAMS = {"sound": ["-m", "nodeward"], "faulty": [FAULTY]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    home = tmp_path / "shop"
    home.mkdir()
    (home / "package.json").write_text(
        '{"name": "shop", "dependencies": {"express": "4.21.2", "dotenv": "16.6.1"}}'
    )
    for name, text in PLANTED.files.items():
        (home / name).write_text(text)
    return home


def environment(folder: Path) -> dict[str, str]:
    """Everything that a program may remember is in this test's own folder."""
    return {
        **os.environ,
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }


def remembered(project: Path) -> bytes:
    """The content of every file that was left behind, names included."""
    kept = [path for path in project.parent.rglob("*") if project not in path.parents and path.is_file()]
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in kept)


def scan(project: Path, program: str, *words: str, stdin: str | None = None) -> tuple[bytes, bytes]:
    """What a scan says, on both its streams."""
    command = [sys.executable, *PROGRAMS[program], "scan", *words]
    done = subprocess.run(
        command,
        cwd=project,
        env=environment(project.parent),
        input=stdin.encode() if stdin is not None else None,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr[-2000:].decode()
    return done.stdout, done.stderr


def found(report: bytes) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(report)["runs"][0]["results"]
    return results


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("format_", FORMATS)
def test_no_report_tells_a_secret(project: Path, format_: str, program: str) -> None:
    out, error = scan(project, program, "--profile", "audit", "--format", format_)
    assert PLANTED.seen(out + error) == []
    assert b"secret-known-format" in out
    assert PLANTED.seen(remembered(project)) == []


def test_the_report_is_about_the_secrets(project: Path) -> None:
    out, _ = scan(project, "sound", "--profile", "audit", "--format", "sarif")
    rules = [result["ruleId"] for result in found(out)]
    assert set(rules) >= SECRET_RULES
    assert sum(rule in SECRET_RULES for rule in rules) > 2 * len(PLANTED.pieces)


def test_a_rule_that_fails_is_named_and_its_words_are_not_repeated(project: Path) -> None:
    out, error = scan(project, "faulty", "--format", "text")
    assert b"helmet-missing failed on" in out + error
    assert b"ValueError" in out + error


def test_what_is_read_from_standard_input_is_told_no_further(project: Path) -> None:
    for format_ in FORMATS:
        out, error = scan(
            project,
            "sound",
            "--stdin",
            "--stdin-filename",
            "app.js",
            "--format",
            format_,
            stdin=PLANTED.files["app.js"],
        )
        assert PLANTED.seen(out + error) == []


def test_a_report_in_a_file_tells_no_secret(project: Path) -> None:
    for format_ in FORMATS:
        scan(project, "sound", "--format", format_, "--output", str(project.parent / f"report.{format_}"))
    assert PLANTED.seen(remembered(project)) == []
    assert b"secret-known-format" in remembered(project)


@pytest.mark.parametrize("rule", sorted(SECRET_RULES))
def test_a_rule_is_explained_by_its_own_examples(project: Path, rule: str) -> None:
    command = [sys.executable, "-m", "nodeward", "explain", rule]
    done = subprocess.run(
        command, cwd=project, env=environment(project.parent), capture_output=True, check=True, timeout=60
    )
    assert rule.encode() in done.stdout
    assert PLANTED.seen(done.stdout + done.stderr) == []


class Talk:
    """A client that keeps every byte that the server says."""

    def __init__(self, project: Path, program: str) -> None:
        command = [sys.executable, *PROGRAMS[program], "lsp"]
        with (project.parent / "stderr.log").open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=project,
                env=environment(project.parent),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.heard: list[dict[str, Any]] = []
        self._next = 0

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        """The result of a request; what else the server says is kept, and what it asks is answered with nothing."""
        self._next += 1
        number = self._next
        self._send({"id": number, "method": method, "params": params})
        return next(
            message for message in self._messages() if message.get("id") == number and "method" not in message
        )

    def until(self, method: str) -> Any:
        return next(message for message in self._messages() if message.get("method") == method)["params"]

    def end(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        assert self.process.stdin
        self.process.stdin.close()
        assert self.process.wait(30) == 0
        assert self.process.stdout
        assert self.process.stdout.read() == b""
        self.process.stdout.close()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        assert self.process.stdout
        while True:
            message = read(self.process.stdout)
            self.heard.append(message)
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": None})
            yield message


def read(stream: IO[bytes]) -> dict[str, Any]:
    size = 0
    while (line := stream.readline()) not in {b"\r\n", b""}:
        if line.lower().startswith(b"content-length:"):
            size = int(line.split(b":")[1])
    assert size, "the server has gone"
    message: dict[str, Any] = json.loads(stream.read(size))
    return message


CAPABILITIES = {
    "general": {"positionEncodings": ["utf-8"]},
    "window": {"showMessage": {}, "workDoneProgress": True},
    "workspace": {
        "applyEdit": True,
        "workspaceFolders": True,
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create"],
            "changeAnnotationSupport": {"groupsOnLabel": True},
        },
    },
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "dataSupport": True,
            "codeDescriptionSupport": True,
            "versionSupport": True,
        },
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {
            "codeActionLiteralSupport": {
                "codeActionKind": {"valueSet": ["quickfix", "source", "source.fixAll"]}
            },
            "disabledSupport": True,
            "dataSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
}


def without_edits(value: Any) -> Any:
    """What the server says, but for the edits: they move the secret, and are the one exception."""
    if isinstance(value, dict):
        return {key: without_edits(inner) for key, inner in value.items() if key != "edit"}
    return [without_edits(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_language_server_tells_no_secret(project: Path, program: str) -> None:
    talk = Talk(project, program)
    folder = {"uri": project.as_uri(), "name": "shop"}
    options = {"profile": "audit", "trace": {"server": "verbose"}}
    talk.ask(
        "initialize",
        {"processId": None, "rootUri": project.as_uri(), "capabilities": CAPABILITIES, "workspaceFolders": [folder],
         "initializationOptions": options, "trace": "verbose"},
    )  # fmt: skip
    talk.tell("initialized", {})
    moved = []
    for name, text in PLANTED.files.items():
        document = {"uri": (project / name).as_uri()}
        talk.tell(
            "textDocument/didOpen",
            {"textDocument": {**document, "languageId": "javascript", "version": 1, "text": text}},
        )
        shown = talk.until("textDocument/publishDiagnostics")["diagnostics"]
        for each in one_of_each(shown):
            talk.ask("textDocument/hover", {"textDocument": document, "position": each["range"]["start"]})
            asked = {"textDocument": document, "range": each["range"], "context": {"diagnostics": [each]}}
            for action in talk.ask("textDocument/codeAction", asked).get("result") or []:
                lazy = "edit" not in action and "disabled" not in action
                resolved = talk.ask("codeAction/resolve", action)["result"] if lazy else action
                moved += PLANTED.seen(json.dumps(resolved.get("edit"), ensure_ascii=False).encode())
    talk.end()
    said = json.dumps(without_edits(talk.heard), ensure_ascii=False).encode()
    assert PLANTED.seen(said + (project.parent / "stderr.log").read_bytes() + remembered(project)) == []
    assert moved, "no edit moved a secret"
    if program == "faulty":
        # The rule, the fix and the hover have failed, and it was told.
        assert b"helmet-missing failed on" in said
        assert b"the fix of secret-env-fallback failed on" in said
        assert any(
            "ValueError in " in message["error"]["message"] for message in talk.heard if "error" in message
        )


def one_of_each(diagnostics: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A diagnostic of each rule."""
    chosen: list[dict[str, Any]] = []
    for each in diagnostics:
        alike = [one for one in chosen if one["code"] == each["code"]]
        if not alike:
            chosen.append(each)
    return chosen
