import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { createRegion, type Persona, type Region } from '../support/region';
import { expectSidecar, printJson } from '../support/snapshots';
import { CASE_FILE, viewOf, type CaseView } from './case-view';

type Supervised = 'health' | 'ngo' | 'shelter' | 'education';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The first event of the case, to the minute; the urgent measure is in force when the tests run. */
const START = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * HOUR;
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let viewers: Region['viewers'];
let supervisors: Readonly<Record<Supervised, Viewer>>;
let caseId: string;
let people: Readonly<Record<'victim' | 'respondent' | 'child' | 'reporter', string>>;
/** Ids of what was recorded, by a name. */
const made: Record<string, string> = {};

/** One more person of a persona's agency, who assigns its cases. */
const hire = async (viewer: Viewer, role: string): Promise<Viewer> => {
  const { rows } = await owner.query<{ id: string }>(
    `insert into staff (agency_id, unit_id, name, issuer, subject, roles) values ($1, $2, 'Supervisor', 'demo', $3, $4) returning id`,
    [viewer.agencyId, viewer.unitId, randomUUID(), [role]],
  );
  return { ...viewer, staffId: rows[0]?.id ?? '', roles: [role] };
};

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  ({ viewers } = await createRegion(owner));
  supervisors = {
    health: await hire(viewers.health, 'HEALTH_SUPERVISOR'),
    ngo: await hire(viewers.ngo, 'NGO_SUPERVISOR'),
    shelter: await hire(viewers.shelter, 'NGO_SUPERVISOR'),
    education: await hire(viewers.education, 'EDUCATION_SUPERVISOR'),
  };
  hub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});

const codesOf = ({ errors }: Answer): readonly string[] => (errors ?? []).map(({ code }) => code);

