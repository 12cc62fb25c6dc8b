"""A workspace that finds words instead of weaknesses, so that the face can be tested without the house behind it.

It keeps text with the house's own documents. What it finds is written in the code under test:

    danger(x)      an error, with a safe fix (`safe(x)`) and, after `// from FILE`, a step in that file
    pipe(x)        a warning whose fix is refused
    secret(x)      a warning whose fix also creates `.env` and changes `package.json`
    meh(x)         a hint with the tag Unnecessary, without a fix
    needs("FILE")  an error while FILE holds the word `evil`
    calm()         a warning, once the text has been read anew in a pause
    absent()       a warning, once the folders are indexed
    word(x)        a warning, if the setting `word` is on
    where(x)       an information that names the folders
    slow()         the analysis is logged, and goes on until somebody wants it to stop
    unsettling()   reading the text anew fails
    boom()         the analysis fails
    print()        the opening of the file prints to standard output
    odd()          the analysis says that a setting is wrong
    oops()         the analysis says that a rule failed
"""

import logging
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nodeward.findings import Finding, Severity, Step, Tag
from nodeward.fixes.fix import FileEdit, Fix, Refusal
from nodeward.rulebook.rule import Example, FixSpec, Level, NoFix, Rule
from nodeward.syntax.document import Document
from nodeward.text.edits import Edit
from nodeward.text.lines import Encoding
from nodeward.text.span import Span
from nodeward.workspace.documents import Change, Opened, changed, opened

CALL = re.compile(rb"\b(danger|pipe|secret|meh|absent|needs|where|word|calm)\(([^)\n]*)\)(?: // from (\S+))?")
KNOWN = {"run", "trace", "word", "indexFiles", "workspaceScan"}


def _rule(rule: str, cwe: int, title: str | None = None) -> Rule:
    return Rule(
        id=rule,
        title=f"About {rule}",
        severity=Level.WARNING,
        cwe=[cwe],
        owasp=["A03:2021"],
        message=f"{rule} is not wanted.",
        why=f"Because `{rule}` is **bad**.",
        instead="Write something else.",
        fix=FixSpec(builder="word", title=title) if title else None,
        examples=[Example(bad=f"{rule}(1);", no_fix=NoFix.NEEDS_HUMAN), Example(good="fine(1);")],
    )


SEVERITIES = {
    "danger": Severity.ERROR,
    "pipe": Severity.WARNING,
    "secret": Severity.WARNING,
    "meh": Severity.HINT,
    "needs": Severity.ERROR,
    "absent": Severity.WARNING,
    "where": Severity.INFORMATION,
    "word": Severity.WARNING,
    "calm": Severity.WARNING,
}
RULES = {
    rule.id: rule
    for rule in (
        _rule("danger", 78, "Make {argument} safe"),
        _rule("pipe", 77, "Take {argument} out of the pipe"),
        _rule("secret", 798, "Move the secret"),
        _rule("meh", 710),
        _rule("needs", 829),
        _rule("absent", 693),
        _rule("where", 710),
        _rule("word", 710),
        _rule("calm", 710),
    )
}
TAGS = {"meh": (Tag.UNNECESSARY,)}


@dataclass(frozen=True)
class FakeRulebook:
    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)


@dataclass(frozen=True)
class FakeAnalysis:
    version: int | None
    document: Document
    findings: tuple[Finding, ...]
    problems: tuple[str, ...] = ()


