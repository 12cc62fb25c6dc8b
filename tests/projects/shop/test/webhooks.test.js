"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { settings } = require("./fixtures/users");

Object.assign(process.env, settings);

const webhooks = require("../src/services/webhooks");

test("a signature belongs to one body", () => {
  const signature = webhooks.sign('{"event":"order.placed"}');
  assert.ok(webhooks.verify('{"event":"order.placed"}', signature));
  assert.ok(!webhooks.verify('{"event":"order.refunded"}', signature));
});

test("a signature of another length is refused, not compared", () => {
  assert.ok(!webhooks.verify("{}", "abcd"));
});
