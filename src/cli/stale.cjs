'use strict';
// Whether the build is older than what it is made from, as after `git pull`: by the times of the files, which costs some milliseconds.
const { readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const OUTPUTS = ['dist/src/spona.js', 'dist/console/index.html'];
const SOURCES = ['src', 'tsconfig.json'];

/** When a file, or the newest file in a folder, was last written; 0 where there is none. */
const writtenAt = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => writtenAt(join(path, name))));
};

exports.isBuilt = (root) => OUTPUTS.every((file) => writtenAt(join(root, file)) > 0);

exports.isStale = (root) =>
  Math.max(...SOURCES.map((source) => writtenAt(join(root, source)))) >
  Math.min(...OUTPUTS.map((file) => writtenAt(join(root, file))));

/** Whether packages were added or changed since the last installation. */
exports.needsInstallation = (root) => {
  const installed = writtenAt(join(root, 'node_modules/.package-lock.json'));
  return installed > 0 && writtenAt(join(root, 'package-lock.json')) > installed;
};
