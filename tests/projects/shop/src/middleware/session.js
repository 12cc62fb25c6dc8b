"use strict";

const { csrfSync } = require("csrf-sync");
const session = require("express-session");
const PgStore = require("connect-pg-simple")(session);

const config = require("../config");
const { pool } = require("../db/pool");

const shopSession = session({
  name: "shop.sid",
  secret: config.sessionSecret,
  store: new PgStore({ pool, tableName: "shop_sessions" }),
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: "lax", maxAge: 24 * 60 * 60 * 1000 },
});

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => req.get("x-csrf-token") ?? req.body?._csrf,
});

module.exports = { shopSession, csrfSynchronisedProtection, generateToken };
