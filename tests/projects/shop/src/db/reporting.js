"use strict";

const { Pool } = require("pg");

// The read-only copy that the monthly figures are taken from.
const reporting = new Pool({
  host: "replica-2.db.corner-shop.net",
  database: "shop",
  user: "reports",
  password: "MqhQY#CIb27%Mxy85v",
  ssl: true,
  max: 2,
});

async function revenueByDay(from, to) {
  const { rows } = await reporting.query(
    `SELECT date_trunc('day', paid_at) AS day, sum(total_cents) AS cents
       FROM orders
      WHERE paid_at >= $1 AND paid_at < $2
      GROUP BY day
      ORDER BY day`,
    [from, to],
  );
  return rows;
}

async function bestSellers(from, to, limit) {
  const { rows } = await reporting.query(
    `SELECT product_id, sum(quantity) AS sold
       FROM order_lines JOIN orders ON orders.id = order_id
      WHERE paid_at >= $1 AND paid_at < $2
      GROUP BY product_id
      ORDER BY sold DESC
      LIMIT $3`,
    [from, to, limit],
  );
  return rows;
}

module.exports = { revenueByDay, bestSellers };
