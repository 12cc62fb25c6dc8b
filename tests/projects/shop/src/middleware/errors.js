"use strict";

const logger = require("../logger");

/** An error whose message was written for the person who sees it. */
class AppError extends Error {
  constructor(status, message) {
    super(message);
    this.name = "AppError";
    this.status = status;
  }
}

function notFound(req, res) {
  res.status(404).json({ error: "Not found" });
}

// Express knows an error handler by its four parameters.
function handleError(error, req, res, next) {
  if (res.headersSent) {
    return next(error);
  }
  if (error instanceof AppError) {
    return res.status(error.status).json({ error: error.message });
  }
  logger.error({ error, path: req.path }, "request failed");
  return res.status(500).json({ error: "Internal server error" });
}

module.exports = { AppError, notFound, handleError };
