"""Names across files: what a file exports, in every form, is what its importers get."""

import pytest
from tests.semantics.support import check_names, check_values

EXEC = "child_process.exec"
CP = "const cp = require('child_process');\n"


def two(exporting: str, importing: str, ending: str = "js") -> str:
    return f"//- /lib.{ending}\n{exporting}\n//- /main.{ending}\n{importing}\n"


@pytest.mark.parametrize(
    ("exporting", "importing"),
    [
        # ECMAScript modules
        ("export { exec } from 'child_process';", "import { exec } from './lib'; «exec»('ls');"),
        ("export { exec as run } from 'child_process';", "import { run } from './lib'; «run»('ls');"),
        ("export { exec as default } from 'child_process';", "import run from './lib'; «run»('ls');"),
        ("export { default } from 'child_process';", "import cp from './lib'; «cp.exec»('ls');"),
        ("export { default as cp } from 'child_process';", "import { cp } from './lib'; «cp.exec»('ls');"),
        ("export * from 'child_process';", "import { exec } from './lib'; «exec»('ls');"),
        ("export * from 'child_process';", "import * as lib from './lib'; «lib.exec»('ls');"),
        ("export * as cp from 'child_process';", "import { cp } from './lib'; «cp.exec»('ls');"),
        ("import cp from 'child_process'; export default cp;", "import cp from './lib'; «cp.exec»('ls');"),
        ("import cp from 'child_process'; export default cp.exec;", "import run from './lib'; «run»('ls');"),
        ("import cp from 'child_process'; export { cp };", "import { cp } from './lib'; «cp.exec»('ls');"),
        ("import cp from 'child_process'; export { cp as c };", "import { c } from './lib'; «c.exec»('ls');"),
        (
            "import { exec } from 'child_process'; export { exec };",
            "import * as lib from './lib'; «lib.exec»('ls');",
        ),
        (
            "import { exec } from 'child_process'; export const run = exec;",
            "import { run } from './lib'; «run»('ls');",
        ),
        (
            "import cp from 'child_process'; export const { exec } = cp;",
            "import { exec } from './lib'; «exec»('ls');",
        ),
        (
            "import cp from 'child_process'; export const { exec: run } = cp;",
            "import { run } from './lib'; «run»();",
        ),
        (
            "import cp from 'child_process'; export let run; run = cp.exec;",
            "import { run } from './lib'; «run»();",
        ),
        (
            "import cp from 'child_process'; export default { run: cp.exec };",
            "import lib from './lib'; «lib.run»('ls');",
        ),
        (
            "import { exec } from 'child_process'; export function run() { return exec; }",
            "import { run } from './lib'; «run()»();",
        ),
        (
            "import { exec } from 'child_process'; export default function () { return exec; }",
            "import f from './lib'; «f()»();",
        ),
        (
            "import { exec } from 'child_process'; export default () => exec;",
            "import f from './lib'; «f()»();",
        ),
        (
            "import { exec } from 'child_process'; export class A { run = exec; }",
            "import { A } from './lib'; «new A().run»();",
        ),
        (
            "import { exec } from 'child_process'; export default class { run = exec; }",
            "import A from './lib'; «new A().run»();",
        ),
        (
            "import { exec } from 'child_process'; class A { run = exec; } export default new A();",
            "import a from './lib'; «a.run»();",
        ),
        (
            "import { exec } from 'child_process'; export { exec as 'the run' };",
            "import { 'the run' as run } from './lib'; f(«run»);",
        ),
        ("export { exec } from 'child_process';", "const { exec } = require('./lib'); «exec»('ls');"),
        ("export { exec } from 'child_process';", "const { exec } = await import('./lib'); «exec»('ls');"),
        (
            "import cp from 'child_process'; export default cp;",
            "const cp = require('./lib').default; «cp.exec»();",
        ),
        (
            "import cp from 'child_process'; export default cp;",
            "const { default: cp } = await import('./lib'); «cp.exec»();",
        ),
        # CommonJS
        (CP + "module.exports = cp;", "const cp = require('./lib'); «cp.exec»('ls');"),
        (CP + "module.exports = cp.exec;", "const run = require('./lib'); «run»('ls');"),
        (CP + "module.exports = { run: cp.exec };", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "const { exec } = cp; module.exports = { exec };", "«require('./lib').exec»('ls');"),
        (CP + "module.exports.run = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "exports.run = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "exports['run'] = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "module.exports['run'] = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "exports = module.exports = cp.exec;", "const run = require('./lib'); «run»('ls');"),
        (
            CP + "module.exports = exports = { run: cp.exec };",
            "const { run } = require('./lib'); «run»('ls');",
        ),
        (
            CP + "module.exports = exports = {}; exports.run = cp.exec;",
            "const { run } = require('./lib'); «run»();",
        ),
        (
            CP + "module.exports = {}; module.exports.run = cp.exec;",
            "const { run } = require('./lib'); «run»();",
        ),
        (
            CP + "module.exports = f; function f() {} module.exports.run = cp.exec;",
            "const { run } = require('./lib'); «run»();",
        ),
        (
            CP + "module.exports = f; function f() {} f.run = cp.exec;",
            "const { run } = require('./lib'); «run»();",
        ),
        (CP + "exports.a = exports.run = cp.exec;", "const { a } = require('./lib'); «a»('ls');"),
        (CP + "exports.a = exports.run = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (
            CP + "Object.assign(module.exports, { run: cp.exec });",
            "const { run } = require('./lib'); «run»('ls');",
        ),
        (CP + "Object.assign(exports, { run: cp.exec });", "const { run } = require('./lib'); «run»('ls');"),
        (
            CP + "const api = module.exports = {}; api.run = cp.exec;",
            "const { run } = require('./lib'); «run»('ls');",
        ),
        (
            CP + "const api = {}; api.run = cp.exec; module.exports = api;",
            "const { run } = require('./lib'); «run»();",
        ),
        (CP + "var api = exports; api.run = cp.exec;", "const { run } = require('./lib'); «run»('ls');"),
        (
            CP + "module.exports = { ...cp };",
            "const { run } = require('./lib'); «require('child_process').exec»('ls');",
        ),
        (CP + "module.exports = { ...{ run: cp.exec } };", "const { run } = require('./lib'); «run»('ls');"),
        (CP + "module.exports = () => cp.exec;", "«require('./lib')()»('ls');"),
        (
            CP + "module.exports = class { run = cp.exec; };",
            "const A = require('./lib'); «new A().run»('ls');",
        ),
        (
            CP + "class A { constructor() { this.run = cp.exec; } } module.exports = new A();",
            "«require('./lib').run»('ls');",
        ),
        (
            CP + "class A { constructor() { this.run = cp.exec; } } module.exports = { A };",
            "const { A } = require('./lib'); «new A().run»();",
        ),
        (CP + "module.exports = cp.exec;", "import run from './lib'; «run»('ls');"),
        (CP + "module.exports = { run: cp.exec };", "import lib from './lib'; «lib.run»('ls');"),
        (CP + "module.exports = { run: cp.exec };", "import { run } from './lib'; «run»('ls');"),
        (CP + "module.exports = { run: cp.exec };", "import * as lib from './lib'; «lib.run»('ls');"),
        (CP + "exports.run = cp.exec;", "import lib from './lib'; «lib.run»('ls');"),
        # what TypeScript and Babel compile modules to
        (
            "Object.defineProperty(exports, '__esModule', { value: true });\n" + CP + "exports.default = cp;",
            "const cp = require('./lib').default; «cp.exec»();",
        ),
        (
            "'use strict';\nvar child_process_1 = require('child_process');\nexports.run = child_process_1.exec;",
            "const lib = require('./lib'); «lib.run»();",
        ),
        (
            "Object.defineProperty(exports, 'run', { enumerable: true, get: function () { return require('child_process').exec; } });",
            "const lib = require('./lib'); «lib.run»();",
        ),
    ],
)
def test_exports(exporting: str, importing: str) -> None:
    check_names(two(exporting, importing), EXEC)


