"use strict";

const { createHash } = require("node:crypto");

/** A short name for a version of a page; nothing depends on it being hard to guess. */
function etag(text) {
  return `"${createHash("md5").update(text).digest("base64url").slice(0, 16)}"`;
}

module.exports = { etag };
