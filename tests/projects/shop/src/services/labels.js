"use strict";

const { exec } = require("node:child_process");
const path = require("node:path");
const { promisify } = require("node:util");

const run = promisify(exec);
const LABELS = path.join(__dirname, "..", "..", "labels");

async function print(sku, printer) {
  const file = path.join(LABELS, `${Number(sku)}.pdf`);
  await run(`lp -d ${printer} ${file}`);
}

module.exports = { print };