@pytest.mark.parametrize(
    ("exporting", "importing"),
    [
        (
            "import cp = require('child_process'); export = cp;",
            "import cp = require('./lib'); «cp.exec»('ls');",
        ),
        (
            "import cp = require('child_process'); export = cp;",
            "import * as cp from './lib'; «cp.exec»('ls');",
        ),
        ("import cp = require('child_process'); export = cp;", "import cp from './lib'; «cp.exec»('ls');"),
        (
            "import { exec } from 'child_process'; export = { run: exec };",
            "import lib = require('./lib'); «lib.run»('ls');",
        ),
        (
            "import { exec } from 'child_process'; export const run: typeof exec = exec;",
            "import { run } from './lib'; «run»();",
        ),
        (
            "import { exec } from 'child_process'; export abstract class A { run = exec; }",
            "import { A } from './lib'; function f(a: A) { «a.run»(); }",
        ),
        (
            "import { exec } from 'child_process'; export class A { run = exec; }",
            "import type { A } from './lib'; class B { constructor(private a: A) { «this.a.run»(); } }",
        ),
        (
            "import { exec } from 'child_process'; export class A { run = exec; }",
            "import { A } from './lib'; class B extends A { m() { «this.run»(); } }",
        ),
    ],
)
def test_exports_of_typescript(exporting: str, importing: str) -> None:
    check_names(two(exporting, importing, "ts"), EXEC)


