#!/usr/bin/env node
'use strict';
// `npx spona` inside the project. A `bin` of the project itself would serve too, but npx then links the project into its cache and
// runs `prepare` at every call; the bin of a local dependency is in node_modules/.bin as soon as npm has installed, scripts or not.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const { isStale } = require('./stale.cjs');

const root = join(__dirname, '../..');
const program = join(root, 'dist/src/spona.js');
if (!existsSync(program)) {
  console.error('spona: not built yet; run "npm run build" in the project');
  process.exit(1);
}
if (isStale(root)) console.error('spona: the build is older than the sources; run "npm run build"');
require(program);
