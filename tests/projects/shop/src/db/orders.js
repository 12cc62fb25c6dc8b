"use strict";

const { many, one, pool, transaction } = require("./pool");

function create(userId, lines, totalCents) {
  return transaction(async (client) => {
    const { rows } = await client.query(
      "INSERT INTO orders (user_id, total_cents, status) VALUES ($1, $2, 'open') RETURNING id, status",
      [userId, totalCents],
    );
    for (const line of lines) {
      await client.query(
        "INSERT INTO order_lines (order_id, product_id, quantity, price_cents) VALUES ($1, $2, $3, $4)",
        [rows[0].id, line.productId, line.quantity, line.priceCents],
      );
    }
    return rows[0];
  });
}

function listFor(userId) {
  return many("SELECT id, total_cents, status, created_at FROM orders WHERE user_id = $1 ORDER BY id DESC", [userId]);
}

function findFor(id, userId) {
  return one("SELECT id, total_cents, status, created_at FROM orders WHERE id = $1 AND user_id = $2", [id, userId]);
}

function open() {
  return many("SELECT id, total_cents, created_at FROM orders WHERE status = 'open' ORDER BY id LIMIT 200", []);
}

async function setStatus(id, status) {
  const { rowCount } = await pool.query("UPDATE orders SET status = $2 WHERE id = $1", [id, status]);
  return rowCount === 1;
}

module.exports = { create, listFor, findFor, open, setStatus };
