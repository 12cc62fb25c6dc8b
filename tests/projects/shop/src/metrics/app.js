"use strict";

const { timingSafeEqual } = require("node:crypto");

const express = require("express");
const helmet = require("helmet");
const { collectDefaultMetrics, register } = require("prom-client");

const config = require("../config");
const logger = require("../logger");
const limits = require("../middleware/limits");

collectDefaultMetrics();

function sameText(given, expected) {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

function requireScraper(req, res, next) {
  const [, encoded = ""] = (req.get("authorization") ?? "").split(" ");
  const [user, password = ""] = new Buffer(encoded, "base64").toString("utf8").split(":");
  if (user !== "prometheus" || !sameText(password, config.metricsPassword)) {
    logger.warn({ ip: req.ip }, "metrics refused");
    return res.status(401).set("WWW-Authenticate", "Basic").end();
  }
  return next();
}

const app = express();

app.use(helmet.contentSecurityPolicy());
app.use(helmet.xContentTypeOptions());
app.use(helmet.xFrameOptions({ action: "deny" }));
app.use(limits.everything);

app.get("/metrics", requireScraper, async (req, res) => {
  res.type(register.contentType).send(await register.metrics());
});

module.exports = app;
