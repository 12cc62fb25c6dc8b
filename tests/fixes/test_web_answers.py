"""What the fixes write really protects: servers that were mended are started, asked, and their answers looked at."""

import json
from pathlib import Path

import pytest
from tests.fixes.npm import node, project
from tests.mending import mended

pytestmark = pytest.mark.packages

EXPRESS = {
    "express": "4.21.2",
    "helmet": "8.1.0",
    "express-session": "1.18.2",
    "cookie-session": "2.1.1",
    "cookie": "0.7.2",
}
KOA = {"koa": "3.1.1", "koa-helmet": "8.0.1"}
FASTIFY = {"fastify": "5.6.2", "@fastify/helmet": "13.0.2", "@fastify/cookie": "11.0.2"}

# Asks the started server for PATH and prints status, headers and body. TLS is ended before it, as it is in production.
ASK = """
const http = require("http");
module.exports = (port, path = "/") => http.get({ port, path, headers: { "x-forwarded-proto": "https" } }, (answer) => {
  let body = "";
  answer.on("data", (piece) => (body += piece));
  answer.on("end", () => {
    console.log(JSON.stringify({ status: answer.statusCode, headers: answer.headers, body }));
    process.exit();
  });
});
"""
EXPRESS_START = 'const server = app.listen(0, () => require("./ask")(server.address().port));\n'


def answered(folder: Path, packages: dict[str, str], code: str) -> dict[str, object]:
    """What the server in `code` answers."""
    home = project(folder, packages, {"app.js": code, "ask.js": ASK})
    answer: dict[str, object] = json.loads(node(home, "app.js").splitlines()[-1])
    return answer


def headers(answer: dict[str, object]) -> dict[str, str]:
    found = answer["headers"]
    assert isinstance(found, dict)
    return found


def cookie(answer: dict[str, object]) -> str:
    return "".join(headers(answer)["set-cookie"]).lower()


APPS = {
    "express": (
        EXPRESS,
        'const app = require("express")();\napp.get("/", (req, res) => res.send("hello"));\n' + EXPRESS_START,
    ),
    "koa": (
        KOA,
        'const Koa = require("koa");\nconst app = new Koa();\napp.use((ctx) => { ctx.body = "hello"; });\n'
        + EXPRESS_START,
    ),
    "fastify": (
        FASTIFY,
        (
            'const app = require("fastify")();\napp.get("/", async () => "hello");\n'
            'app.listen({ port: 0 }).then(() => require("./ask")(app.server.address().port));\n'
        ),
    ),
}


@pytest.mark.parametrize("framework", APPS)
def test_an_application_with_helmet_answers_with_its_headers(framework: str, tmp_path: Path) -> None:
    packages, code = APPS[framework]
    before = answered(tmp_path / "before", packages, code)
    after = answered(tmp_path / "after", packages, mended("helmet-missing", code))
    assert "x-content-type-options" not in headers(before)
    assert headers(after)["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers(after)["content-security-policy"]
    assert "max-age" in headers(after)["strict-transport-security"]
    assert after["body"] == before["body"] == "hello"


def test_express_no_longer_says_its_name(tmp_path: Path) -> None:
    code = (
        'const app = require("express")();\napp.use((req, res, next) => {\n  res.set("X-Content-Type-Options", "nosniff");\n  next();\n});\n'
        'app.get("/", (req, res) => res.send("hello"));\n' + EXPRESS_START
    )
    assert "x-powered-by" in headers(answered(tmp_path / "before", EXPRESS, code))
    assert "x-powered-by" not in headers(answered(tmp_path / "after", EXPRESS, mended("x-powered-by", code)))


COOKIES = {
    "res.cookie": 'const app = require("express")();\napp.get("/", (req, res) => res.cookie("sid", "1").send("hello"));\n',
    "follows a const": (
        'const app = require("express")();\nconst options = { path: "/" };\n'
        'app.get("/", (req, res) => res.cookie("sid", "1", options).send("hello"));\n'
    ),
    "express-session": (
        'const app = require("express")();\napp.set("trust proxy", 1);\n'
        'app.use(require("express-session")({ secret: String(Math.random()), resave: false, saveUninitialized: true }));\n'
        'app.get("/", (req, res) => res.send("hello"));\n'
    ),
    "Set-Cookie": 'const app = require("express")();\napp.get("/", (req, res) => res.set("Set-Cookie", `sid=${req.path}`).send("hello"));\n',
    "cookie.serialize": (
        'const { serialize } = require("cookie");\nconst app = require("express")();\n'
        'app.get("/", (req, res) => res.set("Set-Cookie", serialize("sid", "1")).send("hello"));\n'
    ),
}


@pytest.mark.parametrize("way", COOKIES)
def test_a_mended_cookie_carries_its_flags(way: str, tmp_path: Path) -> None:
    answer = answered(tmp_path, EXPRESS, mended("cookie-flags", COOKIES[way] + EXPRESS_START))
    assert all(flag in cookie(answer) for flag in ("httponly", "secure", "samesite=lax"))
    assert answer["body"] == "hello"


def test_a_mended_fastify_cookie_carries_its_flags(tmp_path: Path) -> None:
    code = (
        'const app = require("fastify")();\napp.register(require("@fastify/cookie"));\n'
        'app.get("/", async (request, reply) => {\n  reply.setCookie("sid", "1");\n  return "hello";\n});\n'
        'app.listen({ port: 0 }).then(() => require("./ask")(app.server.address().port));\n'
    )
    answer = answered(tmp_path, FASTIFY, mended("cookie-flags", code))
    assert all(flag in cookie(answer) for flag in ("httponly", "secure", "samesite=lax"))


def test_an_error_handler_says_nothing_of_the_inside(tmp_path: Path) -> None:
    code = (
        'const app = require("express")();\napp.get("/", () => { throw new Error("secret table orders"); });\n'
        + EXPRESS_START
    )
    before = answered(tmp_path / "before", EXPRESS, code)
    after = answered(tmp_path / "after", EXPRESS, mended("error-middleware-missing", code))
    assert "secret table orders" in str(before["body"])
    assert (after["status"], after["body"]) == (500, '{"error":"Internal server error"}')


def test_a_mended_answer_keeps_the_error_to_the_log(tmp_path: Path) -> None:
    code = (
        'const app = require("express")();\napp.get("/", (req, res) => {\n  try {\n    throw new Error("secret table orders");\n'
        "  } catch (error) {\n    res.json({ error: error.message });\n  }\n});\n" + EXPRESS_START
    )
    answer = answered(tmp_path, EXPRESS, mended("error-detail-exposure", code))
    assert (answer["status"], answer["body"]) == (500, '{"error":"Internal server error"}')
