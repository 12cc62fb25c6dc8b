"use strict";

const logger = require("../logger");
const labels = require("../services/labels");

async function printLabel(req, res) {
  const { printer } = req.query;
  await labels.print(req.params.sku, printer);
  logger.info({ supplier: req.supplier.id }, "label printed");
  res.sendStatus(202);
}

module.exports = { printLabel };
