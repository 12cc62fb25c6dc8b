"""A flow through three files, in a real Neovim: it is told while it is typed, where it comes from and where it ends."""

import json
import sysconfig
from pathlib import Path

import pytest
from tests.e2e import neovim
from tests.e2e.neovim import Session, Step, erased, fixed, opened, saved, see, see_none, typed_after

pytestmark = pytest.mark.editor

SERVER = Session(server=(str(Path(sysconfig.get_path("scripts")) / "nodeward"), "lsp"))
RULE = "command-injection"
ROUTES = """\
const { Router } = require("express");
const tools = require("../controllers/tools");

const router = Router();
router.get("/ping", tools.ping);
module.exports = router;
"""
CONTROLLER = """\
const net = require("../lib/network");

exports.ping = async (ask, answer) => {
  const host = "example.com";
  answer.json({ out: await net.ping(host, 3) });
};
"""
HELPER = """\
const { exec } = require("child_process");

function ping(host, count, done) {
  exec(`ping -c ${Number(count)} ${host}`, done);
}

module.exports = { ping };
"""
GUARD = " if (!/^[a-z.]+$/.test(host)) return answer.sendStatus(400);"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "package.json": json.dumps({"name": "begun", "private": True}),
        "routes/tools.js": ROUTES,
        "controllers/tools.js": CONTROLLER,
        "lib/network.js": HELPER,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def run(project: Path, steps: list[Step]) -> None:
    outcome = neovim.play(project, steps, SERVER)
    assert outcome.ok, outcome.story


def test_it_shows_where_the_value_is_handed_over_and_goes_with_the_guard(project: Path) -> None:
    run(
        project,
        [
            opened("controllers/tools.js"),
            see_none(),
            erased('"example.com"'),
            *typed_after("const host = ", "ask.query.host"),
            see(RULE, "host"),
            *typed_after("const host = ask.query.host;", GUARD),
            see_none(RULE),
            erased(GUARD),
            see(RULE, "host"),
        ],
    )


def test_it_shows_where_it_ends_also_from_a_buffer_that_is_not_saved(project: Path) -> None:
    command = "`ping -c ${Number(count)} ${host}`"
    run(
        project,
        [
            opened("lib/network.js"),
            see_none(RULE),
            opened("controllers/tools.js"),
            erased('"example.com"'),
            *typed_after("const host = ", "ask.query.host"),
            see(RULE, "host"),
            opened("lib/network.js"),
            see(RULE, command),
            fixed(RULE),
            see_none(RULE),
            saved(),
        ],
    )
    text = (project / "lib/network.js").read_text()
    assert 'execFile("ping", ["-c", String(Number(count)), host], done)' in text


def test_a_handler_is_one_while_its_route_says_so(project: Path) -> None:
    route = 'router.get("/ping", tools.ping);'
    run(
        project,
        [
            opened("controllers/tools.js"),
            erased('"example.com"'),
            *typed_after("const host = ", "ask.query.host"),
            see(RULE, "host"),
            opened("routes/tools.js"),
            erased(route),
            opened("controllers/tools.js"),
            see_none(RULE),
        ],
    )
