"""The one application model: who creates an application, what is registered on it in which order, who serves it."""

import pytest
from tests.semantics.support import files, program

from nodeward.program.apps import App, apps

E = "const express = require('express');\n"
APP = E + "const app = express();\n"


def told(app: App) -> str:
    """The registrations in order, with what is registered by a bare name; then what is known of the whole."""
    calls = []
    for registration in app.registrations:
        names = [site.model.text(site.node) for site in registration.arguments()]
        bare = [name for name in names if name.isidentifier()]
        calls.append(f"{registration.method}({','.join(bare)})")
    flags = ["partial", "listens", "exported", "mounted"]
    known = [flag for flag in flags if getattr(app, flag)] + (["routes"] if app.has_routes() else [])
    return " ".join(calls) + " | " + " ".join(known)


def check_apps(source: str, *expected: str) -> None:
    """The applications of all files, in the order of the files."""
    texts = files(source)
    found = program(texts)
    assert [told(app) for path in texts for app in apps(found, path)] == list(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # created, filled and served in one file
        (
            APP + "app.use(helmet); app.get('/', h); app.listen(3);",
            "use(helmet) get(h) listen() | listens routes",
        ),
        (
            APP + "app.use(a); app.get('/', (q, s) => 1); const server = app.listen(3);",
            "use(a) get() listen() | listens routes",
        ),
        (E + "express().use(a).use(b).listen(3);", "use(a) use(b) listen() | listens"),
        (E + "const app = express().use(a); app.use(b); app.listen(3);", "use(a) use(b) listen() | listens"),
        (E + "let app; app = express(); app.use(a); app.listen(3);", "use(a) listen() | listens"),
        (
            E + "let app; function start() { app = express(); app.use(a); } start(); app.listen(3);",
            "use(a) listen() | listens",
        ),
        (APP + "const other = app; other.use(a); app.listen(3);", "use(a) listen() | listens"),
        (APP + "if (production) { app.use(a); } app.listen(3);", "use(a) listen() | listens"),
        (APP + "function setup() { app.use(a); } setup(); app.listen(3);", "use(a) listen() | listens"),
        (
            APP + "start(); async function start() { await ready(); app.use(a); app.listen(3); }",
            "use(a) listen() | listens",
        ),
        (
            APP + "app.use([a, b]); app.use('/x', c, [d]); app.listen(3);",
            "use(a,b) use(c,d) listen() | listens",
        ),
        (APP + "const all = [a, b]; app.use(all); app.listen(3);", "use(a,b) listen() | listens"),
        (APP + "app.set('x', 1).use(a); app.listen(3);", "set() use(a) listen() | listens"),
        (APP + "app['use'](a); app.listen(3);", "use(a) listen() | listens"),
        (APP + "app?.use(a); app!.listen; app.listen(3);", "use(a) listen() | listens"),
        (APP + "const { use } = app; app.listen(3);", "listen() | listens"),
        (
            APP + "console.log(app); if (!app) throw app; app.listen(3);",
            "log(app) listen() | listens",
        ),
        (APP + "app.locals.x = 1; app.use(a); app.listen(3);", "use(a) listen() | listens"),
        (
            APP + "app.get('/', h); require('http').createServer(app).listen(3);",
            "get(h) createServer(app) | listens routes",
        ),
        (
            APP
            + "const http = require('http'); const server = http.createServer({}, app); server.listen(3);",
            "createServer(app) | listens",
        ),
        (APP + "require('supertest')(app).get('/');", "supertest(app) | "),
        (
            E + "import { createServer } from 'node:http'; createServer(express().use(a)).listen(3);",
            "use(a) createServer() | listens",
        ),
        # nothing of it is seen
        (APP, " | "),
        (E + "express();", " | "),
        # out of sight
        (APP + "unknown(app); app.listen(3);", "listen() | partial listens"),
        (
            APP + "require('some-package')(app); app.listen(3);",
            "some-package(app) listen() | partial listens",
        ),
        (APP + "global.app = app; app.listen(3);", "listen() | partial listens"),
        (APP + "const box = { app }; app.listen(3);", "listen() | listens"),
        (APP + "const box = [app]; app.listen(3);", "listen() | partial listens"),
        (APP + "container.register('app', app); app.listen(3);", "listen() | partial listens"),
        (APP + "for (const add of list) add(app); app.listen(3);", "listen() | partial listens"),
        (APP + "const x = app || other; app.listen(3);", "listen() | partial listens"),
        (APP + "module.exports = { ...app };", " | partial exported"),
        # exported
        (APP + "app.use(a); module.exports = app;", "use(a) | exported"),
        (APP + "app.use(a); module.exports = { app, server };", "use(a) | exported"),
        (APP + "app.use(a); module.exports.app = app;", "use(a) | exported"),
        (APP + "app.use(a); exports.app = app;", "use(a) | exported"),
        (E + "const app = module.exports = express(); app.use(a);", "use(a) | exported"),
        (E + "var app = exports = module.exports = express(); app.use(a);", "use(a) | exported"),
        (E + "module.exports = express().use(a);", "use(a) | exported"),
        (
            "import express from 'express'; const app = express(); app.use(a); export default app;",
            "use(a) | exported",
        ),
        ("import express from 'express'; export const app = express(); app.use(a);", "use(a) | exported"),
        (
            "import express from 'express'; const app = express(); app.use(a); export { app };",
            "use(a) | exported",
        ),
        (
            "import express from 'express'; const app = express(); app.use(a); export { app as server };",
            "use(a) | exported",
        ),
        ("import express from 'express'; export default express().use(a);", "use(a) | exported"),
    ],
)
def test_applications_of_one_file(source: str, expected: str) -> None:
    check_apps(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # exported by one file, served by another
        (
            APP
            + "app.use(a); module.exports = app;\n//- /bin/www.js\nconst app = require('../main'); app.set('port', 3); require('http').createServer(app).listen(3);",
            "use(a) set() createServer(app) | listens exported",
        ),
        (
            APP + "app.use(a); module.exports = app;\n//- /server.js\nrequire('./main').listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            APP
            + "app.use(a); module.exports = { app };\n//- /server.js\nconst { app } = require('./main'); app.use(b); app.listen(3);",
            "use(a) use(b) listen() | listens exported",
        ),
        (
            APP
            + "app.use(a); exports.app = app;\n//- /server.js\nimport { app } from './main'; app.listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            "import express from 'express'; export const app = express(); app.use(a);\n//- /server.js\nimport { app as it } from './main'; it.listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            "import express from 'express'; const app = express(); app.use(a); export default app;\n//- /server.js\nimport app from './main'; app.listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            "import express from 'express'; const app = express(); app.use(a); export default app;\n//- /server.js\nimport * as m from './main'; m.default.listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            APP
            + "app.use(a); module.exports = app;\n//- /all.js\nexports.app = require('./main');\n//- /server.js\nrequire('./all').app.listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            APP
            + "app.use(a); module.exports = app;\n//- /main.test.js\nconst app = require('./main'); require('supertest')(app).get('/');",
            "use(a) supertest(app) | exported",
        ),
        (
            APP + "app.use(a); module.exports = app;\n//- /other.js\nunknown(require('./main'));",
            "use(a) | partial exported",
        ),
        # handed to a function of another module
        (
            APP
            + "app.use(a); require('./setup')(app); app.use(c); app.listen(3);\n//- /setup.js\nmodule.exports = function (server) { server.use(b); };",
            "use(a) use(b) use(c) listen() | listens",
        ),
        (
            APP
            + "const setup = require('./setup'); setup(app); app.listen(3);\n//- /setup.js\nmodule.exports = (server) => { server.use(b); };",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "const setup = require('./setup'); setup(app); app.listen(3);\n//- /setup.js\nmodule.exports = (server) => server.use(b);",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "const { setup } = require('./setup'); setup(x, app); app.listen(3);\n//- /setup.js\nexports.setup = function (x, server) { server.use(b); };",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "require('./setup').setup(app); app.listen(3);\n//- /setup.js\nmodule.exports = { setup(server) { server.use(b); } };",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "require('./setup')(config)(app); app.listen(3);\n//- /setup.js\nmodule.exports = (config) => (server) => { server.use(b); };",
            "use(b) listen() | listens",
        ),
        (
            "import express from 'express'; import setup from './setup'; const app = express(); setup(app); app.listen(3);\n//- /setup.js\nexport default function (server) { server.use(b); }",
            "use(b) listen() | listens",
        ),
        (
            "import express from 'express'; import { setup } from './setup'; const app = express(); setup(app); app.listen(3);\n//- /setup.js\nexport const setup = async (server) => { server.use(b); };",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "one(app); function one(x) { x.use(a); two(x); x.use(c); } function two(y) { y.use(b); } app.use(d); app.listen(3);",
            "use(a) use(b) use(c) use(d) listen() | listens",
        ),
        (
            APP
            + "one(app); function one(x) { two(x); } function two(y) { y.use(b); one(y); } app.listen(3);",
            "use(b) listen() | listens",
        ),
        (
            APP + "setup(app); function setup(server = app) { server.use(b); } app.listen(3);",
            "use(b) listen() | listens",
        ),
        (
            APP + "setup({ app }); function setup({ app: server }) { server.use(b); } app.listen(3);",
            "use(b) listen() | listens",
        ),
        (
            APP + "setup({ app, db }); function setup(parts) { parts.app.use(b); } app.listen(3);",
            "use(b) listen() | listens",
        ),
        (
            APP + "setup({ app, db }); function setup(parts) { other(parts); } app.listen(3);",
            "listen() | partial listens",
        ),
        (
            APP
            + "require('./setup')({ expressApp: app }); app.listen(3);\n//- /setup.js\nmodule.exports = async ({ expressApp }) => { expressApp.use(b); };",
            "use(b) listen() | listens",
        ),
        (APP + "const box = { app }; box.app.use(b); box.app.listen(3);", "use(b) listen() | listens"),
        (APP + "const box = { app }; other(box); app.listen(3);", "listen() | partial listens"),
        (
            APP
            + "const box = { inner: { app } }; module.exports = box;\n//- /server.js\nconst { inner } = require('./main'); inner.app.listen(3);",
            "listen() | listens exported",
        ),
        (
            APP
            + "const same = setup(app); function setup(x) { x.use(a); return x; } same.use(b); same.listen(3);",
            "use(a) use(b) listen() | listens",
        ),
        (
            APP + "setup(app); function setup(...all) { all[0].use(b); } app.listen(3);",
            "listen() | partial listens",
        ),
        (
            APP + "setup(app); function setup() { arguments[0].use(b); } app.listen(3);",
            "listen() | partial listens",
        ),
        (
            APP + "setup(app); function setup({ use }) { use(b); } app.listen(3);",
            "listen() | partial listens",
        ),
        # handed to a class
        (
            APP + "new Setup(app); class Setup { constructor(server) { server.use(b); } } app.listen(3);",
            "use(b) listen() | listens",
        ),
        (
            APP
            + "const Setup = require('./setup'); new Setup(app); app.listen(3);\n//- /setup.js\nmodule.exports = class { constructor(server) { server.use(b); } };",
            "use(b) listen() | listens",
        ),
        (APP + "new Unknown(app); app.listen(3);", "listen() | partial listens"),
        (APP + "new Setup(app); class Setup { } app.listen(3);", "listen() | partial listens"),
        # given back by a function
        (
            E + "function create() { const app = express(); app.use(a); return app; } create().listen(3);",
            "use(a) listen() | listens",
        ),
        (
            E
            + "function create() { const app = express(); app.use(a); return app; } const app = create(); app.use(b); app.listen(3);",
            "use(a) use(b) listen() | listens",
        ),
        (
            E
            + "const create = () => { const app = express(); app.use(a); return app; }; create().listen(3);",
            "use(a) listen() | listens",
        ),
        (E + "const create = () => express().use(a); create().listen(3);", "use(a) listen() | listens"),
        (
            E
            + "async function create() { const app = express(); app.use(a); return app; } async function run() { (await create()).listen(3); }",
            "use(a) listen() | listens",
        ),
        (
            E
            + "exports.create = () => { const app = express(); app.use(a); return app; };\n//- /server.js\nconst { create } = require('./main'); const app = create(); app.use(b); app.listen(3);",
            "use(a) use(b) listen() | listens exported",
        ),
        (
            E
            + "module.exports = function () { const app = express(); app.use(a); return app; };\n//- /server.js\nrequire('./main')().listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            E
            + "module.exports = { create() { const app = express(); app.use(a); return app; } };\n//- /server.js\nrequire('./main').create().listen(3);",
            "use(a) listen() | listens exported",
        ),
        (
            "import express from 'express'; export default function create() { const app = express(); app.use(a); return app; }\n//- /server.js\nimport create from './main'; create().listen(3);",
            "use(a) listen() | listens exported",
        ),
        (E + "list.map(() => { const app = express(); return app; });", " | partial"),
        (E + "const box = { make: () => express() }; box.make().listen(3);", "listen() | listens"),
        (
            E
            + "function create() { const app = express(); app.use(a); return { app }; } create().app.listen(3);",
            "use(a) listen() | listens",
        ),
        # a field of a class
        (
            E
            + "class Server { constructor() { this.app = express(); this.app.use(a); } start() { this.app.listen(3); } } new Server().start();",
            "use(a) listen() | listens",
        ),
        (
            E
            + "class Server { app = express(); constructor() { this.app.use(a); } start() { this.app.listen(3); } } new Server().start();",
            "use(a) listen() | listens",
        ),
        (
            E
            + "class Server { constructor() { this.app = express(); this.app.use(a); } } const s = new Server(); s.app.use(b); s.app.listen(3);",
            "use(a) use(b) listen() | listens",
        ),
        (
            E
            + "class Server { constructor() { this.app = express(); this.fill(this.app); this.app.listen(3); } fill(app) { app.use(b); } } new Server();",
            "use(b) listen() | listens",
        ),
        (
            E
            + "class Server { constructor() { this.app = express(); } } new Server().app.listen(3); unknown(new Server());",
            " | partial",
        ),
        # cycles between files
        (
            APP
            + "module.exports = app; app.use(a); require('./routes');\n//- /routes.js\nconst app = require('./main'); app.get('/', h); module.exports = require('./main');",
            "use(a) get(h) | exported routes",
        ),
        (
            "import express from 'express'; import { add } from './b'; export const app = express(); add(app); app.listen(3);\n//- /b.js\nimport { app } from './main'; export function add(x) { x.use(a); app.use(b); add(app); }",
            "use(a) listen() use(b) | listens exported",
        ),
    ],
)
def test_applications_across_functions_and_files(source: str, expected: str) -> None:
    check_apps(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # routers count as routes
        (
            APP
            + "app.use('/x', require('./routes')); app.listen(3);\n//- /routes.js\nconst router = require('express').Router(); router.get('/', h); module.exports = router;",
            ["use() listen() | listens routes"],
        ),
        (
            APP + "const router = express.Router(); app.use(router); app.listen(3);",
            ["use(router) listen() | listens routes"],
        ),
        # an application that is a part of another
        (
            APP + "const admin = express(); admin.use(b); app.use('/admin', admin); app.listen(3);",
            ["use(admin) listen() | listens", "use(b) | mounted"],
        ),
        (
            APP
            + "app.use('/admin', require('./admin')); app.listen(3);\n//- /admin.js\nconst admin = require('express')(); admin.use(b); module.exports = admin;",
            ["use() listen() | listens", "use(b) | exported mounted"],
        ),
        (
            APP
            + "const router = express.Router(); const sub = express(); router.use(sub); app.use(router); app.listen(3);",
            ["use(router) listen() | listens routes", " | mounted"],
        ),
        # two applications
        (
            APP + "const other = express(); app.use(a); other.use(b); app.listen(3); other.listen(4);",
            ["use(a) listen() | listens", "use(b) listen() | listens"],
        ),
        # Koa
        (
            "const Koa = require('koa'), Router = require('@koa/router'); const app = new Koa(), router = new Router(); app.use(a).use(router.routes()); app.listen(3);",
            ["use(a) use() listen() | listens routes"],
        ),
        (
            "import Koa from 'koa'; const app = new Koa(); app.use(async (ctx) => { ctx.body = 1; }); require('http').createServer(app.callback());",
            ["use() callback() | listens routes"],
        ),
        ("import Koa from 'koa'; export default class Server extends Koa { }", []),
        # Fastify
        (
            "const app = require('fastify')({ logger: true }); app.register(a); app.get('/', async () => 1); app.listen({ port: 3 });",
            ["register(a) get() listen() | listens routes"],
        ),
        (
            "const app = require('fastify')(); app.register(async function (f) { f.register(b); f.get('/', h); }); app.listen({ port: 3 });",
            ["register() register(b) get(h) listen() | listens routes"],
        ),
        (
            "const app = require('fastify')(); app.register(require('./plugin'), { prefix: '/x' }); app.listen({ port: 3 });\n//- /plugin.js\nmodule.exports = async function (f, options) { f.get('/', h); };",
            ["register() get(h) listen() | listens routes"],
        ),
        (
            "import Fastify from 'fastify'; import { routes } from './routes'; export const app = Fastify(); app.register(routes);\n//- /routes.ts\nimport type { FastifyInstance } from 'fastify'; export async function routes(f: FastifyInstance) { f.get('/', h); }",
            ["register(routes) get(h) | exported routes"],
        ),
        (
            "const app = require('fastify')(); app.register(require('some-plugin')); app.listen({ port: 3 });",
            ["register() listen() | listens"],
        ),
        # a lookalike
        (
            "const express = require('./express'); const app = express(); app.listen(3);\n//- /express.js\nmodule.exports = () => ({ listen() {} });",
            [],
        ),
        ("function f(express) { const app = express(); app.listen(3); }", []),
        ("// const app = express();\nconst x = 'express()';", []),
    ],
)
def test_frameworks(source: str, expected: list[str]) -> None:
    check_apps(source, *expected)


def test_more_uses_than_are_looked_at_leave_an_application_partial() -> None:
    check_apps(APP + "app;\n" * 5000 + "app.listen(3);", " | partial")
