import { randomUUID } from 'node:crypto';
import { assign, giveAccess, insertInto, openCaseOf } from '../support/facts';
import { ask, codes, type Asker, type HttpAnswer } from '../support/http';
import { by, openHttpStage, whole, type HttpStage } from './support/http-stage';

/** What a token is worth is what the registry says at this request: of purposes, colleagues, agencies, and of who is still there. */

let stage: HttpStage;
let caseId: string;
/** A machine client of the police station, which may name its officer. */
let client: string;

beforeAll(async () => {
  stage = await openHttpStage();
  const { owner, viewers } = stage;
  const { police, prosecution } = viewers;
  caseId = await openCaseOf(owner, police);
  await giveAccess(owner, caseId, prosecution, {
    scope: 'LIAISON',
    givenBy: police,
    purposes: ['PROTECTION'],
  });
  await assign(owner, caseId, prosecution);
  client = randomUUID();
  await insertInto(owner, 'client', {
    id: client,
    agency_id: police.agencyId,
    name: 'Records system',
    issuer: 'demo',
    client_id: 'records',
    purposes: ['PROTECTION'],
  });
  await insertInto(owner, 'client_staff', {
    agency_id: police.agencyId,
    client_id: client,
    staff_id: police.staffId,
  });
});
afterAll(() => stage.close());

const CASE = 'query File($id: ID!) { case(id: $id) { id reference } }';
const LIST = 'query List($after: String) { cases(first: 1, after: $after) { totalCount edges { cursor } } }';
const WHO = '{ viewer { staffId purpose proof agency { id } } }';

const asking = (asker: Asker, source: string, variables: object = {}): Promise<HttpAnswer> =>
  ask(stage, asker, source, { ...variables });
const machine = (staff?: string): Asker => ({
  token: 'client:records',
  purpose: 'PROTECTION',
  ...(staff === undefined ? {} : { staff }),
});
const refused = async (asker: Asker): Promise<string> => {
  const answer = await asking(asker, CASE, { id: caseId });
  expect(answer.body.data).toBeUndefined();
  return whole(answer);
};

/** Changes the registry for the time of `work`. */
const whileSet = async (set: string, back: string, id: string, work: () => Promise<void>): Promise<void> => {
  await stage.owner.query(set, [id]);
  try {
    await work();
  } finally {
    await stage.owner.query(back, [id]);
  }
};

describe('switching the purpose', () => {
  test('within a session reads for each purpose what that one opens, in any order', async () => {
    const { token } = by(stage, 'prosecution');
    const open = async (purpose: string): Promise<boolean> =>
      (await asking({ token, purpose }, CASE, { id: caseId })).body.data?.['case'] !== null;
    const found: boolean[] = [];
    for (const purpose of ['PROTECTION', 'PROSECUTION', 'PROTECTION', 'CHILD_PROTECTION'])
      found.push(await open(purpose));
    // The scope was given for protection alone.
    expect(found).toEqual([true, false, true, false]);
  });

  test('takes neither a cursor nor the result of a repeated mutation along', async () => {
    await openCaseOf(stage.owner, stage.viewers.police);
    const { token } = by(stage, 'police');
    const page = await asking({ token, purpose: 'PROTECTION' }, LIST);
    const after = String(page.body.data?.['cases'].edges[0].cursor);
    expect((await asking({ token, purpose: 'PROTECTION' }, LIST, { after })).body.errors).toBeUndefined();
    expect(codes(await asking({ token, purpose: 'INVESTIGATION' }, LIST, { after }))).toEqual([
      'SPONA_CURSOR',
    ]);
    const key = { 'idempotency-key': randomUUID() };
    const REPORT = `mutation Report($id: ID!) { reportIncident(caseId: $id, input: { occurredAt: "2026-11-01T10:00:00Z",
      forms: [VERBAL], channel: VICTIM }) { id } }`;
    const made: unknown[] = [];
    for (const purpose of ['PROTECTION', 'INVESTIGATION']) {
      const answer = await asking({ token, purpose, headers: key }, REPORT, { id: caseId });
      made.push(answer.body.data?.['reportIncident'].id);
    }
    expect(new Set(made).size).toBe(2);
  });

  test('is by the header alone: nothing in the body, twice or in other spelling', async () => {
    const { token } = by(stage, 'police');
    for (const purpose of ['ADJUDICATION', 'protection', 'PROTECTION,INVESTIGATION', ' ', 'AUDIT'])
      expect(codes(await asking({ token, purpose }, WHO))).toEqual(['SPONA_PURPOSE']);
    expect(codes(await asking({ token }, WHO, { purpose: 'PROTECTION' }))).toEqual(['SPONA_PURPOSE']);
  });
});

describe('naming a colleague', () => {
  test('by a person’s own token is refused, one of his agency, of another, himself or nobody alike', async () => {
    const { police, policeSupervisor, court } = stage.viewers;
    const answers = await Promise.all(
      [policeSupervisor.staffId, court.staffId, police.staffId, randomUUID(), 'x'].map(async (staff) => {
        const answer = await asking({ ...by(stage, 'police'), staff: staff! }, WHO);
        expect([answer.status, codes(answer)]).toEqual([403, ['SPONA_STAFF']]);
        return whole(answer);
      }),
    );
    expect(new Set(answers).size).toBe(1);
  });

  test('by a system is refused alike for who is not on its list, of another agency, disabled or unknown', async () => {
    const { owner, viewers } = stage;
    const { police, policeSupervisor, court } = viewers;
    expect((await asking(machine(police.staffId!), WHO)).body.data?.['viewer']).toMatchObject({
      staffId: police.staffId,
      proof: 'ASSERTED',
    });
    const answers = new Set<string>();
    for (const staff of [policeSupervisor.staffId, court.staffId, randomUUID(), 'x'])
      answers.add(await refused(machine(staff!)));
    await whileSet(
      'update staff set active = false where id = $1',
      'update staff set active = true where id = $1',
      police.staffId!,
      async () => {
        answers.add(await refused(machine(police.staffId!)));
      },
    );
    expect(answers.size).toBe(1);
    const { rowCount } = await owner.query(
      `select from disclosure where error_code = 'SPONA_STAFF' and recorded_at > now() - interval '1 minute'`,
    );
    expect(rowCount).toBeGreaterThanOrEqual(10);
  });
});

