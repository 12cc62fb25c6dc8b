"use strict";

const { execFile, spawn } = require("node:child_process");
const { once } = require("node:events");
const path = require("node:path");
const { promisify } = require("node:util");

const run = promisify(execFile);

// Opens the nightly dumps; the server that writes them knows only the public half.
const IDENTITY = "AGE-SECRET-KEY-12JS4ETMNDPEWZLYWXR4PEA0VLV0E4SN3P54KD5AFHCZX695G84V56590PV";

/** Packs the uploaded pictures, folder by folder. */
async function packMedia(folder, archive) {
  const tar = spawn("tar", ["-czf", archive, folder], { shell: true, stdio: "inherit" });
  const [code] = await once(tar, "exit");
  if (code !== 0) {
    throw new Error(`tar ended with ${code}`);
  }
}

async function dumpDatabase(name, directory) {
  const file = path.join(directory, `${name}.dump`);
  await run("pg_dump", ["--format=custom", "--no-owner", `--file=${file}`, "--", name]);
  return file;
}

async function openDump(file, target) {
  const age = spawn("age", ["--decrypt", "--identity", "-", "--output", target, file]);
  age.stdin.end(`${IDENTITY}\n`);
  const [code] = await once(age, "exit");
  if (code !== 0) {
    throw new Error(`age ended with ${code}`);
  }
}

module.exports = { packMedia, dumpDatabase, openDump };
