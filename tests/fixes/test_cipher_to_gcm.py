"""Both sides of an encryption rewritten together, and tried in Node.js: what one seals the other opens, and no one else."""

import shutil
import subprocess

import pytest
from tests.mending import after, proposals

from nodeward.fixes.fix import Refusal
from nodeward.rulebook.rule import Example

HEAD = (
    'const crypto = require("crypto");\nconst key = Buffer.alloc(32, 7);\nconst password = "correct horse";\n'
)
SUM = (
    "exports.seal = (text) => {{\n  const cipher = {made};\n"
    '  return cipher.update(text, "utf8", "hex") + cipher.final("hex");\n}};\n'
)
STEPS = (
    "exports.seal = (text) => {{\n  const cipher = {made};\n  let sealed = cipher.update(text, 'utf8', 'base64');\n"
    "  sealed += cipher.final('base64');\n  return sealed;\n}};\n"
)
LIST = (
    "exports.seal = (text) => {{\n  const cipher = {made};\n"
    '  return Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);\n}};\n'
)
OPEN_SUM = (
    "exports.open = (sealed) => {{\n  const decipher = {made};\n"
    '  return decipher.update(sealed, "hex", "utf8") + decipher.final("utf8");\n}};\n'
)
OPEN_STEPS = (
    "exports.open = (sealed) => {{\n  const decipher = {made};\n"
    "  let text = decipher.update(sealed, 'base64', 'utf8');\n  text += decipher.final('utf8');\n  return text;\n}};\n"
)
OPEN_LIST = (
    "exports.open = (sealed) => {{\n  const decipher = {made};\n"
    "  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString();\n}};\n"
)
MADE = {
    "ecb": (
        'crypto.createCipheriv("aes-256-ecb", key, null)',
        'crypto.createDecipheriv("aes-256-ecb", key, null)',
    ),
    "password": (
        'crypto.createCipher("aes-256-cbc", password)',
        'crypto.createDecipher("aes-256-cbc", password)',
    ),
    "constant": ('crypto.createCipheriv(ALGORITHM, key, "")', 'crypto.createDecipheriv(ALGORITHM, key, "")'),
}
TRIED = """
const assert = require("assert");
const text = "grüße, ".repeat(20);
const one = exports.seal(text), two = exports.seal(text);
assert.notStrictEqual(String(one), String(two));
assert.strictEqual(exports.open(one), text);
assert.strictEqual(exports.open(two), text);
const bytes = Buffer.isBuffer(one);
const form = bytes ? undefined : /^[0-9a-f]+$/.test(one) ? "hex" : "base64";
const changed = bytes ? Buffer.from(one) : Buffer.from(one, form);
changed[40] ^= 1;
assert.throws(() => exports.open(bytes ? changed : changed.toString(form)), /authenticate/);
console.log("tried");
"""


def rewritten(code: str) -> str | Refusal:
    """The file after the fix of its first finding; no finding is left."""
    example = Example(bad=code)
    fix = proposals("weak-cipher", example)[0]
    assert fix is not None
    return fix if isinstance(fix, Refusal) else after("weak-cipher", example, fix)


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize(
    ("seal", "open_"), [(SUM, OPEN_SUM), (STEPS, OPEN_STEPS), (LIST, OPEN_LIST)], ids=["sum", "steps", "list"]
)
def test_what_one_side_seals_the_other_opens(made: str, seal: str, open_: str) -> None:
    node = shutil.which("node")
    assert node, "install Node.js 20 or newer"
    constant = 'const ALGORITHM = "aes-256-ecb";\n' if made == "constant" else ""
    code = rewritten(f"{HEAD}{constant}{seal.format(made=MADE[made][0])}{open_.format(made=MADE[made][1])}")
    assert isinstance(code, str)
    done = subprocess.run([node, "-e", code + TRIED], capture_output=True, text=True, check=False)
    assert done.stdout == "tried\n", f"{code}\n{done.stderr}"


SIMPLE = 'crypto.createCipheriv("aes-128-ecb", key, null)'


@pytest.mark.parametrize(
    "code",
    [
        f"const c = {SIMPLE};\nc.setAutoPadding(false);\nconst x = Buffer.concat([c.update(t), c.final()]);\n",
        f"const c = {SIMPLE};\nuse(c);\n",
        f"const c = {SIMPLE};\nconst x = c.update(t);\nconst y = c.final();\n",
        f"const c = {SIMPLE};\nconst x = Buffer.concat([head, c.update(t), c.final()]);\n",
        f'const c = {SIMPLE};\nconst x = c.update(t, "utf8", "hex") + c.final("base64");\n',
        f'const c = {SIMPLE};\nlet x = c.update(t, "utf8", "hex");\nlog(x);\nx += c.final("hex");\n',
        f"const x = {SIMPLE}.update(t);\n",
        (
            'const c = crypto.createCipheriv("aes-128-ecb", key, null, options);\n'
            "const x = Buffer.concat([c.update(t), c.final()]);\n"
        ),
        (
            f"const c = {SIMPLE};\nconst x = Buffer.concat([c.update(t), c.final()]);\n"
            'pipe(crypto.createDecipheriv("aes-128-ecb", key, null));\n'
        ),
        (
            'function open(s) {\n  const d = crypto.createDecipheriv("aes-128-ecb", key, null);\n'
            "  const bytes = Buffer.from(s);\n  return Buffer.concat([d.update(bytes), d.final()]);\n}\n"
        ),
    ],
)
def test_what_is_not_simple_stays(code: str) -> None:
    found = rewritten(HEAD + code)
    assert isinstance(found, Refusal)
