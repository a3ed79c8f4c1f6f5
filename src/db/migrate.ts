import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { connectTo } from './connect';
import { CHECKSUM_TABLE, checkApplied, MigrationError, migrationClass, readMigrations } from './migrations';
import { quietLogger } from './quiet-logger';
import { ensureServingRole } from './serving-role';
import { checkStamp, readStamp, type Stamp, writeStamp } from './stamp';

/** The oldest PostgreSQL that the migrations are written for. */
const MINIMUM_SERVER = 15;

/** Any constant: the key of the advisory lock that keeps two starting hubs from migrating at once. */
const LOCK = 0x5b05a;

export interface MigrateOptions {
  /** Given to a new database, demanded of an old one. */
  readonly stamp: Stamp;
  /** The login of `DATABASE_URL`, which becomes a member of the serving group. */
  readonly servingUser?: string;
  readonly directory?: string;
}

type Queryable = Pick<Client, 'query'>;

/** @throws MigrationError for a server that is too old. */
export const checkServerVersion = async (client: Queryable): Promise<string> => {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const { number = 0, name = 'unknown' } = rows[0] ?? {};
  if (number < MINIMUM_SERVER * 10_000)
    throw new MigrationError(`PostgreSQL ${name} is too old: Spona needs ${MINIMUM_SERVER} or newer.`);
  return name;
};

/** Names and checksums of the applied migrations. */
const readApplied = async (client: Queryable): Promise<ReadonlyMap<string, string>> => {
  const found = await client.query<{ present: boolean }>(
    `select to_regclass('public.${CHECKSUM_TABLE}') is not null as present`,
  );
  if (found.rows[0]?.present !== true) return new Map();
  const { rows } = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${CHECKSUM_TABLE} order by name`,
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
};

/** Names of the migrations that this database still lacks. @throws MigrationError when an applied one differs from its file. */
export const pendingMigrations = async (
  client: Queryable,
  directory?: string,
): Promise<readonly string[]> => {
  const files = readMigrations(directory);
  const applied = await readApplied(client);
  checkApplied(files, applied);
  return files.map(({ name }) => name).filter((name) => !applied.has(name));
};

const createChecksumTable = async (client: Queryable): Promise<void> => {
  await client.query(
    `create table if not exists ${CHECKSUM_TABLE} (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  );
  await client.query(`grant select on ${CHECKSUM_TABLE} to spona_serving`);
};

/** Lets TypeORM run the files that are not applied, each in a transaction of its own. */
const run = async (ownerUrl: string, directory: string | undefined): Promise<void> => {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'spona migrate',
    migrations: readMigrations(directory).map(migrationClass),
    migrationsTableName: 'spona_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    logger: quietLogger,
    poolSize: 1,
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
};

/**
 * Brings a database to the state of `migrations/` as its owner, stamps it if it is new, and returns the names of what was
 * applied. Waits for another hub that is doing the same.
 * @throws StartError, MigrationError, StampError, ServingRoleError
 */
export const migrate = async (ownerUrl: string, options: MigrateOptions): Promise<readonly string[]> => {
  const client = await connectTo(ownerUrl, 'DATABASE_OWNER_URL', 'spona migrate');
  try {
    await checkServerVersion(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const stamp = await readStamp(client);
    if (stamp !== undefined) checkStamp(stamp, options.stamp);
    const pending = await pendingMigrations(client, options.directory);
    await ensureServingRole(client, options.servingUser);
    if (pending.length > 0) {
      await createChecksumTable(client);
      await run(ownerUrl, options.directory);
    }
    await writeStamp(client, options.stamp);
    checkStamp(await readStamp(client), options.stamp);
    return pending;
  } finally {
    await client.end();
  }
};
