"use strict";

const users = require("../db/users");
const logger = require("../logger");
const { AppError } = require("../middleware/errors");
const mailer = require("../services/mailer");
const passwords = require("../services/passwords");
const tokens = require("../services/tokens");

const DAY = 24 * 60 * 60 * 1000;

const refreshCookie = {
  httpOnly: true,
  secure: true,
  sameSite: "strict",
  path: "/api/auth",
  maxAge: 14 * DAY,
};

async function register(req, res) {
  const { email, name, password } = req.valid.body;
  if (await users.findByEmail(email)) {
    throw new AppError(409, "This address has an account");
  }
  const user = await users.create({ email, name, passwordHash: await passwords.hash(password) });
  logger.info({ user: user.id }, "registered");
  res.status(201).json({ id: user.id, name: user.name });
}

async function login(req, res) {
  const { email, password, remember } = req.valid.body;
  const user = await users.findByEmail(email);
  if (!user || !(await passwords.matches(password, user.password_hash))) {
    logger.warn({ ip: req.ip }, "sign-in failed");
    throw new AppError(401, "Address or password is wrong");
  }
  logger.info({ user: user.id }, "signed in");
  res.cookie("refresh_token", tokens.issueRefresh(user), refreshCookie);
  if (remember) {
    res.cookie("remember_token", tokens.issueRefresh(user), { httpOnly: true, maxAge: 14 * DAY });
  }
  res.json({ accessToken: tokens.issueAccess(user) });
}

async function refresh(req, res) {
  const token = req.cookies.refresh_token ?? req.cookies.remember_token;
  if (typeof token !== "string") {
    throw new AppError(401, "Sign in first");
  }
  const claims = tokens.readRefresh(token);
  const user = await users.findById(Number(claims.sub));
  if (!user) {
    logger.warn({ ip: req.ip }, "refresh for nobody");
    throw new AppError(401, "Sign in first");
  }
  res.cookie("refresh_token", tokens.issueRefresh(user), refreshCookie);
  res.json({ accessToken: tokens.issueAccess(user) });
}

function logout(req, res) {
  res.clearCookie("remember_token");
  res.clearCookie("refresh_token", { path: refreshCookie.path });
  req.session.destroy(() => res.status(204).end());
}

async function forgot(req, res) {
  const user = await users.findByEmail(req.valid.body.email);
  if (user) {
    const { token, digest, expires } = passwords.createReset();
    await users.saveReset(user.id, digest, expires);
    await mailer.sendReset(user.email, token);
    logger.info({ user: user.id }, "reset asked for");
  }
  // The same answer for everybody: it must not tell who has an account.
  res.status(202).json({ message: "If the address has an account, a message is on its way." });
}

async function reset(req, res) {
  const { token, password } = req.valid.body;
  const row = await users.takeReset(passwords.digestOf(token));
  if (!row) {
    logger.warn({ ip: req.ip }, "reset refused");
    throw new AppError(400, "This link is used or too old");
  }
  await users.updatePassword(row.user_id, await passwords.hash(password));
  logger.info({ user: row.user_id }, "password changed");
  res.status(204).end();
}

module.exports = { register, login, refresh, logout, forgot, reset };
