"""Names by the models of the repository: libraries mean the same in every form in which people load and type them."""

import pytest
from tests.rulebook_files import repository_rules
from tests.semantics.support import check_names

BOOK, _ = repository_rules()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import { readFile } from 'node:fs/promises'; «readFile»('a');", "fs/promises.readFile"),
        ("const { promises: { readFile } } = require('fs'); «readFile»('a');", "fs/promises.readFile"),
        ("import { promises as fs } from 'fs'; «fs.readFile»('a');", "fs/promises.readFile"),
        (
            "const exec = require('util').promisify(require('child_process').exec); «exec»('ls');",
            "child_process.exec",
        ),
        ("import cp from 'child_process'; «cp.default.exec»('ls');", "child_process.exec"),
        ("«eval»('1');", "eval"),
        ("«globalThis.eval»('1');", "eval"),
        ("function f(eval) { «eval»('1'); }", None),
        ("«/a/.exec»(x);", None),
        ("«db.exec»(x);", None),
        (
            "const app = require('express')(); app.get('/', (q, s) => «s.cookie»('a'));",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); app.get('/', (q, s) => f(«q.query.x»));",
            "express.Request.query.x",
        ),
        (
            "const app = require('express')(); app.get('/', (q, s) => «s.status(200).cookie»('a'));",
            "express.Response.cookie",
        ),
        (
            "const { Router } = require('express'); Router().post('/', async (q, s) => «s.send»(1));",
            "express.Response.send",
        ),
        ("const app = require('express')(); app.use((e, q, s, n) => «s.send»(1));", "express.Response.send"),
        (
            "//- /main.ts\nimport { Request, Response } from 'express'; const f = (q: Request, s: Response) => «s.redirect»('/');",
            "express.Response.redirect",
        ),
        (
            "//- /main.ts\nimport type { Application } from 'express'; const f = (app: Application) => «app.use»(x);",
            "express.App.use",
        ),
        (
            "/** @param {import('express').Response} s */\nfunction f(s) { «s.cookie»('a'); }",
            "express.Response.cookie",
        ),
        ("exports.show = (req, res) => { «res.cookie»('a'); res.json(1); };", "express.Response.cookie"),
        (
            "const Koa = require('koa'); const app = new Koa(); app.use((ctx) => f(«ctx.request.query»));",
            "koa.Context.request.query",
        ),
        ("const app = require('fastify')(); app.get('/', (q, r) => f(«q.query»));", "fastify.Request.query"),
        (
            "//- /main.ts\nclass A { private app = express(); m() { «this.app.use»(x); } }\nimport express from 'express';",
            "express.App.use",
        ),
    ],
)
def test_names_by_the_models_of_the_repository(source: str, expected: str | None) -> None:
    check_names(source, expected, library=BOOK.library)


def test_every_framework_can_be_created() -> None:
    """The application model finds an application by what makes one."""
    made = set(BOOK.library.returns.values())
    assert {framework.app for framework in BOOK.library.frameworks} <= made
