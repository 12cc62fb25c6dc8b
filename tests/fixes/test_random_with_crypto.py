"""What `Math.random()` was made into, drawn from node:crypto: the code, and what it gives in Node.js."""

import json
import re
import shutil
import subprocess

import pytest
from tests.mending import mended

from nodeward.rulebook.rule import NoFix

HEAD = 'const crypto = require("crypto");\nconst _ = require("lodash");\n'
NO_SHAPE = NoFix.NO_SAFE_EQUIVALENT.value
TEXT = 'crypto.randomBytes(16).toString("hex")'


def drawn(expression: str) -> str:
    """What an expression that becomes a token is rewritten to, or why it stays."""
    after = mended("insecure-random", f"{HEAD}const token = (min, max, chars, size) => {expression};\n")
    return after.removeprefix(f"{HEAD}const token = (min, max, chars, size) => ").removesuffix(";\n")


SHAPES = {
    # Whole numbers of a range.
    "Math.floor(Math.random() * 10)": "crypto.randomInt(10)",
    "Math.trunc(10 * Math.random())": "crypto.randomInt(10)",
    "Math.floor(Math.random() * 1e6)": "crypto.randomInt(1000000)",
    "~~(Math.random() * 10)": "crypto.randomInt(10)",
    "(Math.random() * 16) | 0": "crypto.randomInt(16)",
    "(Math.random() * 16) >>> 0": "crypto.randomInt(16)",
    "parseInt(Math.random() * 100, 10)": "crypto.randomInt(100)",
    "Number.parseInt((Math.random()) * 100)": "crypto.randomInt(100)",
    "Math.round(Math.random() * 9)": "crypto.randomInt(10)",
    "Math.ceil(Math.random() * 6)": "crypto.randomInt(1, 7)",
    "Math.floor(Math.random() * 9000) + 1000": "crypto.randomInt(1000, 10000)",
    "1000 + Math.floor(Math.random() * 9000)": "crypto.randomInt(1000, 10000)",
    "Math.floor(1000 + Math.random() * 9000)": "crypto.randomInt(1000, 10000)",
    "Math.floor(Math.random() * 9000 + 1000)": "crypto.randomInt(1000, 10000)",
    "Math.floor(Math.random() * 9) - 5": "crypto.randomInt(9) - 5",
    "Math.floor(Math.random() * (max - min + 1)) + min": "crypto.randomInt(min, max + 1)",
    "Math.floor(Math.random() * (max - min)) + min": "crypto.randomInt(min, max)",
    "min + Math.floor(Math.random() * (max - min))": "crypto.randomInt(min, max)",
    "Math.floor(Math.random() * max) + min": "crypto.randomInt(max) + min",
    "Math.floor(Math.random() * chars.length)": "crypto.randomInt(chars.length)",
    "size + chars[Math.floor(Math.random() * chars.length)]": "size + chars[crypto.randomInt(chars.length)]",
    "Math.floor(100000 + Math.random() * 900000).toString()": "crypto.randomInt(100000, 1000000).toString()",
    '"K-" + Math.floor(Math.random() * 100)': '"K-" + crypto.randomInt(100)',
    "_.random(9)": "crypto.randomInt(10)",
    "_.random(1, 9)": "crypto.randomInt(1, 10)",
    # Texts of letters and digits.
    "Math.random().toString(36)": TEXT,
    "Math.random().toString(36).slice(2)": TEXT,
    "Math.random().toString(36).substring(2, 15)": TEXT,
    "Math.random().toString(36).substr(2, 9).toUpperCase()": f"{TEXT}.toUpperCase()",
    "Math.random().toString(36).toUpperCase().slice(2)": TEXT,
    'Math.random().toString(16).replace("0.", "")': TEXT,
    'Math.random().toString(36).split(".")[1]': TEXT,
    "(Math.random() + 1).toString(36).substring(7)": TEXT,
    "(Math.random() * 1e18).toString(36)": TEXT,
    "Math.floor(Math.random() * 1e9).toString(36)": TEXT,
    "Math.floor((1 + Math.random()) * 0x10000).toString(16).substring(1)": TEXT,
    "Date.now().toString(36) + Math.random().toString(36).slice(2)": TEXT,
    "Math.random().toString(36).slice(2) + new Date().getTime()": TEXT,
    "`${Date.now()}${Math.random()}`": TEXT,
    "`${size}-${Math.random()}`": "`${size}-${" + TEXT + "}`",
    "String(Math.random()).slice(2)": TEXT,
    '"t" + Math.random()': f'"t" + {TEXT}',
    '"t" + Math.random().toString(36).slice(2)': f'"t" + {TEXT}',
    "Math.random().toString()": TEXT,
    "Math.random().toString().slice(2)": TEXT,
    # Digits, and no more than were taken.
    "Math.random().toString().slice(2, 8)": 'crypto.randomInt(1000000).toString().padStart(6, "0")',
    "Math.random().toString(10).substr(2, 4)": 'crypto.randomInt(10000).toString().padStart(4, "0")',
    "Math.random().toString().substring(2, 17)": TEXT,
    # No shape that we know.
    "Math.random()": NO_SHAPE,
    "Math.random() * 10": NO_SHAPE,
    "Math.random() + size": NO_SHAPE,
    "Math.floor(Math.random() * 0.5)": NO_SHAPE,
    "Math.floor(Math.random() * 0)": NO_SHAPE,
    "Math.floor(Math.random() * 1e15)": NO_SHAPE,
    "Math.floor(Math.random() * (max - size))": NO_SHAPE,
    "Math.floor(Math.random() * size())": NO_SHAPE,
    "Math.round(Math.random() * max)": NO_SHAPE,
    "shift(Math.random())": NO_SHAPE,
    "_.random(max)": NO_SHAPE,
    "_.random(0.5, 1)": NO_SHAPE,
    "_.random()": NO_SHAPE,
}


