import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { AuditedEntry } from '../../src/casework/audit/entry';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openClient, openOwner, type TestDatabase } from '../support/database';
import { addPerson, assign, giveAccess, lock, openCaseOf } from '../support/facts';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { createRegion, type Persona, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let viewers: Region['viewers'];

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  ({ viewers } = await createRegion(owner));
  hub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});
beforeEach(() => owner.query('truncate disclosure'));

const codes = ({ errors }: Answer): readonly string[] => (errors ?? []).map(({ code }) => code);

interface Scene {
  readonly caseId: string;
  readonly victim: string;
  readonly respondent: string;
}

/** A case of the police with a victim and a respondent, on which these others work by a liaison's scope. */
const scene = async (...others: readonly Persona[]): Promise<Scene> => {
  const { police } = viewers;
  const caseId = await openCaseOf(owner, police);
  const victim = await addPerson(owner, caseId, police, ['VICTIM'], { family_name: 'Kovač' });
  const respondent = await addPerson(owner, caseId, police, ['RESPONDENT'], { family_name: 'Kovač' });
  for (const persona of others) {
    await giveAccess(owner, caseId, viewers[persona], { scope: 'LIAISON', givenBy: police });
    await assign(owner, caseId, viewers[persona]);
  }
  return { caseId, victim, respondent };
};

const riskInput = (subjectId: string): Record<string, unknown> => ({
  subjectId,
  assessedAt: '2026-11-01T11:00:00Z',
  level: 'IMMEDIATE',
  answers: [],
});

const addRisk = async (caseId: string, subjectId: string): Promise<string> => {
  const answer = await hub.ask(
    viewers.police,
    'mutation Add($c: ID!, $i: RiskAssessmentInput!) { made: addRiskAssessment(caseId: $c, input: $i) { id } }',
    { c: caseId, i: riskInput(subjectId) },
  );
  expect(codes(answer)).toEqual([]);
  return String(answer.data?.['made'].id);
};

const correctRisk = (viewer: Viewer, id: string, subjectId: string): Promise<Answer> =>
  hub.ask(
    viewer,
    'mutation Correct($id: ID!, $i: RiskAssessmentInput!) { correctRiskAssessment(id: $id, version: 1, input: $i) { id } }',
    { id, i: riskInput(subjectId) },
  );

const deliver = (
  viewer: Viewer,
  type: string,
  id: string,
  addressee: Persona,
  kind: string,
): Promise<Answer> =>
  hub.ask(
    viewer,
    'mutation Deliver($t: RecordType!, $r: ID!, $a: ID!, $k: DeliveryKind!) { deliverRecord(type: $t, id: $r, agencyId: $a, kind: $k) }',
    { t: type, r: id, a: viewers[addressee].agencyId, k: kind },
  );

const deliveries = async (caseId: string): Promise<readonly string[]> => {
  const { rows } = await owner.query<{ id: string }>(
    'select record_id as id from record_delivery where case_id = $1',
    [caseId],
  );
  return rows.map(({ id }) => id).sort();
};

interface Stored {
  readonly outcome: string;
  readonly error_code: string | null;
  readonly case_ids: readonly string[];
  readonly entries: readonly AuditedEntry[];
}

/** What the audit keeps of the last operation of a name. */
const storedOf = async (operation: string): Promise<Stored> => {
  const { rows } = await owner.query<Stored>(
    'select outcome, error_code, case_ids, disclosure_entries(entries) as entries from disclosure where operation = $1 order by recorded_at desc limit 1',
    [operation],
  );
  return rows[0]!;
};

const FILE = `query File($id: ID!) { case(id: $id) { reference participants { id roles familyName address } } }`;
const TRAIL = `query Trail($case: ID) { auditTrail(caseId: $case, first: 50) { edges { node { operationName entries {
  caseId type recordCount recordIds hiddenCount disclosed { category rule } withheld { category code rule } } } } } }`;

interface Entry {
  readonly caseId: string | null;
  readonly type: string;
  readonly recordCount: number;
  readonly recordIds: readonly string[] | null;
}

/** What the trail tells a viewer of the operations of a name. */
const told = async (viewer: Viewer, operation: string, caseId?: string): Promise<readonly Entry[]> => {
  const { data, errors } = await hub.ask(viewer, TRAIL, { case: caseId ?? null });
  expect(errors).toBeUndefined();
  const nodes = data?.['auditTrail'].edges as { node: { operationName: string; entries: Entry[] } }[];
  return nodes.flatMap(({ node }) => (node.operationName === operation ? node.entries : []));
};

