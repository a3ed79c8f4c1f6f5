import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { openClient } from '../support/database';
import { assign, giveAccess, insertInto, lock, openCaseOf } from '../support/facts';
import { ask, codes, type HttpAnswer } from '../support/http';
import { activate, changedAt } from '../support/policies';
import { by, openHttpStage, whole, type HttpStage } from './support/http-stage';

/**
 * What ends while an answer is made does not let the answer go: consent, mandate, release, agreement, assignment, and the person
 * himself. The table that is compared before the record is written is held until the change has committed, so that the order
 * is certain.
 */

const CONDITIONS = {
  consent: 'rs.zzpl.12-consent',
  mandate: 'rs.zsnp.24',
  release: 'rs.zzpl.12-vital',
  agreement: 'rs.zsnp.24',
} as const;
type Condition = keyof typeof CONDITIONS;

/** The form of the violence opens to a prosecutor by each of the conditions, and by nothing else. */
const BY_CONDITIONS = changedAt(
  'casework/incident.yaml',
  ['categories', 'incident.forms', 'readers'],
  Object.entries(CONDITIONS).map(([condition, basis]) => ({
    sector: ['PROSECUTION'],
    scope: ['LIAISON'],
    purpose: ['PROSECUTION'],
    tie: ['NAMED'],
    [condition]: true,
    basis: [basis],
  })),
);

let stage: HttpStage;
let holder: Client;
let caseId: string;
let victim: string;

beforeAll(async () => {
  stage = await openHttpStage();
  await activate(stage.owner, BY_CONDITIONS);
  holder = await openClient(stage.database.ownerUrl);
});
afterAll(async () => {
  await holder.end();
  await stage.close();
});
afterEach(() => holder.query('rollback'));
beforeEach(async () => {
  const { owner, viewers } = stage;
  const { police, prosecution } = viewers;
  caseId = await openCaseOf(owner, police);
  victim = randomUUID();
  await insertInto(owner, 'participant', {
    id: victim,
    case_id: caseId,
    custodian_id: police.agencyId,
    roles: ['VICTIM'],
  });
  await insertInto(owner, 'incident', {
    case_id: caseId,
    custodian_id: police.agencyId,
    occurred_at: '2026-11-01T10:00:00Z',
    forms: ['PHYSICAL'],
    channel: 'VICTIM',
  });
  await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
});

const grant = async (condition: Exclude<Condition, 'agreement'>): Promise<string> => {
  const { prosecution } = stage.viewers;
  const id = randomUUID();
  await insertInto(stage.owner, 'case_grant', {
    id,
    case_id: caseId,
    condition,
    source_id: randomUUID(),
    agency_id: prosecution.agencyId,
    staff_id: condition === 'release' ? prosecution.staffId : null,
    subject_id: condition === 'consent' ? victim : null,
    categories: ['incident.forms'],
    starts_at: '2026-01-01T00:00:00Z',
  });
  return id;
};

const agree = async (): Promise<string> => {
  const { owner, viewers } = stage;
  const id = randomUUID();
  await insertInto(owner, 'agreement', {
    id,
    reference: id,
    title: 'Forms of violence',
    categories: ['incident.forms'],
    starts_at: '2026-01-01T00:00:00Z',
  });
  for (const { agencyId, staffId } of [viewers.police, viewers.prosecution])
    await insertInto(owner, 'agreement_party', {
      agreement_id: id,
      agency_id: agencyId,
      signed_at: '2026-01-01T00:00:00Z',
      signed_by: staffId,
    });
  return id;
};

const READ = 'query Read($id: ID!) { case(id: $id) { incidents { forms } } }';
const read = (): Promise<HttpAnswer> => ask(stage, by(stage, 'prosecution'), READ, { id: caseId });
const formsOf = ({ body }: HttpAnswer): unknown =>
  (body.data?.['case']?.incidents as { forms: unknown }[] | undefined)?.map(({ forms }) => forms);

