"""Imports and requires in every form that people write."""

import pytest
from tests.semantics.support import check_names

EXEC = "child_process.exec"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # ECMAScript modules
        ("import { exec } from 'child_process'; «exec»('ls');", EXEC),
        ("import { exec as run } from 'child_process'; «run»('ls');", EXEC),
        ("import { 'exec' as run } from 'child_process'; «run»('ls');", EXEC),
        ("import cp from 'child_process'; «cp.exec»('ls');", EXEC),
        ("import { default as cp } from 'child_process'; «cp.exec»('ls');", EXEC),
        ("import * as cp from 'child_process'; «cp.exec»('ls');", EXEC),
        ("import * as cp from 'child_process'; «cp.default.exec»('ls');", EXEC),
        ("import cp, { exec } from 'child_process'; «exec»('ls');", EXEC),
        ("import cp, * as all from 'child_process'; «all.exec»('ls');", EXEC),
        ("import { exec } from 'node:child_process'; «exec»('ls');", EXEC),
        ('import { exec } from "node:child_process"; «exec»("ls");', EXEC),
        ("import express from 'express'; «express»();", "express"),
        ("import express from 'express'; «express()»;", "express.App"),
        ("import * as express from 'express'; «express()»;", "express.App"),
        ("import { Router } from 'express'; «Router()»;", "express.Router"),
        ("import { promises as fs } from 'fs'; «fs.readFile»('x');", "fs/promises.readFile"),
        ("import fs from 'node:fs/promises'; «fs.readFile»('x');", "fs/promises.readFile"),
        ("import cp from 'child_process' with { type: 'x' }; «cp.exec»;", EXEC),
        ("«exec»('ls'); import { exec } from 'child_process';", EXEC),
        # CommonJS
        ("const cp = require('child_process'); «cp.exec»('ls');", EXEC),
        ("«require('child_process').exec»('ls');", EXEC),
        ("«require('node:child_process').exec»('ls');", EXEC),
        ("«require(`child_process`).exec»('ls');", EXEC),
        ("const { exec } = require('child_process'); «exec»('ls');", EXEC),
        ("const { exec: run } = require('child_process'); «run»('ls');", EXEC),
        ("const { 'exec': run } = require('child_process'); «run»('ls');", EXEC),
        ("const { ['exec']: run } = require('child_process'); «run»('ls');", EXEC),
        ("const { exec = mine } = require('child_process'); «exec»('ls');", EXEC),
        ("const { exec: run = mine } = require('child_process'); «run»('ls');", EXEC),
        ("const { promises: { readFile } } = require('fs'); «readFile»('x');", "fs/promises.readFile"),
        ("const { promises: { readFile: read } } = require('fs'); «read»('x');", "fs/promises.readFile"),
        ("const { promises } = require('fs'); «promises.readFile»('x');", "fs/promises.readFile"),
        ("const { readFile } = require('fs').promises; «readFile»('x');", "fs/promises.readFile"),
        ("var exec; exec = require('child_process').exec; «exec»('ls');", EXEC),
        ("let exec; ({ exec } = require('child_process')); «exec»('ls');", EXEC),
        ("let run; ({ exec: run } = require('child_process')); «run»('ls');", EXEC),
        ("const name = 'child_process'; «require(name).exec»('ls');", EXEC),
        ("«require(name).exec»('ls');", None),
        ("«require('express')()»", "express.App"),
        ("const app = require('express')(); «app.get»('/', f);", "express.App.get"),
        ("const express = require('express').default; «express()»;", "express.App"),
        ("const router = require('express').Router(); «router.get»('/', f);", "express.Router.get"),
        ("const require = mine; «require('child_process').exec»('ls');", None),
        ("function f(require) { «require('child_process').exec»('ls'); }", None),
        ("const { createRequire } = x; «cp.exec»('ls');", None),
        ("const cp = require('child_process') as typeof import('child_process'); «cp.exec»;", None),
        # dynamic import
        ("const cp = await import('child_process'); «cp.exec»('ls');", EXEC),
        ("const { exec } = await import('node:child_process'); «exec»('ls');", EXEC),
        ("«(await import('child_process')).exec»('ls');", EXEC),
        ("const { default: express } = await import('express'); «express()»;", "express.App"),
        ("import('child_process').then((cp) => «cp.exec»('ls'));", EXEC),
        ("import('child_process').then(({ exec }) => «exec»('ls'));", EXEC),
        ("import('child_process').catch((cp) => f(«cp.exec»));", "Error.exec"),
        ("const cp = await import(name); «cp.exec»('ls');", None),
        # what looks like a package is one
        ("import x from '@scope/pkg'; «x.y»;", "@scope/pkg.y"),
        ("import { y } from '@scope/pkg/lib'; «y»;", "@scope/pkg/lib.y"),
        ("import x from './missing'; «x.y»;", None),
    ],
)
def test_imports(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import cp = require('child_process'); «cp.exec»('ls');", EXEC),
        ("import cp = require('node:child_process'); «cp.exec»('ls');", EXEC),
        ("import express = require('express'); «express()»;", "express.App"),
        ("import cp = require('child_process'); import run = cp.exec; «run»('ls');", EXEC),
        ("import { type Request, Router } from 'express'; «Router()»;", "express.Router"),
        ("import cp = require('child_process'); «(cp as any).exec»('ls');", EXEC),
        ("import { exec } from 'child_process'; «(<any>exec)»('ls');", EXEC),
        ("import { exec } from 'child_process'; «exec!»('ls');", EXEC),
        ("import { exec } from 'child_process'; «(exec satisfies Function)»('ls');", EXEC),
        ("const cp = require('child_process') as typeof import('child_process'); «cp.exec»;", EXEC),
        ("const { exec }: any = require('child_process'); «exec»('ls');", EXEC),
        ("namespace N { const exec = 1; «exec»; }", None),
        ("enum exec { A } «exec»;", None),
    ],
)
def test_imports_of_typescript(source: str, expected: str | None) -> None:
    check_names(f"//- /main.ts\n{source}", expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # aliases
        ("import { exec } from 'child_process'; const run = exec; «run»('ls');", EXEC),
        ("const cp = require('child_process'); const run = cp.exec; «run»('ls');", EXEC),
        ("const cp = require('child_process'), { exec } = cp; «exec»('ls');", EXEC),
        ("const cp = require('child_process'); const c = cp, d = c; «d.exec»('ls');", EXEC),
        ("const cp = require('child_process'); «cp['exec']»('ls');", EXEC),
        ("const cp = require('child_process'); const k = 'exec'; const run = «cp[k]»;", EXEC),
        ("const cp = require('child_process'); «cp[k]»('ls');", None),
        ("const cp = require('child_process'); «cp?.exec»('ls');", EXEC),
        ("const cp = require('child_process'); «(0, cp.exec)»('ls');", EXEC),
        ("const cp = require('child_process'); «(((cp.exec)))»('ls');", EXEC),
        ("const cp = require('child_process'); «cp.exec.bind(null)»('ls');", EXEC),
        ("const cp = require('child_process'); const run = cp.exec.bind(cp, 'ls'); «run»();", EXEC),
        ("const cp = require('child_process'); const o = { run: cp.exec }; «o.run»('ls');", EXEC),
        ("const cp = require('child_process'); const o = { cp }; «o.cp.exec»('ls');", EXEC),
        ("const cp = require('child_process'); const o = {}; o.run = cp.exec; «o.run»('ls');", EXEC),
        ("const cp = require('child_process'); const [run] = [cp.exec]; «run»('ls');", EXEC),
        ("const cp = require('child_process'); const [, run] = [1, cp.exec]; «run»('ls');", EXEC),
        (
            "const cp = require('child_process'); const { o: { run } } = { o: { run: cp.exec } }; «run»('ls');",
            EXEC,
        ),
        ("const cp = require('child_process'); const run = x ? cp.exec : cp.exec; «run»('ls');", EXEC),
        ("const cp = require('child_process'); const run = x ? cp.exec : cp.spawn; «run»('ls');", None),
        ("const cp = require('child_process'); const run = mine || cp.exec; «run»('ls');", None),
        ("const cp = require('child_process'); let a = b, b = a; «a.exec»('ls');", None),
        # promisify is the function itself
        (
            "const util = require('util'), cp = require('child_process'); «util.promisify(cp.exec)»('ls');",
            EXEC,
        ),
        (
            "const { promisify } = require('util'); const run = promisify(require('child_process').exec); «run»('ls');",
            EXEC,
        ),
        (
            "import { promisify } from 'node:util'; import { exec } from 'child_process'; const run = promisify(exec); «run»('x');",
            EXEC,
        ),
        (
            "import util from 'util'; import * as cp from 'child_process'; const run = util.promisify(cp.exec).bind(cp); «run»('x');",
            EXEC,
        ),
        (
            "import { promisify } from 'es6-promisify'; import { exec } from 'child_process'; const run = promisify(exec); «run»('x');",
            "es6-promisify.promisify",
        ),
    ],
)
def test_aliases(source: str, expected: str | None) -> None:
    check_names(source, expected)
