import type { Client } from 'pg';
import type { Config } from '../config/config';
import { checkServingRole } from '../db/check-role';
import { type AddressSource, connectTo } from '../db/connect';
import { attachEmbedded, embeddedExists, startEmbedded } from '../db/embedded';
import { checkServerVersion, pendingMigrations } from '../db/migrate';
import { MigrationError } from '../db/migrations';
import { checkStamp, readStamp } from '../db/stamp';
import { checkTables } from '../db/table-gaps';
import { openDataSource } from '../gateway/data-source';
import { type Check, report, reportAll } from './doctor-check';
import { agencyChecks } from './doctor-issuers';
import { policyCheck } from './doctor-policies';

const lookAtTables = async (servingUrl: string): Promise<string> => {
  const dataSource = await openDataSource(servingUrl, 1);
  try {
    await checkTables(dataSource);
    return `${dataSource.entityMetadatas.length} with case content, all secured`;
  } finally {
    await dataSource.destroy();
  }
};

const checksOf = (client: Client, servingUrl: string, config: Config): readonly Check[] => [
  ['server', async () => `PostgreSQL ${await checkServerVersion(client)}`],
  ['role', () => checkServingRole(client).then(() => 'row security binds it')],
  [
    'stamp',
    async () => {
      const { mode, country } = config;
      checkStamp(await readStamp(client), { mode, country });
      return `${mode}, country ${country}`;
    },
  ],
  [
    'migrations',
    async () => {
      const pending = await pendingMigrations(client);
      if (pending.length > 0)
        throw new MigrationError(`pending: ${pending.join(', ')}. Run "npx spona migrate".`);
      return 'all applied';
    },
  ],
  ['tables', () => lookAtTables(servingUrl)],
  policyCheck(client, config),
  ...agencyChecks(client, config.issuers),
];

const examine = async (config: Config, servingUrl: string, from: AddressSource): Promise<boolean> => {
  let client: Client | undefined;
  const connect: Check = [
    'database',
    async () => {
      client = await connectTo(servingUrl, from, 'spona doctor');
      // An error outside a statement, such as a server that stops, shows itself in the next one.
      client.on('error', () => undefined);
      return 'reachable';
    },
  ];
  await report(connect);
  if (client === undefined) return false;
  try {
    return await reportAll(checksOf(client, servingUrl, config));
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Looks at the embedded database that runs, or starts it for as long as it takes; never creates or migrates it. */
const examineEmbedded = async (config: Config): Promise<boolean> => {
  const running = attachEmbedded(config.dataDir);
  if (running !== undefined) return examine(config, running.servingUrl, 'SPONA_DATA_DIR');
  let held = true;
  const start: Check = [
    'embedded database',
    async () => {
      if (!embeddedExists(config.dataDir)) return `will be created in ${config.dataDir} at the first start`;
      const embedded = await startEmbedded({ dataDir: config.dataDir });
      try {
        held = await examine(config, embedded.servingUrl, 'SPONA_DATA_DIR');
      } finally {
        await embedded.stop();
      }
      return `starts and stops, in ${config.dataDir}`;
    },
  ];
  return (await report(start)) && held;
};

/** Prints what is right and wrong with the configured database. Returns whether all is right. */
export const examineDatabase = (config: Config): Promise<boolean> =>
  config.database === null
    ? examineEmbedded(config)
    : examine(config, config.database.servingUrl, 'DATABASE_URL');
