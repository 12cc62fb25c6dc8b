"""Projects on disk, mended as an editor would do it: the finding, its proven fix, and the files afterwards."""

from collections.abc import Mapping
from pathlib import Path

from tests.rulebook_files import repository_rules

from nodeward.findings import Finding
from nodeward.fixes.fix import Fix, Refusal
from nodeward.text.edits import apply_together
from nodeward.workspace.workspace import Workspace


def planted(folder: Path, files: Mapping[str, str]) -> Path:
    """A project with these files; what they hold is written as it is, line endings and all."""
    for name, text in {"package.json": '{"name": "shop"}\n', **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def opened(folder: Path) -> Workspace:
    """A workspace with this folder, read to the end."""
    workspace = Workspace(repository_rules()[0])
    workspace.add_folder(folder.as_posix())
    list(workspace.index())
    return workspace


def found(folder: Path, file: str, rule: str) -> list[Finding]:
    """What a rule says of a file."""
    analysis = opened(folder).analyze((folder / file).as_posix())
    assert analysis is not None
    assert analysis.problems == ()
    return [finding for finding in analysis.findings if finding.rule == rule]


def proposal(folder: Path, file: str, rule: str) -> Fix | Refusal | None:
    """The proven fix of the first finding of a rule in a file."""
    first, *_ = found(folder, file, rule)
    return opened(folder).fix((folder / file).as_posix(), first)


def mend(folder: Path, file: str, rule: str) -> Fix:
    """The same, written to disk."""
    fix = proposal(folder, file, rule)
    assert isinstance(fix, Fix), fix
    apply(fix)
    return fix


def apply(fix: Fix) -> None:
    """A fix written to disk, file by file in its order."""
    for file in fix.files:
        path = Path(file.path)
        assert path.exists() is not file.create
        before = b"" if file.create else path.read_bytes()
        path.write_bytes(apply_together(before, file.edits))
