"""What parameters are: by TypeScript annotation, JSDoc, or the role of their function."""

import pytest
from tests.semantics.support import check_names

COOKIE = "express.Response.cookie"
APP = "const app = require('express')();\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import { Response } from 'express'; function f(s: Response) { «s.cookie»('a'); }", COOKIE),
        ("import type { Response } from 'express'; function f(s: Response) { «s.cookie»('a'); }", COOKIE),
        ("import { type Response } from 'express'; function f(s: Response) { «s.cookie»('a'); }", COOKIE),
        ("import { Response as S } from 'express'; function f(s: S) { «s.cookie»('a'); }", COOKIE),
        ("import express from 'express'; function f(s: express.Response) { «s.cookie»('a'); }", COOKIE),
        ("import * as e from 'express'; const f = (s: e.Response) => «s.cookie»('a');", COOKIE),
        ("import e = require('express'); const f = (s: e.Response) => «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; const f = (s?: Response) => «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; function f(s: Response<string>) { «s.cookie»('a'); }", COOKIE),
        ("import { Response } from 'express'; function f(s: Response | null) { «s.cookie»('a'); }", COOKIE),
        (
            "import { Response } from 'express'; function f(s: Response | undefined) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("import { Response } from 'express'; function f(s: Response | Other) { «s.cookie»('a'); }", None),
        (
            "import { Response } from 'express'; function f(s: Readonly<Response>) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("import { Response } from 'express'; function f(s: Response[]) { «s.cookie»('a'); }", None),
        ("import { Response } from 'express'; function f({ cookie }: Response) { «cookie»('a'); }", COOKIE),
        ("import { Response } from './mine'; function f(s: Response) { «s.cookie»('a'); }", None),
        ("function f(s: Response) { «s.cookie»('a'); }", None),
        (
            "import { Response } from 'express'; type S = Response; function f(s: S) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "import { Response } from 'express'; interface S extends Response {} function f(s: S) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "import { Response } from 'express'; interface S { r: Response } function f(s: S) { «s.cookie»('a'); }",
            None,
        ),
        ("import { Response } from 'express'; function f<Response>(s: Response) { «s.cookie»('a'); }", None),
        ("import { Response } from 'express'; let s: Response; «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; const s: Response = make(); «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; let s: Response; s = x; s = y; «s.cookie»('a');", COOKIE),
        (
            "import { Response } from 'express'; function f(s: Response & { more: string }) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "import { Response } from 'express'; function f<T extends Response>(s: T) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "import { Response } from 'express'; function f({ s }: { s: Response }) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("function f(x: typeof import('child_process')) { «x.exec»('a'); }", "child_process.exec"),
        (
            "import { Response } from 'express'; interface Parts { s: Response } function f(p: Parts) { «p.s.cookie»('a'); }",
            COOKIE,
        ),
        ("const app = require('express')(); function f(a: typeof app) { «a.get»('/'); }", "express.App.get"),
        ("function f(s: import('express').Response) { «s.cookie»('a'); }", COOKIE),
        ("import { Response } from 'express'; const s = make() as Response; «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; const s = <Response>make(); «s.cookie»('a');", COOKIE),
        (
            "import { Response } from 'express'; const s = make() as unknown as Response; «s.cookie»('a');",
            COOKIE,
        ),
        (
            "import { Response } from 'express'; function make(): Response { return x; } «make().cookie»('a');",
            COOKIE,
        ),
        ("import { Response } from 'express'; const make = (): Response => x; «make().cookie»('a');", COOKIE),
        (
            "import { Response } from 'express'; async function make(): Promise<Response> { } «(await make()).cookie»('a');",
            COOKIE,
        ),
        ("import { Response } from 'express'; declare const s: Response; «s.cookie»('a');", COOKIE),
        ("import { Response } from 'express'; class A { m(s: Response) { «s.cookie»('a'); } }", COOKIE),
        (
            "import { Response } from 'express'; class A { m(@Res() s: Response) { «s.cookie»('a'); } }",
            COOKIE,
        ),
        ("import { Response } from 'express'; const o = { m(s: Response) { «s.cookie»('a'); } };", COOKIE),
        (
            "import { Response } from 'express'; function f(this: Window, s: Response) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("function f(b: Buffer) { «b.toString»(); }", "Buffer.toString"),
        (
            "import { Pool } from 'pg'; class A { constructor(private readonly db: Pool) {} m() { «this.db.query»(s); } }",
            "pg.Pool.query",
        ),
    ],
)
def test_annotations(source: str, expected: str | None) -> None:
    check_names(f"//- /main.ts\n{source}", expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('/** @param {import("express").Response} s */\nfunction f(s) { «s.cookie»("a"); }', COOKIE),
        (
            "/**\n * Shows it.\n * @param {import('express').Response} s the answer\n */\nfunction f(s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("/** @param {import('express').Response} [s] */\nfunction f(s) { «s.cookie»('a'); }", COOKIE),
        ("/** @param {import('express').Response} t */\nfunction f(s) { «s.cookie»('a'); }", None),
        ("/** @param {import('express').Response} s */\nconst f = (s) => «s.cookie»('a');", COOKIE),
        (
            "/** @param {import('express').Response} s */\nexports.f = function (s) { «s.cookie»('a'); };",
            COOKIE,
        ),
        ("const o = {\n /** @param {import('express').Response} s */\n m(s) { «s.cookie»('a'); } };", COOKIE),
        ("class A {\n /** @param {import('express').Response} s */\n m(s) { «s.cookie»('a'); } }", COOKIE),
        (
            "const express = require('express');\n/** @param {express.Response} s */\nfunction f(s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "/** @typedef {import('express').Response} Res */\n/** @param {Res} s */\nfunction f(s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        ("/** @param {string} s */\nfunction f(s) { «s.cookie»('a'); }", None),
        ("/* @param {import('express').Response} s */\nfunction f(s) { «s.cookie»('a'); }", None),
        ("/** @type {import('express').Response} */\nlet s; «s.cookie»('a');", COOKIE),
        ("/** @type {import('express').Response} */\nconst s = make(); «s.cookie»('a');", COOKIE),
        ("/** @type {import('express').RequestHandler} */\nconst f = (q, s) => «s.cookie»('a');", None),
        ("/** @returns {import('express').Response} */\nfunction make() {} «make().cookie»('a');", COOKIE),
        ("const s = /** @type {import('express').Response} */ (make()); «s.cookie»('a');", COOKIE),
    ],
)
def test_jsdoc(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (APP + "app.get('/', (q, s) => «s.cookie»('a'));", COOKIE),
        (APP + "app.get('/', function (q, s) { «s.cookie»('a'); });", COOKIE),
        (APP + "app.get('/', async (q, s) => { «s.cookie»('a'); });", COOKIE),
        (APP + "app.get('/', (q, { cookie }) => «cookie»('a'));", COOKIE),
        (APP + "app.get('/', ({ query }) => «query.host»);", "express.Request.query.host"),
        (APP + "app.get('/', ({ query: { host } }) => «host»);", "express.Request.query.host"),
        (APP + "app.get('/', (q) => { const { host } = q.query; «host»; });", "express.Request.query.host"),
        (APP + "app.get('/', [first, (q, s) => «s.cookie»('a')]);", COOKIE),
        (APP + "app.get('/', [[(q, s) => «s.cookie»('a')]]);", COOKIE),
        (APP + "app.get('/', first, (q, s) => «s.cookie»('a'));", COOKIE),
        (APP + "app.use((e, q, s, n) => «s.cookie»('a'));", COOKIE),
        (APP + "app.use((e, q, s, n) => «e.message»);", "express.Error.message"),
        (APP + "app.get('/', wrap((q, s) => «s.cookie»('a')));", COOKIE),
        (APP + "app.get('/', wrap(async (q, s) => { «s.cookie»('a'); }));", COOKIE),
        (APP + "app.get('/', wrap(other((q, s) => «s.cookie»('a'))));", COOKIE),
        (APP + "app.get('/', show); function show(q, s) { «s.cookie»('a'); }", COOKIE),
        (APP + "const show = (q, s) => «s.cookie»('a'); app.get('/', show);", COOKIE),
        (APP + "const show = (q, s) => «s.cookie»('a'); app.get('/', wrap(show));", COOKIE),
        (APP + "const show = wrap((q, s) => «s.cookie»('a')); app.get('/', show);", COOKIE),
        (APP + "const show = (q, s) => «s.cookie»('a'); const all = [show]; app.get('/', all);", COOKIE),
        (APP + "const c = { show(q, s) { «s.cookie»('a'); } }; app.get('/', c.show);", COOKIE),
        (APP + "const c = { show: (q, s) => «s.cookie»('a') }; app.get('/', c.show);", COOKIE),
        (APP + "const c = {}; c.show = (q, s) => «s.cookie»('a'); app.get('/', c.show);", COOKIE),
        (APP + "function show(q, s) { «s.cookie»('a'); } app.get('/', show); other('/', show);", COOKIE),
        (
            APP
            + "require('http').createServer(show); app.get('/', show); function show(q, s) { «s.cookie»('a'); }",
            None,
        ),
        (APP + "app.get('/', (q, s, n, x) => «x.cookie»('a'));", "express.Next.cookie"),
        (APP + "app.get('/', (q, s) => list.map((s) => «s.cookie»('a')));", None),
        (APP + "app.get('/', (q, s) => list.forEach(() => «s.cookie»('a')));", COOKIE),
        (APP + "app.get('/', (q, s) => { s = other; «s.cookie»('a'); });", None),
        (APP + "app.get('/', (q, s = other) => «s.cookie»('a'));", COOKIE),
        (APP + "app.get('/', (...all) => «all»);", None),
        (APP + "app.get('/', (q, ...all) => «all.cookie»);", None),
        (APP + "app.get('/', (q, s) => «s.status(200).cookie»('a'));", "express.Response.status().cookie"),
        (APP + "app.listen(3, (q, s) => «s.cookie»('a'));", None),
        (APP + "unknown.get('/', (q, s) => «s.cookie»('a'));", None),
        (APP + "app.get('/', (q, s) => «q.app.get»('x'));", "express.App.get"),
        (APP + "app.route('/x').get((q, s) => «s.cookie»('a'));", None),
        ("const app = require('express')().set('x', 1); app.get('/', (q, s) => «s.cookie»('a'));", COOKIE),
        ("const db = new (require('pg').Pool)(); db.query('select', (e, r) => «r.rows»);", "pg.Result.rows"),
        ("const db = new (require('pg').Pool)(); db.query((e, r) => «r.rows», 'x');", None),
        (
            "const Koa = require('koa'); const app = new Koa(); app.use(async (ctx, next) => «ctx.query»);",
            "koa.Context.query",
        ),
        ("require('http').createServer((q, s) => «s.end»());", "http.ServerResponse.end"),
        ("const f = require('fastify')(); f.get('/', async (q, r) => «r.send»(1));", "fastify.Reply.send"),
        ("const f = require('fastify')(); f.register(async (i) => { «i.get»('/'); });", "fastify.App.get"),
        (
            "const f = require('fastify')(); f.register(async (i) => { i.get('/', (q, r) => «r.send»()); });",
            "fastify.Reply.send",
        ),
    ],
)
def test_what_libraries_hand_to_callbacks(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("exports.show = (req, res) => «res.cookie»('a');", COOKIE),
        ("exports.show = (req, res, next) => { «res.status»(200); };", "express.Response.status"),
        (
            "export function show(request, response) { response.json(«request.query»); }",
            "express.Request.query",
        ),
        ("export const show = async (req, res) => { «res.json»(1); };", "express.Response.json"),
        ("module.exports = { show(req, res) { «res.json»(1); } };", "express.Response.json"),
        ("class A { show(req, res) { «res.json»(1); } }", "express.Response.json"),
        ("exports.show = (req, res) => «res.end»();", None),
        ("exports.show = (q, s) => «s.cookie»('a');", None),
        ("exports.show = (res, req) => «res.json»(1);", None),
        ("exports.show = (req, res, next, more) => «res.json»(1);", None),
        ("exports.show = (req) => «req.query»;", None),
        ("function f() { function inner(req, res) { «res.json»(1); } inner(1, 2); }", None),
    ],
)
def test_conventions(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const e = require('express'); «e()»;", "express.App"),
        ("const e = require('express'); «e.Router()»;", "express.Router"),
        ("const e = require('express'); «new e.Router()»;", "express.Router"),
        ("const e = require('express'); «e().set('a').set('b').get»;", "express.App.get"),
        ("const { Pool } = require('pg'); «new Pool().query»;", "pg.Pool.query"),
        (
            "const { Pool } = require('pg'); const c = await new Pool().connect(); «c.query»;",
            "pg.Client.query",
        ),
        ("const pg = require('pg'); «pg.other()»;", "pg.other"),
        ("const pg = require('pg'); «pg.other().more»;", "pg.other().more"),
        ("const make = () => require('express')(); «make()»;", "express.App"),
        ("function make() { const app = require('express')(); return app; } «make()»;", "express.App"),
        (
            "function make() { if (x) return require('express')(); return require('express')(); } «make()»;",
            "express.App",
        ),
        ("function make() { if (x) return 1; return require('express')(); } «make()»;", None),
        ("function make() { if (x) return; return require('express')(); } «make()»;", None),
        ("function make() { return f(() => { return 1; }), require('express')(); } «make()»;", "express.App"),
        ("function* make() { return require('express')(); } «make()»;", None),
        ("async function make() { return require('express')(); } «(await make()).get»;", "express.App.get"),
        ("const a = (() => require('express')())(); «a.get»;", "express.App.get"),
        ("const a = (function () { return require('express')(); })(); «a.get»;", "express.App.get"),
        (
            "function make() { return { app: require('express')() }; } const { app } = make(); «app.get»;",
            "express.App.get",
        ),
        ("const o = Object.freeze({ run: require('child_process').exec }); «o.run»;", "child_process.exec"),
        ("function f() { return f(); } «f()»;", None),
        ("function f() { return g(); } function g() { return f(); } «f()»;", None),
        ("function f(x) { return x; } «f(require('express'))»;", None),
    ],
)
def test_what_calls_return(source: str, expected: str | None) -> None:
    check_names(source, expected)
