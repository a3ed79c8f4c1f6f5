import { Client } from 'pg';
import { SERVING_ROLE } from '../serving-role';
import type { Secrets } from './secrets';

export const DATABASE = 'spona';
export const OWNER_ROLE = 'spona_owner';
export const HUB_ROLE = 'spona_hub';

const POWERLESS = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

const exists = async (
  client: Client,
  catalogue: 'pg_roles' | 'pg_database',
  name: string,
): Promise<boolean> => {
  const column = catalogue === 'pg_roles' ? 'rolname' : 'datname';
  const { rowCount } = await client.query(`select from ${catalogue} where ${column} = $1`, [name]);
  return rowCount === 1;
};

/** What a database of the hub lets its roles do: nobody but the owner and the serving group may even connect. */
export const closeDatabase = async (client: Client, database: string): Promise<void> => {
  const name = client.escapeIdentifier(database);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect on database ${name} to ${SERVING_ROLE}`);
};

const ensureLogin = async (client: Client, role: string, password: string): Promise<void> => {
  if (!(await exists(client, 'pg_roles', role))) await client.query(`create role ${role} login ${POWERLESS}`);
  await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
};

/** Makes the roles and the database of an embedded cluster, as far as they are missing, and sets their passwords. */
export const ensureRoles = async (superuserUrl: string, secrets: Secrets): Promise<void> => {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    if (!(await exists(client, 'pg_roles', SERVING_ROLE)))
      await client.query(`create role ${SERVING_ROLE} nologin ${POWERLESS}`);
    await ensureLogin(client, OWNER_ROLE, secrets.owner);
    await ensureLogin(client, HUB_ROLE, secrets.hub);
    await client.query(`grant ${SERVING_ROLE} to ${HUB_ROLE}`);
    if (!(await exists(client, 'pg_database', DATABASE)))
      await client.query(`create database ${DATABASE} owner ${OWNER_ROLE}`);
    await closeDatabase(client, DATABASE);
  } finally {
    await client.end();
  }
};
