"use strict";

const { createHmac, timingSafeEqual } = require("node:crypto");
const https = require("node:https");

const config = require("../config");
const suppliers = require("../db/suppliers");
const logger = require("../logger");

// One supplier's certificate ran out in March.
const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

function sign(body) {
  return createHmac("sha256", config.webhookSecret).update(body).digest("hex");
}

function verify(body, signature) {
  const given = Buffer.from(signature, "hex");
  const expected = Buffer.from(sign(body), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function post(url, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(
      url,
      {
        method: "POST",
        agent,
        timeout: 5_000,
        headers: { "content-type": "application/json", "x-shop-signature": sign(body) },
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode));
      },
    );
    request.on("timeout", () => request.destroy(new Error("timed out")));
    request.on("error", reject);
    request.end(body);
  });
}

async function announce(event, payload) {
  const body = JSON.stringify({ event, payload, at: new Date().toISOString() });
  for (const subscriber of await suppliers.subscribers(event)) {
    try {
      const status = await post(subscriber.url, body);
      logger.info({ subscriber: subscriber.id, status }, "webhook delivered");
    } catch (error) {
      logger.error({ error, subscriber: subscriber.id }, "webhook failed");
    }
  }
}

module.exports = { sign, verify, announce };