/** Lets the change commit after the answer was made, and before its record is. The change must not need the table that is held. */
const overtake = async (
  table: 'policy_epoch' | 'case_epoch',
  asked: () => Promise<HttpAnswer>,
  change: () => Promise<unknown>,
): Promise<HttpAnswer> => {
  await holder.query(`begin; lock table ${table} in access exclusive mode`);
  const answer = asked();
  for (;;) {
    const { rowCount } = await stage.owner.query(
      `select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
       where l.relation = $1::regclass and not l.granted`,
      [table],
    );
    if (rowCount !== 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await change();
  await holder.query('commit');
  return answer;
};

describe('what ended while the answer was made', () => {
  beforeEach(() => assign(stage.owner, caseId, stage.viewers.prosecution));

  test.each(['consent', 'mandate', 'release'] as const)('a %s opens nothing in it', async (condition) => {
    const closed = whole(await read());
    const id = await grant(condition);
    expect(formsOf(await read())).toEqual([['PHYSICAL']]);
    const answer = await overtake('policy_epoch', read, () =>
      stage.owner.query('update case_grant set ends_at = greatest(now(), starts_at) where id = $1', [id]),
    );
    expect(formsOf(answer)).toEqual([null]);
    // Nor does it show that something has just ended.
    expect(whole(answer)).toBe(closed);
  });

  test('an emergency leaves no case, and shows not that there was one', async () => {
    const { owner, viewers } = stage;
    const { otherPolice } = viewers;
    const file = (): Promise<HttpAnswer> =>
      ask(
        stage,
        by(stage, 'otherPolice'),
        'query Read($id: ID!) { case(id: $id) { incidents { weapon } } }',
        { id: caseId },
      );
    const none = whole(await file());
    await owner.query(`update incident set weapon = 'KNIFE' where case_id = $1`, [caseId]);
    await giveAccess(owner, caseId, otherPolice, { scope: 'BREAK_GLASS' });
    await assign(owner, caseId, otherPolice);
    await insertInto(owner, 'case_grant', {
      case_id: caseId,
      condition: 'breakGlass',
      source_id: randomUUID(),
      agency_id: otherPolice.agencyId,
      staff_id: otherPolice.staffId,
      categories: ['case.existence', 'incident.existence', 'incident.weapon'],
      starts_at: '2026-01-01T00:00:00Z',
    });
    expect((await file()).body.data?.['case'].incidents).toEqual([{ weapon: 'KNIFE' }]);
    const answer = await overtake('policy_epoch', file, () =>
      owner.query(
        ['case_access', 'case_tie', 'case_grant']
          .map(
            (table) =>
              `update ${table} set ends_at = greatest(now(), starts_at) where case_id = '${caseId}' and staff_id = '${String(otherPolice.staffId)}'`,
          )
          .join(';'),
      ),
    );
    expect(whole(answer)).toBe(none);
  });

  test.each([
    ['is revoked', 'update agreement set revoked_at = now(), revoked_by = $2 where id = $1'],
    [
      'loses a signature',
      `update agreement_party p set signed_at = null, signed_by = null from staff s
       where p.agreement_id = $1 and s.id = $2 and p.agency_id = s.agency_id`,
    ],
    ['ends', 'update agreement set ends_at = now() where id = $1 and $2::uuid is not null'],
  ])('an agreement that %s opens nothing in it', async (_how, change) => {
    const closed = whole(await read());
    const id = await agree();
    expect(formsOf(await read())).toEqual([['PHYSICAL']]);
    const answer = await overtake('case_epoch', read, () =>
      stage.owner.query(change, [id, stage.viewers.police.staffId]),
    );
    expect(formsOf(answer)).toEqual([null]);
    expect(whole(answer)).toBe(closed);
    await stage.owner.query('update agreement set ends_at = now() where id = $1 and ends_at > now()', [id]);
  });

  test('an assignment, and a lock that came, leave no case', async () => {
    const { owner, viewers } = stage;
    const none = whole(await ask(stage, by(stage, 'prosecution'), READ, { id: randomUUID() }));
    const unassigned = await overtake('policy_epoch', read, () =>
      owner.query(
        'update case_tie set ends_at = greatest(now(), starts_at) where case_id = $1 and staff_id = $2',
        [caseId, viewers.prosecution.staffId],
      ),
    );
    expect(whole(unassigned)).toBe(none);
    await assign(owner, caseId, viewers.prosecution);
    expect(formsOf(await read())).toEqual([null]);
    const locked = await overtake('policy_epoch', read, () =>
      lock(owner, caseId, viewers.prosecution, viewers.coordinator),
    );
    expect(whole(locked)).toBe(none);
  });

  test('a rule that is withdrawn opens nothing in it', async () => {
    const id = await grant('mandate');
    const answer = await overtake('case_epoch', read, () =>
      activate(
        stage.owner,
        changedAt('casework/incident.yaml', ['categories', 'incident.forms', 'readers'], []),
      ),
    );
    expect(formsOf(answer)).toEqual([null]);
    await activate(stage.owner, BY_CONDITIONS);
    expect(formsOf(await read())).toEqual([['PHYSICAL']]);
    expect(id).not.toBe('');
  });
});

describe('who was taken out or moved while his answer was made', () => {
  const person = async (subject: string): Promise<string> => {
    const { agencyId, unitId, roles } = stage.viewers.prosecution;
    const { rows } = await stage.owner.query<{ id: string }>(
      `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Worker', 'demo', $3, $4) returning id`,
      [agencyId, unitId, subject, roles],
    );
    await assign(stage.owner, caseId, stage.viewers.prosecution, 'unit');
    return rows[0]!.id;
  };
  const readAs = (token: string) => (): Promise<HttpAnswer> =>
    ask(stage, { token, purpose: 'PROSECUTION' }, 'query Read($id: ID!) { case(id: $id) { id } }', {
      id: caseId,
    });

  test('a disabled person gets no answer, and what he wrote is not kept', async () => {
    const { owner } = stage;
    const id = await person('leaver');
    expect((await readAs('leaver')()).body.data?.['case']).toEqual({ id: caseId });
    const disable = (): Promise<unknown> =>
      owner.query('update staff set active = not active where id = $1', [id]);
    const answer = await overtake('case_epoch', readAs('leaver'), disable);
    expect([answer.body.data ?? null, codes(answer)]).toEqual([null, ['SPONA_UNKNOWN_VIEWER']]);
    await disable();
    const reference = `I-${randomUUID()}`;
    const report = (): Promise<HttpAnswer> =>
      ask(
        stage,
        { token: 'leaver', purpose: 'PROSECUTION' },
        'mutation Report($c: ID!, $i: IncidentInput!) { reportIncident(caseId: $c, input: $i) { id } }',
        {
          c: caseId,
          i: { reference, occurredAt: '2026-11-01T10:00:00Z', forms: ['VERBAL'], channel: 'VICTIM' },
        },
      );
    const written = await overtake('case_epoch', report, disable);
    expect([written.body.data ?? null, codes(written)]).toEqual([null, ['SPONA_UNKNOWN_VIEWER']]);
    expect((await owner.query('select from incident where reference = $1', [reference])).rowCount).toBe(0);
  });

  test('who was moved to another agency is answered as its worker, for whom his former purpose is none', async () => {
    const { owner, viewers } = stage;
    const id = await person('mover');
    const { agencyId, unitId } = viewers.police;
    const answer = await overtake('case_epoch', readAs('mover'), () =>
      owner.query('update staff set agency_id = $2, unit_id = $3 where id = $1', [id, agencyId, unitId]),
    );
    expect([answer.body.data ?? null, codes(answer)]).toEqual([null, ['SPONA_PURPOSE']]);
  });
});
