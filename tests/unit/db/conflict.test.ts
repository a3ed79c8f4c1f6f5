import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import type { SubjectRole } from '../../../src/policy/facts';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../../support/facts';
import { asViewer, sqlstateOf } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let serving: Client;
let viewers: Region['viewers'];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  ({ viewers } = await createRegion(owner));
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

/** The index of some number; the database knows no more of one. */
const someIndex = (): string => (randomUUID() + randomUUID()).replaceAll('-', '');

const setIndex = (staff: Viewer, index: string | null): Promise<unknown> =>
  owner.query('update staff set identifier_index = $2 where id = $1', [staff.staffId, index]);

/** A colleague in a unit of his own. */
const colleague = async (of: Viewer, columns: Record<string, unknown> = {}): Promise<Viewer> => {
  const [staffId, unitId] = [randomUUID(), randomUUID()];
  await insertInto(owner, 'unit', {
    id: unitId,
    agency_id: of.agencyId,
    code: unitId,
    name: 'Unit',
    intake: false,
  });
  await insertInto(owner, 'staff', {
    id: staffId,
    agency_id: of.agencyId,
    unit_id: unitId,
    name: `Nobody ${staffId}`,
    issuer: 'demo',
    subject: staffId,
    roles: ['COMPETENT_OFFICER'],
    ...columns,
  });
  return { ...of, staffId, unitId };
};

const numbered = (index: string): Record<string, unknown> => ({
  identifier_kind: 'OTHER',
  identifier: index.slice(0, 20),
  identifier_index: index,
});

const enter = (
  caseId: string,
  roles: readonly SubjectRole[],
  columns: Record<string, unknown>,
): Promise<string> => addPerson(owner, caseId, viewers.police, roles, columns);

interface Lock {
  readonly staff_id: string | null;
  readonly unit_id: string | null;
  readonly cause: string;
  readonly locked_by: string | null;
}

const locksOf = async (caseId: string): Promise<Lock[]> =>
  (
    await owner.query<Lock>(
      `select staff_id, unit_id, cause, locked_by from case_lock where case_id = $1 and ends_at > now() order by unit_id nulls first, cause`,
      [caseId],
    )
  ).rows;

const personLock = (staff: Viewer, cause = 'IDENTIFIER'): Lock => ({
  staff_id: staff.staffId,
  unit_id: null,
  cause,
  locked_by: null,
});
const unitLock = (staff: Viewer, cause = 'IDENTIFIER'): Lock => ({
  ...personLock(staff, cause),
  staff_id: null,
  unit_id: staff.unitId,
});

const coordinatedCase = async (): Promise<string> => {
  const id = await openCaseOf(owner, viewers.police);
  await giveAccess(owner, id, viewers.coordinator, { scope: 'COORDINATION' });
  return id;
};

const as = <T>(viewer: Viewer, work: () => Promise<T>): Promise<T> =>
  asViewer(serving, viewer, work, 'commit');
const tried = (viewer: Viewer, text: string, values: readonly unknown[]): Promise<string> =>
  as(viewer, () => sqlstateOf(serving, text, values));

const sees = async (viewer: Viewer, caseId: string): Promise<boolean> =>
  asViewer(serving, viewer, async () => {
    const { rowCount } = await serving.query('select from case_file where id = $1', [caseId]);
    return rowCount === 1;
  });

