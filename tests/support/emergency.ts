import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { asViewer, sqlstateOf } from './records-raw';

/** Runs SQL as the serving role for a viewer with his proof, which the functions of emergency access ask for. */
export const asProven = <T>(
  serving: Client,
  viewer: Partial<Viewer>,
  work: () => Promise<T>,
  end: 'rollback' | 'commit' = 'rollback',
): Promise<T> =>
  asViewer(
    serving,
    viewer,
    async () => {
      await serving.query(`select set_config('spona.proof', $1, true)`, [viewer.proof ?? '']);
      return work();
    },
    end,
  );

/** What a call comes to; it does not stay. */
export const triedBy = (
  serving: Client,
  viewer: Partial<Viewer>,
  text: string,
  values: readonly unknown[],
): Promise<string> => asProven(serving, viewer, () => sqlstateOf(serving, text, values));

/** The rows of a statement, and what it did stays. */
export const doneBy = <R>(
  serving: Client,
  viewer: Partial<Viewer>,
  text: string,
  values: readonly unknown[] = [],
): Promise<R[]> =>
  asProven(serving, viewer, async () => (await serving.query(text, [...values])).rows as R[], 'commit');

export const REASON = 'Shots were heard at the flat.';

/** Asks for emergency access; answers the request's id. */
export const requestAs = async (
  serving: Client,
  viewer: Viewer,
  caseId: string,
  { categories = ['case.existence'], hours = 2 }: { categories?: readonly string[]; hours?: number } = {},
): Promise<string> => {
  const [row] = await doneBy<{ id: string }>(
    serving,
    { ...viewer, purpose: 'PROTECTION' },
    'select request_emergency_access($1, $2, $3, $4) as id',
    [caseId, REASON, categories, hours],
  );
  return row!.id;
};

export const approveAs = (serving: Client, viewer: Viewer, id: string): Promise<unknown> =>
  doneBy(serving, viewer, 'select approve_emergency_access($1)', [id]);

/** Lets an approved access have begun and ended some days ago, with everything that came with it. */
export const pastDays = async (owner: Client, id: string, days: number): Promise<void> => {
  const shift = `make_interval(days => ${String(days)})`;
  for (const [table, where] of [
    ['case_access', 'id = (select access_id from emergency_access where id = $1)'],
    ['case_tie', 'emergency_id = $1'],
    ['case_grant', 'source_id = $1'],
  ] as const) {
    await owner.query(
      `update ${table} set starts_at = starts_at - ${shift}, ends_at = ends_at - ${shift} where ${where}`,
      [id],
    );
  }
  await owner.query(
    `update emergency_access set requested_at = requested_at - ${shift}, expires_at = expires_at - ${shift},
      decided_at = decided_at - ${shift}, ends_at = ends_at - ${shift} where id = $1`,
    [id],
  );
};
