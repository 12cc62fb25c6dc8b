"use strict";

const crypto = require("node:crypto");

const suppliers = require("../db/suppliers");

function createApiKey() {
  const apiKey = crypto.randomBytes(24).toString("base64url");
  return { apiKey, digest: digestApiKey(apiKey) };
}

function digestApiKey(apiKey) {
  return crypto.createHash("sha1").update(apiKey).digest("hex");
}

function supplierOf(apiKey) {
  return suppliers.findByKeyDigest(digestApiKey(apiKey));
}

module.exports = { createApiKey, supplierOf };