class FakeWorkspace:
    def __init__(self) -> None:
        self.rulebook = FakeRulebook()
        self.run_on_save = False
        self.scans_folders = False
        self.folders: list[str] = []
        self._files: dict[str, Opened] = {}
        self._needs: dict[str, dict[str, bytes | None]] = {}
        self._settings: Mapping[str, object] = {}
        self._indexed = True
        self._settled: set[str] = set()

    def add_folder(self, root: str) -> None:
        self.folders.append(root)
        self._indexed = False

    def remove_folder(self, root: str) -> None:
        self.folders.remove(root)

    def open(self, path: str, text: str, version: int, language_id: str | None = None) -> None:
        self._files[path] = opened(path, text, version, language_id)
        if "print()" in text:
            sys.stdout.write("printed by a library\n")
            os.write(1, b"printed below Python\n")

    def change(self, path: str, changes: Sequence[Change], version: int, encoding: Encoding) -> None:
        self._settled.discard(path)
        self._files[path] = changed(self._files[path], changes, version, encoding)

    def settle(self, path: str) -> bool:
        if b"unsettling()" in self._files[path].document.text:
            raise RuntimeError("settling failed")
        self._settled.add(path)
        return b"calm" in self._files[path].document.text

    def close(self, path: str) -> None:
        del self._files[path]

    def files_changed(self, paths: Iterable[str]) -> None:
        """What is on disk is read anew each time."""

    def configure(self, client_settings: Mapping[str, object]) -> list[str]:
        self._settings = client_settings
        self.run_on_save = client_settings.get("run") == "onSave"
        self.scans_folders = bool(client_settings.get("workspaceScan"))
        return [f"There is no setting `{key}`." for key in client_settings if key not in KNOWN]

    def complaints(self, path: str) -> list[str]:
        return ["setting odd is wrong"] if b"odd()" in (self.read(path) or b"") else []

    def analyze(self, path: str, cancelled: Callable[[], bool] = lambda: False) -> FakeAnalysis | None:
        file = self._files.get(path) or self._on_disk(path)
        if file is None:
            return None
        text = file.document.text
        self._needs[path] = {}
        if not path.endswith(".js") and not path.startswith("untitled:"):
            return None
        if b"boom()" in text:
            raise RuntimeError("the analysis failed")
        slow = b"slow()" in text or (b"slow while evil" in text and self._evil(path, "a.js"))
        if slow:
            logging.getLogger(__name__).warning("the analysis of version %s has begun", file.version)
        while slow and not cancelled():
            time.sleep(0)
        findings = tuple(self._findings(path, text))
        problems = ("rule oops failed",) if b"oops()" in text else ()
        return FakeAnalysis(file.version, file.document, findings, (*problems, *self.complaints(path)))

    def sources(self) -> Iterator[str]:
        for folder in self.folders:
            yield from (path.as_posix() for path in sorted(Path(folder).glob("*.js")))

    @staticmethod
    def _on_disk(path: str) -> Opened | None:
        file = Path(path)
        return opened(path, file.read_text(), 0, None) if file.is_file() else None

    def affected(self, path: str) -> list[str]:
        return [
            other
            for other, needs in self._needs.items()
            if other in self._files and path in needs and needs[path] != self.read(path)
        ]

    def fix(self, path: str, finding: Finding) -> Fix | Refusal | None:
        if finding.rule == "pipe":
            return Refusal(NoFix.PIPE_NEEDS_SHELL)
        if finding.rule == "danger":
            return Fix("Make it safe", (FileEdit(path, (self._renaming(finding),)),), safe=True)
        return self._secret(path, finding) if finding.rule == "secret" else None

    def fix_all(self, path: str, rule: str | None = None) -> Fix | None:
        found = self._findings(path, self._files[path].document.text)
        edits = [self._renaming(one) for one in found if one.rule == "danger" and rule in {None, "danger"}]
        return Fix("Make all safe", (FileEdit(path, tuple(edits)),), safe=True) if edits else None

    def suppressions(self, path: str, finding: Finding) -> list[Fix]:
        text = self._files[path].document.text
        line = text.rfind(b"\n", 0, finding.span.start) + 1
        comment = f"// nodeward-disable-next-line {finding.rule} -- \n".encode()
        whole = f"/* nodeward-disable {finding.rule} -- */\n".encode()
        return [
            Fix(f"Disable {finding.rule} for this line", (FileEdit(path, (_insert(line, comment),)),)),
            Fix(f"Disable {finding.rule} for this file", (FileEdit(path, (_insert(0, whole),)),)),
        ]

    def indexed(self) -> bool:
        return self._indexed

    def index(self) -> Iterator[tuple[int, int]]:
        """It reads half of its files, then waits until the first folder has a file `go`."""
        files = self._settings.get("indexFiles")
        total = files if isinstance(files, int) else 3
        for done in range(1, total + 1):
            yield done, total
            while done == total // 2 and self.folders and not Path(self.folders[0], "go").exists():
                yield done, total
        self._indexed = True

    def read(self, path: str) -> bytes | None:
        file = self._files.get(path)
        if file:
            return file.document.text
        return Path(path).read_bytes() if Path(path).is_file() else None

    def _findings(self, path: str, text: bytes) -> Iterator[Finding]:
        for match in CALL.finditer(text):
            rule, argument = match[1].decode(), match[2].decode()
            if rule == "absent" and not self._indexed:
                continue
            if rule == "calm" and path not in self._settled:
                continue
            if rule == "word" and not self._settings.get("word"):
                continue
            if rule == "needs" and not self._evil(path, argument.strip('"')):
                continue
            yield Finding(
                rule,
                path,
                Span(match.start(1), match.end(2) + 1),
                f"{rule} is not wanted: {' '.join(self.folders) if rule == 'where' else argument}",
                SEVERITIES[rule],
                self._steps(path, match[3]),
                TAGS.get(rule, ()),
                {"argument": argument},
            )

    def _steps(self, path: str, name: bytes | None) -> tuple[Step, ...]:
        if name is None:
            return ()
        other = _beside(path, name.decode())
        text = self.read(other) or b""
        at = text.find(b"input")
        return (Step(other, Span(at, at + 5), "the value comes from here"), Step(path, Span(0, 1), "to here"))

    def _evil(self, path: str, name: str) -> bool:
        other = _beside(path, name)
        text = self.read(other)
        self._needs.setdefault(path, {})[other] = text
        return b"evil" in (text or b"")

    @staticmethod
    def _renaming(finding: Finding) -> Edit:
        return Edit(Span(finding.span.start, finding.span.start + len(finding.rule)), b"safe")

    def _secret(self, path: str, finding: Finding) -> Fix:
        env, package = _beside(path, ".env"), _beside(path, "package.json")
        manifest = self.read(package) or b""
        at = manifest.find(b"{") + 1
        return Fix(
            "Move the secret",
            (
                FileEdit(path, (Edit(finding.span, b"process.env.SECRET"),)),
                FileEdit(env, (_insert(0, b"SECRET=1\n"),), create=True, note="Write the value to .env"),
                *((FileEdit(package, (_insert(at, b'"env": true, '),)),) if manifest else ()),
            ),
        )


def _insert(at: int, new: bytes) -> Edit:
    return Edit(Span(at, at), new)


def _beside(path: str, name: str) -> str:
    return f"{path.rpartition('/')[0]}/{name}"
