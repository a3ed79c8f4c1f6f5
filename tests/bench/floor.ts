import type { Pool } from 'pg';
import 'reflect-metadata';
import { getMetadataArgsStorage } from 'typeorm';
import { DEMO_CASE_ID } from '../../src/demo';
import { ROW_CLASSES } from '../../src/gateway/base-schema';
import type { RowClass } from '../../src/graphql/row-source';
import type { Viewer } from '../../src/identity/viewer';

const tableOf = (entity: RowClass['entity']): string => {
  const name = getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name;
  if (name === undefined) throw new Error('a class without a table');
  return name;
};

/** The rows of all collections of the given cases as one JSON, by one statement under the same row security. */
const statementOf = (cases: string): string => {
  const columns = ROW_CLASSES.filter(({ caseColumn }) => caseColumn === 'case_id')
    .map(
      ({ type, entity }) =>
        `(select coalesce(json_agg(r), '[]') from ${tableOf(entity)} r where r.case_id = c.id) as "${type}"`,
    )
    .join(', ');
  return `select json_agg(x) from (select c.*, ${columns} from (${cases}) c) x`;
};

const CASES: Readonly<Record<string, string>> = {
  'one case file': `select * from case_file where id = '${DEMO_CASE_ID}'`,
  'page of 20 case files': 'select * from case_file order by opened_at desc, id limit 20',
};

/** Requests a second of one statement that answers the same rows, without any gateway; null where the scenario has none. */
export const measureFloor = async (
  pool: Pool,
  viewer: Viewer,
  scenario: string,
  connections: number,
  seconds: number,
): Promise<number | null> => {
  const cases = CASES[scenario];
  if (cases === undefined) return null;
  const text = statementOf(cases);
  const end = Date.now() + seconds * 1000;
  let done = 0;
  const loop = async (): Promise<void> => {
    while (Date.now() < end) {
      const client = await pool.connect();
      await client.query('begin isolation level repeatable read read only');
      await client.query(
        `select set_config('spona.agency', $1, true), set_config('spona.staff', $2, true), set_config('spona.unit', $3, true), set_config('spona.purpose', $4, true)`,
        [viewer.agencyId, viewer.staffId, viewer.unitId, viewer.purpose],
      );
      await client.query({ name: `floor-${scenario}`, text });
      await client.query('commit');
      client.release();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  return done / seconds;
};