describe('an equal number', () => {
  it('locks the staff member when the person is entered', async () => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    const officer = await colleague(viewers.police);
    await setIndex(officer, index);
    await enter(caseId, ['VICTIM'], numbered(index));
    expect(await locksOf(caseId)).toEqual([personLock(officer)]);
    expect(await sees(officer, caseId)).toBe(false);
    expect(await sees(viewers.police, caseId)).toBe(true);
  });

  it('locks him when his own number is entered later, on every case', async () => {
    const index = someIndex();
    const cases = [await openCaseOf(owner, viewers.police), await openCaseOf(owner, viewers.otherPolice)];
    for (const caseId of cases) await enter(caseId, ['WITNESS'], numbered(index));
    const worker = await colleague(viewers.health);
    await setIndex(worker, index);
    for (const caseId of cases) expect(await locksOf(caseId)).toEqual([personLock(worker)]);
  });

  it('locks nobody who does not work, until he does again', async () => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    const former = await colleague(viewers.police, { active: false, identifier_index: index });
    await enter(caseId, ['CHILD'], numbered(index));
    expect(await locksOf(caseId)).toEqual([]);
    await owner.query('update staff set active = true where id = $1', [former.staffId]);
    expect(await locksOf(caseId)).toEqual([personLock(former)]);
  });

  it('locks by a correction of the number, and a correction of anything else brings no lock back', async () => {
    const [index, caseId] = [someIndex(), await coordinatedCase()];
    const officer = await colleague(viewers.police);
    await setIndex(officer, index);
    const person = await enter(caseId, ['VICTIM'], numbered(someIndex()));
    const correct = (columns: Record<string, unknown>): Promise<unknown> =>
      owner.query(
        `update participant set ${Object.keys(columns)
          .map((name, place) => `${name} = $${String(place + 2)}`)
          .join(', ')} where id = $1`,
        [person, ...Object.values(columns)],
      );
    await correct(numbered(index));
    expect(await locksOf(caseId)).toEqual([personLock(officer)]);
    await correct(numbered(someIndex()));
    expect(await locksOf(caseId)).toEqual([personLock(officer)]);
    await correct(numbered(index));
    expect(await tried(viewers.coordinator, 'select unlock_staff($1, $2)', [caseId, officer.staffId])).toBe(
      'ok',
    );
    await correct({ note: 'x', roles: ['RESPONDENT'] });
    expect(await locksOf(caseId)).toEqual([]);
  });

  it('holds from the end of the transaction that found it, and not at all if that is undone', async () => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    await setIndex(viewers.police, index);
    const insert = `insert into participant (case_id, custodian_id, roles, identifier_kind, identifier, identifier_index)
      values ($1, viewer_agency(), '{WITNESS}', 'OTHER', 'n', $2)`;
    const seen = await asViewer(serving, viewers.police, async () => {
      await serving.query(insert, [caseId, index]);
      return (await serving.query('select from participant where case_id = $1', [caseId])).rowCount;
    });
    expect(seen).toBe(1);
    expect(await locksOf(caseId)).toEqual([]);
    await as(viewers.police, async () => {
      await serving.query('savepoint refused');
      await serving.query(insert, [caseId, index]);
      await serving.query('rollback to savepoint refused');
    });
    expect(await locksOf(caseId)).toEqual([]);
    await as(viewers.police, () => serving.query(insert, [caseId, index]));
    expect(await locksOf(caseId)).toEqual([personLock(viewers.police)]);
    expect(await sees(viewers.police, caseId)).toBe(false);
    await setIndex(viewers.police, null);
  });

  it('is found where person and staff member are entered at the same moment', async () => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    const officer = await colleague(viewers.police);
    await serving.query('begin');
    for (const [setting, value] of [
      ['spona.agency', viewers.police.agencyId],
      ['spona.staff', viewers.police.staffId],
    ])
      await serving.query('select set_config($1, $2, true)', [setting, value]);
    await serving.query(
      `insert into participant (case_id, custodian_id, roles, identifier_kind, identifier, identifier_index)
       values ($1, viewer_agency(), '{WITNESS}', 'OTHER', 'n', $2)`,
      [caseId, index],
    );
    const waiting = setIndex(officer, index);
    await Promise.race([waiting, setTimeout(300)]);
    await serving.query('commit');
    await waiting;
    expect(await locksOf(caseId)).toEqual([personLock(officer)]);
  });
});

