"""After the fix a program without its secret stops, and one that has it goes on as before."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.mending import mended

NODE = shutil.which("node")
RULE = "secret-env-fallback"
PROGRAMS = {
    "or": 'const secret = process.env.JWT_SECRET || "dev";\nconsole.log(secret);\n',
    "nullish": 'console.log(process.env.JWT_SECRET ?? "dev");\n',
    "ternary": 'const o = { secret: process.env.JWT_SECRET ? process.env.JWT_SECRET : "dev" };\nconsole.log(o.secret);\n',
    "pattern": 'const { HOME, JWT_SECRET = "dev" } = process.env;\nconsole.log(JWT_SECRET);\n',
    "renamed": 'const { JWT_SECRET: secret = "dev", ["HOME"]: h } = process.env;\nconsole.log(secret);\n',
    "alone": 'let { JWT_SECRET = "dev" } = process.env, n = 1;\nconsole.log(JWT_SECRET);\n',
    "parameter": 'function f(secret = process.env.JWT_SECRET || "dev") {\n  return secret;\n}\nconsole.log(f());\n',
    "class": 'class A {\n  secret = process.env.JWT_SECRET || "dev";\n}\nconsole.log(new A().secret);\n',
    "strict": '"use strict";\nvar os = require("os");\nconsole.log(process.env.JWT_SECRET || "dev");\n',
    "modules": 'import os from "node:os"\nconst secret = process.env.JWT_SECRET || "dev"\nconsole.log(secret)\n',
}


def run(folder: Path, name: str, code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    assert NODE, "Node.js is needed"
    file = folder / ("app.mjs" if name == "modules" else "app.cjs")
    file.write_text(code)
    environment = {"PATH": os.environ["PATH"], "HOME": "/", **variables}
    return subprocess.run(
        [NODE, file], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_missing_secret_stops_the_program(name: str, tmp_path: Path) -> None:
    before = PROGRAMS[name]
    after = mended(RULE, before)
    assert run(tmp_path, name, before).stdout == "dev\n"
    stopped = run(tmp_path, name, after)
    assert (stopped.returncode, stopped.stdout) == (1, "")
    assert "Error: JWT_SECRET is not set" in stopped.stderr
    assert run(tmp_path, name, after, JWT_SECRET="given").stdout == "given\n"


REFUSED = [
    'const { JWT_SECRET = "dev", ...rest } = process.env;\n',
    'const secret = process.env.JWT_SECRET ? read(process.env.JWT_SECRET) : "dev";\n',
    'const secret = process.env.A || process.env.JWT_SECRET || "dev";\n',
]


@pytest.mark.parametrize("code", REFUSED)
def test_where_it_is_not_certain_the_code_stays(code: str) -> None:
    assert mended(RULE, code) == "there is no place in this file where it would be right"
