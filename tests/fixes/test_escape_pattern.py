"""Expressions after their fix, tried in Node.js: every sign is matched as itself."""

import json
import shutil
import subprocess

import pytest
from tests.mending import mended

SIGNS = "\\^$.*+?()[]{}|/-a"
ROUTE = "const app = { get: (path, answer) => console.log(answer({ query: { word } }).test(word)) };\n"


@pytest.mark.parametrize(
    "expression", ["req.query.word", '"^" + req.query.word + "$"', "`^${req.query.word}$`"]
)
def test_signs_are_matched_as_themselves(expression: str) -> None:
    code = f'const app = require("express")();\napp.get("/", (req) => new RegExp({expression}));\n'
    after = mended("regex-injection", code).replace('const app = require("express")();\n', "")
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    stub = f"const word = {json.dumps(SIGNS)};\n{ROUTE}"
    done = subprocess.run([node, "-e", stub + after], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "true"
