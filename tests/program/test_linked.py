"""Files that name each other by tsconfig paths and as packages of one workspace, in both directions of the imports."""

import pytest
from tests.semantics.support import check_names

EXEC = "child_process.exec"
COOKIE = "express.Response.cookie"
TSCONFIG = '//- /p/tsconfig.json\n{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"], "@shell": ["src/run/shell.ts"] } } }\n'
WORKSPACE = (
    '//- /package.json\n{ "workspaces": ["packages/*"] }\n'
    '//- /packages/kernel/package.json\n{ "name": "@shop/core", "main": "dist/index.js" }\n'
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            TSCONFIG
            + "//- /p/src/run/shell.ts\nexport { exec } from 'child_process';\n//- /p/src/a.ts\nimport { exec } from '@/run/shell'; «exec»();",
            EXEC,
        ),
        (
            TSCONFIG
            + "//- /p/src/run/shell.ts\nexport { exec } from 'child_process';\n//- /p/src/a.ts\nimport { exec } from '@shell'; «exec»();",
            EXEC,
        ),
        (
            TSCONFIG
            + "//- /p/src/run/shell.ts\nexport { exec } from 'child_process';\n//- /p/a.ts\nimport { exec } from 'src/run/shell'; «exec»();",
            EXEC,
        ),
        (TSCONFIG + "//- /p/src/a.ts\nimport express from 'express'; «express()»;", "express.App"),
        (TSCONFIG + "//- /p/src/a.ts\nimport { exec } from '@/missing'; «exec»();", "@/missing.exec"),
        (
            WORKSPACE
            + "//- /packages/kernel/src/index.ts\nexport { exec } from 'child_process';\n//- /packages/web/package.json\n{}\n//- /packages/web/a.js\nimport { exec } from '@shop/core'; «exec»();",
            EXEC,
        ),
        # handlers that are registered in the file that imports them
        (
            TSCONFIG
            + "//- /p/src/run/shell.ts\nexport const show = (q, s) => «s.cookie»('a');\n//- /p/src/a.ts\nimport { show } from '@shell'; import express from 'express'; express().get('/', show);",
            COOKIE,
        ),
        (
            WORKSPACE
            + "//- /packages/kernel/src/index.ts\nexport const show = (q, s) => «s.cookie»('a');\n//- /packages/web/package.json\n{}\n//- /packages/web/a.js\nimport { show } from '@shop/core'; import express from 'express'; express().get('/', show);",
            COOKIE,
        ),
    ],
)
def test_names_of_files(source: str, expected: str | None) -> None:
    check_names(source, expected)


