"""Functions that no call is given: known by an object that is, by a map, a file's name, a directive, a decorator."""

import msgspec
import pytest
from tests.semantics.support import check_names

from nodeward.rulebook.modelfile import ModelFile, library

MODEL = {
    "model": "toy",
    "returns": {"toy": "toy.App", "toy.App.route": "toy.App"},
    "callbacks": [
        {
            "call": "toy.App.route",
            "property": ["handler", "options.pre.method"],
            "parameters": ["toy.Request"],
        },
        {"call": "toy.Schema", "property": "fields.*.resolve", "parameters": ["", "toy.Args"]},
        {"call": "toy.App.on", "argument": 1, "first": ["open", "shut"], "parameters": ["toy.Socket"]},
    ],
    "conventions": [{"under": ["Query"], "parameters": ["", "toy.Args"]}],
    "exported": [
        {"file": "api/**/*.{js,ts}", "names": ["default", "GET"], "parameters": ["toy.Request"]},
        {"names": ["handler"], "called": ["event"], "parameters": ["toy.Event"]},
        {"directive": "use toy", "parameters": ["toy.Form"]},
    ],
    "decorators": [{"name": ["toy.Body"], "is": "toy.Request.body", "unless": ["toy.Int"]}],
}
LIBRARY = library([msgspec.convert(MODEL, ModelFile)])
APP = 'const toy = require("toy"); const app = toy(); '
ESM = 'import { Body, Int } from "toy"; '

KNOWN = [
    # In an object that a call is given.
    (APP + "app.route({ handler: (a) => «a.x» });", "toy.Request.x"),
    (APP + "app.route({ handler(a) { «a.x»; } });", "toy.Request.x"),
    (APP + "const handler = (a) => «a.x»; app.route({ handler });", "toy.Request.x"),
    (APP + "app.route({ handler: wrap((a) => «a.x») });", "toy.Request.x"),
    (APP + "const route = { handler: (a) => «a.x» }; app.route([route]);", "toy.Request.x"),
    (APP + "app.route({ options: { pre: [{ method: (a) => «a.x» }] } });", "toy.Request.x"),
    (APP + "new toy.Schema({ fields: () => ({ x: { resolve: (a, b) => «b.x» } }) });", "toy.Args.x"),
    (APP + 'app.on("open", (a) => «a.x»);', "toy.Socket.x"),
    (
        "//- /list.js\nexports.list = (a) => «a.x»;\n//- /routes.js\n"
        "const c = require('./list'); module.exports = [{ handler: c.list }];\n//- /main.js\n"
        + APP
        + "app.route(require('./routes'));",
        "toy.Request.x",
    ),
    # In a map.
    ("const all = { Query: { x: (a, b) => «b.x» } };", "toy.Args.x"),
    ("export const Query = { x(a, b) { «b.x»; } };", "toy.Args.x"),
    ("const x = (a, b) => «b.x»; const Query = { x };", "toy.Args.x"),
    # By its file and name.
    ("//- /src/api/a/b.ts\nexport default (a) => «a.x»;", "toy.Request.x"),
    ("//- /api/a.js\nexport default wrap(function one(a) { «a.x»; });", "toy.Request.x"),
    ("//- /api/a.js\nconst GET = (a) => «a.x»; export { GET };", "toy.Request.x"),
    ("//- /api/a.js\nexports.GET = (a) => «a.x»;", "toy.Request.x"),
    ("'use toy'; export async function one(a) { «a.x»; }", "toy.Form.x"),
    ("function one(a) { 'use strict'; 'use toy'; «a.x»; }", "toy.Form.x"),
    ("exports.handler = (event) => «event.x»;", "toy.Event.x"),
    # By a decorator.
    ("//- /main.ts\n" + ESM + "class A { one(@Body() a: B) { «a.x»; } }", "toy.Request.body.x"),
    ("//- /main.ts\n" + ESM + "class A { one(@Body('a') { x }: B) { «x»; } }", "toy.Request.body.x"),
]
UNKNOWN = [
    APP + "app.route({ other: (a) => «a.x» });",
    APP + "app.route({ deep: { handler: (a) => «a.x» } });",
    APP + "other.route({ handler: (a) => «a.x» });",
    APP + "const route = { handler: (a) => «a.x» };",
    APP + 'app.on("other", (a) => «a.x»);',
    APP + "app.on(name, (a) => «a.x»);",
    APP + "new toy.Schema({ fields: { resolve: (a, b) => «b.x» } });",
    "const all = { Queries: { x: (a, b) => «b.x» } };",
    "const Query = (a, b) => «b.x»;",
    "//- /other/a.js\nexport default (a) => «a.x»;",
    "//- /api/a.mjs\nexport default (a) => «a.x»;",
    "//- /api/a.js\nexport const other = (a) => «a.x»;",
    "//- /api/a.js\nconst GET = (a) => «a.x»;",
    "exports.handler = (argv) => «argv.x»;",
    "exports.handler = () => «event.x»;",
    "export async function one(a) { «a.x»; }",
    "one(); 'use toy'; export async function one(a) { «a.x»; }",
    "'use toy'; function one(a) { «a.x»; }",
    "//- /main.ts\n" + ESM + "class A { one(@Body('a', Int) a: B) { «a.x»; } }",
    "//- /main.ts\n" + ESM + "class A { one(@Body('a', new Int()) a: B) { «a.x»; } }",
    "//- /main.ts\nclass A { one(@Body() a: B) { «a.x»; } }",
]


@pytest.mark.parametrize(("source", "name"), KNOWN)
def test_a_function_is_known_by_its_place(source: str, name: str) -> None:
    check_names(source, name, library=LIBRARY)


@pytest.mark.parametrize("source", UNKNOWN)
def test_other_places_say_nothing(source: str) -> None:
    check_names(source, None, library=LIBRARY)
