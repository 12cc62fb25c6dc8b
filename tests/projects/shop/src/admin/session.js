"use strict";

const { csrfSync } = require("csrf-sync");
const session = require("express-session");
const PgStore = require("connect-pg-simple")(session);

const config = require("../config");
const { pool } = require("../db/pool");

const adminSession = session({
  name: "office.sid",
  secret: config.adminSessionSecret,
  store: new PgStore({ pool, tableName: "office_sessions" }),
  resave: false,
  saveUninitialized: true,
  cookie: { httpOnly: true, secure: true, sameSite: "strict", maxAge: 8 * 60 * 60 * 1000 },
});

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => req.body?._csrf,
});

module.exports = { adminSession, csrfSynchronisedProtection, generateToken };