@pytest.mark.parametrize("expression", SHAPES)
def test_shapes(expression: str) -> None:
    assert drawn(expression) == SHAPES[expression]


PRINTED = {
    "Math.floor(Math.random() * 10)": r"\d",
    "Math.ceil(Math.random() * 6)": r"[1-6]",
    "Math.floor(Math.random() * 9000) + 1000": r"[1-9]\d{3}",
    "Math.floor(Math.random() * (max - min + 1)) + min": r"[3-5]",
    '"" + chars[Math.floor(Math.random() * chars.length)]': r"[abc]",
    "Math.random().toString().slice(2, 8)": r"\d{6}",
    "Math.random().toString(36).slice(2).toUpperCase()": r"[0-9A-F]{32}",
    "`${Date.now()}${Math.random()}`": r"[0-9a-f]{32}",
    '"t" + Math.random()': r"t[0-9a-f]{32}",
}


def test_what_is_drawn() -> None:
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    made = "\n".join(f"print((min, max, chars, size) => {drawn(each)});" for each in PRINTED)
    program = (
        'const crypto = require("crypto");\nconst all = [];\n'
        "const print = (draw) => all.push(Array.from({ length: 200 }, () => String(draw(3, 5, 'abc', 1))));\n"
        f"{made}\nconsole.log(JSON.stringify(all));"
    )
    done = subprocess.run([node, "-e", program], capture_output=True, text=True, check=True)
    for pattern, printed in zip(PRINTED.values(), json.loads(done.stdout), strict=True):
        assert all(re.fullmatch(pattern, text) for text in printed), (pattern, printed[:5])
        assert len(set(printed)) > 1


FILES = {
    "import": ("import { x } from 'y'\nexport const pin = () => Math.floor(Math.random() * 10)\n", "app.js"),
    "node prefix": (
        "import fs from 'node:fs'\nexport const pin = () => Math.floor(Math.random() * 10)\n",
        "app.js",
    ),
    "require": ('"use strict";\nexports.pin = () => Math.floor(Math.random() * 10);\n', "app.js"),
    "taken": ("const randomInt = mine;\nexports.pin = () => Math.floor(Math.random() * 10);\n", "app.js"),
}
MADE = {
    "import": "import { x } from 'y'\nimport { randomInt } from 'crypto'\nexport const pin = () => randomInt(10)\n",
    "node prefix": (
        "import fs from 'node:fs'\nimport { randomInt } from 'node:crypto'\nexport const pin = () => randomInt(10)\n"
    ),
    "require": '"use strict";\nconst { randomInt } = require("crypto");\nexports.pin = () => randomInt(10);\n',
    "taken": (
        'const { randomInt: randomIntModule } = require("crypto");\nconst randomInt = mine;\n'
        "exports.pin = () => randomIntModule(10);\n"
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_where_it_comes_from(name: str) -> None:
    assert mended("insecure-random", *FILES[name]) == MADE[name]


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("Math.random().toString(36)", "crypto.randomUUID()"),
        ("Math.floor(Math.random() * 10)", NO_SHAPE),
        ("Math.random().toString().slice(2, 8)", NO_SHAPE),
    ],
)
def test_in_a_browser(expression: str, made: str) -> None:
    head = '"use client";\nexport const token = () => '
    after = mended("insecure-random", f"{head}{expression};\n", "src/token.jsx")
    assert after.removeprefix(head).removesuffix(";\n") == made
