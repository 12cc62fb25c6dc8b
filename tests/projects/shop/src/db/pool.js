"use strict";

const { Pool } = require("pg");

const config = require("../config");
const logger = require("../logger");

const pool = new Pool({
  connectionString: config.databaseUrl,
  max: 20,
  idleTimeoutMillis: 30_000,
});

pool.on("error", (error) => {
  logger.error({ error }, "an idle database connection failed");
});

async function one(text, values) {
  const { rows } = await pool.query(text, values);
  return rows[0] ?? null;
}

async function many(text, values) {
  const { rows } = await pool.query(text, values);
  return rows;
}

async function transaction(work) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

module.exports = { pool, one, many, transaction };