describe('the unit', () => {
  it.each([
    ['police', ['RESPONDENT'], true],
    ['prosecution', ['CHILD', 'RESPONDENT'], true],
    ['court', ['RESPONDENT'], true],
    ['police', ['VICTIM'], false],
    ['police', ['WITNESS', 'REPORTER'], false],
    ['socialWork', ['RESPONDENT'], false],
    ['health', ['RESPONDENT'], false],
  ] as const)('of one of %s who is %j is locked: %j', async (persona, roles, locked) => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    const staff = await colleague(viewers[persona]);
    await setIndex(staff, index);
    await enter(caseId, roles, numbered(index));
    expect(await locksOf(caseId)).toEqual([personLock(staff), ...(locked ? [unitLock(staff)] : [])]);
  });

  it('is locked once the person is found to be the respondent, and the one he moves to as well', async () => {
    const [index, caseId] = [someIndex(), await openCaseOf(owner, viewers.police)];
    const officer = await colleague(viewers.police);
    const elsewhere = await colleague(viewers.police);
    await setIndex(officer, index);
    const person = await enter(caseId, ['WITNESS'], numbered(index));
    await owner.query(`update participant set roles = '{RESPONDENT}' where id = $1`, [person]);
    expect(await locksOf(caseId)).toEqual([personLock(officer), unitLock(officer)]);
    await owner.query('update staff set unit_id = $2 where id = $1', [officer.staffId, elsewhere.unitId]);
    expect(await locksOf(caseId)).toEqual(
      expect.arrayContaining([personLock(officer), unitLock(officer), unitLock(elsewhere)]),
    );
    expect(await sees(elsewhere, caseId)).toBe(false);
  });

  it('hands the case over where nobody is left who works on it', async () => {
    const ties = async (caseId: string): Promise<unknown[]> =>
      (
        await owner.query<{ unit_id: string | null; staff_id: string | null }>(
          `select unit_id, staff_id from case_tie where case_id = $1 and assigned_by is null and ends_at > now()`,
          [caseId],
        )
      ).rows;
    const officer = await colleague(viewers.otherPolice);
    const open = async (): Promise<string> => {
      const id = await openCaseOf(owner, officer);
      await owner.query('update case_tie set assigned_by = staff_id where case_id = $1', [id]);
      return id;
    };
    const index = someIndex();
    await setIndex(officer, index);
    const [alone, helped] = [await open(), await open()];
    await assign(owner, helped, viewers.otherPolice);
    await owner.query('update case_tie set assigned_by = $2 where case_id = $1', [helped, officer.staffId]);
    for (const caseId of [alone, helped])
      await addPerson(owner, caseId, officer, ['RESPONDENT'], numbered(index));
    expect(await ties(alone)).toEqual([{ unit_id: viewers.otherPolice.unitId, staff_id: null }]);
    expect(await ties(helped)).toEqual([]);
    // The only intake unit is the one that is locked: the supervisors of others are left.
    await owner.query('update staff set unit_id = $2 where id = $1', [
      officer.staffId,
      viewers.otherPolice.unitId,
    ]);
    const supervisor = await colleague(viewers.otherPolice, { roles: ['POLICE_SUPERVISOR'] });
    const third = await open();
    await addPerson(owner, third, officer, ['RESPONDENT'], numbered(index));
    expect(await ties(third)).toEqual([{ unit_id: null, staff_id: supervisor.staffId }]);
  });
});

