"""Hashes after their fix, computed in Node.js: the digest is that of SHA-256, and scrypt gets the memory that it needs."""

import hashlib
import shutil
import subprocess

import pytest
from tests.mending import mended

STUB = 'const Module = require("module");\nconst load = Module._load;\nModule._load = (name, ...rest) => ["md5", "sha1"].includes(name) ? () => "" : load(name, ...rest);\n'
TEXT = "grüße"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def printed(code: str) -> str:
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    done = subprocess.run([node, "-e", STUB + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{code}\n{done.stderr}"
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        'const crypto = require("crypto");\nconst token = crypto.createHash("md5").update(text).digest("hex");\n',
        'const { createHash } = require("crypto");\nconst token = createHash("sha1").update(text).digest("hex");\n',
        'const crypto = require("crypto");\nconst md5 = require("md5");\nconst token = md5(text);\n',
        'const sha1 = require("sha1");\nconst token = sha1(text);\n',
        'const fs = require("fs"),\n  md5 = require("md5");\nconst token = md5(text);\n',
    ],
)
def test_digests(code: str) -> None:
    after = mended("weak-hash", code)
    assert printed(f'const text = "{TEXT}";\n{after}console.log(token);') == DIGEST


@pytest.mark.parametrize(
    "call",
    [
        'scryptSync(password, "salt", 64)',
        'scryptSync(password, "salt", 64, { N: 1024 })',
        'scryptSync(password, "salt", 64, { cost: 1024, maxmem: 1 << 20 })',
        'scryptSync(password, "salt", 64, { N: 16384, r: 8 })',
    ],
)
def test_scrypt_gets_its_memory(call: str) -> None:
    code = f'const {{ scryptSync }} = require("crypto");\nconst made = (password) => {call};\n'
    after = mended("weak-kdf-params", code)
    key = hashlib.scrypt(b"horse", salt=b"salt", n=2**17, r=8, p=1, maxmem=2**28, dklen=64).hex()
    assert printed(f'{after}console.log(made("horse").toString("hex"));') == key


def test_scrypt_with_a_callback() -> None:
    code = 'require("crypto").scrypt(password, "salt", 64, (error, key) => console.log(error, key.length));\n'
    assert printed(f'const password = "horse";\n{mended("weak-kdf-params", code)}') == "null 64"


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ('import md5 from "md5";\nconst token = md5(x);\n', 'import { createHash } from "crypto";\n'),
        ('import a, { b } from "md5";\nconst token = a(x);\n', 'import a, { b } from "md5";\n'),
        (
            'const md5 = require("md5");\nconst token = md5(x), other = md5;\n',
            'const md5 = require("md5");\n',
        ),
        ('import * as md5 from "md5";\nconst token = md5(x);\n', 'import { createHash } from "crypto";\n'),
        ('const token = require("md5")(x);\n', 'const { createHash } = require("crypto");\n'),
    ],
)
def test_an_import_that_nothing_uses_any_more_goes(code: str, after: str) -> None:
    assert mended("weak-hash", code).startswith(after)
