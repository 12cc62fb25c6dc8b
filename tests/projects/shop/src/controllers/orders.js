"use strict";

const orders = require("../db/orders");
const products = require("../db/products");
const logger = require("../logger");
const { AppError } = require("../middleware/errors");
const pricing = require("../services/pricing");
const tokens = require("../services/tokens");
const webhooks = require("../services/webhooks");

async function place(req, res) {
  const cart = req.session.cart ?? [];
  if (cart.length === 0) {
    throw new AppError(409, "The cart is empty");
  }
  const known = new Map();
  for (const product of await products.findMany(cart.map((line) => line.productId))) {
    known.set(product.id, product);
  }
  const lines = cart.filter((line) => known.has(line.productId)).map((line) => ({
    productId: line.productId,
    quantity: line.quantity,
    priceCents: known.get(line.productId).price_cents,
  }));
  const cents = pricing.total(lines, await pricing.loadRules(), req.session.coupon?.percent);
  const order = await orders.create(req.user.id, lines, cents);
  req.session.cart = [];
  logger.info({ user: req.user.id, order: order.id }, "order placed");
  await webhooks.announce("order.placed", { id: order.id });
  res.status(201).json({ id: order.id, totalCents: cents });
}

async function list(req, res) {
  res.json({ orders: await orders.listFor(req.user.id) });
}

async function show(req, res) {
  const order = await orders.findFor(req.valid.params.id, req.user.id);
  if (!order) {
    throw new AppError(404, "No such order");
  }
  res.json({ ...order, tracking: tokens.issueTracking(order) });
}

module.exports = { place, list, show };