const auditor = (): Viewer => ({ ...viewers.policeSupervisor, purpose: 'AUDIT' });

describe('deliveries', () => {
  test('nobody makes himself an addressee of his own records', async () => {
    const { caseId, victim } = await scene();
    for (const kind of ['DELIVERED', 'FILED', 'EXECUTOR'])
      expect(codes(await deliver(viewers.police, 'Participant', victim, 'police', kind))).toEqual([
        'SPONA_FORBIDDEN',
      ]);
    expect(await deliveries(caseId)).toEqual([]);
  });

  test('nothing is filed with an agency that is no court', async () => {
    const { caseId, victim } = await scene();
    for (const persona of ['ngo', 'health', 'prosecution', 'otherPolice', 'coordinator'] as const)
      expect(codes(await deliver(viewers.police, 'Participant', victim, persona, 'FILED'))).toEqual([
        'SPONA_FORBIDDEN',
      ]);
    expect(await deliveries(caseId)).toEqual([]);
    expect(codes(await deliver(viewers.police, 'Participant', victim, 'court', 'FILED'))).toEqual([]);
  });

  test('the persons of a case do not travel with a record, but with what a prosecutor files with a court', async () => {
    const { caseId, victim, respondent } = await scene('prosecution', 'court');
    await addPerson(owner, caseId, viewers.police, ['CHILD']);
    const risk = await addRisk(caseId, victim);
    expect(codes(await deliver(viewers.police, 'RiskAssessment', risk, 'court', 'FILED'))).toEqual([]);
    expect(codes(await deliver(viewers.police, 'RiskAssessment', risk, 'ngo', 'DELIVERED'))).toEqual([]);
    expect(await deliveries(caseId)).toEqual([risk, risk]);
    expect(codes(await deliver(viewers.prosecution, 'RiskAssessment', risk, 'court', 'FILED'))).toEqual([]);
    expect(await deliveries(caseId)).toEqual([risk, risk, victim, respondent].sort());
  });
});

