"""What a file is for, by its path and its text."""

from collections.abc import Callable, Mapping

import pytest

from nodeward.project.kinds import LONGEST_LINE, FileKind, file_kind, is_output
from nodeward.text.files import Files

Plant = Callable[[Mapping[str, str | bytes]], Files]

BY_PATH = {
    FileKind.VENDOR: [
        "node_modules/x/index.js", "a/node_modules/x.js", "vendor/jquery.js", "public/vendor/a.js",
        "public/js/vendor/a.js", "third_party/a.js", "src/bower_components/a.js",
        "admin/public/js/lib/jquery/jquery-1.10.2.js", "static/d3.v7.8.5.js", "www/chart-4.0.0-beta1.js",
    ],
    FileKind.GENERATED: [
        "dist/app.js", "build/server.js", "out/a.ts", "packages/web/dist/a.js", ".next/server/app.js", "public/app.min.js",
        "a.bundle.js", "a.min.mjs", "a-min.js", "coverage/prettify.js", "coverage/lcov-report/sorter.js", "Dist/app.js",
    ],
    FileKind.TEST: [
        "test/a.js", "tests/unit/a.ts", "src/__tests__/a.js", "__mocks__/fs.js", "spec/a.js", "e2e/login.ts",
        "test/fixtures/app.js", "fixtures/app.js", "mocks/db.js", "stories/Button.jsx", "src/a.test.ts", "a.spec.js",
        "a.cy.js", "a.e2e.ts", "Button.stories.tsx", "db.mock.ts", "test.js", "test/run.ejs",
    ],
    FileKind.EXAMPLE: ["examples/a.js", "demo/app.js", "docs/sample/a.js"],
    FileKind.TEMPLATE: ["views/index.ejs", "a.hbs", "index.html", "mail/welcome.pug"],
    FileKind.CONFIG: [
        "package.json", ".eslintrc.js", ".prettierrc.cjs", ".npmrc", ".env", ".env.production", "next.config.mjs",
        "karma.conf.js", "config/webpack.prod.js", "web/vite.config.ts", "gulpfile.js", "knexfile.js", "Dockerfile",
        "docker-compose.yml", "jest.setup.ts", ".gitignore",
    ],
    FileKind.SCRIPT: ["scripts/seed.js", "bin/tool.js", "tools/a.ts", "src/cli/index.ts"],
    FileKind.SERVER: [
        "app/api/users/route.ts", "src/app/route.js", "pages/api/login.js", "src/pages/api/a/b.ts",
        "src/routes/+server.js", "src/routes/+page.server.ts", "app/models/user.server.ts", "server/limits.js",
        "backend/a/b.js", "src/server.ts",
    ],
    FileKind.BROWSER: ["src/App.jsx", "src/App.tsx", "public/app.js", "public/scripts/app.js", "src/App.vue"],
    FileKind.MODULE: [
        "index.js", "src/hash.ts", "src/vendor/vendor.service.js", "routes/stories/index.js", "src/coverage/quote.js",
        "src/contest.js", "latest/app.js", "mind.js", "distance/a.js", "app/config/auth.config.js", "README.md", "a.go",
        "src/next.options.js", "spectest.js", "src/test.js", "src/migrate-1.2.0.js",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind"), [(path, kind) for kind, paths in BY_PATH.items() for path in paths]
)
def test_a_path_tells_the_kind(path: str, kind: FileKind) -> None:
    assert file_kind(path, b"") is kind


BY_TEXT = {
    FileKind.SERVER: [
        "const express = require('express');",
        'import Koa from "koa";',
        "import type { Request } from 'express'",
        "import {\n  Injectable,\n} from '@nestjs/common';",
        "const { readFile } = require('fs/promises')",
        "import path from 'node:path';\nwindow.x = 1",
        "const jwt = require(`jsonwebtoken`);",
        "await import('pg')",
        "import 'dotenv/config'",
        '"use server";\nexport async function save(data) {}',
        "// comment\n'use server'\n",
        "import { cookies } from 'next/headers'",
        "import React from 'react'; import { renderToString } from 'react-dom/server'",
        "const util = require('util')",
        "import crypto from 'crypto'",
        "import puppeteer from 'puppeteer';\npage.evaluate(() => document.querySelector('a'))",
        "#!/usr/bin/env node\nrequire('express')().listen(3000)",
        "module.exports = (req, res) => res.send(req.query.x)",
        "exports.failed = function (err, request, response, next) {}",
        "export const show = async (req: Request<Id>, res: Response) => {}",
        "import { app } from './app';\napp.listen(3000)",
    ],
    FileKind.BROWSER: [
        "'use client'\nimport fs from 'fs'",
        "/* a */ // b\n'use client'",
        "import React from 'react'",
        "import { createRoot } from 'react-dom/client'",
        "import url from 'url'; import { useState } from 'react'",
        "window.location = '/'",
        "export const el = document.getElementById('a')",
        "import events from 'events'; document.body.append(x)",
        "import React from 'react'; history.listen(go)",
        "const $ = require('jquery')",
    ],
    FileKind.SCRIPT: ["#!/usr/bin/env node\nrequire('fs')", "#!/usr/bin/env -S npx tsx\n1"],
    FileKind.MODULE: [
        "module.exports = (data) => data.query.x",
        "const pair = [request, result]; freq, res",
        "// const express = require('express')\nexport const a = 1",
        "/**\n * window.location\n * import x from 'fs'\n */\n",
        "loader.require('fs')",
        "const text = 'window.x';",
        "this.document.body = 1; mywindow.x()",
        "if (typeof window !== 'undefined') window.x = 1",
        "import { a } from './express'",
        "export * from './fs'",
        "const expressive = require('expressive')",
        "'use strict'\n'use clients'",
        "await document.save()",
        "const key = '" + "MIIEvQIBADANBgkqhkiG9w0B;{a" * 9 + "';\n",
        "export const data = " + '{"a":{"b":1},"c":{"d":2}}' * 9,
        "export const go = () => { a(1); b(2); if (c) { d(3); } };" * 4,
    ],
    FileKind.GENERATED: [
        "// @generated\nlet a",
        "/**\n * This file was automatically generated by a tool.\n */\n",
        "/* eslint-disable */\n// This file is auto-generated\n",
        "// Code generated by protoc. DO NOT EDIT.\n",
        "// DO NOT EDIT: compiled from main.coffee\n",
        "#!/usr/bin/env node\n// Generated by CoffeeScript 2\n",
        "// AUTO-GENERATED FILE\n",
        "let a;\nlet b = '" + "x" * LONGEST_LINE + "';\n",
        "let a = 1;\r" * 3 + "x" * (LONGEST_LINE + 1),
        'import{a as e}from"./b.js";'
        + "function t(e){return e?a(e):b(e)}var n=()=>{t(1);c(2)};" * 4
        + "export{t as n}",
    ],
}


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in BY_TEXT.items() for text in texts]
)
def test_a_text_tells_the_kind(text: str, kind: FileKind) -> None:
    assert file_kind("src/a.js", text.encode()) is kind


