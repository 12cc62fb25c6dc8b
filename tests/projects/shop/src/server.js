"use strict";

const admin = require("./admin/app");
const shop = require("./app");
const config = require("./config");
const { pool } = require("./db/pool");
const logger = require("./logger");
const metrics = require("./metrics/app");
const partner = require("./partner/app");

const servers = [
  shop.listen(config.ports.shop),
  admin.listen(config.ports.admin, "127.0.0.1"),
  partner.listen(config.ports.partner),
  metrics.listen(config.ports.metrics, "127.0.0.1"),
];

logger.info({ ports: config.ports }, "listening");

async function stop() {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  await pool.end();
}

function crash(error) {
  logger.fatal({ error }, "stopping after an error nobody handled");
  process.exit(1);
}

process.on("SIGTERM", () => {
  stop().then(() => process.exit(0), crash);
});
process.on("uncaughtException", crash);
process.on("unhandledRejection", crash);
