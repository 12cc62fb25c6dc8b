"use strict";

const reporting = require("../db/reporting");
const logger = require("../logger");

function csvOf(rows) {
  const lines = rows.map((row) => `${row.day.toISOString().slice(0, 10)},${(row.cents / 100).toFixed(2)}`);
  return ["day,revenue", ...lines].join("\n");
}

async function revenue(req, res) {
  const { from, to } = req.valid.query;
  try {
    const rows = await reporting.revenueByDay(from, to);
    res.attachment("revenue.csv").type("text/csv").send(csvOf(rows));
  } catch (error) {
    logger.error({ error }, "report failed");
    res.status(500).json({ error: "The report failed", detail: error.stack });
  }
}

async function bestSellers(req, res) {
  const { from, to } = req.valid.query;
  res.json({ rows: await reporting.bestSellers(from, to, 50) });
}

module.exports = { revenue, bestSellers };
