"use strict";

const express = require("express");

const auth = require("../controllers/auth");
const { signIn } = require("../middleware/limits");
const { validate, schemas } = require("../middleware/validate");

const router = express.Router();

router.post("/register", signIn, validate(schemas.register), auth.register);
router.post("/login", signIn, validate(schemas.login), auth.login);
router.post("/refresh", signIn, auth.refresh);
router.post("/logout", auth.logout);
router.post("/forgot", signIn, validate(schemas.forgot), auth.forgot);
router.post("/reset", signIn, validate(schemas.reset), auth.reset);

module.exports = router;
