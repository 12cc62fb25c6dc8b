"use strict";

const logger = require("../logger");

function requireStaff(req, res, next) {
  if (!req.session.staff) {
    return res.redirect("/login");
  }
  return next();
}

function requireManager(req, res, next) {
  if (req.session.staff?.role !== "manager") {
    logger.warn({ staff: req.session.staff?.id, path: req.path }, "not a manager");
    return res.status(403).render("message", { message: "Only managers may do this." });
  }
  return next();
}

module.exports = { requireStaff, requireManager };
