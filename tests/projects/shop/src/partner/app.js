"use strict";

const cors = require("cors");
const express = require("express");
const helmet = require("helmet");

const products = require("../db/products");
const logger = require("../logger");
const { AppError, handleError, notFound } = require("../middleware/errors");
const limits = require("../middleware/limits");
const { validate, schemas } = require("../middleware/validate");
const apiKeys = require("../services/api-keys");
const { printLabel } = require("./labels");

async function requireSupplier(req, res, next) {
  const supplier = await apiKeys.supplierOf(req.get("x-api-key") ?? "");
  if (!supplier) {
    logger.warn({ ip: req.ip }, "unknown supplier");
    throw new AppError(401, "Unknown key");
  }
  req.supplier = supplier;
  next();
}

async function importStock(req, res) {
  const unknown = [];
  for (const line of req.valid.body.lines) {
    if (!(await products.setStock(line.sku, req.supplier.id, line.stock))) {
      unknown.push(line.sku);
    }
  }
  logger.info({ supplier: req.supplier.id, unknown: unknown.length }, "stock imported");
  res.json({ unknown });
}

const app = express();

app.set("trust proxy", 1);

app.use(helmet({ strictTransportSecurity: { maxAge: 86400 } }));
app.use(cors({ origin: true, credentials: true }));
app.use(limits.imports);
app.use(requireSupplier);
app.use(express.json({ limit: "50mb" }));

app.put("/stock", validate(schemas.stock), importStock);
app.post("/labels/:sku", printLabel);

app.use(notFound);
app.use(handleError);

module.exports = app;
