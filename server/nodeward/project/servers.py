"""Which modules show that code runs on a server: Node's own and packages. Knows no file."""

# What starts an HTTP server or gives shape to one: a package that depends on one of these is an application.
FRAMEWORKS = frozenset({
    "@adonisjs/core", "@adonisjs/http-server", "@apollo/server", "@feathersjs/express", "@feathersjs/feathers",
    "@feathersjs/koa", "@fastify/express", "@hapi/hapi", "@hono/node-server", "@loopback/rest", "@nestjs/core",
    "@nestjs/platform-express", "@nestjs/platform-fastify", "@remix-run/express", "@remix-run/node",
    "@remix-run/serve", "@sveltejs/kit", "@tinyhttp/app", "apollo-server", "apollo-server-express", "connect",
    "egg", "elysia", "express", "express-graphql", "fastify", "graphql-yoga", "h3", "hapi", "hono", "hyper-express",
    "json-server", "koa", "loopback", "mercurius", "micro", "moleculer-web", "next", "nitropack", "nuxt", "polka",
    "restana", "restify", "sails", "serve-handler", "socket.io", "strapi", "@strapi/strapi", "uWebSockets.js",
})  # fmt: skip

# Packages that do their work only on a server (or in a program that Node runs).
SERVER_PACKAGES = FRAMEWORKS | frozenset({
    "@aws-lambda-powertools/logger", "@fastify/cookie", "@fastify/cors", "@fastify/helmet", "@fastify/jwt",
    "@fastify/session", "@google-cloud/storage", "@grpc/grpc-js", "@koa/cors", "@koa/router", "@middy/core",
    "@nestjs/common", "@nestjs/config", "@nestjs/jwt", "@nestjs/passport", "@nestjs/swagger", "@nestjs/typeorm",
    "@prisma/client", "@trpc/server", "amqplib", "argon2", "aws-lambda", "aws-sdk", "basic-auth", "bcrypt", "bcryptjs",
    "better-sqlite3", "body-parser", "bull", "bullmq", "celebrate", "cookie-parser", "cookie-session", "cors",
    "cross-spawn", "csurf", "dotenv", "drizzle-orm", "execa", "express-jwt", "express-rate-limit",
    "express-session", "express-validator", "firebase-admin", "firebase-functions", "formidable", "fs-extra", "helmet",
    "http-errors", "ioredis", "jsdom", "jsonwebtoken", "kafkajs", "knex", "koa-bodyparser", "koa-router",
    "ldapjs", "lusca", "mariadb", "mongodb", "mongoose", "morgan", "mssql", "multer", "mysql", "mysql2", "next/cache",
    "next/headers", "next/server", "nodemailer", "objection", "oracledb", "passport", "passport-jwt", "passport-local",
    "pg", "pg-promise", "pino", "playwright", "puppeteer", "react-dom/server", "redis", "sequelize", "serve-static",
    "shelljs", "sqlite3", "ssh2", "svgo", "tedious", "typeorm", "winston", "ws",
})  # fmt: skip

# Packages that mean a page in a browser, unless a server package is there too (server-side rendering).
BROWSER_PACKAGES = frozenset({
    "@angular/core", "@angular/router", "@reduxjs/toolkit", "@vue/runtime-dom", "alpinejs", "backbone", "jquery",
    "jwt-decode", "next/link", "next/navigation", "next/router", "preact", "react", "react-dom", "react-dom/client",
    "react-native", "react-redux", "react-router", "react-router-dom", "solid-js", "svelte", "vue", "vue-router", "vuex",
})  # fmt: skip

# Modules of Node.js that a bundler does not put into a page.
NODE_ONLY = frozenset({
    "async_hooks", "child_process", "cluster", "dgram", "diagnostics_channel", "dns", "dns/promises", "fs",
    "fs/promises", "http", "http2", "https", "inspector", "module", "net", "perf_hooks", "readline",
    "readline/promises", "repl", "sqlite", "test", "tls", "trace_events", "v8", "worker_threads",
})  # fmt: skip

# Modules of Node.js that bundlers have stand-ins for, so that a page may import them by their bare name.
NODE_OR_POLYFILL = frozenset({
    "assert", "assert/strict", "buffer", "console", "constants", "crypto", "events", "os", "path", "path/posix",
    "path/win32", "process", "punycode", "querystring", "stream", "stream/promises", "stream/web",
    "string_decoder", "timers", "timers/promises", "tty", "url", "util", "util/types", "vm", "wasi", "zlib",
})  # fmt: skip

# What makes a page's files, and in a server only while its pages are written.
BUNDLERS = frozenset({
    "browser-sync", "browserify", "browserify-middleware", "connect-livereload", "esbuild", "gulp", "livereload",
    "parcel", "parcel-bundler", "rollup", "vite", "webpack", "webpack-dev-middleware", "webpack-dev-server",
    "webpack-hot-middleware",
})  # fmt: skip


def package_name(specifier: str) -> str:
    """The package that an import names: `@scope/name/deep/file` gives `@scope/name`."""
    return "/".join(specifier.split("/")[: 2 if specifier.startswith("@") else 1])
