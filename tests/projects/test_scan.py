"""The sample projects hold each weakness once, and the scan says exactly that: nothing less, nothing more."""

import json
from pathlib import Path

import pytest
from tests.rulebook_files import repository_rules

from nodeward.text.codec import decode
from nodeward.workspace.settings import Settings
from nodeward.workspace.workspace import Workspace

HERE = Path(__file__).resolve().parent


def scanned(project: str, profile: str) -> list[dict[str, str]]:
    root = HERE / project
    workspace = Workspace(repository_rules()[0], Settings())
    workspace.add_folder(root.as_posix())
    workspace.configure({"profile": profile})
    for _ in workspace.index():
        pass
    found = []
    for path in workspace.sources():
        analysis = workspace.analyze(path)
        if analysis is None:
            continue
        assert analysis.problems == ()
        for finding in analysis.findings:
            text = decode(analysis.document.text[finding.span.start : finding.span.end])
            found.append(
                {"rule": finding.rule, "file": Path(path).relative_to(root).as_posix(), "text": text}
            )
    return found


@pytest.mark.parametrize("project", ["shop", "shop-ts"])
def test_a_scan_says_what_is_expected(project: str) -> None:
    expected = json.loads((HERE / f"{project}.expected.json").read_text())
    found = scanned(project, expected["profile"])

    def key(finding: dict[str, str]) -> tuple[str, str, str]:
        return finding["rule"], finding["file"], finding["text"]

    assert sorted(map(key, found)) == sorted(map(key, expected["findings"]))
