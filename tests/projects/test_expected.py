"""The expectations of the sample projects speak of text that is really there, once."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROJECTS = ["shop", "shop-ts"]
EXPECTED = [
    (project, finding)
    for project in PROJECTS
    for finding in json.loads((HERE / f"{project}.expected.json").read_text())["findings"]
]
SCRIPTS = sorted(path for path in (HERE / "shop").rglob("*.js") if "node_modules" not in path.parts)


@pytest.mark.parametrize(
    ("project", "finding"), EXPECTED, ids=[f"{project}:{finding['rule']}" for project, finding in EXPECTED]
)
def test_the_expected_text_occurs_once(project: str, finding: dict[str, str]) -> None:
    text = (HERE / project / finding["file"]).read_bytes().decode()
    assert text.count(finding["text"]) == 1


@pytest.mark.parametrize("project", PROJECTS)
def test_every_weakness_occurs_once(project: str) -> None:
    rules = [finding["rule"] for name, finding in EXPECTED if name == project]
    assert sorted(set(rules)) == sorted(rules)


def test_every_script_parses() -> None:
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    # One process for all files: `--check` takes a single file, the compiler behind it takes any text.
    program = (
        "const { readFileSync } = require('fs'), vm = require('vm'), { wrap } = require('module');"
        "for (const file of process.argv.slice(1)) new vm.Script(wrap(readFileSync(file, 'utf8')), { filename: file });"
    )
    done = subprocess.run(
        [node, "-e", program, *map(str, SCRIPTS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
