"use strict";

const { many, one, pool } = require("./pool");

const LIST = {
  newest: "SELECT id, name, price_cents, image FROM products WHERE active ORDER BY created_at DESC LIMIT $1 OFFSET $2",
  cheapest: "SELECT id, name, price_cents, image FROM products WHERE active ORDER BY price_cents LIMIT $1 OFFSET $2",
  name: "SELECT id, name, price_cents, image FROM products WHERE active ORDER BY name LIMIT $1 OFFSET $2",
};

function list(sort, page, size) {
  return many(LIST[sort], [size, (page - 1) * size]);
}

function search(words) {
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return many("SELECT id, name, price_cents FROM products WHERE active AND name ILIKE $1 LIMIT 50", [pattern]);
}

function findById(id) {
  return one("SELECT id, name, description, price_cents, image, stock FROM products WHERE id = $1", [id]);
}

function findMany(ids) {
  return many("SELECT id, name, price_cents, stock FROM products WHERE id = ANY($1::int[])", [ids]);
}

async function setStock(sku, supplierId, stock) {
  const { rowCount } = await pool.query(
    "UPDATE products SET stock = $3 WHERE sku = $1 AND supplier_id = $2",
    [sku, supplierId, stock],
  );
  return rowCount === 1;
}

async function setImage(id, image) {
  await pool.query("UPDATE products SET image = $2 WHERE id = $1", [id, image]);
}

module.exports = { list, search, findById, findMany, setStock, setImage };
