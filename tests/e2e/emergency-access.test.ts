import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { pastDays } from '../support/emergency';
import { insertInto, lock, openCaseOf } from '../support/facts';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { addEveryRecord, shareCase, type SharedCase } from '../support/records';
import { createRegion, type Persona, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
/** Two processes on one database: what one of them changes, the other obeys in its next answer. */
let asking: TestHub;
let answering: TestHub;
let region: Region;
let shared: SharedCase;
let asker: Viewer;
let colleague: Viewer;
let approver: Viewer;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  asking = await startTestHub(database);
  answering = await startTestHub(database);
  shared = await shareCase(owner, region);
  await owner.query(
    `update participant set family_name = 'Ilić', address = 'Skrivena 1', phone = '+381 60 000 001', safe_times = 'do 14 h' where id = $1`,
    [shared.victim],
  );
  await owner.query(
    `update participant set family_name = 'Ilić', given_name = 'Dragan', armed_role = 'HUNTER', address = 'Glavna 1' where id = $1`,
    [shared.respondent],
  );
  await insertInto(owner, 'incident', {
    case_id: shared.id,
    custodian_id: region.viewers.police.agencyId,
    occurred_at: '2026-11-01T10:00:00Z',
    forms: ['PHYSICAL'],
    weapon: 'FIREARM',
    channel: 'NEIGHBOUR',
    description: 'He threatened her with a rifle.',
  });
  await addEveryRecord({ owner, hub: asking, region }, shared);
  asker = viewer('otherPolice');
  approver = { ...viewer('prosecution'), purpose: 'PROTECTION' };
  const { rows } = await owner.query<{ id: string }>(
    `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Colleague', 'demo', 'colleague', $3) returning id`,
    [asker.agencyId, asker.unitId, ['COMPETENT_OFFICER', 'POLICE_LIAISON', 'POLICE_SUPERVISOR']],
  );
  colleague = { ...asker, staffId: rows[0]!.id, roles: ['COMPETENT_OFFICER', 'POLICE_SUPERVISOR'] };
});
afterAll(async () => {
  await asking.close();
  await answering.close();
  await owner.end();
  await dropDatabase(database);
});

const viewer = (persona: Persona): Viewer => region.viewers[persona];

const REQUEST = `mutation Ask($input: EmergencyRequestInput!) { requestEmergencyAccess(input: $input) {
  id caseId reason categories purpose hours requestedAt state until } }`;
const OWN = `{ ownEmergencyRequests { id caseId state until } }`;
const PENDING = `{ emergencyRequests { id caseId agency { name } staffName reason categories hours purpose } }`;
const APPROVE = `mutation Approve($id: ID!) { approveEmergencyAccess(id: $id) }`;
const REFUSE = `mutation Refuse($id: ID!) { refuseEmergencyAccess(id: $id) }`;
const END = `mutation End($id: ID!) { endEmergencyAccess(id: $id) }`;
const REVIEW = `mutation Review($id: ID!, $verdict: EmergencyVerdict!) { reviewEmergencyAccess(id: $id, verdict: $verdict, note: "As reported.") }`;
const OVERSEEN = `query Overseen($open: Boolean) { emergencyAccesses(open: $open) { id caseId agency { name concealed } staffName reason
  categories hiddenCount hours purpose open approvedByAgency { name } approvedByName verdict note overdue } }`;
const ON_CASE = `query OnCase($id: ID!) { case(id: $id) { emergencyAccesses { id staffName approvedByName categories hiddenCount verdict } } }`;
const READ = `query Read($id: ID!) { case(id: $id) { id reference status openedAt municipality { code }
  participants { id roles familyName givenName birthDate sex armedRole hasArmedRole address phone safeTimes employer }
  incidents { id weapon weaponInvolved description occurredAt }
  riskAssessments { id level immediateDanger answers { factor } victimWords assessedAt }
  urgentMeasures { id kinds number inForce expiresAt servedAt }
  examinations { id } } }`;

const CATEGORIES = [
  'case.existence',
  'respondent.existence',
  'respondent.role',
  'respondent.armed-role',
  'victim.existence',
];

const inputOf = (caseId: string, categories: readonly string[] = CATEGORIES): object => ({
  input: { caseId, reason: 'Shots were heard at the flat.', categories, hours: 2 },
});

