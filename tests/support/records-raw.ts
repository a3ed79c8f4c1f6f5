import type { Client } from 'pg';

/** Whom a transaction speaks for; an absent value is left unset. */
export type RawViewer = Partial<
  Record<'agencyId' | 'staffId' | 'unitId' | 'clientId' | 'purpose', string | null>
>;

const SETTINGS = {
  agencyId: 'spona.agency',
  staffId: 'spona.staff',
  unitId: 'spona.unit',
  clientId: 'spona.client',
  purpose: 'spona.purpose',
} as const satisfies Record<keyof RawViewer, string>;

/** Runs SQL as the serving role for a viewer, in a transaction that is undone. */
export const asViewer = async <T>(
  serving: Client,
  viewer: RawViewer,
  work: () => Promise<T>,
  end: 'rollback' | 'commit' = 'rollback',
): Promise<T> => {
  await serving.query('begin');
  try {
    for (const [key, setting] of Object.entries(SETTINGS)) {
      const value = viewer[key as keyof RawViewer];
      if (typeof value === 'string') await serving.query('select set_config($1, $2, true)', [setting, value]);
    }
    const result = await work();
    await serving.query(end);
    return result;
  } catch (error) {
    await serving.query('rollback');
    throw error;
  }
};

/** The SQLSTATE that a statement fails with, or `ok`; inside a transaction it leaves the transaction usable. */
export const sqlstateOf = async (
  client: Client,
  text: string,
  values: readonly unknown[] = [],
): Promise<string> => {
  await client.query('savepoint attempt');
  try {
    await client.query(text, [...values]);
    return 'ok';
  } catch (error) {
    await client.query('rollback to savepoint attempt');
    return String((error as { code?: unknown }).code);
  }
};

/**
 * Lets the serving role try a statement in one call: `attempt('select …')` answers `ok` or the SQLSTATE, and undoes what it did.
 * Whole tables of arguments are tried by one query this way.
 */
export const allowAttempts = async (owner: Client): Promise<void> => {
  await owner.query(`
    create function attempt(p_statement text) returns text language plpgsql as $$
    begin
      execute p_statement;
      raise exception using errcode = 'OK000';
    exception when others then
      return case sqlstate when 'OK000' then 'ok' else sqlstate end;
    end $$`);
  await owner.query('grant execute on function attempt to spona_serving');
};
