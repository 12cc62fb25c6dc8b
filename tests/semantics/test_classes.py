"""Classes: fields, `this`, static members, constructors, instances that are known."""

import pytest
from tests.semantics.support import check_names

EXEC = "child_process.exec"
CP = "const cp = require('child_process');\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (CP + "class A { run = cp.exec; m() { «this.run»('ls'); } }", EXEC),
        (CP + "class A { #run = cp.exec; m() { «this.#run»('ls'); } }", EXEC),
        (CP + "class A { constructor() { this.run = cp.exec; } m() { «this.run»('ls'); } }", EXEC),
        (
            CP
            + "class A { constructor() { this.cp = cp; } m() { const { exec } = this.cp; «exec»('ls'); } }",
            EXEC,
        ),
        (
            CP + "class A { constructor() { this.cp = cp; } m() { const f = () => «this.cp.exec»('ls'); } }",
            EXEC,
        ),
        (
            CP + "class A { constructor() { this.cp = cp; } m() { function f() { «this.cp.exec»('ls'); } } }",
            None,
        ),
        (
            CP
            + "class A { constructor() { this.cp = cp; } m() { return { cp: 1, n() { «this.cp.exec»; } }; } }",
            None,
        ),
        (CP + "class A { run = cp.exec; m() { this.run = mine; «this.run»('ls'); } }", None),
        (CP + "class A { run; m() { this.run = cp.exec; «this.run»('ls'); } }", EXEC),
        (CP + "class A { m() { «this.run»('ls'); } } class B { run = cp.exec; }", None),
        (CP + "let run = null; function m() { run = cp.exec; «run»('ls'); }", EXEC),
        (CP + "let run = 0; function m() { run = cp.exec; «run»('ls'); }", None),
        (CP + "class A { run = null; m() { this.run = cp.exec; «this.run»('ls'); } }", EXEC),
        (CP + "class A { run = undefined; m() { this.run = cp.exec; «this.run»('ls'); } }", EXEC),
        (CP + "class A { run = cp.exec; stop() { this.run = null; } m() { «this.run»('ls'); } }", EXEC),
        (CP + "class A { run = false; m() { this.run = cp.exec; «this.run»('ls'); } }", None),
        (CP + "class A { run = null; m() { this.run = cp.exec; this.run = mine; «this.run»('ls'); } }", None),
        (CP + "class A { static run = null; } A.run = cp.exec; «A.run»('ls');", EXEC),
        (CP + "class A { static run = false; } A.run = cp.exec; «A.run»('ls');", None),
        (CP + "class A { static run = cp.exec; static m() { «this.run»('ls'); } }", EXEC),
        (CP + "class A { static run = cp.exec; m() { «A.run»('ls'); } }", EXEC),
        (CP + "class A { static run = cp.exec; m() { «this.run»('ls'); } }", None),
        (CP + "class A { run = cp.exec; } const a = new A(); «a.run»('ls');", EXEC),
        (CP + "class A { run = cp.exec; } «new A().run»('ls');", EXEC),
        (CP + "class A { get run() { return cp.exec; } m() { «this.run»('ls'); } }", EXEC),
        (CP + "class A { run() { return cp.exec; } m() { «this.run()»('ls'); } }", EXEC),
        (CP + "class A { static make() { return cp.exec; } } «A.make()»('ls');", EXEC),
        (CP + "const A = class { run = cp.exec; }; «new A().run»('ls');", EXEC),
        (CP + "class A { run = cp.exec; } class B extends A { m() { «this.run»('ls'); } }", EXEC),
        (
            CP
            + "class A { constructor() { this.run = cp.exec; } } class B extends A { } «new B().run»('ls');",
            EXEC,
        ),
        (CP + "class A extends Missing { m() { «this.run»('ls'); } }", None),
        (
            "const { Pool } = require('pg'); class A { constructor() { this.db = new Pool(); } m() { «this.db.query»(sql); } }",
            "pg.Pool.query",
        ),
        (
            "const pg = require('pg'); class A { db = new pg.Pool(); m() { const c = this.db.connect(); «c.query»(s); } }",
            "pg.Client.query",
        ),
        (
            "const e = require('express'); class A { constructor() { this.app = e(); this.app.get('/', (r, s) => «s.cookie»('a')); } }",
            "express.Response.cookie",
        ),
        (
            "const e = require('express'); class A { constructor(app) { app.get('/', this.show); } show(q, s) { «s.cookie»('a'); } } new A(e());",
            None,
        ),
        (
            "const app = require('express')(); class A { constructor() { app.get('/', this.show); } show(q, s) { «s.cookie»('a'); } }",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); class A { constructor() { app.get('/', this.show.bind(this)); } show(q, s) { «s.cookie»; } }",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); class A { constructor() { app.get('/', this.show); } show = (q, s) => { «s.cookie»('a'); } }",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); class A { show(q, s) { «s.cookie»('a'); } } const a = new A(); app.get('/', a.show);",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); class A { static show(q, s) { «s.cookie»('a'); } } app.get('/', A.show);",
            "express.Response.cookie",
        ),
        (
            "const app = require('express')(); class A { show(q, s) { «s.cookie»('a'); } } other.show; app.get('/', other.show);",
            None,
        ),
    ],
)
def test_classes(source: str, expected: str | None) -> None:
    check_names(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "class A { constructor(private readonly app: Express) { «this.app.get»('/'); } }",
            "express.App.get",
        ),
        ("class A { constructor(private app: Express) { } m() { «this.app.get»('/'); } }", "express.App.get"),
        ("class A { constructor(app: Express) { } m() { «this.app.get»('/'); } }", None),
        ("class A { private app: Express; m() { «this.app.get»('/'); } }", "express.App.get"),
        ("class A { app!: Express; m() { «this.app.get»('/'); } }", "express.App.get"),
        (
            "class A { app: Express; constructor() { this.app = express(); } m() { «this.app.get»('/'); } }",
            "express.App.get",
        ),
        (
            "class A { app: Express; constructor(x) { this.app = x; } m() { «this.app.get»('/'); } }",
            "express.App.get",
        ),
        (
            "class S { app: Express } class A { constructor(private s: S) {} m() { «this.s.app.get»('/'); } }",
            "express.App.get",
        ),
        ("class S { app: Express } function f(s: S) { «s.app.get»('/'); }", "express.App.get"),
        ("abstract class A { protected app: Express; m() { «this.app.get»('/'); } }", "express.App.get"),
    ],
)
def test_classes_of_typescript(source: str, expected: str | None) -> None:
    check_names(f"//- /main.ts\nimport express, {{ Express }} from 'express';\n{source}", expected)
