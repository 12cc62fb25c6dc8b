"""Buffers made by the function that says what it does; where that is called safe, Node.js finds the same bytes."""

import shutil
import subprocess

import pytest
from tests.mending import mended, proposed

from nodeward.fixes.fix import Fix
from nodeward.rulebook.rule import NoFix

NODE = shutil.which("node")
RULE = "buffer-unsafe"

# What is made, what it becomes, and whether that is certain to be the same.
MADE = {
    "new Buffer(4)": ("Buffer.alloc(4)", True),
    "new Buffer(text.length * 2)": ("Buffer.alloc(text.length * 2)", True),
    "Buffer('é')": ("Buffer.from('é')", True),
    "new Buffer('6869', 'hex')": ("Buffer.from('6869', 'hex')", True),
    "new Buffer(text, 'latin1')": ("Buffer.from(text, 'latin1')", True),
    "new Buffer(`${text}!`)": ("Buffer.from(`${text}!`)", True),
    "new Buffer([1, 2, 300])": ("Buffer.from([1, 2, 300])", True),
    "new Buffer(Buffer.concat([Buffer.from(text)]))": (
        "Buffer.from(Buffer.concat([Buffer.from(text)]))",
        True,
    ),
    "new (require('buffer').Buffer)(text.trim())": ("(require('buffer').Buffer).from(text.trim())", True),
    "new Buffer(text)": ("Buffer.from(text)", False),
    "new Buffer(text, 0, 1)": ("Buffer.from(text, 0, 1)", False),
}


@pytest.mark.parametrize("code", MADE)
def test_it_is_said_what_is_made(code: str) -> None:
    before, (after, safe) = f"exports.f = (text) => {code};\n", MADE[code]
    assert mended(RULE, before) == f"exports.f = (text) => {after};\n"
    fix = proposed(RULE, before)
    assert isinstance(fix, Fix)
    assert fix.safe is safe


def test_what_is_called_safe_makes_the_same_bytes() -> None:
    certain = {code: after for code, (after, safe) in MADE.items() if safe}
    assert len(certain) > 5
    pairs = "".join(f"check({before}, {after});\n" for before, after in certain.items())
    check = "const check = (a, b) => { if (!a.equals(b)) throw new Error(`${a} ${b}`); };\n"
    assert NODE, "Node.js is needed"
    program = f"const text = 'aé';\n{check}{pairs}"
    done = subprocess.run(
        [NODE, "--no-deprecation", "-e", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


REFUSED = {
    "new Buffer();\n": NoFix.UNKNOWN_TYPE,
    "new Buffer(size);\n": NoFix.UNKNOWN_TYPE,
    "new Buffer(len || config.bufLength);\n": NoFix.UNKNOWN_TYPE,
    "new Buffer(x === y);\n": NoFix.UNKNOWN_TYPE,
    "const { allocUnsafe } = Buffer;\nallocUnsafe(9).toString();\n": NoFix.BUILT_ELSEWHERE,
    'import { SlowBuffer } from "buffer";\nimport { Buffer } from "./own.js";\nSlowBuffer(1);\n': NoFix.NO_PLACE,
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_known_is_refused(code: str) -> None:
    assert mended(RULE, code) == REFUSED[code]


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("const a = Buffer.allocUnsafe(9);\na.toJSON();\n", "const a = Buffer.alloc(9);\na.toJSON();\n"),
        (
            "const b = require('buffer');\nb.SlowBuffer(9);\n",
            "const b = require('buffer');\nBuffer.alloc(9);\n",
        ),
    ],
)
def test_unfilled_buffers_are_filled(code: str, after: str) -> None:
    assert mended(RULE, code) == after
