"use strict";

const express = require("express");

const account = require("../controllers/account");
const cart = require("../controllers/cart");
const orders = require("../controllers/orders");
const { authenticate } = require("../middleware/authenticate");
const { validate, schemas } = require("../middleware/validate");

const router = express.Router();

router.get("/cart", cart.show);
router.put("/cart", validate(schemas.cartLine), cart.setLine);
router.put("/cart/coupon", validate(schemas.coupon), cart.setCoupon);

router.get("/account", authenticate, account.show);
router.patch("/account", authenticate, validate(schemas.rename), account.rename);

router.post("/orders", authenticate, orders.place);
router.get("/orders", authenticate, orders.list);
router.get("/orders/:id", authenticate, validate(schemas.byId), orders.show);

module.exports = router;
