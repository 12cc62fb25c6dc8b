"use strict";

const pino = require("pino");

module.exports = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: {
    paths: ["password", "token", "req.headers.authorization", "req.headers.cookie"],
    censor: "[redacted]",
  },
});