describe('the audit trail', () => {
  test('does not tell a coordinator that a case has a protected reporter, nor in which roles its persons are', async () => {
    const { police, coordinator } = viewers;
    const shown: unknown[] = [];
    for (const reported of [false, true]) {
      const { caseId } = await scene();
      await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });
      if (reported) await addPerson(owner, caseId, police, ['PROTECTED_REPORTER'], { family_name: 'Tihi' });
      const { data } = await hub.ask(police, FILE, { id: caseId });
      expect(data?.['case'].participants).toHaveLength(reported ? 3 : 2);
      const { entries } = await storedOf('File');
      expect(entries.filter((entry) => entry.protected === true)).toHaveLength(reported ? 1 : 0);
      const entriesTold = await told(coordinator, 'File', caseId);
      expect(JSON.stringify(entriesTold)).not.toMatch(/(victim|respondent|reporter|child|witness)\./);
      shown.push(JSON.parse(JSON.stringify(entriesTold).replaceAll(caseId, 'the case')));
      const own = (await told(auditor(), 'File', caseId)).flatMap(({ recordIds }) => recordIds ?? []);
      expect(own).toHaveLength(reported ? 4 : 3);
    }
    expect(shown[0]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'Participant', recordCount: 2, recordIds: null }),
      ]),
    );
    expect(shown[1]).toEqual(shown[0]);
  });

  test('tells nobody who is locked from a case that filters met it', async () => {
    const { caseId } = await scene();
    const reference = `K-${caseId}`;
    await hub.ask(
      viewers.police,
      'query Guess($r: String!) { cases(first: 5, filter: { or: [{ reference: $r }, { status: OPEN }] }) { totalCount } }',
      { r: reference },
    );
    const filters = async (): Promise<readonly string[]> =>
      (await told(auditor(), 'Guess'))
        .filter((entry) => entry.caseId === null)
        .flatMap(({ recordIds }) => recordIds ?? []);
    expect(await filters()).toContain(caseId);
    await lock(owner, caseId, viewers.policeSupervisor, viewers.coordinator);
    expect(await filters()).not.toContain(caseId);
  });

  test('leaves no trace on a case of which it told nothing: neither a lock nor a strange case can be told by it', async () => {
    const { caseId } = await scene();
    await hub.ask(viewers.police, FILE, { id: caseId });
    await told(auditor(), 'File', caseId);
    expect((await storedOf('Trail')).case_ids).toEqual([caseId]);
    await lock(owner, caseId, viewers.policeSupervisor, viewers.coordinator);
    for (const id of [caseId, await openCaseOf(owner, viewers.otherPolice), randomUUID()]) {
      expect(await told(auditor(), 'File', id)).toEqual([]);
      expect((await storedOf('Trail')).case_ids).toEqual([]);
    }
  });

  test('keeps the case of a change that was made, and of a refused one none: no lock can be told by it', async () => {
    const { policeSupervisor, police, secondCoordinator, coordinator, otherPolice } = viewers;
    const { caseId } = await scene();
    const change = (name: string, field: string): string =>
      `mutation ${name}($c: ID!, $s: ID!) { done: ${field}(caseId: $c, staffId: $s${field === 'lockStaff' ? ', reason: "a relative of the family"' : ''}) }`;
    const locked = await openCaseOf(owner, police);
    for (const viewer of [policeSupervisor, secondCoordinator])
      await lock(owner, locked, viewer, coordinator);
    for (const [viewer, reader, field] of [
      [policeSupervisor, auditor(), 'assignCase'],
      [policeSupervisor, auditor(), 'lockStaff'],
      [secondCoordinator, secondCoordinator, 'lockStaff'],
      [secondCoordinator, secondCoordinator, 'unlockStaff'],
    ] as const) {
      for (const id of [locked, await openCaseOf(owner, otherPolice), randomUUID()]) {
        const name = `Probe${randomUUID().slice(0, 8)}`;
        const answer = await hub.ask(viewer, change(name, field), { c: id, s: police.staffId });
        expect(codes(answer)).toEqual(['SPONA_NOT_FOUND']);
        expect((await storedOf(name)).case_ids).toEqual([]);
        const { data } = await hub.ask(reader, TRAIL);
        expect(JSON.stringify(data)).toContain(name);
      }
    }
    await hub.ask(policeSupervisor, change('Made', 'assignCase'), { c: caseId, s: police.staffId });
    expect((await storedOf('Made')).case_ids).toEqual([caseId]);
  });
});

describe('records', () => {
  test('a person who may not be known is not found by the records about him: list, id, filter, former versions', async () => {
    const { caseId, victim } = await scene('socialWork');
    const reporter = await addPerson(owner, caseId, viewers.police, ['PROTECTED_REPORTER']);
    const risk = await addRisk(caseId, reporter);
    const read = async (persona: Persona): Promise<unknown> =>
      (
        await hub.ask(
          viewers[persona],
          `query Read($c: ID!, $r: ID!, $ref: String!) { case(id: $c) { riskAssessments { id } }
            riskAssessment(id: $r) { id history { version } }
            cases(first: 5, filter: { reference: $ref, riskLevel: IMMEDIATE }) { totalCount } }`,
          { c: caseId, r: risk, ref: `K-${caseId}` },
        )
      ).data;
    expect(await read('socialWork')).toEqual({
      case: { riskAssessments: [] },
      riskAssessment: null,
      cases: { totalCount: 0 },
    });
    const found = { case: { riskAssessments: [{ id: risk }] }, cases: { totalCount: 1 } };
    expect(await read('police')).toEqual({ ...found, riskAssessment: { id: risk, history: [] } });
    expect(codes(await correctRisk(viewers.police, risk, victim))).toEqual([]);
    expect(await read('police')).toMatchObject({ riskAssessment: { id: risk, history: [{ version: 1 }] } });
    expect(await read('socialWork')).toMatchObject({
      case: found.case,
      riskAssessment: { id: risk, history: [] },
    });
  });
});

