import type { Command } from 'commander';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { printableConfig } from '../config/printable';
import { packageJson } from '../lib/package-json';
import { inRange } from '../lib/version-range';
import { type Check, report, reportAll } from './doctor-check';
import { issuerChecks } from './doctor-issuers';

const NODE: Check = [
  'Node',
  () => {
    const range = packageJson.engines.node;
    return inRange(process.versions.node, range)
      ? Promise.resolve(process.version)
      : Promise.reject(new Error(`${process.version} is none of ${range}: install one of these`));
  },
];

const CONFIGURATION: Check = [
  'configuration',
  () => {
    const { mode, country } = loadConfig();
    return Promise.resolve(`${mode}, country ${country}`);
  },
];

/** What of the configuration can be used to look further, though something else in it may be wrong. */
const usableConfig = (): Config | null => {
  try {
    return loadConfig(undefined, 'database');
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
};

const run = async (): Promise<void> => {
  for (const { name, value, source } of printableConfig())
    console.log(`${name.padEnd(30)} ${value === '' ? '-' : value} (${source})`);
  const held = [await report(NODE), await report(CONFIGURATION)];
  const config = usableConfig();
  if (config !== null) {
    const { examineDatabase } = await import('./doctor-database.js');
    held.push(await reportAll(issuerChecks(config.issuers)), await examineDatabase(config));
  }
  if (held.includes(false)) process.exitCode = 1;
};

/** `spona doctor` */
export const register = (program: Command): void => {
  program
    .command('doctor')
    .description(
      'look at Node, the configuration, the issuers, the database and the policies in force, and say all that is wrong; changes nothing',
    )
    .action(run);
};