describe('a token that was good', () => {
  const disabled: readonly (readonly [string, string, string, () => [string, Asker]])[] = [
    [
      'of a disabled staff member',
      'update staff set active = false where id = $1',
      'update staff set active = true where id = $1',
      () => [stage.viewers.police.staffId!, by(stage, 'police')],
    ],
    [
      'of a disabled client',
      'update client set active = false where id = $1',
      'update client set active = true where id = $1',
      () => [client, machine(stage.viewers.police.staffId!)],
    ],
    [
      'of an agency that is pending again',
      `update agency set status = 'PENDING' where id = $1`,
      `update agency set status = 'ACTIVE' where id = $1`,
      () => [stage.viewers.police.agencyId, by(stage, 'police')],
    ],
    [
      'of a client of a disabled agency',
      `update agency set status = 'DISABLED' where id = $1`,
      `update agency set status = 'ACTIVE' where id = $1`,
      () => [stage.viewers.police.agencyId, machine(stage.viewers.police.staffId!)],
    ],
  ];

  test.each(disabled)(
    '%s is answered as one of nobody, from the next request on',
    async (_of, set, back, of) => {
      const stranger = await refused({ token: 'nobody', purpose: 'PROTECTION' });
      expect(stranger).toContain('SPONA_UNKNOWN_VIEWER');
      const [id, asker] = of();
      const good = async (): Promise<unknown> =>
        (await asking(asker, CASE, { id: caseId })).body.data?.['case']?.id;
      expect(await good()).toBe(caseId);
      await whileSet(set, back, id, async () => {
        expect(await refused(asker)).toBe(stranger);
      });
      expect(await good()).toBe(caseId);
    },
  );

  test('of who has moved to another sector is for none of the purposes of his former roles', async () => {
    const { owner, viewers } = stage;
    const { police, prosecution } = viewers;
    await owner.query(
      `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Changer', 'demo', 'changer', $3)`,
      [police.agencyId, police.unitId, [...prosecution.roles]],
    );
    await assign(owner, caseId, police, 'unit');
    const refusal = async (purpose: string): Promise<readonly unknown[]> => {
      const { body } = await asking({ token: 'changer', purpose }, CASE, { id: caseId });
      return (body.errors ?? []).map(({ extensions }): unknown[] => [
        extensions['code'],
        extensions['purposes'],
      ]);
    };
    for (const purpose of ['PROSECUTION', 'PROTECTION'])
      expect(await refusal(purpose)).toEqual([['SPONA_PURPOSE', []]]);
    await owner.query(`update staff set roles = roles || $1 where subject = 'changer'`, [['POLICE_INTAKE']]);
    expect(await refusal('PROSECUTION')).toEqual([
      ['SPONA_PURPOSE', ['PROTECTION', 'INVESTIGATION', 'CHILD_PROTECTION']],
    ]);
    await owner.query('delete from case_tie where case_id = $1 and unit_id is not null', [caseId]);
  });

  test('serves his new agency alone when the person has moved; nothing of the former one comes along', async () => {
    const { owner, viewers } = stage;
    const { police, otherPolice } = viewers;
    const { rows } = await owner.query<{ id: string }>(
      `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Mover', 'demo', 'mover', $3) returning id`,
      [police.agencyId, police.unitId, police.roles],
    );
    const id = rows[0]!.id;
    const unitTie = await assign(owner, caseId, police, 'unit');
    await assign(owner, caseId, { ...police, staffId: id });
    const mover: Asker = { token: 'mover', purpose: 'PROTECTION' };
    const page = await asking(mover, LIST);
    const after = String(page.body.data?.['cases'].edges[0].cursor);
    expect((await asking(mover, CASE, { id: caseId })).body.data?.['case'].id).toBe(caseId);
    await owner.query('update staff set agency_id = $2, unit_id = $3 where id = $1', [
      id,
      otherPolice.agencyId,
      otherPolice.unitId,
    ]);
    expect((await asking(mover, WHO)).body.data?.['viewer'].agency.id).toBe(otherPolice.agencyId);
    expect(whole(await asking(mover, CASE, { id: caseId }))).toBe(
      whole(await asking(mover, CASE, { id: randomUUID() })),
    );
    expect(codes(await asking(mover, LIST, { after }))).toEqual(['SPONA_CURSOR']);
    // Nor where his new agency reaches the case: there it is assigned to others.
    await giveAccess(owner, caseId, otherPolice, { scope: 'LIAISON', givenBy: police });
    expect(whole(await asking(mover, CASE, { id: caseId }))).toBe(
      whole(await asking(mover, CASE, { id: randomUUID() })),
    );
    await owner.query('delete from case_tie where id = $1', [unitTie]);
  });
});
