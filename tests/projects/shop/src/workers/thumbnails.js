"use strict";

const { setTimeout: pause } = require("node:timers/promises");

const { one, pool } = require("../db/pool");
const logger = require("../logger");
const { locate, makeThumbnail } = require("../services/images");

let running = true;

function convert(image) {
  const { source, target } = locate(image);
  return new Promise((resolve, reject) => {
    makeThumbnail(source, target, (error) => (error ? reject(error) : resolve(target)));
  });
}

async function nextJob() {
  return one(
    `UPDATE image_jobs SET taken_at = now()
      WHERE id = (SELECT id FROM image_jobs WHERE taken_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, image`,
    [],
  );
}

async function main() {
  while (running) {
    const job = await nextJob();
    if (!job) {
      await pause(2_000 + Math.floor(Math.random() * 500));
      continue;
    }
    try {
      await convert(job.image);
      logger.info({ job: job.id }, "thumbnail made");
    } catch (error) {
      logger.error({ error, job: job.id }, "thumbnail failed");
    }
  }
  await pool.end();
}

process.on("SIGTERM", () => {
  running = false;
});

main().catch((error) => {
  logger.fatal({ error }, "worker stopped");
  process.exitCode = 1;
});
