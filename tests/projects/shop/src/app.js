"use strict";

const path = require("node:path");

const cookieParser = require("cookie-parser");
const cors = require("cors");
const express = require("express");

const { handleError, notFound } = require("./middleware/errors");
const limits = require("./middleware/limits");
const { csrfSynchronisedProtection, shopSession } = require("./middleware/session");
const authRoutes = require("./routes/auth");
const catalogueRoutes = require("./routes/catalogue");
const customerRoutes = require("./routes/customer");

const MEDIA = path.join(__dirname, "..", "media", "thumbnails");

const app = express();

app.set("trust proxy", 1);

app.use("/media", express.static(MEDIA, { dotfiles: "allow", maxAge: "7d" }));
app.use(express.static(path.join(__dirname, "..", "public"), { index: false }));

app.use(cors());
app.use(limits.everything);
app.use(express.json({ limit: "100kb" }));
app.use(cookieParser());
app.use(shopSession);
app.use(csrfSynchronisedProtection);

app.get("/healthz", (req, res) => res.json({ ok: true }));
app.use("/api/auth", authRoutes);
app.use("/api/products", catalogueRoutes);
app.use("/api", customerRoutes);

app.use(notFound);
app.use(handleError);

module.exports = app;
