import { userInfo } from 'node:os';
import { type Client, DatabaseError } from 'pg';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';
import { asOwner } from '../db/policy-versions';

/** What commands read of the settings: the database, and which country's law and which mode decide there. */
export const databaseConfig = (): Config => loadConfig(undefined, 'database');

/** Who acts, as the operating system names him; a container need not. */
export const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
};

/** PostgreSQL's condition for a login that lacks a right. */
const isDenied = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && error.code === '42501';

/**
 * Works on the configured database as its owner: on the embedded one, which is started if it does not run, or by DATABASE_OWNER_URL.
 * @throws ConfigError where that is not set; what opening a database throws
 */
export const asConfiguredOwner = async <T>(
  config: Config,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  // Most of what is said of policies needs no database.
  const { openDatabase } = await import('../db/open-database.js');
  const database = await openDatabase(config, { share: true });
  try {
    const url = database.ownerUrl ?? config.database?.ownerUrl;
    if (url === undefined)
      throw new ConfigError([
        'DATABASE_OWNER_URL: must be set beside DATABASE_URL to read or activate versions of the policies',
      ]);
    const from = config.database === null ? 'SPONA_DATA_DIR' : 'DATABASE_OWNER_URL';
    return await asOwner({ url, from }, work).catch((error: unknown) => {
      throw isDenied(error)
        ? new Error(`${from}: its login does not own the tables (${error.message}); give that of the owner`, {
            cause: error,
          })
        : error;
    });
  } finally {
    await database.close();
  }
};
