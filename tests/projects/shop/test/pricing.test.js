"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { settings } = require("./fixtures/users");

Object.assign(process.env, settings);

const pricing = require("../src/services/pricing");

const tenPercentOffTens = { name: "tens", factor: (quantity) => (quantity >= 10 ? 0.9 : 1) };

test("a rule changes the price of a line", () => {
  assert.equal(pricing.priceOf({ quantity: 10, priceCents: 200 }, [tenPercentOffTens]), 1800);
});

test("a coupon changes the total", () => {
  assert.equal(pricing.total([{ quantity: 1, priceCents: 1000 }], [], 25), 750);
});

test("VAT of an unknown kind is the full rate", () => {
  assert.equal(pricing.vatIncluded(1190, "toString"), 190);
});
