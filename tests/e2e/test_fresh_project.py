"""A newcomer's first quarter of an hour, in a real Neovim: a project that has just been begun, and code that is being typed."""

import json
import sysconfig
from pathlib import Path

import pytest
from tests.e2e import neovim
from tests.e2e.neovim import (
    Session,
    Step,
    chosen,
    erased,
    fixed,
    opened,
    pressed,
    saved,
    see,
    see_none,
    typed_after,
)

pytestmark = pytest.mark.editor

SERVER = Session(server=(str(Path(sysconfig.get_path("scripts")) / "nodeward"), "lsp"))
APP = """\
var express = require('express');

var app = express();

app.use(express.json());

app.get('/', function (req, res) {
  res.json({ hello: 'world' });
});

module.exports = app;
"""
TOOLS = """\
exports.login = (req, res) => {
  res.send('hello')
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "begun"
    (folder / "routes").mkdir(parents=True)
    depends = {"debug": "~2.6.9", "express": "~4.16.1", "jsonwebtoken": "^9.0.2"}
    manifest = {"name": "begun", "private": True, "dependencies": depends}
    (folder / "package.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (folder / ".gitignore").write_text("node_modules\n.env\n")
    (folder / "app.js").write_text(APP)
    (folder / "routes" / "tools.js").write_text(TOOLS)
    return folder


def run(project: Path, steps: list[Step]) -> None:
    outcome = neovim.play(project, steps, SERVER)
    assert outcome.ok, outcome.story


def test_helmet_is_added_and_taken_back(project: Path) -> None:
    before = (project / "app.js").read_text()
    mended = [opened("app.js"), fixed("helmet-missing"), see_none("helmet-missing")]
    run(
        project,
        [*mended, pressed("u"), see("helmet-missing"), pressed("<C-r>"), see_none("helmet-missing"), saved()],
    )
    after = before.replace("('express');\n", "('express');\nvar helmet = require('helmet');\n")
    assert (project / "app.js").read_text() == after.replace(
        "express();\n", "express();\napp.use(helmet());\n"
    )
    assert list(json.loads((project / "package.json").read_text())["dependencies"]) == [
        "debug",
        "express",
        "helmet",
        "jsonwebtoken",
    ]


def test_a_command_is_typed_and_switched(project: Path) -> None:
    typed = (
        "\n  exec(`convert ${req.query.file} -resize 100x100 out.png`, (error, out) => {\n    log(out)\n  })"
    )
    steps = [
        opened("routes/tools.js"),
        *typed_after("exports.login = (req, res) => {", typed),
        see_none("command-injection"),
        *typed_after("", "const { exec } = require('child_process')\n"),
        see("command-injection"),
        fixed("command-injection"),
        see_none("command-injection"),
        saved(),
    ]
    run(project, steps)
    text = (project / "routes" / "tools.js").read_text()
    assert text.startswith("const { execFile } = require('child_process')\n")
    assert (
        "  execFile('convert', [req.query.file, '-resize', '100x100', 'out.png'], (error, out) => {\n" in text
    )


def test_a_cookie_is_typed_and_gets_its_flags(project: Path) -> None:
    steps = [
        opened("routes/tools.js"),
        *typed_after("exports.login = (req, res) => {", "\n  res.cookie('session_token', req.query.id"),
        *typed_after("req.query.id", ")"),
        see("cookie-flags", "res.cookie('session_token', req.query.id)"),
        fixed("cookie-flags"),
        see_none("cookie-flags"),
        pressed("u"),
        see("cookie-flags"),
        chosen("cookie-flags", "Disable cookie-flags for this line"),
        see_none("cookie-flags"),
        see("suppression-without-reason"),
        *typed_after("nodeward-disable-next-line cookie-flags --", " the id is public"),
        see_none(),
        erased("res.cookie('session_token', req.query.id)"),
        see("suppression-unused"),
        fixed("suppression-unused"),
        see_none(),
        saved(),
    ]
    run(project, steps)
    assert (project / "routes" / "tools.js").read_text() == TOOLS.replace("{\n", "{\n  \n", 1)


def test_a_secret_is_typed_and_moved_to_a_new_environment(project: Path) -> None:
    secret = "Tr0ub4dor-" + "and-3-horses"
    sign = f"const jwt = require('jsonwebtoken')\nconst jwtSecret = '{secret}'\nexports.sign = (id) => jwt.sign({{ id }}, jwtSecret, {{ expiresIn: '5m' }})\n"
    (project / "routes" / "sign.js").write_text("\n")
    steps = [
        opened("routes/sign.js"),
        *typed_after("", sign),
        see("hardcoded-auth-secret", f"'{secret}'"),
        fixed("hardcoded-auth-secret"),
        see_none(),
        saved(),
    ]
    run(project, steps)
    assert (project / "routes" / "sign.js").read_text() == sign.replace(
        f"'{secret}'", "process.env.JWT_SECRET"
    ) + "\n"
    assert (project / ".env").read_text() == f"JWT_SECRET={secret}\n"
    assert (project / ".env.example").read_text() == "JWT_SECRET=\n"
    assert (project / ".gitignore").read_text() == "node_modules\n.env\n"
