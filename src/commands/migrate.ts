import type { Command } from 'commander';
import { type Config, loadConfig } from '../config/config';
import { ConfigError } from '../config/config-error';

const say = (line: string): void => console.log(line);

/** A user's name in an address is percent-encoded. */
const userOf = (url: string): string => decodeURIComponent(new URL(url).username);

const migrateExternal = async (config: Config): Promise<void> => {
  const { database, mode, country } = config;
  if (database?.ownerUrl === undefined)
    throw new ConfigError(['DATABASE_OWNER_URL: must be set for "spona migrate" beside DATABASE_URL']);
  const [{ migrate }, { activateFirst }, { shortVersion }] = await Promise.all([
    import('../db/migrate.js'),
    import('../db/policy-versions.js'),
    import('../policy/load-version.js'),
  ]);
  const applied = await migrate(database.ownerUrl, {
    stamp: { mode, country },
    servingUser: userOf(database.servingUrl),
  });
  for (const name of applied) say(`applied ${name}`);
  const version = await activateFirst({
    url: database.ownerUrl,
    from: 'DATABASE_OWNER_URL',
    by: 'spona migrate',
  });
  if (version !== null) say(`The policies of version ${shortVersion(version)} are in force`);
};

const run = async (): Promise<void> => {
  const config = loadConfig(undefined, 'database');
  if (config.database === null) {
    const { openDatabase } = await import('../db/open-database.js');
    await (await openDatabase(config, { log: say })).close();
  } else {
    await migrateExternal(config);
  }
  say('The database is up to date.');
};

/** `spona migrate` */
export const register = (program: Command): void => {
  program
    .command('migrate')
    .description(
      'create or update the tables: of the database of DATABASE_OWNER_URL, else of the embedded one; a new database is stamped for SPONA_MODE and SPONA_COUNTRY, and gets the policies that come with the hub',
    )
    .action(run);
};
