"""A few libraries, modelled as `rules/models/` does it, for the tests of what names mean."""

from nodeward.semantics.api import Callback, Convention, Framework, Library

_REQUEST, _RESPONSE, _NEXT = "express.Request", "express.Response", "express.Next"
_HANDLER = Callback((_REQUEST, _RESPONSE, _NEXT))
_ERROR_HANDLER = Callback(("express.Error", _REQUEST, _RESPONSE, _NEXT), count=4)
_EXPRESS_VERBS = ("use", "get", "post", "put", "delete", "all")

LIBRARY = Library(
    aliases={
        "fs.promises": "fs/promises",
        "buffer.Buffer": "Buffer",
        "child_process/promises.exec": "child_process.exec",
    },
    globals={
        "Buffer": "buffer.Buffer",
        "Math": "Math",
        "Object": "Object",
        "alert": "alert",
        "console": "console",
        "eval": "eval",
        "globalThis": "globalThis",
        "process": "process",
        "window": "window",
    },
    returns={
        "express": "express.App",
        "express.Router": "express.Router",
        "express.App.use": "express.App",
        "express.App.set": "express.App",
        "express.App.route": "express.Route",
        "fastify": "fastify.App",
        "http.createServer": "http.Server",
        "koa": "koa.App",
        "koa.App.use": "koa.App",
        "@koa/router": "koa.Router",
        "koa.Router.routes": "koa.Middleware",
        "mysql.createConnection": "mysql.Connection",
        "pg.Pool": "pg.Pool",
        "pg.Pool.connect": "pg.Client",
    },
    passes={"Object.freeze": 0},
    properties={"express.Request.app": "express.App", "koa.Context.req": "http.IncomingMessage"},
    callbacks={
        **{
            f"express.{owner}.{verb}": (_ERROR_HANDLER, _HANDLER)
            for owner in ("App", "Router")
            for verb in _EXPRESS_VERBS
        },
        "fastify.App.get": (Callback(("fastify.Request", "fastify.Reply")),),
        "fastify.App.register": (Callback(("fastify.App",), argument=0),),
        "http.createServer": (Callback(("http.IncomingMessage", "http.ServerResponse")),),
        "koa.App.use": (Callback(("koa.Context",)),),
        "koa.Router.get": (Callback(("koa.Context",)),),
        "pg.Pool.query": (Callback(("", "pg.Result"), argument=1),),
    },
    types={
        "express.Express": "express.App",
        "express.Application": "express.App",
        "express.Request": _REQUEST,
        "express.Response": _RESPONSE,
        "fastify.FastifyInstance": "fastify.App",
        "koa": "koa.App",
        "pg.Pool": "pg.Pool",
        "Buffer": "Buffer",
    },
    conventions=(
        Convention(
            names=(("req", "request"), ("res", "response"), ("next",)),
            parameters=(_REQUEST, _RESPONSE, _NEXT),
            proof=("send", "json", "cookie", "status"),
        ),
    ),
    sources={"http-request": ("express.Request.query", "express.Request.body", "koa.Context.query")},
    frameworks=(
        Framework(
            app="express.App",
            routers=("express.Router",),
            mounts=("use",),
            routes=("get", "post", "put", "delete", "all"),
            serves=("listen",),
            settings=("set", "disable"),
        ),
        Framework(
            app="koa.App",
            routers=("koa.Router", "koa.Middleware"),
            mounts=("use",),
            serves=("listen", "callback"),
            errors=("on",),
        ),
        Framework(
            app="fastify.App",
            mounts=("register",),
            routes=("get", "post", "route"),
            serves=("listen",),
            errors=("setErrorHandler",),
        ),
    ),
    neutral=frozenset({"http.createServer", "https.createServer", "supertest", "console.log"}),
)
