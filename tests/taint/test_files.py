"""Flows from one file to another, in every form in which files hand functions to each other."""

import pytest
from tests.taint.support import flows, split

ROUTE = 'const app = require("express")();\n'
# Files of the project, the one with the command, and `«a|b»` as in test_constructs.
PROJECTS: dict[str, tuple[str, dict[str, str]]] = {
    "named export": (
        "run.mjs",
        {
            "app.mjs": 'import express from "express";\nimport { run } from "./run.mjs";\n'
            'express().get("/", (req) => run(«req.query.x|"a"»));\n',
            "run.mjs": 'import { exec } from "child_process";\nexport function run(value) { exec(value); }\n',
        },
    ),
    "default export": (
        "run.js",
        {
            "app.js": 'import express from "express";\nimport run from "./run";\n'
            'express().get("/", (req) => run(«req.query.x|"a"»));\n',
            "run.js": 'import { exec } from "child_process";\nexport default (value) => exec(value);\n',
        },
    ),
    "re-export": (
        "run.js",
        {
            "app.js": 'import express from "express";\nimport { go } from "./lib";\n'
            'express().get("/", (req) => go(«req.query.x|"a"»));\n',
            "lib/index.js": 'export { run as go } from "../run";\n',
            "run.js": 'import { exec } from "child_process";\nexport const run = (value) => exec(value);\n',
        },
    ),
    "star": (
        "run.js",
        {
            "app.js": 'import express from "express";\nimport * as lib from "./lib";\n'
            'express().get("/", (req) => lib.run(«req.query.x|"a"»));\n',
            "lib.js": 'export * from "./run";\n',
            "run.js": 'import { exec } from "child_process";\nexport const run = (value) => exec(value);\n',
        },
    ),
    "default object of functions": (
        "run.js",
        {
            "app.js": 'import express from "express";\nimport tools from "./run";\n'
            'express().get("/", (req) => tools.run(«req.query.x|"a"»));\n',
            "run.js": 'import { exec } from "child_process";\nconst run = (value) => exec(value);\nexport default { run };\n',
        },
    ),
    "module.exports function": (
        "run.js",
        {
            "app.js": ROUTE + 'app.get("/", (req) => require("./run")(«req.query.x|"a"»));\n',
            "run.js": 'module.exports = (value) => require("child_process").exec(value);\n',
        },
    ),
    "exports member": (
        "run.js",
        {
            "app.js": ROUTE
            + 'const { run: go } = require("./run");\napp.get("/", (req) => go(«req.query.x|"a"»));\n',
            "run.js": 'exports.run = (value) => require("child_process").exec(value);\n',
        },
    ),
    "class": (
        "job.js",
        {
            "app.js": ROUTE
            + 'const Job = require("./job");\napp.get("/", (req) => new Job(«req.query.x|"a"»).start());\n',
            "job.js": 'const { exec } = require("child_process");\n'
            "class Job { constructor(value) { this.value = value; } start() { exec(this.value); } }\nmodule.exports = Job;\n",
        },
    ),
    "object of a class": (
        "job.js",
        {
            "app.js": ROUTE
            + 'const job = require("./job");\napp.get("/", (req) => job.start(«req.query.x|"a"»));\n',
            "job.js": 'const { exec } = require("child_process");\n'
            "class Job { start(value) { exec(value); } }\nmodule.exports = new Job();\n",
        },
    ),
    "controller and route": (
        "controller.js",
        {
            "app.js": ROUTE + 'app.use("/", require("./routes"));\n',
            "routes.js": 'const router = require("express").Router();\nconst ctrl = require("./controller");\n'
            'router.get("/", ctrl.«show|hide»);\nmodule.exports = router;\n',
            "controller.js": 'const { exec } = require("child_process");\n'
            "exports.show = (ask) => exec(ask.query.x);\nexports.hide = (ask) => {};\n",
        },
    ),
    "controller of a class": (
        "controller.ts",
        {
            "routes.ts": 'import { Router } from "express";\nimport { Ctrl } from "./controller";\n'
            'const ctrl = new Ctrl();\nRouter().get("/", ctrl.«show|hide».bind(ctrl));\n',
            "controller.ts": 'import { exec } from "node:child_process";\n'
            "export class Ctrl { show(ask) { exec(ask.query.x); } hide(ask) {} }\n",
        },
    ),
    "types": (
        "controller.ts",
        {
            "controller.ts": 'import { exec } from "node:child_process";\nimport type { Request«|s» } from "express";\n'
            "export const show = (ask: Request«|s») => { exec(ask.query.x as string); };\n",
        },
    ),
    "service that is injected": (
        "service.ts",
        {
            "controller.ts": 'import { Request } from "express";\nimport { Service } from "./service";\n'
            "export class Ctrl {\n  constructor(private readonly service: Service) {}\n"
            '  show(ask: Request) { this.service.run(«ask.query.x|"a"»); }\n}\n',
            "service.ts": 'import { exec } from "node:child_process";\n'
            "export class Service { run(value: string) { exec(value); } }\n",
        },
    ),
    "middleware of another file": (
        "app.js",
        {
            "app.js": ROUTE + 'const { exec } = require("child_process");\napp.use(require("./load"));\n'
            'app.get("/", (req, res) => exec(res.locals.«job|other»));\n',
            "load.js": "module.exports = (req, res, next) => { res.locals.job = req.query.job; next(); };\n",
        },
    ),
    "callback to another file": (
        "app.js",
        {
            "app.js": ROUTE
            + 'const { exec } = require("child_process");\nconst { load } = require("./load");\n'
            'app.get("/", (req) => load(«req.query.x|"a"», (error, value) => exec(value)));\n',
            "load.js": "exports.load = (id, done) => { done(null, id); };\n",
        },
    ),
    "returned by another file": (
        "app.js",
        {
            "app.js": ROUTE
            + 'const { exec } = require("child_process");\nconst { build } = require("./build");\n'
            'app.get("/", async (req) => exec(await build(«req.query.x|"a"»)));\n',
            "build.js": "exports.build = async (name) => { return `ls ${name}`; };\n",
        },
    ),
    "cleaned in another file": (
        "app.js",
        {
            "app.js": ROUTE
            + 'const { exec } = require("child_process");\nconst { build } = require("./build");\n'
            'app.get("/", (req) => exec(build(req.query.x)));\n',
            "build.js": "exports.build = (name) => name.replace(/[^a-z«;|»]/g, '');\n",
        },
    ),
    "judged in another file": (
        "app.js",
        {
            "app.js": ROUTE
            + 'const { exec } = require("child_process");\nconst { fits } = require("./fits");\n'
            'app.get("/", (req) => { if (fits(req.query.x)) exec(req.query.x); });\n',
            "fits.js": "const NAMES = ['a'];\nexports.fits = (name) => «!|»NAMES.includes(name);\n",
        },
    ),
    "circle of files": (
        "b.js",
        {
            "app.js": ROUTE + 'const a = require("./a");\napp.get("/", (req) => a.one(«req.query.x|"a"»));\n',
            "a.js": 'const b = require("./b");\nexports.one = (value) => b.two(value);\n',
            "b.js": 'const a = require("./a");\nconst { exec } = require("child_process");\n'
            "exports.two = (value) => { if (value.length > 9) a.one(value); exec(value); };\n",
        },
    ),
    "value of a module": (
        "app.js",
        {
            "app.js": ROUTE
            + 'const { exec } = require("child_process");\nconst state = require("./state");\n'
            'app.post("/", (req) => { state.job = req.body.job; });\napp.get("/", () => exec(state.«job|other»));\n',
            "state.js": "module.exports = { job: '', other: '' };\n",
        },
    ),
    "paths of tsconfig": (
        "src/run.ts",
        {
            "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]}}}',
            "src/app.ts": 'import express from "express";\nimport { run } from "@/run";\n'
            'express().get("/", (req) => run(«req.query.x|"a"»));\n',
            "src/run.ts": 'import { exec } from "child_process";\nexport const run = (value) => exec(value);\n',
        },
    ),
}


def found(name: str, number: int) -> bool:
    path, files = PROJECTS[name]
    texts = {file: split(text)[number] for file, text in files.items()}
    manifest = {"package.json": '{"name": "project", "private": true}'}
    return any(each.flows for each in flows({**manifest, **texts}, path))


@pytest.mark.parametrize("name", PROJECTS)
def test_it_flows(name: str) -> None:
    assert found(name, 0)


@pytest.mark.parametrize("name", PROJECTS)
def test_one_token_makes_it_safe(name: str) -> None:
    assert not found(name, 1)
