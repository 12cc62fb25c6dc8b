"use strict";

const { createHash, randomBytes } = require("node:crypto");

const bcrypt = require("bcrypt");

function hash(password) {
  return bcrypt.hash(password, 8);
}

function matches(password, passwordHash) {
  return bcrypt.compare(password, passwordHash);
}

/** What is mailed, and what is stored of it. */
function createReset() {
  const token = randomBytes(32).toString("hex");
  return { token, digest: digestOf(token), expires: new Date(Date.now() + 30 * 60_000) };
}

function digestOf(token) {
  return createHash("sha256").update(token).digest("hex");
}

module.exports = { hash, matches, createReset, digestOf };