const data = (answer: Answer): NonNullable<Answer['data']> => {
  expect(answer.errors).toBeUndefined();
  return answer.data!;
};
const ask = async (
  who: Viewer,
  caseId: string,
  categories: readonly string[] = CATEGORIES,
): Promise<string> =>
  data(await asking.ask(who, REQUEST, { ...inputOf(caseId, categories) }))['requestEmergencyAccess']
    .id as string;
const stateOf = async (who: Viewer, id: string): Promise<string> =>
  (data(await asking.ask(who, OWN))['ownEmergencyRequests'] as { id: string; state: string }[]).find(
    (request) => request.id === id,
  )!.state;
const codes = (answer: Answer): string[] | undefined => answer.errors?.map(({ code }) => code);

/** Lets another test begin with nothing open. */
const over = async (id: string): Promise<void> => {
  data(await answering.ask(approver, END, { id }));
  data(await answering.ask(viewer('coordinator'), REVIEW, { id, verdict: 'JUSTIFIED' }));
};

describe('asking', () => {
  /** The answer without what names this one request. */
  const bare = (answer: Answer): string => {
    const { requestEmergencyAccess: request } = data(answer);
    expect(request.id).toMatch(/^[0-9a-f-]{36}$/);
    return JSON.stringify({
      ...answer,
      data: { requestEmergencyAccess: { ...request, id: 'id', caseId: 'case', requestedAt: 'time' } },
    });
  };

  it('is answered byte by byte alike for a case that is there, one that he is locked out of, and none', async () => {
    const locked = await openCaseOf(owner, viewer('police'));
    await lock(owner, locked, asker, viewer('coordinator'));
    const mine = await openCaseOf(owner, asker);
    await lock(owner, mine, asker, viewer('coordinator'));
    const answers: string[] = [];
    for (const caseId of [shared.id, locked, mine, randomUUID()])
      answers.push(bare(await asking.ask(asker, REQUEST, { ...inputOf(caseId) })));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"state":"PENDING"');
  });

  it('leaves a trace that tells no case from another', async () => {
    const locked = await openCaseOf(owner, viewer('police'));
    await lock(owner, locked, asker, viewer('coordinator'));
    const traces: unknown[] = [];
    for (const caseId of [shared.id, locked, randomUUID()]) {
      const requestId = randomUUID();
      data(await asking.ask(asker, REQUEST, { ...inputOf(caseId) }, { requestId }));
      const { rows } = await owner.query<object>(
        'select case_ids, disclosure_entries(entries) as entries, outcome, error_code from disclosure where request_id = $1',
        [requestId],
      );
      traces.push(rows);
    }
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
  });

  it('stays alike when it was refused, until its time is over and afterwards', async () => {
    const refused = await ask(asker, shared.id);
    data(await answering.ask(approver, REFUSE, { id: refused }));
    const ids = [refused, await ask(asker, randomUUID())];
    for (const id of ids) expect(await stateOf(asker, id)).toBe('PENDING');
    await owner.query('update emergency_access set expires_at = now() where id = any ($1)', [ids]);
    for (const id of ids) expect(await stateOf(asker, id)).toBe('NOT_OPENED');
  });

  /** With these beside it, what is asked for is refused for itself alone. */
  const SHOWING = ['case.existence', 'victim.existence', 'risk.existence'];

  it('names only what a rule for emergencies opens to the sector, and what can show itself', async () => {
    const refused = async (who: Viewer, categories: readonly string[]): Promise<void> =>
      expect([
        categories,
        codes(await asking.ask(who, REQUEST, { ...inputOf(randomUUID(), categories) })),
      ]).toEqual([categories, ['SPONA_INVALID']]);
    await ask(asker, randomUUID(), SHOWING);
    for (const closed of [
      'victim.address.full',
      'victim.contact.phone',
      'service.shelter-token',
      'risk.victim-words',
      'nonsense',
    ])
      await refused(asker, [...SHOWING, closed]);
    await refused({ ...viewer('health'), purpose: 'PROTECTION' }, [
      'case.existence',
      'respondent.armed-role',
    ]);
    for (const blind of [['risk.level', 'case.existence'], ['victim.existence']]) await refused(asker, blind);
  });

  it('is for a person of his own token in a sector that such a rule names, for protection', async () => {
    const outcome = async (who: Viewer): Promise<unknown> =>
      codes(await asking.ask(who, REQUEST, { ...inputOf(randomUUID(), ['case.existence']) }));
    expect(await outcome({ ...asker, proof: 'ASSERTED' })).toEqual(['SPONA_FORBIDDEN']);
    expect(await outcome({ ...asker, purpose: 'INVESTIGATION' })).toEqual(['SPONA_FORBIDDEN']);
    for (const persona of ['ngo', 'shelter', 'education', 'court', 'coordinator'] as const)
      expect([persona, await outcome({ ...viewer(persona), purpose: 'PROTECTION' })]).toEqual([
        persona,
        ['SPONA_FORBIDDEN'],
      ]);
    expect(await outcome({ ...viewer('health'), purpose: 'PROTECTION' })).toBeUndefined();
  });

  it('is refused where the case is open to him as it is', async () => {
    expect(codes(await asking.ask(viewer('police'), REQUEST, { ...inputOf(shared.id) }))).toEqual([
      'SPONA_INVALID',
    ]);
  });

  it('takes hours up to 24, and a reason', async () => {
    for (const wrong of [
      { hours: 25 },
      { hours: 0 },
      { reason: 'short' },
      { categories: [] },
      { caseId: 'x' },
    ]) {
      const { input } = inputOf(randomUUID()) as { input: object };
      expect(codes(await asking.ask(asker, REQUEST, { input: { ...input, ...wrong } }))).toEqual([
        'SPONA_INVALID',
      ]);
    }
  });

  it('is made once by a repeated key, which reads what became of it', async () => {
    const key = { idempotencyKey: randomUUID() };
    const first = data(await asking.ask(asker, REQUEST, { ...inputOf(shared.id) }, key))[
      'requestEmergencyAccess'
    ];
    data(await answering.ask(approver, APPROVE, { id: first.id }, key));
    data(await answering.ask(approver, APPROVE, { id: first.id }, key));
    const again = data(await answering.ask(asker, REQUEST, { ...inputOf(shared.id) }, key))[
      'requestEmergencyAccess'
    ];
    expect([again.id, again.state]).toEqual([first.id, 'OPEN']);
    await over(first.id as string);
  });
});