/** Asks what must succeed, and answers its one root field. */
const ask = async <T>(
  viewer: Viewer,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> => {
  const answer = await hub.ask(viewer, document, variables);
  expect(answer).not.toHaveProperty('errors');
  return Object.values(answer.data ?? {})[0] as T;
};

const view = async (persona: Persona): Promise<CaseView> =>
  viewOf(await hub.ask(viewers[persona], CASE_FILE, { id: caseId }), START);

/** Compares the views of these agencies with the step's file; to all others the case does not exist. */
const expectViews = async (step: string, ...personas: readonly Persona[]): Promise<void> => {
  const views: Record<string, CaseView> = {};
  for (const persona of personas) views[persona] = await view(persona);
  expectSidecar(join(__dirname, 'shared-case', `${step}.json`), printJson(views));
  const others = (Object.keys(viewers) as Persona[]).filter((persona) => !personas.includes(persona));
  for (const persona of others) {
    if (viewers[persona].sector === 'COORDINATION' || persona === 'policeSupervisor') continue;
    expect([persona, await view(persona)]).toEqual([persona, null]);
  }
};

const add = async (
  persona: Persona,
  type: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const { id } = await ask<{ id: string }>(
    viewers[persona],
    `mutation Add($c: ID!, $i: ${type}Input!) { add${type}(caseId: $c, input: $i) { id } }`,
    { c: caseId, i: input },
  );
  made[name] = id;
};

const give = (
  from: Persona,
  to: Persona,
  scope: string,
  purposes: readonly string[],
  subjectId?: string,
): Promise<unknown> =>
  ask(viewers[from], 'mutation Give($i: GiveScopeInput!) { giveScope(input: $i) { id } }', {
    i: {
      caseId,
      agencyId: viewers[to].agencyId,
      scope,
      purposes,
      days: 15,
      ...(subjectId === undefined ? {} : { subjectId }),
    },
  });

const deliver = (from: Persona, type: string, name: string, to: Persona, kind: string): Promise<Answer> =>
  hub.ask(
    viewers[from],
    'mutation Deliver($t: RecordType!, $r: ID!, $a: ID!, $k: DeliveryKind!) { deliverRecord(type: $t, id: $r, agencyId: $a, kind: $k) }',
    { t: type, r: made[name], a: viewers[to].agencyId, k: kind },
  );
const delivered = { data: { deliverRecord: true } };

const assign = (by: Viewer, persona: Persona): Promise<Answer> =>
  hub.ask(by, 'mutation Assign($c: ID!, $s: ID!) { assignCase(caseId: $c, staffId: $s) }', {
    c: caseId,
    s: viewers[persona].staffId,
  });

describe('one case through the agencies', () => {
  test('a report: the police open a case, which is theirs alone', async () => {
    const file = await ask<{ id: string; participants: readonly { id: string; roles: readonly string[] }[] }>(
      viewers.police,
      'mutation Open($input: OpenCaseInput!) { openCase(input: $input) { id participants { id roles } } }',
      {
        input: {
          reference: 'PS-1/1',
          municipalityCode: 'M-1',
          openedAt: at(0),
          participants: [
            {
              reference: 'v',
              roles: ['VICTIM'],
              familyName: 'Jovanović',
              givenName: 'Ana',
              birthDate: '1990-03-03',
              address: 'Tajna 1',
              municipalityCode: 'M-2',
              phone: '+381 60 111 111',
              safeTimes: 'pre podne',
            },
            {
              reference: 'r',
              roles: ['RESPONDENT'],
              familyName: 'Jovanović',
              givenName: 'Petar',
              address: 'Glavna 1',
              employer: 'Invented a.d.',
              armedRole: 'HUNTER',
              status: 'REPORTED',
            },
            {
              reference: 'c',
              roles: ['CHILD'],
              familyName: 'Jovanović',
              givenName: 'Iva',
              birthDate: '2015-05-05',
              school: 'OŠ Izmišljena',
            },
            { reference: 'n', roles: ['PROTECTED_REPORTER'], familyName: 'Tihi', givenName: 'Sused' },
          ],
          relationships: [
            { from: 'r', to: 'v', code: 'SPOUSE' },
            { from: 'r', to: 'c', code: 'PARENT' },
          ],
          incidents: [
            {
              occurredAt: at(-1),
              forms: ['PHYSICAL'],
              channel: 'NEIGHBOUR',
              place: 'HOME',
              weapon: 'KNIFE',
              childrenPresent: true,
              description: 'Pretio nožem.',
            },
          ],
        },
      },
    );
    caseId = file.id;
    const idOf = (role: string): string =>
      file.participants.find(({ roles }) => roles.includes(role))?.id ?? '';
    people = {
      victim: idOf('VICTIM'),
      respondent: idOf('RESPONDENT'),
      child: idOf('CHILD'),
      reporter: idOf('PROTECTED_REPORTER'),
    };
    made['victim'] = people.victim;
    made['respondent'] = people.respondent;
    await expectViews('1-reported', 'police');
  });

  test('the police assess the risk, order a measure, and tell prosecution and centre', async () => {
    await add('police', 'RiskAssessment', 'risk', {
      subjectId: people.victim,
      assessedAt: at(1),
      level: 'IMMEDIATE',
      childrenAtRisk: true,
      answers: [{ factor: 'POSSESSES_WEAPON', answer: 'YES' }],
      victimWords: 'Bojim se.',
    });
    await add('police', 'UrgentMeasure', 'measure', {
      subjectId: people.victim,
      number: 'HM-1',
      kinds: ['REMOVAL_FROM_DWELLING', 'NO_CONTACT_OR_APPROACH'],
      orderedAt: at(2),
      servedAt: at(3),
      coversChildren: true,
    });
    await give('police', 'prosecution', 'LIAISON', ['PROSECUTION', 'PROTECTION']);
    await give('police', 'socialWork', 'LIAISON', ['PROTECTION', 'CARE', 'CHILD_PROTECTION']);
    await expectViews('2-shared', 'police', 'prosecution', 'socialWork');
  });

  test('what is delivered to an agency shows it more of the same record', async () => {
    for (const persona of ['prosecution', 'socialWork'] as const)
      expect(await deliver('police', 'RiskAssessment', 'risk', persona, 'DELIVERED')).toMatchObject(
        delivered,
      );
    await expectViews('3-delivered', 'police', 'prosecution', 'socialWork');
  });

  test('who is named on a case sees more than whose unit is', async () => {
    expect(await assign(viewers.prosecution, 'prosecution')).toMatchObject({ data: { assignCase: true } });
    expect(await assign(viewers.socialWork, 'socialWork')).toMatchObject({ data: { assignCase: true } });
    await expectViews('4-assigned', 'police', 'prosecution', 'socialWork');
  });

  test('the prosecution proposes; the court is on the case, and reads nothing that is not filed', async () => {
    await add('prosecution', 'ExtensionProposal', 'proposal', {
      subjectId: people.victim,
      number: 'KT-1',
      measureId: made['measure'],
      filedAt: at(5),
      evaluation: 'Opasnost traje.',
      immediateDanger: true,
    });
    await give('prosecution', 'court', 'LIAISON', ['ADJUDICATION', 'PROTECTION']);
    expect(await assign(viewers.court, 'court')).toMatchObject({ data: { assignCase: true } });
    await expectViews('5-proposed', 'police', 'prosecution', 'socialWork', 'court');
  });

  test('what is filed the court reads, but for the victim’s own words', async () => {
    expect(await deliver('prosecution', 'ExtensionProposal', 'proposal', 'court', 'FILED')).toMatchObject(
      delivered,
    );
    expect(await deliver('prosecution', 'RiskAssessment', 'risk', 'court', 'FILED')).toMatchObject(delivered);
    for (const person of ['victim', 'respondent'] as const)
      expect(await deliver('prosecution', 'Participant', person, 'court', 'FILED')).toMatchObject(delivered);
    expect(await deliver('police', 'UrgentMeasure', 'measure', 'court', 'FILED')).toMatchObject(delivered);
    expect(codesOf(await deliver('socialWork', 'RiskAssessment', 'risk', 'court', 'FILED'))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    await expectViews('6-filed', 'police', 'prosecution', 'socialWork', 'court');
    expect(JSON.stringify(await view('court'))).not.toContain('Bojim se');
  });

  test('the court decides, and the police execute', async () => {
    await add('court', 'CourtDecision', 'decision', {
      subjectId: people.victim,
      number: 'NP-1',
      measureId: made['measure'],
      decidedAt: at(8),
      outcome: 'EXTENDED',
      until: at(8 + 30 * 24),
      coversChildren: true,
      reasoning: 'Obrazloženje.',
    });
    expect(await deliver('court', 'CourtDecision', 'decision', 'police', 'EXECUTOR')).toMatchObject(
      delivered,
    );
    await expectViews('7-decided', 'police', 'prosecution', 'socialWork', 'court');
  });

  test('the centre assesses, and refers the victim and the child', async () => {
    await add('socialWork', 'FamilyAssessment', 'family', {
      subjectId: people.child,
      assessedAt: at(8),
      findings: 'Nalaz.',
      summary: 'Sažetak.',
      opinionOnRisk: 'Visok.',
      custody: 'Majka.',
      consentsForChild: 'Majka.',
      childStatement: 'Plašim se.',
    });
    for (const persona of ['health', 'ngo', 'shelter'] as const)
      await give('socialWork', persona, 'REFERRAL', ['CARE', 'PROTECTION'], people.victim);
    await give('socialWork', 'education', 'REFERRAL', ['CHILD_PROTECTION'], people.child);
    await expectViews(
      '8-referred',
      'police',
      'prosecution',
      'socialWork',
      'court',
      'health',
      'ngo',
      'shelter',
      'education',
    );
  });

  test('each of them works with its own client, patient or pupil, and holds its own record', async () => {
    for (const persona of ['health', 'ngo', 'shelter', 'education'] as const)
      expect(await assign(supervisors[persona], persona)).toMatchObject({ data: { assignCase: true } });
    await add('health', 'Examination', 'examination', {
      subjectId: people.victim,
      examinedAt: at(9),
      injuries: 'Hematom.',
      severity: 'MINOR',
      need: 'Kontrola.',
      hark: { humiliated: true, afraid: true },
      findings: 'Bez preloma.',
      mentalHealth: 'Anksioznost.',
    });
    await add('ngo', 'ServiceUse', 'counselling', {
      subjectId: people.victim,
      service: 'COUNSELLING',
      startedOn: '2026-01-01',
    });
    await add('shelter', 'ServiceUse', 'stay', {
      subjectId: people.victim,
      service: 'SHELTER',
      startedOn: '2026-01-01',
      relayPhone: '+381 11 000 000',
    });
    await add('education', 'SchoolReport', 'report', {
      subjectId: people.child,
      observedOn: '2026-01-01',
      danger: 'Boji se da ide kući.',
      observations: 'Povučena.',
      attendance: 'Izostala.',
    });
    await expectViews(
      '9-cared-for',
      'police',
      'prosecution',
      'socialWork',
      'court',
      'health',
      'ngo',
      'shelter',
      'education',
    );
  });

  test('a shelter has no name, and its stay no place, for anybody but itself', async () => {
    for (const persona of [
      'police',
      'prosecution',
      'socialWork',
      'court',
      'health',
      'ngo',
      'education',
    ] as const) {
      const text = JSON.stringify(await hub.ask(viewers[persona], CASE_FILE, { id: caseId }));
      for (const tell of ['SH-1', viewers.shelter.agencyId, '+381 11 000 000', 'Person shelter'])
        expect([persona, text.includes(tell)]).toEqual([persona, false]);
    }
    expect(JSON.stringify(await view('shelter'))).toContain('+381 11 000 000');
  });

  test('who was referred a client invites nobody, and opens nothing onward', async () => {
    const onward = (persona: Persona): Promise<Answer> =>
      hub.ask(viewers[persona], 'mutation Give($i: GiveScopeInput!) { giveScope(input: $i) { id } }', {
        i: {
          caseId,
          agencyId: viewers.otherPolice.agencyId,
          scope: 'LIAISON',
          purposes: ['PROTECTION'],
          days: 1,
        },
      });
    for (const persona of ['health', 'ngo', 'education', 'court'] as const)
      expect([persona, codesOf(await onward(persona))]).toEqual([persona, ['SPONA_FORBIDDEN']]);
  });

  test('an invitation to the conference shows the doctor the risk', async () => {
    expect((await view('health'))?.['riskAssessments']).toBeUndefined();
    await give('prosecution', 'health', 'CONFERENCE', ['CARE', 'PROTECTION']);
    expect((await view('health'))?.['riskAssessments']).toEqual([expect.stringContaining('level=IMMEDIATE')]);
  });
});

describe('a correction', () => {
  const CORRECT = `mutation Correct($id: ID!, $v: Int!, $i: RiskAssessmentInput!) { correctRiskAssessment(id: $id, version: $v, input: $i) { version level } }`;
  const input = () => ({
    subjectId: people.victim,
    assessedAt: at(1),
    level: 'HIGH',
    answers: [],
    victimWords: 'Još se bojim.',
  });
  const HISTORY = `query History($id: ID!) { riskAssessment(id: $id) { version level victimWords history { version level victimWords recordedByName } } }`;
  const historyFor = async (persona: Persona): Promise<unknown> =>
    (await hub.ask(viewers[persona], HISTORY, { id: made['risk'] })).data?.['riskAssessment'];

  test('is the holder’s alone, and names the version that it replaces', async () => {
    const correct = (persona: Persona, version: number): Promise<Answer> =>
      hub.ask(viewers[persona], CORRECT, { id: made['risk'], v: version, i: input() });
    expect(codesOf(await correct('prosecution', 1))).toEqual(['SPONA_FORBIDDEN']);
    expect(codesOf(await correct('otherPolice', 1))).toEqual(['SPONA_NOT_FOUND']);
    expect((await correct('police', 1)).data).toEqual({
      correctRiskAssessment: { version: 2, level: 'HIGH' },
    });
    expect(codesOf(await correct('police', 1))).toEqual(['SPONA_CONFLICT']);
  });

  test('leaves the former version, to be read as the record itself', async () => {
    const former = { version: null, level: 'IMMEDIATE', recordedByName: null };
    expect(await historyFor('police')).toEqual({
      version: 2,
      level: 'HIGH',
      victimWords: 'Još se bojim.',
      history: [
        { version: 1, level: 'IMMEDIATE', victimWords: 'Bojim se.', recordedByName: 'Person police' },
      ],
    });
    expect(await historyFor('prosecution')).toMatchObject({
      version: null,
      level: 'HIGH',
      victimWords: 'Još se bojim.',
      history: [{ ...former, victimWords: 'Bojim se.' }],
    });
    expect(await historyFor('court')).toMatchObject({
      victimWords: null,
      history: [{ ...former, victimWords: null }],
    });
    expect(await historyFor('education')).toMatchObject({
      level: null,
      history: [{ version: null, level: null }],
    });
  });
});

describe('a scope that has ended', () => {
  test('takes the case away, for who received it and at once', async () => {
    const { access } = await ask<{
      access: readonly { id: string; scope: string; agency: { name: string } }[];
    }>(
      viewers.socialWork,
      'query Access($id: ID!) { case(id: $id) { access { id scope agency { name } } } }',
      { id: caseId },
    );
    const school = access.find(({ agency }) => agency.name === 'Agency SC-1')?.id;
    const END = 'mutation End($c: ID!, $a: ID!) { endScope(caseId: $c, id: $a) { id } }';
    expect(codesOf(await hub.ask(viewers.police, END, { c: caseId, a: school }))).toEqual([
      'SPONA_NOT_FOUND',
    ]);
    await ask(viewers.socialWork, END, { c: caseId, a: school });
    expect(await view('education')).toBeNull();
    expect(codesOf(await hub.ask(viewers.socialWork, END, { c: caseId, a: school }))).toEqual([
      'SPONA_NOT_FOUND',
    ]);
  });

  test('leaves the school its own report', async () => {
    const report = await ask(
      viewers.education,
      'query Own($id: ID!) { schoolReport(id: $id) { danger custodian { name } subject { givenName } } }',
      { id: made['report'] },
    );
    expect(report).toEqual({
      danger: 'Boji se da ide kući.',
      custodian: { name: 'Agency SC-1' },
      subject: null,
    });
  });
});

describe('a conflict of interest', () => {
  const LOCK = 'mutation Lock($c: ID!, $s: ID!) { lockStaff(caseId: $c, staffId: $s, reason: "srodstvo") }';
  const UNLOCK = 'mutation Unlock($c: ID!, $s: ID!) { unlockStaff(caseId: $c, staffId: $s) }';
  const ids = () => ({ c: caseId, s: viewers.police.staffId });

  test('takes the case from the one, whatever opens it, and from nobody else', async () => {
    expect(
      codesOf(await hub.ask(viewers.police, LOCK, { c: caseId, s: viewers.policeSupervisor.staffId })),
    ).toEqual(['SPONA_FORBIDDEN']);
    expect((await hub.ask(viewers.policeSupervisor, LOCK, ids())).data).toEqual({ lockStaff: true });
    expect(await view('police')).toBeNull();
    expect(await view('policeSupervisor')).not.toBeNull();
    const everything = await hub.ask(
      viewers.police,
      'query All($r: ID!, $m: ID!) { riskAssessment(id: $r) { id } urgentMeasure(id: $m) { id } cases(first: 20) { totalCount } unassignedCases { caseId } }',
      { r: made['risk'], m: made['measure'] },
    );
    expect(everything.data).toEqual({
      riskAssessment: null,
      urgentMeasure: null,
      cases: { totalCount: 0 },
      unassignedCases: [],
    });
    const written = await hub.ask(
      viewers.police,
      'mutation Report($c: ID!, $i: IncidentInput!) { reportIncident(caseId: $c, input: $i) { id } }',
      { c: caseId, i: { occurredAt: at(1), forms: ['VERBAL'], channel: 'VICTIM' } },
    );
    expect(codesOf(written)).toEqual(['SPONA_NOT_FOUND']);
  });

  test('is ended by a coordinator alone', async () => {
    expect(codesOf(await hub.ask(viewers.policeSupervisor, UNLOCK, ids()))).toEqual(['SPONA_FORBIDDEN']);
    expect((await hub.ask(viewers.coordinator, UNLOCK, ids())).data).toEqual({ unlockStaff: true });
    expect(await view('police')).not.toBeNull();
  });

  test('that a coordinator locked, another one unlocks', async () => {
    expect((await hub.ask(viewers.coordinator, LOCK, ids())).data).toEqual({ lockStaff: true });
    expect(codesOf(await hub.ask(viewers.coordinator, UNLOCK, ids()))).toEqual(['SPONA_FORBIDDEN']);
    expect((await hub.ask(viewers.secondCoordinator, UNLOCK, ids())).data).toEqual({ unlockStaff: true });
  });
});

describe('a case that nobody is assigned to', () => {
  const ASSIGNED = 'query Assigned($id: ID!) { case(id: $id) { assignments { id unitName staffName } } }';
  const unassigned = async (viewer: Viewer): Promise<unknown> =>
    (await hub.ask(viewer, '{ unassignedCases { caseId scope basis } }')).data?.['unassignedCases'];

  test('is seen by who assigns, as a case and no more, until somebody is', async () => {
    const { socialWork, health } = viewers;
    const { assignments } = await ask<{ assignments: readonly { id: string; staffName: string | null }[] }>(
      socialWork,
      ASSIGNED,
      { id: caseId },
    );
    expect(assignments.map(({ staffName }) => staffName)).toEqual([null, 'Person socialWork']);
    expect(await unassigned(socialWork)).toEqual([]);
    for (const { id } of assignments)
      expect(
        (await hub.ask(socialWork, 'mutation End($id: ID!) { endAssignment(id: $id) }', { id })).data,
      ).toEqual({ endAssignment: true });
    expect(await view('socialWork')).toBeNull();
    expect(await unassigned(socialWork)).toEqual([{ caseId, scope: 'LIAISON', basis: 'rs.zsnp.24' }]);
    expect(await unassigned(health)).toBeNull();
    expect((await assign(socialWork, 'socialWork')).data).toEqual({ assignCase: true });
    expect(await view('socialWork')).not.toBeNull();
    expect(await unassigned(socialWork)).toEqual([]);
  });

  test('is assigned to nobody of another agency, and not by another', async () => {
    expect(codesOf(await assign(viewers.socialWork, 'police'))).toEqual(['SPONA_FORBIDDEN']);
    expect(codesOf(await assign(viewers.health, 'health'))).toEqual(['SPONA_FORBIDDEN']);
    expect(
      codesOf(await assign({ ...viewers.otherPolice, roles: ['POLICE_SUPERVISOR'] }, 'otherPolice')),
    ).toEqual(['SPONA_NOT_FOUND']);
  });
});
