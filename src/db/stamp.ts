import type { Client } from 'pg';
import type { Config } from '../config/config';

/** What a database is for. */
export type Stamp = Pick<Config, 'mode' | 'country'>;

/** The database is for another mode or country than the hub. */
export class StampError extends Error {
  override readonly name = 'StampError';
}

type Queryable = Pick<Client, 'query'>;

/** The database's stamp; undefined before its first migration. */
export const readStamp = async (client: Queryable): Promise<Stamp | undefined> => {
  const found = await client.query<{ present: boolean }>(
    `select to_regclass('public.spona_stamp') is not null as present`,
  );
  if (found.rows[0]?.present !== true) return undefined;
  const { rows } = await client.query<Stamp>('select mode, country from spona_stamp');
  return rows[0];
};

const describe = ({ mode, country }: Stamp): string => `${mode}, country ${country}`;

/** @throws StampError unless the database was made for this mode and country. */
export const checkStamp = (actual: Stamp | undefined, expected: Stamp): void => {
  if (actual === undefined)
    throw new StampError('The database has no stamp: it is not prepared. Run "spona migrate" first.');
  if (actual.mode !== expected.mode || actual.country !== expected.country)
    throw new StampError(
      `The database is stamped for ${describe(actual)}, and this hub runs as ${describe(expected)}. Set SPONA_MODE and SPONA_COUNTRY to what the database was made for, or use another database.`,
    );
};

/** Stamps a database that has no stamp yet. */
export const writeStamp = async (client: Queryable, stamp: Stamp): Promise<void> => {
  await client.query('insert into spona_stamp (mode, country) values ($1, $2) on conflict do nothing', [
    stamp.mode,
    stamp.country,
  ]);
};
