import type { Command } from 'commander';
import { Client } from 'pg';
import { type Config, loadConfig } from '../config/config';
import { printableConfig } from '../config/printable';
import { checkServingRole } from '../db/check-role';
import { attachEmbedded, embeddedExists, startEmbedded } from '../db/embedded';
import { checkServerVersion, pendingMigrations } from '../db/migrate';
import { MigrationError } from '../db/migrations';
import { checkStamp, readStamp } from '../db/stamp';
import { messageOf } from './message-of';

/** What is looked at, and what is found; throws with what is wrong. */
type Check = readonly [subject: string, look: () => Promise<string>];

/** Runs one check and prints its line. Returns whether it held. */
const report = async ([subject, look]: Check): Promise<boolean> => {
  try {
    console.log(`ok       ${subject}: ${await look()}`);
    return true;
  } catch (error) {
    console.log(`problem  ${subject}: ${messageOf(error).replaceAll('\n', '\n         ')}`);
    return false;
  }
};

const databaseChecks = (client: Client, { mode, country }: Config): readonly Check[] => [
  ['server', async () => `PostgreSQL ${await checkServerVersion(client)}`],
  ['role', () => checkServingRole(client).then(() => 'row security binds it')],
  [
    'stamp',
    async () => {
      checkStamp(await readStamp(client), { mode, country });
      return `${mode}, country ${country}`;
    },
  ],
  [
    'migrations',
    async () => {
      const pending = await pendingMigrations(client);
      if (pending.length > 0) throw new MigrationError(`pending: ${pending.join(', ')}`);
      return 'all applied';
    },
  ],
];

const checkAll = async (checks: readonly Check[]): Promise<boolean> => {
  let held = true;
  for (const check of checks) held = (await report(check)) && held;
  return held;
};

const examineDatabase = async (config: Config, servingUrl: string): Promise<boolean> => {
  const client = new Client({ connectionString: servingUrl, application_name: 'spona doctor' });
  // An error outside a statement, such as a server that stops, shows itself in the next one.
  client.on('error', () => undefined);
  const connect: Check = ['database', () => client.connect().then(() => 'reachable')];
  try {
    return (await report(connect)) && (await checkAll(databaseChecks(client, config)));
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Looks at the embedded database that runs, or starts it for as long as it takes; never creates or migrates it. */
const examineEmbedded = async (config: Config): Promise<boolean> => {
  const running = attachEmbedded(config.dataDir);
  if (running !== undefined) return examineDatabase(config, running.servingUrl);
  let held = true;
  const start: Check = [
    'embedded database',
    async () => {
      if (!embeddedExists(config.dataDir)) return `will be created in ${config.dataDir} at the first start`;
      const embedded = await startEmbedded({ dataDir: config.dataDir });
      try {
        held = await examineDatabase(config, embedded.servingUrl);
      } finally {
        await embedded.stop();
      }
      return `starts and stops, in ${config.dataDir}`;
    },
  ];
  return (await report(start)) && held;
};

const checkConfig = async (): Promise<Config | undefined> => {
  let config: Config | undefined;
  const look: Check = [
    'configuration',
    () => {
      config = loadConfig();
      return Promise.resolve(`${config.mode}, country ${config.country}`);
    },
  ];
  await report(look);
  return config;
};

const run = async (): Promise<void> => {
  for (const { name, value, source } of printableConfig())
    console.log(`${name.padEnd(30)} ${value === '' ? '-' : value} (${source})`);
  const [major = 0] = process.versions.node.split('.').map(Number);
  const node: Check = [
    'Node',
    () =>
      major >= 20
        ? Promise.resolve(process.version)
        : Promise.reject(new Error(`${process.version} is too old`)),
  ];
  const nodeHeld = await report(node);
  const config = await checkConfig();
  const held =
    config !== undefined &&
    (config.database === null
      ? await examineEmbedded(config)
      : await examineDatabase(config, config.database.servingUrl));
  if (!held || !nodeHeld) process.exitCode = 1;
};

/** `spona doctor` */
export const register = (program: Command): void => {
  program
    .command('doctor')
    .description('look at the configuration and the database, and say what is wrong; changes nothing')
    .action(run);
};
