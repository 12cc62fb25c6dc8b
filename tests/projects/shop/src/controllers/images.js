"use strict";

const { one } = require("../db/pool");
const products = require("../db/products");
const logger = require("../logger");
const { AppError } = require("../middleware/errors");

async function upload(req, res) {
  const { id } = req.valid.params;
  if (!req.file || !(await products.findById(id))) {
    throw new AppError(400, "A picture and a product are needed");
  }
  await products.setImage(id, req.file.filename);
  await one("INSERT INTO image_jobs (product_id, image) VALUES ($1, $2)", [id, req.file.filename]);
  logger.info({ user: req.user.id, product: id }, "picture uploaded");
  res.status(202).json({ image: req.file.filename });
}

module.exports = { upload };
