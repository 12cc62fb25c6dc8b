"use strict";

require("dotenv").config({ quiet: true });

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is required, see .env.example`);
  }
  return value;
}

function port(name, fallback) {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    throw new Error(`${name} is not a port`);
  }
  return value;
}

const production = process.env.NODE_ENV === "production";

module.exports = {
  production,
  ports: {
    shop: port("PORT", 3000),
    admin: port("ADMIN_PORT", 3001),
    partner: port("PARTNER_PORT", 3002),
    metrics: port("METRICS_PORT", 9100),
  },
  databaseUrl: required("DATABASE_URL"),
  origin: required("SHOP_ORIGIN"),

  sessionSecret: process.env.SESSION_SECRET || "RsHdRXfr8nBNXYK7Gh5Qhy50",
  adminSessionSecret: required("ADMIN_SESSION_SECRET"),
  jwtSecret: required("JWT_SECRET"),
  refreshSecret: required("JWT_REFRESH_SECRET"),
  metricsPassword: required("METRICS_PASSWORD"),
  webhookSecret: required("WEBHOOK_SECRET"),

  erp: {
    host: required("ERP_HOST"),
    port: 7443,
    key: Buffer.from(required("ERP_KEY"), "hex"),
  },
  smtp: {
    host: required("SMTP_HOST"),
    user: required("SMTP_USER"),
    password: required("SMTP_PASSWORD"),
  },
};
