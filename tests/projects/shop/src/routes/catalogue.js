"use strict";

const express = require("express");

const catalogue = require("../controllers/catalogue");
const images = require("../controllers/images");
const { authenticate, requireRole } = require("../middleware/authenticate");
const upload = require("../middleware/upload");
const { validate, schemas } = require("../middleware/validate");

const router = express.Router();

router.get("/", validate(schemas.catalogue), catalogue.list);
router.get("/search", validate(schemas.search), catalogue.search);
router.get("/:id", validate(schemas.byId), catalogue.show);
router.post(
  "/:id/image",
  authenticate,
  requireRole("editor", "manager"),
  validate(schemas.byId),
  upload.single("image"),
  images.upload,
);

module.exports = router;
