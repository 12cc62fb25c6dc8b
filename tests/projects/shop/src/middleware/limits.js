"use strict";

const { rateLimit } = require("express-rate-limit");

const MINUTE = 60_000;

const everything = rateLimit({ windowMs: MINUTE, limit: 240, standardHeaders: true, legacyHeaders: false });

// Guessing a password must be slow.
const signIn = rateLimit({ windowMs: 15 * MINUTE, limit: 10, standardHeaders: true, legacyHeaders: false });

const imports = rateLimit({ windowMs: MINUTE, limit: 12, standardHeaders: true, legacyHeaders: false });

module.exports = { everything, signIn, imports };
