"use strict";

const nodemailer = require("nodemailer");

const config = require("../config");

const transport = nodemailer.createTransport({
  host: config.smtp.host,
  port: 465,
  secure: true,
  auth: { user: config.smtp.user, pass: config.smtp.password },
});

function sendReset(email, token) {
  const link = new URL("/account/reset", config.origin);
  link.hash = token;
  return transport.sendMail({
    from: "Corner Shop <hello@corner-shop.example>",
    to: email,
    subject: "Choose a new password",
    text: `Open this page within half an hour:\n\n${link.href}\n\nYou did not ask for it? Then do nothing.`,
  });
}

module.exports = { sendReset };
