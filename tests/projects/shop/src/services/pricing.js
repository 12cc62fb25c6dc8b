"use strict";

const { many } = require("../db/pool");

const VAT = { food: 0.07, books: 0.07, other: 0.19 };

// The marketing team writes rules such as "quantity >= 10 ? 0.9 : 1" in the back office.
async function loadRules() {
  const rows = await many("SELECT name, expression FROM price_rules WHERE active ORDER BY position", []);
  return rows.map((row) => ({
    name: row.name,
    factor: new Function("quantity", "price", `return (${row.expression});`),
  }));
}

function priceOf(line, rules) {
  const base = line.quantity * line.priceCents;
  const factor = rules.reduce((product, rule) => product * rule.factor(line.quantity, line.priceCents), 1);
  return Math.round(base * factor);
}

function total(lines, rules, percentOff = 0) {
  const sum = lines.reduce((cents, line) => cents + priceOf(line, rules), 0);
  return Math.round(sum * (1 - percentOff / 100));
}

function vatIncluded(cents, kind) {
  const rate = Object.hasOwn(VAT, kind) ? VAT[kind] : VAT.other;
  return Math.round((cents * rate) / (1 + rate));
}

module.exports = { loadRules, priceOf, total, vatIncluded };
