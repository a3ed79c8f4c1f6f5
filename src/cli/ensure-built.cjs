'use strict';
// Builds, where that is needed and possible. npm calls it after an installation (`prepare`) and before `npm start` (`--if-needed`:
// whoever installs with --ignore-scripts has no build yet, and whoever has pulled an old one).
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { isBuilt, isStale, needsInstallation } = require('./stale.cjs');

const root = join(__dirname, '../..');
const built = isBuilt(root);
const ifNeeded = process.argv.includes('--if-needed');
const buildable =
  existsSync(join(root, 'node_modules/typescript')) && existsSync(join(root, 'node_modules/vite'));

if (ifNeeded && needsInstallation(root))
  console.error(
    'spona: package-lock.json is newer than the installed packages; run "npm ci" if something is missing',
  );
if (ifNeeded && built && !isStale(root)) process.exit(0);
if (!buildable) {
  // `npm ci --omit=dev`, as in the image, where the build comes from another stage.
  console.error(
    `spona: no development packages here, so nothing is built; ${built ? 'dist is kept' : 'dist is missing'}`,
  );
  process.exit(built || !ifNeeded ? 0 : 1);
}
const { status } = spawnSync('npm', ['run', 'build'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