APP = "//- /app.js\nconst app = require('express')();\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            APP + "app.get('/', require('./c').show);\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { show } = require('./c'); app.get('/', show);\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show);\n//- /c.js\nmodule.exports = { show(q, s) { «s.cookie»('a'); } };",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show);\n//- /c.js\nfunction show(q, s) { «s.cookie»('a'); } module.exports = { show };",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.list);\n//- /c.js\nfunction show(q, s) { «s.cookie»('a'); } module.exports = { list: show };",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.a.show);\n//- /c.js\nmodule.exports = { a: { show: (q, s) => «s.cookie»('a') } };",
            COOKIE,
        ),
        (
            APP + "app.get('/', require('./c'));\n//- /c.js\nmodule.exports = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c'));\n//- /c.js\nmodule.exports = show; function show(q, s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c').default);\n//- /c.js\nexport default (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show);\n//- /c.js\nexports.show = wrap(async (q, s) => { «s.cookie»('a'); });",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show);\n//- /c.js\nconst show = wrap((q, s) => «s.cookie»('a')); module.exports = { show };",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show);\n//- /c.js\nconst show = (q, s) => «s.cookie»('a'); module.exports = { show: wrap(show) };",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.all);\n//- /c.js\nexports.all = [first, (q, s) => «s.cookie»('a')];",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', wrap(c.show));\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c'); app.get('/', c.show.bind(c));\n//- /c.js\nclass C { show(q, s) { «s.cookie»('a'); } } module.exports = new C();",
            COOKIE,
        ),
        (
            APP
            + "const C = require('./c'); const c = new C(); app.get('/', c.show);\n//- /c.js\nmodule.exports = class { show(q, s) { «s.cookie»('a'); } };",
            COOKIE,
        ),
        (
            APP
            + "const { C } = require('./c'); app.get('/', new C().show);\n//- /c.js\nclass C { show = (q, s) => { «s.cookie»('a'); }; } exports.C = C;",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c')(db); app.get('/', c.show);\n//- /c.js\nmodule.exports = (db) => ({ show(q, s) { «s.cookie»('a'); } });",
            COOKIE,
        ),
        (
            APP
            + "const c = require('./c').make(db); app.get('/', c.show);\n//- /c.js\nexports.make = function (db) { return { show: (q, s) => «s.cookie»('a') }; };",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c').guard('admin'));\n//- /c.js\nexports.guard = (role) => (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c').guard('admin'));\n//- /c.js\nexports.guard = function (role) { return function (q, s) { «s.cookie»('a'); }; };",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c')(1)(2));\n//- /c.js\nmodule.exports = (a) => (b) => (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "app.get('/', require('./c'));\n//- /c.js\nmodule.exports = (a) => (q, s) => «s.cookie»('a');",
            None,
        ),
        (
            APP
            + "const g = require('./c').guard('a'); app.get('/', g);\n//- /c.js\nexports.guard = (a) => wrap((q, s) => «s.cookie»('a'));",
            COOKIE,
        ),
        # through an index
        (
            APP
            + "const { c } = require('./all'); app.get('/', c.show);\n//- /all.js\nexports.c = require('./c');\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { c } = require('./all'); app.get('/', c.show);\n//- /all.js\nconst c = require('./c'); module.exports = { c };\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { show } = require('./all'); app.get('/', show);\n//- /all.js\nmodule.exports = { ...require('./c') };\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { show } = require('./all'); app.get('/', show);\n//- /all.js\nmodule.exports = require('./c');\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { show } = require('./all'); app.get('/', show);\n//- /all.js\nexport * from './c';\n//- /c.js\nexport const show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { list } = require('./all'); app.get('/', list);\n//- /all.js\nexport { show as list } from './c';\n//- /c.js\nexport const show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            APP
            + "const { c } = require('./all'); app.get('/', c.show);\n//- /all.js\nexport * as c from './c';\n//- /c.js\nexport function show(q, s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            APP
            + "const { c } = require('./all'); app.get('/', c.show);\n//- /all.js\nimport * as c from './c'; export { c };\n//- /c.js\nexport function show(q, s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        # from a folder below, or beside
        (
            "//- /p/r/app.js\nconst app = require('express')(); app.get('/', require('..').show);\n//- /p/index.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            "//- /p/r/app.js\nconst app = require('express')(); app.get('/', require('../').show);\n//- /p/index.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            "//- /p/app.js\nconst app = require('express')(); app.get('/', require('.').show);\n//- /p/index.js\nexports.show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        # ES imports
        (
            "//- /app.js\nimport express from 'express'; import { show } from './c'; express().get('/', show);\n//- /c.js\nexport const show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            "//- /app.js\nimport express from 'express'; import { show as list } from './c'; express().get('/', list);\n//- /c.js\nexport const show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            "//- /app.js\nimport express from 'express'; import * as c from './c'; express().get('/', c.show);\n//- /c.js\nexport const show = (q, s) => «s.cookie»('a');",
            COOKIE,
        ),
        (
            "//- /app.js\nimport express from 'express'; import show from './c'; express().get('/', show);\n//- /c.js\nexport default function show(q, s) { «s.cookie»('a'); }",
            COOKIE,
        ),
        (
            "//- /app.js\nimport express from 'express'; import c from './c'; express().get('/', c.show);\n//- /c.js\nexport default { show(q, s) { «s.cookie»('a'); } };",
            COOKIE,
        ),
        (
            "//- /app.ts\nimport express from 'express'; import c = require('./c'); express().get('/', c.show);\n//- /c.ts\nexport = { show(q, s) { «s.cookie»('a'); } };",
            COOKIE,
        ),
        (
            "//- /app.ts\nimport express from 'express'; import { C } from './c'; class R { constructor(private c: C) { express().get('/', this.c.show); } }\n//- /c.ts\nexport class C { show = (q, s) => { «s.cookie»('a'); }; }",
            COOKIE,
        ),
        # who is not registered, is not
        (
            APP + "app.get('/', require('./c').other);\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            None,
        ),
        (
            APP
            + "require('./c'); app.get('/', x.show);\n//- /c.js\nexports.show = (q, s) => «s.cookie»('a');",
            None,
        ),
        ("//- /c.js\nexports.show = (q, s) => «s.cookie»('a');", None),
    ],
)
def test_handlers_of_other_files(source: str, expected: str | None) -> None:
    check_names(source, expected)
