"use strict";

const products = require("../db/products");
const { AppError } = require("../middleware/errors");
const { generateToken } = require("../middleware/session");
const coupons = require("../services/coupons");

function show(req, res) {
  res.json({ lines: req.session.cart ?? [], coupon: req.session.coupon ?? null, csrfToken: generateToken(req) });
}

async function setLine(req, res) {
  const { productId, quantity } = req.valid.body;
  const product = await products.findById(productId);
  if (!product || product.stock < quantity) {
    throw new AppError(409, "Not in stock");
  }
  const others = (req.session.cart ?? []).filter((line) => line.productId !== productId);
  req.session.cart = quantity === 0 ? others : [...others, { productId, quantity }];
  res.json({ lines: req.session.cart });
}

async function setCoupon(req, res) {
  const coupon = await coupons.findCoupon(req.valid.body.code);
  if (!coupon) {
    throw new AppError(404, "No such coupon");
  }
  req.session.coupon = coupon;
  res.json({ coupon });
}

module.exports = { show, setLine, setCoupon };
