import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { openClient, openOwner, workerDatabase } from '../../support/database';
import { assign, giveAccess, openCaseOf } from '../../support/facts';
import { startTestHub, type TestHub } from '../../support/hub';
import { createRegion, type Region } from '../../support/region';

/**
 * A change that commits after an answer was read and before its record is written: the table that the comparison reads is held until
 * the change has committed, so that the order is certain.
 */

const CASE = 'query ($id: ID!) { case(id: $id) { id reference } }';

let owner: Client;
let holder: Client;
let hub: TestHub;
let region: Region;
let caseId: string;
let access: string;

beforeAll(async () => {
  owner = await openOwner();
  holder = await openClient(workerDatabase().ownerUrl);
  region = await createRegion(owner);
  hub = await startTestHub(workerDatabase());
});
afterAll(async () => {
  await hub.close();
  await holder.end();
  await owner.end();
});
afterEach(() => holder.query('rollback'));
beforeEach(async () => {
  const { police, prosecution } = region.viewers;
  caseId = await openCaseOf(owner, police);
  access = await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, prosecution);
});

const waiting = async (): Promise<void> => {
  for (;;) {
    const { rows } = await owner.query(
      `select from pg_locks where relation in ('policy_epoch'::regclass, 'case_epoch'::regclass) and not granted`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Lets `change` commit between the reading of an answer and its record. */
const whileRecording = async <T>(ask: Promise<T>, change: () => Promise<unknown>): Promise<T> => {
  await waiting();
  await change();
  await holder.query('commit');
  return ask;
};

/** The change itself must not need the table that is held. */
const hold = async (table: 'policy_epoch' | 'case_epoch' = 'policy_epoch'): Promise<void> => {
  await holder.query(`begin; lock table ${table} in access exclusive mode`);
};

const recorded = async (requestId: string): Promise<{ outcome: string; cases: number }[]> => {
  const { rows } = await owner.query<{ outcome: string; cases: number }>(
    'select outcome, cardinality(case_ids) as cases from disclosure where request_id = $1',
    [requestId],
  );
  return rows;
};

it('answers anew where the scope ended meanwhile, and records that answer alone', async () => {
  const viewer = region.viewers.prosecution;
  await hold();
  const requestId = randomUUID();
  const asked = hub.ask(viewer, CASE, { id: caseId }, { requestId });
  const answer = await whileRecording(asked, () =>
    owner.query('update case_access set ends_at = greatest(now(), starts_at) where id = $1', [access]),
  );
  expect(answer.data).toEqual({ case: null });
  expect(await recorded(requestId)).toEqual([{ outcome: 'ALLOWED', cases: 0 }]);
});

it('does not make an answer anew for a change of a case that it does not touch', async () => {
  const viewer = region.viewers.prosecution;
  const other = await openCaseOf(owner, region.viewers.police);
  await hold();
  hub.statements();
  const answer = await whileRecording(hub.ask(viewer, CASE, { id: caseId }), () =>
    giveAccess(owner, other, viewer, { scope: 'LIAISON' }),
  );
  expect(answer.data?.['case'].id).toBe(caseId);
  expect(hub.statements()).toHaveLength(1);
});

describe('an answer that was filtered or counted', () => {
  const LEFT_OUT = '{ cases(filter: { reference: "no such" }) { edges { node { id } } } }';

  it('is made anew for a change of a case that it left out, which the agency has access to', async () => {
    await hold();
    hub.statements();
    await whileRecording(hub.ask(region.viewers.prosecution, LEFT_OUT), () =>
      owner.query('update case_access set ends_at = greatest(now(), starts_at) where id = $1', [access]),
    );
    expect(hub.statements()).toHaveLength(2);
  });

  it('is not made anew for a change of a case that is none of the agency’s', async () => {
    const other = await openCaseOf(owner, region.viewers.police);
    await hold();
    hub.statements();
    await whileRecording(hub.ask(region.viewers.prosecution, LEFT_OUT), () =>
      giveAccess(owner, other, region.viewers.court, { scope: 'LIAISON' }),
    );
    expect(hub.statements()).toHaveLength(1);
  });

  it('counts none whose scope ended meanwhile, however many there are', async () => {
    const { police, prosecution } = region.viewers;
    for (let n = 0; n < 51; n += 1) {
      const other = await openCaseOf(owner, police);
      await giveAccess(owner, other, prosecution, { scope: 'LIAISON', givenBy: police });
      await assign(owner, other, prosecution);
    }
    const count = async (): Promise<number> =>
      (await hub.ask(prosecution, '{ cases(first: 1) { totalCount } }')).data?.['cases'].totalCount as number;
    const before = await count();
    expect(before).toBeGreaterThan(50);
    await hold();
    const after = await whileRecording(count(), () =>
      owner.query('update case_access set ends_at = greatest(now(), starts_at) where id = $1', [access]),
    );
    expect(after).toBe(before - 1);
  });
});

it.each([
  [
    'the registry',
    () => owner.query('update unit set name = name where id = $1', [region.viewers.police.unitId]),
  ],
  [
    'a lock',
    () =>
      owner.query(`insert into case_lock (case_id, staff_id, reason, locked_by) values ($1, $2, 'kin', $3)`, [
        caseId,
        region.viewers.court.staffId,
        region.viewers.police.staffId,
      ]),
  ],
  [
    'a delivery',
    () =>
      owner.query(
        `insert into record_delivery (record_type, record_id, case_id, agency_id, kind) values ('case_file', $1, $1, $2, 'DELIVERED')`,
        [caseId, region.viewers.health.agencyId],
      ),
  ],
])('reads once more where %s changed meanwhile', async (what, change) => {
  const viewer = region.viewers.prosecution;
  await hold(what === 'the registry' ? 'case_epoch' : 'policy_epoch');
  hub.statements();
  const answer = await whileRecording(hub.ask(viewer, CASE, { id: caseId }), change);
  expect(answer.data?.['case'].id).toBe(caseId);
  expect(hub.statements()).toHaveLength(2);
});

it('refuses with SPONA_CHANGED where it is overtaken twice', async () => {
  const viewer = { ...region.viewers.prosecution, registrySnapshot: '3:3:' };
  // A registry snapshot of long ago: what is recorded rests on a viewer who has been overtaken, however often it is read.
  await owner.query('update unit set name = name where id = $1', [region.viewers.police.unitId]);
  const requestId = randomUUID();
  await expect(hub.ask(viewer, CASE, { id: caseId }, { requestId })).rejects.toMatchObject({
    code: 'SPONA_CHANGED',
  });
  expect(await recorded(requestId)).toEqual([{ outcome: 'REFUSED', cases: 0 }]);
});

it('keeps nothing of a mutation that is overtaken, and makes it anew', async () => {
  const viewer = region.viewers.police;
  await hold();
  const reference = `I-${randomUUID()}`;
  const asked = hub.ask(
    viewer,
    `mutation ($case: ID!, $input: IncidentInput!) { reportIncident(caseId: $case, input: $input) { id } }`,
    {
      case: caseId,
      input: { reference, occurredAt: '2026-11-02T10:00:00Z', forms: ['PHYSICAL'], channel: 'VICTIM' },
    },
  );
  await whileRecording(asked, () => giveAccess(owner, caseId, region.viewers.court, { scope: 'LIAISON' }));
  const { rows } = await owner.query('select from incident where reference = $1', [reference]);
  expect(rows).toHaveLength(1);
});
