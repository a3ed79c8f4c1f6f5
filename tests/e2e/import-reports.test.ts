import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type Answer, type TestHub } from '../support/hub';
import { createRegion, type Region } from '../support/region';

const IMPORT = `mutation Import($reports: [PoliceReportInput!]!) { importPoliceReports(reports: $reports) {
  recorded corrected unchanged refused reports { reference status caseId reason paths } } }`;
const CASES = `query Cases($reference: String) { cases(first: 100, filter: { reference: $reference }) { totalCount edges { node {
  id version openedAt municipality { code }
  participants { id version roles sex ageReported familyName address history { version sex ageReported } }
  relationships { version code fromId toId history { version code } }
  incidents { version reference weapon forms occurredAt history { version weapon } } } } } }`;

interface Report {
  reference: string;
  openedAt: string;
  municipalityCode?: string | null;
  participants: Record<string, unknown>[];
  relationships: Record<string, unknown>[];
  incidents: Record<string, unknown>[];
}

interface Taken {
  readonly recorded: number;
  readonly reports: readonly {
    readonly reference: string;
    readonly status: string;
    readonly caseId: string | null;
    readonly reason: string | null;
    readonly paths: readonly string[];
  }[];
}

interface CaseNode {
  readonly id: string;
  readonly participants: readonly { readonly id: string; readonly roles: readonly string[] }[];
  readonly relationships: readonly object[];
  readonly incidents: readonly object[];
}

const withRole = ({ participants }: CaseNode, role: string): string =>
  participants.find(({ roles }) => roles.includes(role))!.id;

const report = (reference: string, changes: Partial<Report> = {}): Report => ({
  reference,
  openedAt: '2026-10-01T10:00:00Z',
  participants: [
    { reference: 'v', roles: ['VICTIM'], sex: 'FEMALE', ageReported: 31 },
    { reference: 'r', roles: ['RESPONDENT'], sex: 'MALE', status: 'REPORTED' },
  ],
  relationships: [{ from: 'v', to: 'r', code: 'SPOUSE' }],
  incidents: [
    {
      reference,
      occurredAt: '2026-10-01T09:00:00Z',
      forms: ['PHYSICAL'],
      weapon: 'KNIFE',
      channel: 'POLICE_PATROL',
    },
  ],
  ...changes,
});

