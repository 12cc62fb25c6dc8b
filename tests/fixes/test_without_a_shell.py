"""What the fixes of commands are for, tried in Node.js: hostile text runs a program before the fix, and is an argument after it."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.mending import mended

NODE = shutil.which("node")
HEAD = 'const cp = require("child_process");\nconst { promisify } = require("util");\n'
PROMISE = (
    "const run = promisify(cp.exec);\nexports.run = async (x, done) => {\n"
    "  const command = `echo hello ${x}`;\n  done((await run(command)).stdout);\n};\n"
)
# For each: the rule, the code, and what closes the quotes around the value.
PROGRAMS = {
    "callback": (
        "shell-string-exec",
        "exports.run = (x, done) => cp.exec(`echo hello ${x}`, (error, out) => done(out));\n",
        "",
    ),
    "options": (
        "shell-string-exec",
        'exports.run = (x, done) => cp.exec("echo hello " + x, { encoding: "buffer" }, (e, out) => done(out));\n',
        "",
    ),
    "double quotes": (
        "shell-string-exec",
        'const { exec } = cp;\nexports.run = (x, done) => exec(`echo "hello ${x}"`, (error, out) => done(out));\n',
        '"',
    ),
    "single quotes": (
        "shell-string-exec",
        "exports.run = (x, done) => done(cp.execSync(`echo hello '${x}'`, { stdio: 'pipe' }));\n",
        "'",
    ),
    "promise": (
        "shell-string-exec",
        PROMISE,
        "",
    ),
    "compiled": (
        "shell-string-exec",
        'exports.run = (x, done) => done((0, cp.execSync)(["echo", "hello", x].join(" ")));\n',
        "",
    ),
    "spawn": (
        "spawn-shell-option",
        'exports.run = (x, done) => done(cp.spawnSync("echo", ["hello", x], { shell: true }).stdout);\n',
        "",
    ),
    "spawn in quotes": (
        "spawn-shell-option",
        'exports.run = (x, done) => done(cp.execFileSync("echo hello", [`"${x}"`], { shell: "/bin/sh" }));\n',
        '"',
    ),
}
CALLER = """
const { run } = require("./app.js");
Promise.resolve(run(process.argv[1], (out) => console.log(JSON.stringify(String(out)))));
"""


def run(folder: Path, code: str, value: str) -> str:
    """What the program of the code says when it is given a value."""
    assert NODE, "Node.js is needed"
    (folder / "app.js").write_text(code)
    command = [NODE, "-e", CALLER, value]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    said: str = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_hostile_value_is_an_argument_after_the_fix(name: str, tmp_path: Path) -> None:
    rule, code, quote = PROGRAMS[name]
    hostile = f"{quote}; touch pwned; echo {quote}"
    run(tmp_path, HEAD + code, hostile)
    assert (tmp_path / "pwned").exists(), "the code is not vulnerable"

    (tmp_path / "pwned").unlink()
    fixed = mended(rule, HEAD + code)
    assert run(tmp_path, fixed, hostile) == f"hello {hostile}\n"
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_harmless_value_gives_what_it_gave(name: str, tmp_path: Path) -> None:
    rule, code, _ = PROGRAMS[name]
    fixed = mended(rule, HEAD + code)
    assert run(tmp_path, fixed, "world") == run(tmp_path, HEAD + code, "world") == "hello world\n"
