"""What can only be one of the values that stand in the code, of which kind it is, and which tests let nothing else through."""

import pytest
from tests.rulebook_files import repository_rules
from tests.semantics.support import marked

from nodeward.semantics.constancy import is_fixed
from nodeward.semantics.primitives import type_of
from nodeward.semantics.values import Site

FIXED = [
    "«'a' + 1»",
    "const a = 'b'; «`${a} c`»",
    "function f(x) { return «x ? 'a' : 'b'»; }",
    "let a; if (x) a = 'b'; else a = 'c'; «a»",
    "for (const a of ['b', 'c']) f(«a»)",
    "let a = 'b'; if (x) a += ' c'; «a»",
    "let a = 'b'; if (x) a = a + ' c'; «a»",
    "let a = 'b'; if (x) a = `${a} c`; «a»",
    "const table = { a: 'b' }; f(«table[x]»)",
    "«['a', 'b']»",
    "«__dirname + '/a'»",
    "const path = require('path'); «path.join(__dirname, 'a')»",
    "const path = require('path'); «path.resolve('a', 'b').trim()»",
    "const os = require('os'); «`${os.tmpdir()}/a`»",
    "«`${process.platform}-${process.pid}`»",
    "const crypto = require('crypto'); «crypto.randomBytes(8).toString('hex')»",
    "«import.meta.url»",
    "//- /a.ts\nfunction f(x: number) { return «`a ${x}`» }",
    "//- /a.ts\nfunction f(x: 'a' | 'b') { return «x» }",
    "//- /a.ts\nfunction f(x?: boolean) { return «x» }",
    "//- /a.ts\ntype Mode = 'a' | 'b'; function f(x: Mode) { return «x» }",
    "//- /a.ts\nenum Mode { A = 'a' } function f(x: Mode) { return «x» }",
    "/** @param {number} x */ function f(x) { return «x» }",
    "«Number(x)»",
    "«parseInt(x, 10) + 1»",
    "«Date.now()»",
    "«x.length»",
    "«x.map(() => '?').join(', ')»",
    "«x.map((y, i) => `$${i + 1}`).join()»",
]
OPEN = [
    "«x.map((y) => y).join()»",
    "«x.map((y, i, all) => `${all}`).join()»",
    "«x»",
    "«`a ${x}`»",
    "function f(x) { return «x» }",
    "let a = 'b'; a = x; «a»",
    "let a = 'b'; a += x; «a»",
    "let a = 'b'; a = a + x; «a»",
    "function f(x) { x = x.trim(); return «x» }",
    "«String(x)»",
    "const path = require('path'); «path.join(__dirname, x)»",
    "«[x, 'a']»",
    "//- /a.ts\nfunction f(x: string) { return «x» }",
    "//- /a.ts\nfunction f(x: 'a' | string) { return «x» }",
    "const table = { a: x }; f(«table[y]»)",
    "«x.toString()»",
    "«a + b»",
]


@pytest.mark.parametrize("source", FIXED)
def test_values_that_stand_in_the_code(source: str) -> None:
    assert is_fixed(only(source))


@pytest.mark.parametrize("source", OPEN)
def test_values_that_do_not(source: str) -> None:
    assert not is_fixed(only(source))


def test_what_a_cleaner_gives_counts_as_fixed() -> None:
    site = only("const { quote } = require('shell-quote'); «`ls ${quote([x])}`»")
    assert is_fixed(site, frozenset({"shell-quote.quote"}))
    assert not is_fixed(site)


