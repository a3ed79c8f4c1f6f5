'use strict';
// Jest maps `yaml` to this. It would load the library anew for every test file, and most of the time of reading the policies goes
// into a library that is not warm yet: this is the one of Node itself, which all files of a worker share. It keeps no state.
const { runInThisContext } = require('node:vm');
const { createRequire } = runInThisContext("process.getBuiltinModule('node:module')");

module.exports = createRequire(__filename)('yaml');
