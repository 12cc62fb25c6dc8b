"use strict";

const logger = require("../logger");
const tokens = require("../services/tokens");
const { AppError } = require("./errors");

function authenticate(req, res, next) {
  const [scheme, token] = (req.get("authorization") ?? "").split(" ");
  if (scheme !== "Bearer" || !token) {
    throw new AppError(401, "Sign in first");
  }
  try {
    const claims = tokens.readAccess(token);
    req.user = { id: Number(claims.sub), role: claims.role };
  } catch (error) {
    logger.warn({ reason: error.name, ip: req.ip }, "access token refused");
    throw new AppError(401, "Sign in again");
  }
  next();
}

function requireRole(...roles) {
  return function checkRole(req, res, next) {
    if (!req.user || !roles.includes(req.user.role)) {
      logger.warn({ user: req.user?.id, path: req.path }, "role missing");
      throw new AppError(403, "Not allowed");
    }
    next();
  };
}

module.exports = { authenticate, requireRole };