@pytest.mark.parametrize(
    "text",
    [
        "// Tokens are generated by the login service.\nlet a",
        "// Do not modify this order: see below\nlet a",
        "let a; // @generated\n",
        "// Writes the report; the file is generated in /tmp\n",
        "// Auto-generated ids are kept short.\n",
        "let a = 1;\n" * 5000,
        "x" * LONGEST_LINE + "\n" + "y" * LONGEST_LINE,
        "x" * LONGEST_LINE + "\r\n" + "y" * LONGEST_LINE + "\r",
    ],
)
def test_what_a_person_wrote_is_not_generated(text: str) -> None:
    assert file_kind("src/a.js", text.encode()) is FileKind.MODULE


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("bin/www", "#!/usr/bin/env node\nvar http = require('http'); server.listen(port);", FileKind.SERVER),
        ("bin/server.js", "require('express')().listen(1)", FileKind.SERVER),
        ("bin/tool.js", "require('fs')", FileKind.SCRIPT),
        ("scripts/dev.js", "require('express')().listen(1)", FileKind.SCRIPT),
        ("public/x.js", "require('express')", FileKind.SERVER),
        ("src/App.tsx", "import { json } from '@remix-run/node'", FileKind.SERVER),
        ("server/a.js", "import React from 'react'", FileKind.BROWSER),
        ("server/public/a.js", "", FileKind.BROWSER),
        ("test/a.js", "require('express')", FileKind.TEST),
        ("data.json", '{"a": "' + "x" * (LONGEST_LINE + 1) + '"}', FileKind.CONFIG),
        ("views/a.html", "x" * (LONGEST_LINE + 1), FileKind.TEMPLATE),
    ],
)
def test_path_and_text_together(path: str, text: str, kind: FileKind) -> None:
    assert file_kind(path, text.encode()) is kind


def test_a_folder_without_its_source_beside_it_is_no_output() -> None:
    assert file_kind("build/server.js", b"require('express')", output=False) is FileKind.SERVER
    assert file_kind("dist/a.min.js", b"", output=False) is FileKind.GENERATED
    assert file_kind("build/node_modules/a.js", b"", output=False) is FileKind.VENDOR


@pytest.mark.parametrize(
    ("path", "beside", "output"),
    [
        ("dist/a.js", ["src/a.ts"], True),
        ("dist/bundle.js", ["src/main.ts"], True),
        ("dist/bundle.js", ["lib/main.js"], True),
        ("out/a.js", ["a.ts"], True),
        ("dist/index.js", [], False),
        ("dist/index.js", ["server.js"], False),
        ("build/a/b.js", ["src/a/b.tsx"], True),
        ("build/a/b.js", ["src/b.ts"], False),
        ("build/webpack.base.js", ["src/main.js"], False),
        ("build/a.js", ["build/a.js.map"], True),
        ("web/dist/a.js", ["web/src/a.ts"], True),
        ("web/dist/a.js", ["src/a.ts"], False),
        ("src/a.js", ["src/a.ts"], False),
        ("dist.js", ["src/dist.js"], False),
    ],
)
def test_build_output_is_told_by_the_source_beside_it(
    tree: Plant, path: str, beside: list[str], *, output: bool
) -> None:
    files = tree(dict.fromkeys([path, *beside], ""))
    assert is_output(files, "/p", path) is output


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    far = b"let a = 1;\n" * 10_000 + b"require('express')"
    assert file_kind("a.js", far) is FileKind.MODULE
