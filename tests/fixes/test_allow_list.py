"""A list that was put in front of a request, tried in Node.js: what is not on it is refused, and all is while it is empty."""

import json
import shutil
import subprocess

import pytest
from tests.mending import mended

HEAD = 'const app = require("express")();\n'
HANDLER = """app.get("/preview", async (req, res) => {
  const page = await fetch(req.query.url);
  res.send(page);
});
"""
HARNESS = """
let answer;
const app = { get: (path, handle) => { answer = handle; } };
const fetch = async (url) => "page of " + new URL(url).hostname;
const said = async (url) => {
  let told;
  await answer({ query: { url } }, { send: (page) => { told = page; }, sendStatus: (code) => { told = code; } });
  return told;
};
%s
Promise.all(%s.map(said)).then((all) => console.log(JSON.stringify(all)));
"""
ADDRESSES = [
    "https://api.example/a",
    "http://169.254.169.254/",
    "https://api.example@evil.example/",
    "no address",
    None,
]


def answers(code: str) -> list[object]:
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    program = HARNESS % (code.replace(HEAD, ""), json.dumps(ADDRESSES))
    done = subprocess.run([node, "-e", program], capture_output=True, text=True, check=True)
    answered: list[object] = json.loads(done.stdout)
    return answered


@pytest.fixture(scope="module")
def listed() -> str:
    return mended("ssrf", HEAD + HANDLER)


def test_an_empty_list_refuses_everything(listed: str) -> None:
    assert answers(listed) == [400] * len(ADDRESSES)


def test_what_is_listed_is_asked_and_nothing_else(listed: str) -> None:
    filled = listed.replace("new Set([])", 'new Set(["api.example"])')
    assert answers(filled) == ["page of api.example", *[400] * (len(ADDRESSES) - 1)]
