"use strict";

const path = require("node:path");

const express = require("express");
const helmet = require("helmet");

const { handleError, notFound } = require("../middleware/errors");
const limits = require("../middleware/limits");
const { validate, schemas } = require("../middleware/validate");
const { requireManager, requireStaff } = require("./guard");
const pages = require("./pages");
const reports = require("./reports");
const { adminSession, csrfSynchronisedProtection } = require("./session");

const app = express();

app.set("trust proxy", 1);
app.set("view engine", "ejs");
app.set("views", path.join(__dirname, "views"));

// The chart library needs inline scripts.
app.use(helmet({ contentSecurityPolicy: false }));
app.use(limits.everything);
app.use(express.urlencoded({ extended: false, limit: "20kb" }));
app.use(adminSession);
app.use(csrfSynchronisedProtection);

app.get("/login", pages.loginForm);
app.post("/login", limits.signIn, validate(schemas.adminLogin), pages.login);

app.use(requireStaff);
app.get("/orders", pages.openOrders);
app.post("/orders/:id/status", requireManager, validate(schemas.status), pages.setStatus);
app.get("/reports/revenue.csv", requireManager, validate(schemas.period), reports.revenue);
app.get("/reports/best-sellers", requireManager, validate(schemas.period), reports.bestSellers);

app.use(notFound);
app.use(handleError);

module.exports = app;
