'use strict';
// Builds, where that is needed and possible. npm calls it after an installation (`prepare`) and before `npm start` (`--if-missing`:
// whoever installs with --ignore-scripts has no build yet).
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../..');
const built = ['dist/src/spona.js', 'dist/console/index.html'].every((file) => existsSync(join(root, file)));
const buildable =
  existsSync(join(root, 'node_modules/typescript')) && existsSync(join(root, 'node_modules/vite'));

if (process.argv.includes('--if-missing') && built) process.exit(0);
if (!buildable) {
  // `npm ci --omit=dev`, as in the image, where the build comes from another stage.
  console.error(
    `spona: no development packages here, so nothing is built; ${built ? 'dist is kept' : 'dist is missing'}`,
  );
  process.exit(built || !process.argv.includes('--if-missing') ? 0 : 1);
}
const { status } = spawnSync('npm', ['run', 'build'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
