"use strict";

const { randomUUID } = require("node:crypto");
const path = require("node:path");

const multer = require("multer");

const { AppError } = require("./errors");

const EXTENSIONS = new Map([
  ["image/jpeg", ".jpg"],
  ["image/png", ".png"],
  ["image/webp", ".webp"],
]);

const storage = multer.diskStorage({
  destination: path.join(__dirname, "..", "..", "media", "incoming"),
  filename(req, file, done) {
    done(null, randomUUID() + EXTENSIONS.get(file.mimetype));
  },
});

const upload = multer({
  storage,
  limits: { fileSize: 4 * 1024 * 1024, files: 1, fields: 8 },
  fileFilter(req, file, done) {
    if (!EXTENSIONS.has(file.mimetype)) {
      return done(new AppError(415, "Only JPEG, PNG and WebP images"));
    }
    return done(null, true);
  },
});

module.exports = upload;
