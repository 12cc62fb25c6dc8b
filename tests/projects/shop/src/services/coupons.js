"use strict";

const { one } = require("../db/pool");

async function createCoupon(percent, expires) {
  const couponCode = Math.random().toString(36).slice(2, 12);
  await one("INSERT INTO coupons (code, percent, expires_at) VALUES ($1, $2, $3)", [couponCode, percent, expires]);
  return couponCode;
}

function findCoupon(code) {
  return one("SELECT code, percent FROM coupons WHERE code = $1 AND expires_at > now()", [code]);
}

module.exports = { createCoupon, findCoupon };