@pytest.mark.parametrize(
    ("exporting", "importing"),
    [
        (
            CP + "exports.run = cp.exec; exports.run = other;",
            "const { run } = require('./lib'); «run»('ls');",
        ),
        (CP + "if (x) module.exports = cp; else module.exports = other;", "«require('./lib').exec»('ls');"),
        (CP + "exports.run = cp.exec;", "const { other } = require('./lib'); «other»('ls');"),
        (
            CP + "function f(exports) { exports.run = cp.exec; }",
            "const { run } = require('./lib'); «run»('ls');",
        ),
        (CP + "function f(module) { module.exports = cp; }", "«require('./lib').exec»('ls');"),
        (CP + "other.exports = cp;", "«require('./lib').exec»('ls');"),
        (CP + "module.other = cp;", "«require('./lib').exec»('ls');"),
        ("export const exec = mine;", "import { exec } from './lib'; «exec»('ls');"),
        ("export function exec() {}", "import { exec } from './lib'; «exec»('ls');"),
        ("export * from './missing';", "import { exec } from './lib'; «exec»('ls');"),
        ("export * from 'child_process'; export * from 'fs';", "import { exec } from './lib'; «exec»('ls');"),
        ("export * from 'child_process';", "import lib from './lib'; «lib.exec»('ls');"),
        ("import cp from 'child_process'; export default cp;", "import { exec } from './lib'; «exec»('ls');"),
        ("", "import { exec } from './lib'; «exec»('ls');"),
        ("", "const { exec } = require('./lib'); «exec»('ls');"),
        ("syntax error ( {", "const { exec } = require('./lib'); «exec»('ls');"),
    ],
)
def test_what_is_not_exported_has_no_name(exporting: str, importing: str) -> None:
    check_names(two(exporting, importing), None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # barrels and cycles
        (
            "//- /a.js\nexport * from './b';\n//- /b.js\nexport * from './c';\n//- /c.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { exec } from './a'; «exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport { run } from './b';\n//- /b.js\nexport { exec as run } from './c';\n//- /c.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { run } from './a'; «run»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport * from './b'; export * from './c';\n//- /b.js\nexport * from './a'; export const x = 1;\n//- /c.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { exec } from './a'; «exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport * from './b';\n//- /b.js\nexport * from './a';\n//- /main.js\nimport { exec } from './a'; «exec»();",
            None,
        ),
        (
            "//- /a.js\nexport { x } from './b';\n//- /b.js\nexport { x } from './a';\n//- /main.js\nimport { x } from './a'; «x»();",
            None,
        ),
        (
            "//- /a.js\nimport { b } from './b'; export const a = b;\n//- /b.js\nimport { a } from './a'; export const b = a;\n//- /main.js\nimport { a } from './a'; «a»();",
            None,
        ),
        (
            "//- /a.js\nconst b = require('./b'); exports.run = require('child_process').exec; exports.b = b.x;\n//- /b.js\nconst a = require('./a'); exports.x = a.run;\n//- /main.js\nconst { b } = require('./a'); «b»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport * from './b'; export * from './c';\n//- /b.js\nexport { exec } from 'child_process';\n//- /c.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { exec } from './a'; «exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport * from './b'; export { spawn as exec } from 'child_process';\n//- /b.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { exec } from './a'; «exec»();",
            "child_process.spawn",
        ),
        (
            "//- /a.js\nmodule.exports = require('./b');\n//- /b.js\nmodule.exports = require('child_process');\n//- /main.js\n«require('./a').exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nmodule.exports = require('./b');\n//- /b.js\nmodule.exports = require('./a');\n//- /main.js\n«require('./a').exec»();",
            None,
        ),
        (
            "//- /a.js\nmodule.exports = { ...require('./b') };\n//- /b.js\nexports.exec = require('child_process').exec;\n//- /main.js\nconst { exec } = require('./a'); «exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nimport * as b from './b'; export { b };\n//- /b.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { b } from './a'; «b.exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nexport * as b from './b';\n//- /b.js\nexport { exec } from 'child_process';\n//- /main.js\nimport { b } from './a'; «b.exec»();",
            EXEC,
        ),
        (
            "//- /a.js\nimport './a'; import { exec } from './a'; export { exec };\n//- /main.js\nimport { exec } from './a'; «exec»();",
            None,
        ),
    ],
)
def test_chains_of_files(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("exporting", "importing", "expected"),
    [
        ("export const secret = 'abc';", "import { secret } from './lib'; «secret»;", "abc"),
        ("export const config = { a: { b: 1 } };", "import { config } from './lib'; «config.a.b»;", 1),
        ("module.exports = { secret: 'abc' };", "const config = require('./lib'); «config.secret»;", "abc"),
        ("module.exports = 'abc';", "«require('./lib')»;", "abc"),
        ("export default { a: 1 };", "import o from './lib'; «o»;", {"a": 1}),
        ("export const list = ['a', 'b'];", "import { list } from './lib'; «list»;", ["a", "b"]),
        ("const o = {}; o.a = 1; module.exports = o;", "«require('./lib').a»;", 1),
        ("exports.a = 1; exports.b = 2;", "const { b } = require('./lib'); «b»;", 2),
        ("export const host = 'x';", "import { host } from './lib'; «`http://${host}/`»;", "http://x/"),
    ],
)
def test_values_of_other_files(exporting: str, importing: str, expected: object) -> None:
    check_values(two(exporting, importing), expected)
