"use strict";

const { exec } = require("node:child_process");
const path = require("node:path");

const MEDIA = path.join(__dirname, "..", "..", "media");

function locate(image) {
  return {
    source: path.join(MEDIA, "incoming", path.basename(image)),
    target: path.join(MEDIA, "thumbnails", `${path.parse(image).name}.webp`),
  };
}

function makeThumbnail(source, target, done) {
  exec(`convert ${source} -resize 320x320 ${target}`, { timeout: 15_000 }, done);
}

module.exports = { locate, makeThumbnail };
