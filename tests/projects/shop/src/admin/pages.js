"use strict";

const orders = require("../db/orders");
const users = require("../db/users");
const logger = require("../logger");
const passwords = require("../services/passwords");
const { generateToken } = require("./session");

const STAFF = new Set(["editor", "manager"]);

function loginForm(req, res) {
  res.render("login", { csrfToken: generateToken(req), wrong: false });
}

async function login(req, res, next) {
  const { email, password } = req.valid.body;
  const user = await users.findByEmail(email);
  if (!user || !STAFF.has(user.role) || !(await passwords.matches(password, user.password_hash))) {
    logger.warn({ ip: req.ip }, "back office: sign-in failed");
    return res.status(401).render("login", { csrfToken: generateToken(req), wrong: true });
  }
  // A new id, so that one planted before the sign-in is worth nothing after it.
  return req.session.regenerate((error) => {
    if (error) {
      return next(error);
    }
    req.session.staff = { id: user.id, role: user.role };
    logger.info({ staff: user.id }, "back office: signed in");
    return res.redirect("/orders");
  });
}

async function openOrders(req, res) {
  res.render("orders", { orders: await orders.open(), csrfToken: generateToken(req) });
}

async function setStatus(req, res) {
  const { params, body } = req.valid;
  const changed = await orders.setStatus(params.id, body.status);
  logger.info({ staff: req.session.staff.id, order: params.id, status: body.status }, "order changed");
  if (!changed) {
    return res.status(404).render("message", { message: "There is no such order." });
  }
  return res.redirect("/orders");
}

module.exports = { loginForm, login, openOrders, setStatus };
