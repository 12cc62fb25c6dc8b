"""What analyses share while nothing changes never shows in their findings."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.rulebook_files import ROOT, repository_rules

from nodeward.findings import Finding
from nodeward.rulebook.book import Rulebook
from nodeward.workspace import sitting
from nodeward.workspace.settings import Layer
from nodeward.workspace.workspace import Workspace

BOOK, _ = repository_rules()
PROJECTS = ROOT / "tests" / "projects"


def opened(book: Rulebook, folder: str) -> Workspace:
    work = Workspace(book, chosen=Layer({"profile": "audit"}))
    work.add_folder(folder)
    list(work.index())
    return work


def found(work: Workspace, paths: list[str]) -> dict[str, tuple[Finding, ...]]:
    analyses = {path: work.analyze(path) for path in paths}
    return {path: analysis.findings for path, analysis in analyses.items() if analysis is not None}


@pytest.mark.parametrize("project", ["shop", "shop-ts"])
@pytest.mark.parametrize("most", [1, sitting.MOST_MORE])
def test_files_looked_at_together_say_what_each_says_alone(
    monkeypatch: pytest.MonkeyPatch, project: str, most: int
) -> None:
    monkeypatch.setattr(sitting, "MOST_MORE", most)
    work = opened(BOOK, (PROJECTS / project).as_posix())
    paths = sorted(work.sources())
    alone = found(work, paths)
    assert any(alone.values())
    with work.still():
        assert found(work, paths) == alone
    with work.still():
        assert found(work, paths[::-1]) == alone


def test_what_changes_afterwards_counts(toys: Rulebook, project: Callable[[Mapping[str, str]], str]) -> None:
    root = project(
        {"app.js": "import { cmd } from './cmd.js';\ncmd();\n", "cmd.js": "export const cmd = evil;\n"}
    )
    work, path = opened(toys, root), f"{root}/app.js"
    with work.still():
        assert [finding.rule for finding in found(work, [path])[path]] == ["evil-call"]
    Path(root, "cmd.js").write_text("export const cmd = fine;\n")
    assert found(work, [path]) == {path: ()}
    with work.still():
        assert found(work, [path]) == {path: ()}
