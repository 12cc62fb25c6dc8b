"use strict";

const { one, pool } = require("./pool");

function findByEmail(email) {
  return one("SELECT id, email, role, password_hash FROM users WHERE email = $1", [email]);
}

function findById(id) {
  return one("SELECT id, email, name, role FROM users WHERE id = $1", [id]);
}

function create({ email, name, passwordHash }) {
  return one(
    `INSERT INTO users (email, name, password_hash, role)
     VALUES ($1, $2, $3, 'customer')
     RETURNING id, email, name, role`,
    [email, name, passwordHash],
  );
}

async function updatePassword(id, passwordHash) {
  await pool.query("UPDATE users SET password_hash = $2, changed_at = now() WHERE id = $1", [id, passwordHash]);
}

async function rename(id, name) {
  await pool.query("UPDATE users SET name = $2 WHERE id = $1", [id, name]);
}

function saveReset(userId, digest, expires) {
  return pool.query("INSERT INTO resets (user_id, digest, expires_at) VALUES ($1, $2, $3)", [
    userId,
    digest,
    expires,
  ]);
}

function takeReset(digest) {
  return one("DELETE FROM resets WHERE digest = $1 AND expires_at > now() RETURNING user_id", [digest]);
}

module.exports = { findByEmail, findById, create, updatePassword, rename, saveReset, takeReset };
