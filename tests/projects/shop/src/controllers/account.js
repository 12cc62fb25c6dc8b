"use strict";

const users = require("../db/users");
const logger = require("../logger");
const { AppError } = require("../middleware/errors");

async function show(req, res) {
  const user = await users.findById(req.user.id);
  if (!user) {
    throw new AppError(404, "No such account");
  }
  res.json({ id: user.id, email: user.email, name: user.name });
}

async function rename(req, res) {
  await users.rename(req.user.id, req.valid.body.name);
  logger.info({ user: req.user.id }, "name changed");
  res.status(204).end();
}

module.exports = { show, rename };
