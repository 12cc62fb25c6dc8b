"use strict";

const { many, one } = require("./pool");

function findByKeyDigest(digest) {
  return one("SELECT id, name FROM suppliers WHERE key_digest = $1 AND active", [digest]);
}

function subscribers(event) {
  return many("SELECT id, url FROM webhooks WHERE event = $1", [event]);
}

module.exports = { findByKeyDigest, subscribers };