describe('values', () => {
  test('guessed by filters, orders and counts leave the cases and the categories in the audit', async () => {
    const { caseId, victim } = await scene();
    await addRisk(caseId, victim);
    const variables = { r: `K-${caseId}` };
    const expected = (...categories: readonly string[]): unknown => ({
      case: null,
      type: 'Case',
      ids: [caseId],
      count: 1,
      disclosed: expect.arrayContaining(categories.map((category) => [category, 'filter'])) as unknown,
      withheld: [],
    });
    await hub.ask(
      viewers.police,
      'query Count($r: String!) { cases(first: 1, filter: { reference: $r, riskLevel: IMMEDIATE }) { totalCount } }',
      variables,
    );
    const counted = await storedOf('Count');
    expect(counted.case_ids).toEqual([caseId]);
    expect(counted.entries.filter((entry) => entry.case === null)).toEqual([
      expected('case.reference', 'risk.level'),
      expected('case.reference', 'risk.level'),
    ]);
    await hub.ask(
      viewers.police,
      'query Sort($r: String!) { cases(first: 1, filter: { reference: $r }, orderBy: { openedAt: DESC }) { pageInfo { hasNextPage } } }',
      variables,
    );
    expect((await storedOf('Sort')).entries).toContainEqual(expected('case.reference', 'case.time'));
    await hub.ask(
      viewers.police,
      'query Miss { cases(first: 1, filter: { reference: "none" }) { totalCount } }',
    );
    const missed = await storedOf('Miss');
    expect(missed.case_ids).toEqual([]);
    expect(missed.entries[0]).toMatchObject({ case: null, count: 0, ids: [] });
  });

  test('are recorded without a filter too: that a case is there is told by a count, and by a page that follows', async () => {
    const another = await openCaseOf(owner, viewers.police);
    await assign(owner, another, viewers.police);
    const { data } = await hub.ask(viewers.police, 'query Total { cases(first: 1) { totalCount } }');
    const total = data?.['cases'].totalCount as number;
    const counted = await storedOf('Total');
    expect(counted.entries).toContainEqual(
      expect.objectContaining({ case: null, count: total, disclosed: [['case.existence', 'filter']] }),
    );
    const { data: first } = await hub.ask(
      viewers.police,
      'query Next { cases(first: 1) { edges { node { id } } pageInfo { hasNextPage } } }',
    );
    expect(first?.['cases'].pageInfo).toEqual({ hasNextPage: true });
    const followed = await storedOf('Next');
    expect(followed.case_ids).toHaveLength(2);
    expect(followed.case_ids).toContain(first?.['cases'].edges[0].node.id);
  });

  test('written into a document are neither kept nor readable by who serves', async () => {
    await hub.ask(
      viewers.police,
      `query Written($no: Boolean = true) { annaKovac: cases(first: 7, filter: { riskLevel: IMMEDIATE, or: [{ form: SEXUAL }, { form: SEXUAL }], reference: "K-7" }) {
        secret1990: totalCount @include(if: true) pageInfo @skip(if: $no) { hasNextPage } } }`,
    );
    const { rows } = await owner.query<{ document: string }>(
      `select document from operation_document where document like '%Written%'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.document).not.toMatch(/anna|secret|1990|IMMEDIATE|SEXUAL|K-7|7|true/i);
    expect(rows[0]!.document).toContain('or: []');
    const serving = await openClient(database.servingUrl);
    await expect(serving.query('select document from operation_document')).rejects.toMatchObject({
      code: '42501',
    });
    await serving.end();
  });

  test('with a character that no text can hold are invalid, written or asked for', async () => {
    const { caseId } = await scene();
    const text = 'a\u0000b';
    const written = await hub.ask(
      viewers.police,
      'mutation Report($c: ID!, $i: IncidentInput!) { reportIncident(caseId: $c, input: $i) { id } }',
      {
        c: caseId,
        i: { occurredAt: '2026-11-01T10:00:00Z', forms: ['VERBAL'], channel: 'VICTIM', description: text },
      },
    );
    expect(codes(written)).toEqual(['SPONA_INVALID']);
    const asked = await hub.ask(
      viewers.police,
      'query Ask($r: String!) { cases(first: 1, filter: { reference: $r }) { totalCount } }',
      { r: text },
    );
    expect(codes(asked)).toEqual(['SPONA_INVALID']);
  });
});

describe('the record of an operation', () => {
  test('says what was withheld because the custodian is concealed', async () => {
    const { police, shelter, otherPolice } = viewers;
    const read = async (custodian: Viewer): Promise<{ answer: Answer; withheld: readonly string[] }> => {
      const caseId = await openCaseOf(owner, custodian);
      await giveAccess(owner, caseId, police, { scope: 'LIAISON', givenBy: custodian });
      await assign(owner, caseId, police);
      const answer = await hub.ask(
        police,
        'query Concealed($id: ID!) { case(id: $id) { reference municipality { code } } }',
        { id: caseId },
      );
      const { entries } = await storedOf('Concealed');
      return {
        answer,
        withheld: entries.flatMap(({ withheld }) => withheld.map(([category]) => category!)),
      };
    };
    const open = await read(otherPolice);
    expect(open.answer.data?.['case'].reference).not.toBeNull();
    expect(open.withheld).toEqual([]);
    const concealed = await read(shelter);
    expect(concealed.answer.data).toEqual({ case: { reference: null, municipality: null } });
    expect([...concealed.withheld].sort()).toEqual(['case.municipality', 'case.reference']);
    expect(concealed.answer.extensions?.['withheld']).toMatchObject([
      { type: 'Case', field: 'municipality' },
      { type: 'Case', field: 'reference' },
    ]);
  });

  test('is not REFUSED where a refused field stands beside a disclosed one', async () => {
    const { caseId } = await scene();
    const answer = await hub.ask(
      viewers.police,
      `query Half($id: ID!) { case(id: $id) { reference } cases(first: 1, after: "none") { totalCount } }`,
      { id: caseId },
    );
    expect(answer.data?.['case'].reference).toBe(`K-${caseId}`);
    expect(codes(answer)).toEqual(['SPONA_CURSOR']);
    expect(await storedOf('Half')).toMatchObject({
      outcome: 'PARTIAL',
      error_code: 'SPONA_CURSOR',
      case_ids: [caseId],
    });
  });

  test('names the rows of the answer, and none that was read for it alone', async () => {
    const { caseId, victim } = await scene();
    const risk = await addRisk(caseId, victim);
    await hub.ask(
      viewers.police,
      'query About($id: ID!) { riskAssessment(id: $id) { level subject { familyName } } }',
      { id: risk },
    );
    const rows = async (operation: string): Promise<readonly string[]> =>
      (await storedOf(operation)).entries.flatMap(({ ids }) => ids).sort();
    expect(await rows('About')).toEqual([risk, victim].sort());
    expect(codes(await correctRisk(viewers.police, risk, victim))).toEqual([]);
    expect(await rows('Correct')).toEqual([risk]);
  });

  test('of a refused or undone change says at which case it was aimed, where he may know of it', async () => {
    const { caseId, victim } = await scene('prosecution');
    const risk = await addRisk(caseId, victim);
    expect(codes(await deliver(viewers.prosecution, 'Participant', victim, 'ngo', 'DELIVERED'))).toEqual([
      'SPONA_FORBIDDEN',
    ]);
    expect(await storedOf('Deliver')).toMatchObject({ outcome: 'REFUSED', case_ids: [caseId], entries: [] });
    expect(codes(await correctRisk(viewers.police, risk, randomUUID()))).toEqual(['SPONA_INVALID']);
    expect(await storedOf('Correct')).toMatchObject({ outcome: 'FAILED', case_ids: [caseId], entries: [] });
    expect(codes(await correctRisk(viewers.otherPolice, risk, victim))).toEqual(['SPONA_NOT_FOUND']);
    expect(await storedOf('Correct')).toMatchObject({ outcome: 'REFUSED', case_ids: [], entries: [] });
  });
});

test('where a concealed agency is cannot be told from the coordinators of its cases', async () => {
  const scopes = async (custodian: Viewer, reader: Viewer): Promise<readonly string[]> => {
    const caseId = await openCaseOf(owner, custodian);
    await giveAccess(owner, caseId, viewers.coordinator, { scope: 'COORDINATION', givenBy: custodian });
    await giveAccess(owner, caseId, viewers.police, { scope: 'LIAISON', givenBy: custodian });
    await assign(owner, caseId, viewers.police);
    const { data } = await hub.ask(reader, 'query Access($id: ID!) { case(id: $id) { access { scope } } }', {
      id: caseId,
    });
    return (data?.['case'].access as { scope: string }[]).map(({ scope }) => scope).sort();
  };
  const { shelter, police, otherPolice } = viewers;
  expect(await scopes(otherPolice, police)).toEqual(['COORDINATION', 'LIAISON', 'OWN']);
  expect(await scopes(shelter, police)).toEqual(['LIAISON', 'OWN']);
  expect(await scopes(shelter, shelter)).toEqual(['COORDINATION', 'LIAISON', 'OWN']);
});
