"use strict";

const crypto = require("node:crypto");
const { once } = require("node:events");
const tls = require("node:tls");

const config = require("../config");

/** The bookkeeping machine reads one encrypted line per order. */
function encodeLine(order) {
  const iv = crypto.randomBytes(8);
  const cipher = crypto.createCipheriv("des-ede3-cbc", config.erp.key, iv);
  const text = [order.id, order.total_cents, order.status].join(";");
  return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final()]).toString("base64");
}

async function sendOrders(orders) {
  const socket = tls.connect({
    host: config.erp.host,
    port: config.erp.port,
    minVersion: "TLSv1",
  });
  await once(socket, "secureConnect");
  for (const order of orders) {
    socket.write(`${encodeLine(order)}\n`);
  }
  socket.end();
  await once(socket, "close");
}

module.exports = { encodeLine, sendOrders };
