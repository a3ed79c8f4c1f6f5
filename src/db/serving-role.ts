import type { Client } from 'pg';

/** The group that migrations grant to; every login that a hub serves with is a member of it. */
export const SERVING_ROLE = 'spona_serving';

/** The serving group is missing or incomplete, and the owner's role may not repair it. */
export class ServingRoleError extends Error {
  override readonly name = 'ServingRoleError';
}

type Owner = Pick<Client, 'query' | 'escapeIdentifier'>;

/** Runs one statement; where the owner may not, says which statement an administrator has to run. */
const runOrExplain = async (client: Owner, statement: string): Promise<void> => {
  try {
    await client.query(statement);
  } catch (cause) {
    throw new ServingRoleError(
      `The role of DATABASE_OWNER_URL may not prepare the serving role. Let the database's administrator run: ${statement};`,
      { cause },
    );
  }
};

/** Makes the serving group, and the login of `DATABASE_URL` its member, as far as either is missing. */
export const ensureServingRole = async (client: Owner, servingUser: string | undefined): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [SERVING_ROLE]);
  if (rowCount === 0)
    await runOrExplain(client, `create role ${SERVING_ROLE} nologin nosuperuser nobypassrls`);
  if (servingUser === undefined) return;
  const { rows } = await client.query<{ member: boolean }>(
    `select pg_has_role(oid, $2, 'member') as member from pg_roles where rolname = $1`,
    [servingUser, SERVING_ROLE],
  );
  const user = client.escapeIdentifier(servingUser);
  if (rows.length === 0)
    throw new ServingRoleError(
      `The login of DATABASE_URL does not exist. Let the database's administrator run: create role ${user} login password '…';`,
    );
  if (rows[0]?.member !== true) await runOrExplain(client, `grant ${SERVING_ROLE} to ${user}`);
};
