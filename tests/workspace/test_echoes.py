"""A flow into another file: an editor also shows it where the value is handed over, a scan only at its sink."""

from collections.abc import Callable, Mapping

import pytest
from tests.rulebook_files import repository_rules

from nodeward.workspace.analysis import Analysis
from nodeward.workspace.settings import Settings
from nodeward.workspace.workspace import Workspace

Project = Callable[[Mapping[str, str]], str]
ROUTES = """const { ping } = require("./net");
require("express")().get("/ping", (req, res) => {
  ping(req.query.host);%s
});
"""
NET = 'const { exec } = require("child_process");\nexports.ping = (host) => exec("ping " + host);\n'
REASON = " // nodeward-disable-line command-injection -- inside the house only"


def analysis(project: Project, comment: str, *, opened: bool) -> Analysis:
    text = ROUTES % comment
    root = project({"package.json": '{"private": true}', "net.js": NET, "routes.js": text})
    work = Workspace(repository_rules()[0], Settings())
    work.add_folder(root)
    for _ in work.index():
        pass
    if opened:
        work.open(f"{root}/routes.js", text, 1)
    result = work.analyze(f"{root}/routes.js")
    assert result is not None
    return result


def told(result: Analysis) -> list[str]:
    return [finding.rule for finding in result.findings if finding.rule != "helmet-missing"]


@pytest.mark.parametrize(("opened", "rules"), [(True, ["command-injection"]), (False, [])])
def test_an_editor_alone_shows_where_a_value_is_handed_over(
    project: Project, opened: bool, rules: list[str]
) -> None:
    assert told(analysis(project, "", opened=opened)) == rules


@pytest.mark.parametrize("opened", [True, False])
def test_the_comment_that_silences_it_is_in_use_for_both(project: Project, opened: bool) -> None:
    assert told(analysis(project, REASON, opened=opened)) == []


@pytest.mark.parametrize("opened", [True, False])
def test_a_comment_where_nothing_is_handed_over_is_not_in_use(project: Project, opened: bool) -> None:
    handed = REASON.replace("command-injection", "code-injection")
    assert "suppression-unused" in told(analysis(project, handed, opened=opened))