describe('an equal name', () => {
  const named = { family_name: 'Ђурђевић', given_name: 'Љубица' };
  const hints = async (caseId: string): Promise<unknown[]> =>
    (
      await owner.query<{ staff_id: string; status: string }>(
        `select staff_id, status from conflict_match where case_id = $1 and cause = 'NAME' order by found_at, status`,
        [caseId],
      )
    ).rows;
  const namesake = (of: Viewer): Promise<Viewer> => colleague(of, { name: 'LJUBICA DJURDJEVIC' });
  const seenHints = (viewer: Viewer, caseId: string): Promise<number | null> =>
    asViewer(
      serving,
      viewer,
      async () =>
        (await serving.query('select id from conflict_match where case_id = $1', [caseId])).rowCount,
    );
  const hintId = async (caseId: string): Promise<string> =>
    (
      await owner.query<{ id: string }>(
        `select id from conflict_match where case_id = $1 and cause = 'NAME' and status = 'OPEN'`,
        [caseId],
      )
    ).rows[0]!.id;
  afterEach(() => owner.query(`update staff set active = false where name = 'LJUBICA DJURDJEVIC'`));

  it('locks nobody; it is told to the coordinators of the case, but not to whom it is about', async () => {
    const staff = await namesake(viewers.police);
    const caseId = await coordinatedCase();
    await enter(caseId, ['RESPONDENT'], named);
    expect(await locksOf(caseId)).toEqual([]);
    expect(await hints(caseId)).toEqual([{ staff_id: staff.staffId, status: 'OPEN' }]);
    expect(await seenHints(viewers.coordinator, caseId)).toBe(1);
    for (const persona of ['police', 'policeSupervisor', 'prosecution', 'court'] as const)
      expect(await seenHints(viewers[persona], caseId)).toBe(0);
    const self = await namesake(viewers.coordinator);
    await enter(caseId, ['WITNESS'], named);
    expect(await seenHints(viewers.coordinator, caseId)).toBe(2);
    expect(await seenHints(self, caseId)).toBe(1);
  });

  it('is found in both directions, and once', async () => {
    const caseId = await coordinatedCase();
    const person = await enter(caseId, ['VICTIM'], { ...named, family_name: 'Petrović' });
    const staff = await namesake(viewers.health);
    expect(await hints(caseId)).toEqual([]);
    await owner.query(`update participant set family_name = 'Đurđević' where id = $1`, [person]);
    await enter(caseId, ['WITNESS'], named);
    const second = await namesake(viewers.court);
    expect(await hints(caseId)).toEqual([
      { staff_id: staff.staffId, status: 'OPEN' },
      { staff_id: second.staffId, status: 'OPEN' },
    ]);
  });

  it('is no hint where the number is equal too, or where the agency is of another area and does not reach the case', async () => {
    const caseId = await coordinatedCase();
    const index = someIndex();
    const same = await namesake(viewers.ngo);
    await setIndex(same, index);
    await enter(caseId, ['VICTIM'], { ...named, ...numbered(index) });
    expect(await locksOf(caseId)).toEqual([personLock(same)]);
    const [area, agency] = [randomUUID(), randomUUID()];
    await insertInto(owner, 'area', { id: area, code: area, name: 'Second', country: 'RS' });
    await insertInto(owner, 'agency', {
      id: agency,
      code: agency,
      name: 'Far',
      sector: 'POLICE',
      area_id: area,
      status: 'ACTIVE',
    });
    const far = await namesake({ ...viewers.otherPolice, agencyId: agency, areaId: area });
    expect(await hints(caseId)).toEqual([]);
    await giveAccess(owner, caseId, far, { scope: 'LIAISON', givenBy: viewers.police });
    expect(await hints(caseId)).toEqual([{ staff_id: far.staffId, status: 'OPEN' }]);
  });

  it('locks once it is confirmed, the unit too where the rule says so; whoever confirmed does not unlock', async () => {
    const staff = await namesake(viewers.police);
    const caseId = await coordinatedCase();
    await enter(caseId, ['RESPONDENT'], named);
    const id = await hintId(caseId);
    for (const persona of ['police', 'policeSupervisor', 'prosecution'] as const)
      expect(await tried(viewers[persona], 'select confirm_conflict($1)', [id])).toBe('SP404');
    expect(await tried(viewers.coordinator, 'select confirm_conflict($1)', [id])).toBe('ok');
    expect(await locksOf(caseId)).toEqual([personLock(staff, 'NAME'), unitLock(staff, 'NAME')]);
    for (const decide of ['confirm', 'dismiss'])
      expect(await tried(viewers.coordinator, `select ${decide}_conflict($1)`, [id])).toBe('SP404');
    const unlock = [caseId, staff.staffId];
    expect(await tried(viewers.coordinator, 'select unlock_staff($1, $2)', unlock)).toBe('SP403');
    expect(await tried(viewers.secondCoordinator, 'select unlock_staff($1, $2)', unlock)).toBe('ok');
    expect(await locksOf(caseId)).toEqual([unitLock(staff, 'NAME')]);
    expect(await hints(caseId)).toEqual([{ staff_id: staff.staffId, status: 'DISMISSED' }]);
  });

  it('stays dismissed until a person of the name is entered again', async () => {
    const staff = await namesake(viewers.police);
    const caseId = await coordinatedCase();
    const person = await enter(caseId, ['WITNESS'], named);
    expect(await tried(viewers.coordinator, 'select dismiss_conflict($1)', [await hintId(caseId)])).toBe(
      'ok',
    );
    await owner.query(`update participant set note = 'x' where id = $1`, [person]);
    await giveAccess(owner, caseId, viewers.socialWork, { scope: 'LIAISON', givenBy: viewers.police });
    await owner.query('update staff set active = false where id = $1', [staff.staffId]);
    await owner.query('update staff set active = true where id = $1', [staff.staffId]);
    expect(await hints(caseId)).toEqual([{ staff_id: staff.staffId, status: 'DISMISSED' }]);
    await enter(caseId, ['RESPONDENT'], named);
    expect(await hints(caseId)).toEqual([
      { staff_id: staff.staffId, status: 'DISMISSED' },
      { staff_id: staff.staffId, status: 'OPEN' },
    ]);
  });
});