describe('importPoliceReports', () => {
  let database: TestDatabase;
  let owner: Client;
  let hub: TestHub;
  let region: Region;
  let police: Viewer;

  beforeAll(async () => {
    database = await freshDatabase();
    owner = await openOwner(database);
    region = await createRegion(owner);
    hub = await startTestHub(database);
    ({ police } = region.viewers);
  });
  afterAll(async () => {
    await hub.close();
    await owner.end();
    await dropDatabase(database);
  });

  const send = async (
    reports: readonly object[],
    viewer: Viewer = police,
    idempotencyKey?: string,
  ): Promise<Answer> =>
    hub.ask(viewer, IMPORT, { reports }, idempotencyKey === undefined ? {} : { idempotencyKey });
  const taken = async (reports: readonly object[], viewer: Viewer = police): Promise<Taken> => {
    const { data, errors } = await send(reports, viewer);
    expect(errors).toBeUndefined();
    return data!['importPoliceReports'] as Taken;
  };
  const theCase = async (reference: string, viewer: Viewer = police): Promise<CaseNode> => {
    const { data } = await hub.ask(viewer, CASES, { reference });
    return data!['cases'].edges[0].node as CaseNode;
  };
  const count = async (text: string): Promise<number> => {
    const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from ${text}`);
    return rows[0]!.n;
  };

  it('records what is new, and nothing when it comes again', async () => {
    const reports = [report('A-1'), report('A-2', { municipalityCode: 'M-1' })];
    expect(await taken(reports)).toMatchObject({ recorded: 2, corrected: 0, unchanged: 0, refused: 0 });
    const before = await count('record_history');
    expect(await taken(reports)).toMatchObject({ recorded: 0, corrected: 0, unchanged: 2, refused: 0 });
    expect(await count('record_history')).toBe(before);
    const found = await theCase('A-2');
    expect(found).toMatchObject({ version: 1, municipality: { code: 'M-1' } });
    expect(found.participants).toHaveLength(2);
    expect(found.relationships).toEqual([
      {
        version: 1,
        code: 'SPOUSE',
        fromId: withRole(found, 'VICTIM'),
        toId: withRole(found, 'RESPONDENT'),
        history: [],
      },
    ]);
    expect(found.incidents).toHaveLength(1);
  });

  it('corrects only what differs, with history, and leaves alone what a report does not speak of', async () => {
    await taken([report('B-1')]);
    const victim = withRole(await theCase('B-1'), 'VICTIM');
    await hub.ask(
      police,
      `mutation C($id: ID!, $input: ParticipantInput!) { correctParticipant(id: $id, version: 1, input: $input) { id } }`,
      {
        id: victim,
        input: { reference: 'v', roles: ['VICTIM'], familyName: 'Jovanović', sex: 'FEMALE', ageReported: 31 },
      },
    );
    const changed = report('B-1', {
      municipalityCode: 'M-2',
      participants: [
        { reference: 'v', roles: ['VICTIM', 'CHILD'], sex: 'FEMALE', ageReported: 13 },
        { reference: 'r', roles: ['RESPONDENT'], sex: null },
        { reference: 'r2', roles: ['RESPONDENT'] },
      ],
      relationships: [
        { from: 'v', to: 'r', code: 'CHILD' },
        { from: 'v', to: 'r2', code: 'UNKNOWN' },
      ],
    });
    changed.incidents[0]!['weapon'] = 'FIREARM';
    const answer = await taken([changed, report('A-1')]);
    expect(answer).toMatchObject({ recorded: 0, corrected: 1, unchanged: 1, refused: 0 });
    const found = await theCase('B-1');
    expect(found).toMatchObject({ version: 2, municipality: { code: 'M-2' } });
    expect(found.participants).toContainEqual(
      expect.objectContaining({
        id: victim,
        version: 3,
        roles: ['VICTIM', 'CHILD'],
        ageReported: 13,
        familyName: 'Jovanović',
        history: [
          { version: 2, sex: 'FEMALE', ageReported: 31 },
          { version: 1, sex: 'FEMALE', ageReported: 31 },
        ],
      }),
    );
    expect(found.participants).toHaveLength(3);
    expect(found.participants).toContainEqual(
      expect.objectContaining({
        version: 2,
        sex: null,
        history: [{ version: 1, sex: 'MALE', ageReported: null }],
      }),
    );
    expect(found.relationships).toContainEqual(
      expect.objectContaining({ version: 2, code: 'CHILD', history: [{ version: 1, code: 'SPOUSE' }] }),
    );
    expect(found.incidents).toMatchObject([
      { version: 2, weapon: 'FIREARM', history: [{ weapon: 'KNIFE' }] },
    ]);
    expect(await taken([changed])).toMatchObject({ unchanged: 1 });
  });

  it('tells of all that the viewer may read whether it is new, and of nothing that is withheld from him', async () => {
    const told = {
      familyName: 'Jovanović',
      givenName: 'Ana',
      birthDate: '1990-03-03',
      identifierKind: 'PASSPORT',
      identifier: 'X1234567',
      sex: 'FEMALE',
      language: 'sr-Latn',
      address: 'Ulica 1',
      municipalityCode: 'M-1',
      patrolFlag: true,
      phone: '+381 60 1',
      safeTimes: 'pre podne',
      employer: 'Pekara',
      armedRole: 'HUNTER',
      safetyInstruction: 'Ne zvati.',
      note: 'Beleška.',
    };
    const child = (more: object): Report => {
      const made = report('K-1', { municipalityCode: 'M-1' });
      made.incidents = [
        {
          ...made.incidents[0]!,
          precision: 'HOUR',
          municipalityCode: 'M-2',
          place: 'HOME',
          childrenPresent: true,
          reportedWithoutConsent: false,
          description: 'Opis.',
        },
      ];
      made.participants = [
        { ...made.participants[0]!, ...told },
        { ...made.participants[1]!, ageReported: 40 },
        { reference: 'c', roles: ['CHILD'], givenName: 'Iva', ...more },
      ];
      return made;
    };
    expect(await taken([child({ school: 'Prva škola' })])).toMatchObject({ recorded: 1 });
    const { data } = await hub.ask(
      police,
      'query Q { cases(first: 1, filter: { reference: "K-1" }) { edges { node { participants { roles school } } } } }',
    );
    expect(data!['cases'].edges[0].node.participants).toContainEqual({ roles: ['CHILD'], school: null });
    for (const school of ['Prva škola', 'Druga škola', 'Druga škola', null, null])
      expect([school, await taken([child({ school })])]).toMatchObject([school, { corrected: 1 }]);
    expect(await count(`participant where school is not null`)).toBe(0);
    expect(await taken([child({})])).toMatchObject({ unchanged: 1 });
  });

  it('refuses bad reports one by one, for a reason, and takes the others', async () => {
    await taken([report('C-0')]);
    const person = { reference: 'v', roles: ['VICTIM'] };
    const base = { relationships: [], incidents: [], participants: [person] };
    const { incidents } = report('C-0');
    const answer = await taken([
      report('C-1'),
      report('C-1'),
      report('', base),
      report('C-2', { ...base, participants: [] }),
      report('C-3', { ...base, participants: [{ roles: ['VICTIM'] }] }),
      report('C-4', { ...base, participants: [person, person] }),
      report('C-5', { ...base, municipalityCode: 'nowhere' }),
      report('C-6', { ...base, relationships: [{ from: 'v', to: 'x', code: 'SPOUSE' }] }),
      report('C-7', { ...base, relationships: [{ from: 'v', to: 'v', code: 'SPOUSE' }] }),
      report('C-8', { ...base, participants: [{ ...person, note: 'a\u0000b' }] }),
      report('C-9', { ...base, participants: [{ ...person, ageReported: 131 }] }),
      report('C-10', { ...base, incidents }),
      report('C-11', { ...base, participants: [{ ...person, identifier: 'only half' }] }),
      report('C-12', base),
    ]);
    expect(answer.reports.map((one) => Object.values(one) as unknown[])).toEqual([
      ['C-1', 'RECORDED', expect.any(String), null, []],
      ['C-1', 'REFUSED', null, 'DUPLICATE', ['reference']],
      ['', 'REFUSED', null, 'INVALID', ['reference']],
      ['C-2', 'REFUSED', null, 'INVALID', ['participants']],
      ['C-3', 'REFUSED', null, 'INVALID', ['participants.0.reference']],
      ['C-4', 'REFUSED', null, 'DUPLICATE', ['participants.1.reference']],
      ['C-5', 'REFUSED', null, 'UNKNOWN_MUNICIPALITY', ['municipalityCode']],
      ['C-6', 'REFUSED', null, 'UNKNOWN_PERSON', ['relationships.0.to']],
      ['C-7', 'REFUSED', null, 'INVALID', ['relationships.0.to']],
      ['C-8', 'REFUSED', null, 'INVALID', ['participants.0.note']],
      ['C-9', 'REFUSED', null, 'INVALID', ['participants.0.ageReported']],
      ['C-10', 'REFUSED', null, 'NOT_REACHED', []],
      ['C-11', 'REFUSED', null, 'INVALID', ['participants.0.identifier']],
      ['C-12', 'RECORDED', expect.any(String), null, []],
    ]);
    expect(answer).toMatchObject({ recorded: 2, refused: 12 });
    expect(await count(`case_file where reference like 'C-%'`)).toBe(3);
  });

  it("keeps agencies apart: equal numbers are two cases, and neither sees the other's", async () => {
    const { otherPolice } = region.viewers;
    await taken([report('D-1')]);
    expect(await taken([report('D-1')], otherPolice)).toMatchObject({ recorded: 1 });
    expect((await theCase('D-1')).id).not.toBe((await theCase('D-1', otherPolice)).id);
  });

  it('does not reach the case of a colleague without a tie, nor one that is locked, and does not tell them apart', async () => {
    await taken([report('E-1'), report('E-2')]);
    const { rows } = await owner.query<{ id: string }>(`select id from case_file where reference = 'E-1'`);
    await owner.query(
      `insert into case_lock (case_id, staff_id, reason, locked_by) values ($1, $2, 'kin', $3)`,
      [rows[0]!.id, police.staffId, region.viewers.coordinator.staffId],
    );
    await owner.query(
      `update case_tie set ends_at = now() where case_id = (select id from case_file where reference = 'E-2')`,
    );
    const answer = await taken([report('E-1'), report('E-2'), report('E-3')]);
    expect(answer.reports.map((one) => one.reason)).toEqual(['NOT_REACHED', 'NOT_REACHED', null]);
  });

  it('is for the police alone, in the name of a person, at most a hundred at once', async () => {
    const { health } = region.viewers;
    expect((await send([report('F-1')], health)).errors).toMatchObject([{ code: 'SPONA_FORBIDDEN' }]);
    const nobody = { ...police, staffId: null, unitId: null, roles: [], clientId: null };
    expect((await send([report('F-1')], nobody)).errors).toMatchObject([{ code: 'SPONA_STAFF' }]);
    const many = Array.from({ length: 101 }, (_, index) => report(`F-${String(index)}`));
    expect((await send(many)).errors).toMatchObject([{ code: 'SPONA_INVALID' }]);
    expect(await taken([])).toMatchObject({ recorded: 0, reports: [] });
  });

  it('may be sent again under its Idempotency-Key', async () => {
    const key = 'a-key';
    expect((await send([report('G-1')], police, key)).data!['importPoliceReports'].recorded).toBe(1);
    expect((await send([report('G-1')], police, key)).data!['importPoliceReports'].unchanged).toBe(1);
    await expect(send([report('G-2')], police, key)).rejects.toMatchObject({ code: 'SPONA_IDEMPOTENCY' });
  });

  it('leaves one disclosure record a batch, which names every case', async () => {
    const before = await count('disclosure');
    const { reports } = await taken([report('H-1'), report('H-2'), report('', { participants: [] })]);
    expect(await count('disclosure')).toBe(before + 1);
    const { rows } = await owner.query<{ operation: string; outcome: string; cases: string[] }>(
      'select operation, outcome, case_ids as cases from disclosure order by recorded_at desc limit 1',
    );
    expect(rows).toEqual([
      {
        operation: 'Import',
        outcome: 'ALLOWED',
        cases: expect.arrayContaining([reports[0]!.caseId, reports[1]!.caseId]),
      },
    ]);
    expect(rows[0]!.cases).toHaveLength(2);
  });

  it('needs no more statements for many reports than for few', async () => {
    const statements = async (reports: readonly Report[]): Promise<number> => {
      hub.statements();
      await taken(reports);
      return hub.statements().length;
    };
    const numbered = (prefix: string, length: number): Report[] =>
      Array.from({ length }, (_, index) => report(`${prefix}-${String(index)}`));
    const few = await statements(numbered('I', 2));
    expect(await statements(numbered('J', 50))).toBe(few);
    const again = await statements(numbered('I', 2));
    expect(await statements(numbered('J', 50))).toBe(again);
    const corrected = (all: Report[]): Report[] =>
      all.map((one) => ({ ...one, openedAt: '2026-10-02T10:00:00Z' }));
    const some = await statements(corrected(numbered('I', 2)));
    expect(await statements(corrected(numbered('J', 50)))).toBe(some);
  });
});