describe('approving', () => {
  it('is told to who may answer, and found by nobody else', async () => {
    const id = await ask(asker, shared.id);
    const [request] = (
      data(await answering.ask(approver, PENDING))['emergencyRequests'] as { id: string }[]
    ).filter((one) => one.id === id);
    expect(request).toEqual({
      id,
      caseId: shared.id,
      agency: { name: 'Agency PS-2' },
      staffName: 'Person otherPolice',
      reason: 'Shots were heard at the flat.',
      categories: CATEGORIES,
      hours: 2,
      purpose: 'PROTECTION',
    });
    expect(JSON.stringify(await answering.ask(asker, PENDING))).not.toContain(id);
    for (const who of [asker, colleague])
      expect(codes(await answering.ask(who, APPROVE, { id }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await answering.ask({ ...approver, proof: 'ASSERTED' }, APPROVE, { id }))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect(codes(await answering.ask(viewer('court'), APPROVE, { id }))).toEqual(['SPONA_FORBIDDEN']);
    expect(codes(await answering.ask(approver, APPROVE, { id: randomUUID() }))).toEqual(['SPONA_NOT_FOUND']);
  });

  it('opens in the next answer of another process exactly what was named, and ends as soon', async () => {
    const id = await ask(asker, shared.id);
    expect(data(await asking.ask(asker, READ, { id: shared.id }))['case']).toBeNull();
    data(await answering.ask(approver, APPROVE, { id }));
    const opened = data(await asking.ask(asker, READ, { id: shared.id }))['case'];
    expect(opened).toMatchObject({
      id: shared.id,
      reference: null,
      status: null,
      openedAt: null,
      municipality: null,
    });
    const closed = {
      familyName: null,
      givenName: null,
      birthDate: null,
      sex: null,
      hasArmedRole: null,
      address: null,
      phone: null,
      safeTimes: null,
      employer: null,
    };
    const persons = opened.participants as { id: string }[];
    expect(persons).toHaveLength(2);
    expect(persons).toContainEqual({ ...closed, id: shared.victim, roles: null, armedRole: null });
    expect(persons).toContainEqual({
      ...closed,
      id: shared.respondent,
      roles: ['RESPONDENT'],
      armedRole: 'HUNTER',
    });
    expect([opened.incidents, opened.riskAssessments, opened.urgentMeasures, opened.examinations]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(await stateOf(asker, id)).toBe('OPEN');

    data(await asking.ask(asker, END, { id }));
    expect(data(await answering.ask(asker, READ, { id: shared.id }))['case']).toBeNull();
    expect(await stateOf(asker, id)).toBe('ENDED');
    await over(id);
  });

  it('opens all that the rules name and no more: neither name, address nor contact of the victim, whatever was approved', async () => {
    const all = [
      'case.existence',
      'victim.existence',
      'victim.role',
      'respondent.existence',
      'respondent.role',
      'respondent.identity.name',
      'respondent.armed-role',
      'incident.existence',
      'incident.weapon',
      'incident.weapon.flag',
      'risk.existence',
      'risk.level',
      'risk.danger',
      'measure.existence',
      'measure.kind',
      'measure.in-force',
      'measure.expiry',
    ];
    const id = await ask(asker, shared.id, all);
    data(await answering.ask(approver, APPROVE, { id }));
    // As if the database had been told otherwise: forbidden categories open to nobody whom their own rule does not name.
    await owner.query(
      `update case_grant set categories = categories || '{victim.address.full,victim.contact.phone,victim.contact.safe-times,victim.identity.name,risk.victim-words,service.existence,service.shelter-token}'
       where source_id = $1`,
      [id],
    );
    const answer = await asking.ask(asker, READ, { id: shared.id });
    const opened = data(answer)['case'];
    const text = JSON.stringify(answer.data);
    expect(opened.participants).toContainEqual(
      expect.objectContaining({
        id: shared.respondent,
        familyName: 'Ilić',
        armedRole: 'HUNTER',
        address: null,
      }),
    );
    expect(opened.participants).toContainEqual(
      expect.objectContaining({
        id: shared.victim,
        roles: ['VICTIM'],
        familyName: null,
        address: null,
        phone: null,
        safeTimes: null,
      }),
    );
    expect(opened.incidents).toContainEqual(
      expect.objectContaining({
        weapon: 'FIREARM',
        weaponInvolved: true,
        description: null,
        occurredAt: null,
      }),
    );
    expect(opened.riskAssessments[0]).toMatchObject({ victimWords: null, assessedAt: null });
    expect(opened.riskAssessments[0].level).not.toBeNull();
    expect(opened.urgentMeasures[0].kinds).not.toBeNull();
    expect(opened.urgentMeasures[0]).toMatchObject({ number: null, servedAt: null });
    for (const secret of ['Skrivena', '+381', 'do 14 h', 'rifle', 'Glavna'])
      expect(text).not.toContain(secret);
    await over(id);
  });

  it('gives a colleague, a machine that names the one who asked, and another purpose nothing', async () => {
    const id = await ask(asker, shared.id);
    data(await answering.ask(approver, APPROVE, { id }));
    for (const who of [
      colleague,
      { ...asker, proof: 'ASSERTED' } as const,
      { ...asker, purpose: 'INVESTIGATION' } as const,
    ]) {
      expect(await asking.ask(who, READ, { id: shared.id })).toEqual(
        await asking.ask(who, READ, { id: randomUUID() }),
      );
      const listed = await asking.ask(who, '{ cases { totalCount edges { node { id } } } }');
      expect(JSON.stringify(listed)).not.toContain(shared.id);
    }
    expect(JSON.stringify(await asking.ask(colleague, '{ unassignedCases { caseId } }'))).not.toContain(
      shared.id,
    );
    const assign = 'mutation Assign($c: ID!, $s: ID!) { assignCase(caseId: $c, staffId: $s) }';
    const variables = { c: shared.id, s: colleague.staffId };
    expect(await asking.ask(colleague, assign, variables)).toEqual(
      await asking.ask(colleague, assign, { ...variables, c: randomUUID() }),
    );
    await over(id);
  });
});

describe('oversight', () => {
  it('tells coordinators and who works on the case what was opened, to whom, by whom', async () => {
    const id = await ask(asker, shared.id);
    data(await answering.ask(approver, APPROVE, { id }));
    const coordinator = viewer('coordinator');
    const listed = data(await answering.ask(coordinator, OVERSEEN, { open: true }))['emergencyAccesses'];
    expect(listed).toEqual([
      {
        id,
        caseId: shared.id,
        agency: { name: 'Agency PS-2', concealed: false },
        staffName: 'Person otherPolice',
        reason: 'Shots were heard at the flat.',
        // The armed role is asked for in silence.
        categories: CATEGORIES.filter((category) => category !== 'respondent.armed-role'),
        hiddenCount: 1,
        hours: 2,
        purpose: 'PROTECTION',
        open: true,
        approvedByAgency: { name: 'Agency PPO-1' },
        approvedByName: 'Person prosecution',
        verdict: null,
        note: null,
        overdue: false,
      },
    ]);
    const onCase = async (who: Viewer): Promise<unknown> =>
      data(await asking.ask(who, ON_CASE, { id: shared.id }))['case']?.emergencyAccesses;
    expect(await onCase(viewer('police'))).toContainEqual(
      expect.objectContaining({ id, staffName: 'Person otherPolice', hiddenCount: 1 }),
    );
    expect(await onCase(viewer('court'))).toBeNull();
    expect(await onCase(asker)).toBeNull();
    expect(codes(await answering.ask(viewer('police'), OVERSEEN))).toEqual(['SPONA_FORBIDDEN']);

    data(await answering.ask(coordinator, END, { id }));
    expect(data(await asking.ask(asker, READ, { id: shared.id }))['case']).toBeNull();
    data(await answering.ask(coordinator, REVIEW, { id, verdict: 'UNJUSTIFIED' }));
    expect(data(await answering.ask(coordinator, OVERSEEN, { open: true }))['emergencyAccesses']).toEqual([]);
    expect(data(await answering.ask(coordinator, OVERSEEN))['emergencyAccesses']).toContainEqual(
      expect.objectContaining({ id, verdict: 'UNJUSTIFIED', note: 'As reported.', open: false }),
    );
    expect(codes(await answering.ask(coordinator, REVIEW, { id, verdict: 'JUSTIFIED' }))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
  });

  it('does not name a concealed agency, nor its people', async () => {
    await owner.query('update agency set concealed = true where id = $1', [asker.agencyId]);
    const id = await ask(asker, shared.id);
    const pending = JSON.stringify(await answering.ask(approver, PENDING));
    data(await answering.ask(approver, APPROVE, { id }));
    const overseen = JSON.stringify(await answering.ask(viewer('coordinator'), OVERSEEN, { open: true }));
    await over(id);
    await owner.query('update agency set concealed = false where id = $1', [asker.agencyId]);
    for (const text of [pending, overseen]) {
      expect(text).toContain('Concealed agency');
      expect(text).not.toContain('PS-2');
      expect(text).not.toContain('Person otherPolice');
    }
  });

  it('blocks the next request where a review is overdue, whatever case it names, until the verdict', async () => {
    const who: Viewer = { ...viewer('socialWork'), purpose: 'PROTECTION' };
    const caseId = await openCaseOf(owner, viewer('police'));
    const id = await ask(who, caseId, ['case.existence']);
    data(await answering.ask(viewer('police'), APPROVE, { id }));
    await pastDays(owner, id, 8);
    const next = async (of: string): Promise<unknown> =>
      asking.ask(who, REQUEST, { ...inputOf(of, ['case.existence']) });
    const blocked = await next(randomUUID());
    expect(codes(blocked as Answer)).toEqual(['SPONA_REVIEW']);
    expect(await next(caseId)).toEqual(blocked);
    expect(await next(await openCaseOf(owner, viewer('court')))).toEqual(blocked);
    data(await answering.ask(viewer('coordinator'), REVIEW, { id, verdict: 'JUSTIFIED' }));
    expect(codes((await next(caseId)) as Answer)).toBeUndefined();
  });
});