describe('ending a lock', () => {
  it('takes a coordinator; of what the hub locked, any', async () => {
    const [index, caseId] = [someIndex(), await coordinatedCase()];
    const officer = await colleague(viewers.police);
    await setIndex(officer, index);
    await enter(caseId, ['RESPONDENT'], numbered(index));
    await lock(owner, caseId, officer, viewers.policeSupervisor);
    const { rows } = await owner.query<{ id: string }>('select id from case_lock where case_id = $1', [
      caseId,
    ]);
    for (const { id } of rows)
      for (const persona of ['police', 'policeSupervisor', 'prosecution'] as const)
        expect(await tried(viewers[persona], 'select end_lock($1)', [id])).toBe('SP404');
    for (const { id } of rows) {
      expect(await tried(viewers.coordinator, 'select end_lock($1)', [id])).toBe('ok');
      expect(await tried(viewers.coordinator, 'select end_lock($1)', [id])).toBe('SP404');
    }
    expect(await locksOf(caseId)).toEqual([]);
  });

  it('by the person ends every lock of the person, or none', async () => {
    const [index, caseId] = [someIndex(), await coordinatedCase()];
    const officer = await colleague(viewers.police);
    await setIndex(officer, index);
    await enter(caseId, ['VICTIM'], numbered(index));
    await lock(owner, caseId, officer, viewers.coordinator);
    const values = [caseId, officer.staffId];
    expect(await tried(viewers.coordinator, 'select unlock_staff($1, $2)', values)).toBe('SP403');
    expect(await locksOf(caseId)).toHaveLength(2);
    expect(await tried(viewers.secondCoordinator, 'select unlock_staff($1, $2)', values)).toBe('ok');
    expect(await locksOf(caseId)).toEqual([]);
    expect(await sees(officer, caseId)).toBe(true);
  });

  it('is nobody’s whom it meets', async () => {
    const [index, caseId] = [someIndex(), await coordinatedCase()];
    await setIndex(viewers.coordinator, index);
    await enter(caseId, ['WITNESS'], numbered(index));
    const values = [caseId, viewers.coordinator.staffId];
    expect(await tried(viewers.coordinator, 'select unlock_staff($1, $2)', values)).toBe('SP404');
    expect(await tried(viewers.secondCoordinator, 'select unlock_staff($1, $2)', values)).toBe('ok');
    await setIndex(viewers.coordinator, null);
  });
});

describe('the index', () => {
  it('is written with every number by the serving role, and holds no number', async () => {
    const caseId = await openCaseOf(owner, viewers.police);
    const insert = `insert into participant (case_id, custodian_id, roles, identifier_kind, identifier, identifier_index)
      values ($1, viewer_agency(), '{WITNESS}', 'OTHER', $2, $3)`;
    expect(await tried(viewers.police, insert, [caseId, 'n', null])).toBe('P0001');
    expect(await tried(viewers.police, insert, [caseId, 'n', '0101985710008'])).toBe('23514');
    expect(await tried(viewers.police, insert, [caseId, 'n', someIndex()])).toBe('ok');
    const forget = `update participant set identifier_index = null where case_id = $1`;
    expect(await tried(viewers.police, forget, [caseId])).toBe('P0001');
    expect(
      await tried(viewers.police, `update participant set note = 'x' where case_id = $1`, [caseId]),
    ).toBe('ok');
    await expect(setIndex(viewers.police, '0101985710008')).rejects.toThrow('check');
  });

  it('of staff is read by nobody, and history keeps none', async () => {
    for (const column of ['identifier_index', 'name_key', '*'])
      expect(await tried(viewers.coordinator, `select ${column} from staff`, [])).toBe('42501');
    const { rows } = await owner.query<{ content: object }>(
      `select content from record_history where record_type = 'participant'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { content } of rows) {
      expect(Object.keys(content)).toContain('identifier');
      expect(Object.keys(content)).not.toContain('identifier_index');
      expect(Object.keys(content)).not.toContain('name_key');
    }
  });
});
