import type { Config } from '../config/config';
import { checkServingRole } from './check-role';
import { type AddressSource, connectTo } from './connect';
import { attachEmbedded, EmbeddedInUseError, startEmbedded } from './embedded';
import { checkServerVersion, migrate, pendingMigrations } from './migrate';
import { MigrationError } from './migrations';
import { activateFirst } from './policy-versions';
import { checkStamp, readStamp, type Stamp } from './stamp';

/** A database that is migrated, stamped as this hub expects, and reached by a role that row security binds. */
export interface OpenDatabase {
  readonly servingUrl: string;
  /** As the owner: of the embedded database alone; a hub on an external one never holds it. */
  readonly ownerUrl: string | null;
  /** Stops what the opening started. */
  close(): Promise<void>;
}

type DatabaseConfig = Pick<Config, 'database' | 'dataDir' | 'mode' | 'country'>;

export interface OpenOptions {
  /** Told what takes time. */
  readonly log?: (message: string) => void;
  /** Use an embedded database that another process of this machine runs; else that is an error. */
  readonly share?: boolean;
}

const stampOf = ({ mode, country }: DatabaseConfig): Stamp => ({ mode, country });

/** @throws StartError, MigrationError, StampError, RoleError unless the database is ready to be served. */
export const checkDatabase = async (
  servingUrl: string,
  stamp: Stamp,
  from: AddressSource = 'DATABASE_URL',
): Promise<void> => {
  const client = await connectTo(servingUrl, from, 'spona check');
  try {
    await checkServerVersion(client);
    await checkServingRole(client);
    checkStamp(await readStamp(client), stamp);
    const pending = await pendingMigrations(client);
    if (pending.length > 0)
      throw new MigrationError(`Not migrated yet: ${pending.join(', ')}. Run "spona migrate" first.`);
  } finally {
    await client.end();
  }
};

const attach = async (config: DatabaseConfig): Promise<OpenDatabase | undefined> => {
  const urls = attachEmbedded(config.dataDir);
  if (urls === undefined) return undefined;
  await checkDatabase(urls.servingUrl, stampOf(config), 'SPONA_DATA_DIR');
  return { servingUrl: urls.servingUrl, ownerUrl: urls.ownerUrl, close: () => Promise.resolve() };
};

const openEmbedded = async (config: DatabaseConfig, options: OpenOptions): Promise<OpenDatabase> => {
  const { log = () => undefined } = options;
  try {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    try {
      const applied = await migrate(embedded.ownerUrl, { stamp: stampOf(config) });
      if (applied.length > 0) log(`Applied ${applied.length} migration(s)`);
      await activateFirst({ url: embedded.ownerUrl, from: 'SPONA_DATA_DIR', by: 'spona' });
      await checkDatabase(embedded.servingUrl, stampOf(config), 'SPONA_DATA_DIR');
    } catch (error) {
      await embedded.stop();
      throw error;
    }
    return { servingUrl: embedded.servingUrl, ownerUrl: embedded.ownerUrl, close: () => embedded.stop() };
  } catch (error) {
    const shared =
      options.share === true && error instanceof EmbeddedInUseError ? await attach(config) : undefined;
    if (shared === undefined) throw error;
    return shared;
  }
};

/** Opens the configured database: starts and migrates the embedded one; an external one must be migrated already. */
export const openDatabase = async (
  config: DatabaseConfig,
  options: OpenOptions = {},
): Promise<OpenDatabase> => {
  if (config.database === null) return openEmbedded(config, options);
  await checkDatabase(config.database.servingUrl, stampOf(config));
  return { servingUrl: config.database.servingUrl, ownerUrl: null, close: () => Promise.resolve() };
};
