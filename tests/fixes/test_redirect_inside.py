"""Redirects after their fix, tried in Node.js: whatever a link says, the browser stays on the site."""

import json
import shutil
import subprocess

import pytest
from tests.mending import mended

SITE = "https://shop.example"
INSIDE = ["/", "/orders?page=2#top", "/a//b", "/a:b"]
OUTSIDE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    " //evil.example",
    "/ /evil.example",
    "",
    None,
    ["//evil.example"],
    ["/a", "//evil.example"],
    {"startsWith": 1},
]
HARNESS = """
let answer;
const app = { get: (path, handle) => { answer = handle; } };
const site = %s;
const led = (next) => {
  let to;
  answer({ query: { next } }, { redirect: (where) => { to = where; } });
  return new URL(to, site).origin === site ? to : "outside";
};
%s
console.log(JSON.stringify(%s.map(led)));
"""


@pytest.mark.parametrize(
    ("address", "otherwise"), [("req.query.next", "/"), ('req.query.next || "/home"', "/home")]
)
def test_every_address_leads_inside(address: str, otherwise: str) -> None:
    head = 'const app = require("express")();\n'
    after = mended("open-redirect", f'{head}app.get("/in", (req, res) => res.redirect({address}));\n')
    code = HARNESS % (json.dumps(SITE), after.replace(head, ""), json.dumps([*INSIDE, *OUTSIDE]))
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    done = subprocess.run([node, "-e", code], capture_output=True, text=True, check=True)
    led = json.loads(done.stdout)
    assert led[: len(INSIDE)] == INSIDE
    assert all(each in (otherwise, ["/a", "//evil.example"]) for each in led[len(INSIDE) :])
