import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { checkTables, tableGaps } from '../../../src/db/table-gaps';
import { openDataSource } from '../../../src/gateway/data-source';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { startTestHub } from '../../support/hub';

let database: TestDatabase;
let owner: Client;
let dataSource: DataSource;
let asked: number;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  dataSource = await openDataSource(database.servingUrl, 1);
});
afterAll(async () => {
  await dataSource.destroy();
  await owner.end();
  await dropDatabase(database);
});

/** The gaps of a database to which the statements were done; they are undone again, by the others. */
const gapsAfter = async (statements: string, undo: string): Promise<readonly string[]> => {
  await owner.query(statements);
  try {
    const query = jest.spyOn(dataSource, 'query');
    const gaps = await tableGaps(dataSource);
    asked = query.mock.calls.length;
    query.mockRestore();
    return gaps;
  } finally {
    await owner.query(undo);
  }
};

it('finds none in a migrated database, in two statements however many tables there are', async () => {
  expect(await gapsAfter('select', 'select')).toEqual([]);
  expect(asked).toBe(2);
});

const HOW = `its migration must call secure_case_table('incident'), and nothing beyond`;

it.each([
  [
    'a missing table',
    'alter table health_examination rename to elsewhere',
    'alter table elsewhere rename to health_examination',
    `health_examination: is missing; run "npx spona migrate", or write the migration that creates it, with call secure_case_table('health_examination')`,
  ],
  [
    'a missing column',
    'alter table incident rename column weapon to arm',
    'alter table incident rename column arm to weapon',
    'incident.weapon: is missing; run "npx spona migrate", or write the migration that adds it',
  ],
  [
    'row security that is off',
    'alter table incident disable row level security',
    'alter table incident enable row level security',
    `incident: is not secured: row security is off; ${HOW}`,
  ],
  [
    'a policy that is missing',
    'alter policy reach_read on incident rename to reach',
    'alter policy reach on incident rename to reach_read',
    `incident: is not secured: it lacks the policy reach_read; it has the foreign policy reach; ${HOW}`,
  ],
  [
    'a policy that opens more',
    'create policy all_read on incident using (true)',
    'drop policy all_read on incident',
    `incident: is not secured: it has the foreign policy all_read; ${HOW}`,
  ],
  [
    'a history that is not kept',
    'alter table incident disable trigger keep_history',
    'alter table incident enable trigger keep_history',
    `incident: is not secured: it keeps no history (trigger keep_history); ${HOW}`,
  ],
  [
    'a right that is missing',
    'revoke insert, update on incident from spona_serving',
    'grant insert, update on incident to spona_serving',
    `incident: is not secured: it does not grant insert, update; ${HOW}`,
  ],
  [
    'another readable table of cases that nothing guards',
    'create table note (case_id uuid); grant select on note to spona_serving',
    'drop table note',
    'note: says of which case its rows are and can be read without row security; enable it in the migration, or grant nothing',
  ],
])('finds %s', async (_what, statements, undo, gap) => {
  expect(await gapsAfter(statements, undo)).toEqual([gap]);
});

it('does not mind a table that the serving role cannot read', async () => {
  expect(await gapsAfter('create table note (case_id uuid)', 'drop table note')).toEqual([]);
});

it('takes a table that only the owner writes as it is, and no half of one', async () => {
  const readOnly = `drop policy custodian_insert on incident; drop policy custodian_update on incident;
    revoke insert, update on incident from spona_serving; drop trigger keep_history on incident`;
  const writable = `call secure_case_table('incident')`;
  expect(await gapsAfter(readOnly, writable)).toEqual([]);
  const writtenToo = `${readOnly}; grant update on incident to spona_serving`;
  expect(await gapsAfter(writtenToo, writable)).toEqual([
    `incident: is not secured: it lacks the policy custodian_insert, custodian_update; it keeps no history (trigger keep_history); it does not grant insert; ${HOW}`,
  ]);
  expect(await gapsAfter('select', 'select')).toEqual([]);
});

it('tells all of them at once, with a stable code, and no hub starts', async () => {
  await owner.query(
    'alter table participant disable row level security; alter table ngo_service_use rename to elsewhere',
  );
  try {
    const all = /^SPONA_TABLES: [^]*\n- ngo_service_use: is missing[^]*\n- participant: is not secured/u;
    await expect(checkTables(dataSource)).rejects.toThrow(all);
    await expect(startTestHub(database)).rejects.toThrow(all);
  } finally {
    await owner.query(
      'alter table participant enable row level security; alter table elsewhere rename to ngo_service_use',
    );
  }
});