GUARDED = [
    "if (LIST.includes(x)) f(«x»)",
    "if (!LIST.includes(x)) return; f(«x»)",
    "if (!LIST.includes(x)) { log(x); throw new Error(); } f(«x»)",
    "if (LIST.indexOf(x) === -1) return; f(«x»)",
    "if (LIST.indexOf(x) < 0) return; f(«x»)",
    "if (LIST.indexOf(x) !== -1) f(«x»)",
    "if (LIST.indexOf(x) >= 0) f(«x»)",
    "if (TABLE.has(x) && y) f(«x»)",
    "if (!TABLE.has(x) || y) return; f(«x»)",
    "if (x in TABLE) { g(() => 1); f(«x»); }",
    "if (Object.hasOwn(TABLE, x)) f(«x»)",
    "if (x === 'a' || x === 'b') f(«x»)",
    "if (x !== 'a' && x !== 'b') return; f(«x»)",
    "LIST.includes(x) && f(«x»)",
    "!LIST.includes(x) || f(«x»)",
    "const a = LIST.includes(x) ? f(«x») : null",
    "const a = !LIST.includes(x) ? null : f(«x»)",
    "if (LIST.includes(x.y.z)) f(«x.y.z»)",
    "if (/^[a-z0-9_-]+$/i.test(x)) f(«x»)",
    "if (!/^(?:v\\d+|latest)$/.test(x)) return; f(«x»)",
    "for (const y of z) { if (!LIST.includes(y)) continue; f(«y»); }",
]
UNGUARDED = [
    "if (!LIST.includes(x)) f(«x»)",
    "if (LIST.includes(x)) return; f(«x»)",
    "if (!LIST.includes(y)) return; f(«x»)",
    "if (!LIST.includes(x)) log(x); f(«x»)",
    "f(«x»); if (!LIST.includes(x)) return;",
    "if (!LIST.includes(x)) g(); else return; f(«x»)",
    "if (TABLE.has(x) || y) f(«x»)",
    "if (!TABLE.has(x) && y) return; f(«x»)",
    "if (x !== 'a') f(«x»)",
    "if (x === y) f(«x»)",
    "if (LIST.indexOf(x) === -1) f(«x»)",
    "if (LIST.indexOf(x) < 0) f(«x»)",
    "if (!(x in TABLE)) f(«x»)",
    "if (/[a-z]+/.test(x)) f(«x»)",
    "if (/^[a-z]+$/m.test(x)) f(«x»)",
    "if (/^.+$/.test(x)) f(«x»)",
    "if (/^[^;]+$/.test(x)) f(«x»)",
    "if (/^[a-z ]+$/.test(x)) f(«x»)",
    "if (!/^[a-z]+$/.test(x)) f(«x»)",
    "if (x) f(«x»)",
    "if (LIST.push(x)) f(«x»)",
    "LIST.includes(x) || f(«x»)",
]


@pytest.mark.parametrize("body", GUARDED)
def test_a_test_that_lets_listed_values_through(body: str) -> None:
    assert is_fixed(only(f"function run(x, y, z) {{ {body} }}"))


@pytest.mark.parametrize("body", UNGUARDED)
def test_a_test_that_does_not(body: str) -> None:
    assert not is_fixed(only(f"function run(x, y, z) {{ {body} }}"))


TYPES = {
    "«1»": "number",
    "«-x»": "number",
    "«x * 2»": "number",
    "«x.length + 1»": "number",
    "«Math.round(x)»": "number",
    "let i = 0; i += 2; i++; «i»": "number",
    "for (let i = 0; i < x; i++) f(«i»)": "number",
    "//- /a.ts\nfunction f(x: number | undefined) { «x» }": "number",
    "//- /a.ts\nclass A { f(x: 1 | 2) { «x» } }": "number",
    "//- /a.ts\n«(x as number)»": "number",
    "let i = 0; i = i + 1; «i»": "number",
    "«`${x}`»": "string",
    "let a = ''; a = a + x; «a»": "string",
    "let a = b, b = a; a = b; «a»": None,
    "«x + 'a'»": "string",
    "«x.trim()»": "string",
    "«JSON.stringify(x)»": "string",
    "const a = String(x); «a»": "string",
    "/**\n * @param {string} x\n */\nexports.f = (x) => «x»;": "string",
    "«typeof x»": "string",
    "«x ? 'a' : `${y}`»": "string",
    "«x === y»": "boolean",
    "«!x»": "boolean",
    "«[x]»": "array",
    "//- /a.ts\nfunction f(x: string[]) { «x» }": "array",
    "«Buffer.from(x)»": "bytes",
    "//- /a.ts\nfunction f(x: Uint8Array) { «x» }": "bytes",
    "«x»": None,
    "«x + y»": None,
    "«x ? 'a' : 1»": None,
    "«x || 1»": None,
    "let a = 1; a = 'b'; «a»": None,
    "function f(x = 1) { «x» }": None,
    "//- /a.ts\nfunction f(x: string | number) { «x» }": None,
    "//- /a.ts\nfunction f(x: Promise<string>) { «x» }": None,
    "«/a/»": None,
    "«null»": None,
}


@pytest.mark.parametrize("source", TYPES)
def test_kinds_of_values(source: str) -> None:
    assert type_of(only(source)) == TYPES[source]


@pytest.mark.parametrize(
    "turn", ["a = a + 'c';", "a = `${a} c`;", "a += b; b += a;", "a = x ? a : b; b = x ? a + b : b + a;"]
)
def test_names_that_grow_are_answered_at_once(turn: str) -> None:
    # Without bounds the steps would grow with a power of the turns.
    source = "let a = 'a', b = 'b';\n" + "\n".join(f"if (x) {{ {turn} }}" for _ in range(60)) + "\n«a»"
    is_fixed(only(source))
    type_of(only(source))


def only(source: str) -> Site:
    """The one marked expression of a source."""
    book, _ = repository_rules()
    _, sites = marked(source, book.library)
    assert len(sites) == 1
    return sites[0]
