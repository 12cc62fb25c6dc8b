"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { customer, settings } = require("./fixtures/users");

Object.assign(process.env, settings);

const jwt = require("jsonwebtoken");

const tokens = require("../src/services/tokens");

test("an access token carries who and what", () => {
  const claims = tokens.readAccess(tokens.issueAccess(customer));
  assert.equal(claims.sub, "7");
  assert.equal(claims.role, "customer");
});

test("an access token of somebody else is refused", () => {
  const forged = jwt.sign({ sub: "7", role: "manager" }, "a-secret-of-somebody-else");
  assert.throws(() => tokens.readAccess(forged), { name: "JsonWebTokenError" });
});

test("a refresh token opens no door of an access token", () => {
  assert.throws(() => tokens.readAccess(tokens.issueRefresh(customer)));
});
