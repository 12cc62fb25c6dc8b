"use strict";

const products = require("../db/products");
const { AppError } = require("../middleware/errors");
const { etag } = require("../services/etag");

const PAGE_SIZE = 24;

async function list(req, res) {
  const { sort, page } = req.valid.query;
  const items = await products.list(sort, page, PAGE_SIZE);
  res.set("Cache-Control", "public, max-age=60");
  res.set("ETag", etag(JSON.stringify(items)));
  res.json({ page, items });
}

async function search(req, res) {
  res.json({ items: await products.search(req.valid.query.q) });
}

async function show(req, res) {
  const product = await products.findById(req.valid.params.id);
  if (!product) {
    throw new AppError(404, "No such product");
  }
  res.json(product);
}

module.exports = { list, search, show };
