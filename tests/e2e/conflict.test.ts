import { createSecretKey, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { createBlindIndex } from '../../src/lib/blind-index';
import { ask, type Json } from '../proof/ask';
import { fullSelection, queryRoots } from '../proof/full-selection';
import { aimedMutations } from '../proof/mutations';
import { addPerson, assign, giveAccess, insertInto, lock, openCaseOf } from '../support/facts';
import type { Answer, TestHub } from '../support/hub';
import { openStage, type Stage } from '../support/stage';

const KEY = createSecretKey(Buffer.alloc(32, 11));
const index = createBlindIndex(KEY);

let stage: Stage;
let owner: Client;
let hub: TestHub;
let viewers: Stage['viewers'];

beforeAll(async () => {
  stage = await openStage({ identifierKey: KEY });
  ({ owner, hub, viewers } = stage);
});
afterAll(() => stage.close());

const codes = ({ errors }: Answer): readonly string[] => (errors ?? []).map(({ code }) => code);

/** A colleague with a number of his own, in a unit of his own. */
const colleague = async (of: Viewer, number: string, name = 'Nobody At All'): Promise<Viewer> => {
  const [staffId, unitId] = [randomUUID(), randomUUID()];
  await insertInto(owner, 'unit', {
    id: unitId,
    agency_id: of.agencyId,
    code: unitId,
    name: 'Patrol',
    intake: false,
  });
  await insertInto(owner, 'staff', {
    id: staffId,
    agency_id: of.agencyId,
    unit_id: unitId,
    name,
    issuer: 'demo',
    subject: staffId,
    roles: of.roles,
    identifier_index: index('OTHER', number),
  });
  return { ...of, staffId, unitId };
};

const OPEN = `mutation Open($input: OpenCaseInput!) { openCase(input: $input) {
  id reference participants { roles identifier } relationships { code } incidents { forms } } }`;
/** An answer without what is another one's by nature: ids, references, numbers, and the order of what has no time. */
const plain = (answer: Answer): string => {
  const opened = answer.data!['openCase'] as { participants: { roles: string[] }[] };
  opened.participants.sort((one, other) => one.roles.join().localeCompare(other.roles.join()));
  return JSON.stringify(answer).replace(/[0-9a-f-]{36}|"(reference|identifier)":"[^"]*"/g, '-');
};
const SEE = `query See($id: ID!) { case(id: $id) { id assignments { unitName staffName } participants { roles } } }`;

const caseInput = (reference: string, number: string): Json => ({
  reference,
  openedAt: '2026-10-01T10:00:00Z',
  participants: [
    { reference: 'v', roles: ['VICTIM'] },
    { reference: 'r', roles: ['RESPONDENT'], identifierKind: 'OTHER', identifier: number },
  ],
  relationships: [{ from: 'v', to: 'r', code: 'SPOUSE' }],
  incidents: [{ occurredAt: '2026-10-01T09:00:00Z', forms: ['PHYSICAL'], channel: 'POLICE_PATROL' }],
});

describe('who enters himself as a person of a case', () => {
  it('opens it whole and is answered as ever; from then on it does not exist for him, and his colleagues have it', async () => {
    const officer = await colleague(viewers.police, 'own-1');
    const options = { idempotencyKey: randomUUID() };
    const opened = await hub.ask(officer, OPEN, { input: caseInput('S-1', 'OWN 1') }, options);
    const other = await hub.ask(await colleague(viewers.police, 'own-2'), OPEN, {
      input: caseInput('S-2', 'elsewhere-1'),
    });
    const { id } = opened.data!['openCase'] as { id: string };
    expect(plain(opened)).toEqual(plain(other));
    expect((await hub.ask(officer, SEE, { id })).data).toEqual({ case: null });
    expect(codes(await hub.ask(officer, OPEN, { input: caseInput('S-1', 'OWN 1') }, options))).toEqual([
      'SPONA_NOT_FOUND',
    ]);
    const seen = (await hub.ask(viewers.police, SEE, { id })).data!['case'] as Record<string, object[]>;
    expect(seen['assignments']).toHaveLength(3);
    expect(seen['assignments']).toContainEqual({ unitName: 'Intake', staffName: null });
    expect(seen['participants']).toHaveLength(2);
  });

  it('by an import has all of it taken', async () => {
    const officer = await colleague(viewers.police, 'own-3');
    const reports = ['S-3', 'S-4'].map((reference, place) => {
      const input = caseInput(reference, place === 0 ? 'own-3' : 'elsewhere-2') as { incidents: Json[] };
      return { ...input, incidents: input.incidents.map((incident) => ({ ...incident, reference })) };
    });
    const IMPORT = `mutation Import($reports: [PoliceReportInput!]!) { importPoliceReports(reports: $reports) {
      recorded unchanged refused reports { status caseId reason } } }`;
    const first = (await hub.ask(officer, IMPORT, { reports })).data!['importPoliceReports'] as {
      recorded: number;
      reports: { caseId: string }[];
    };
    expect(first).toMatchObject({ recorded: 2, refused: 0 });
    const { rows } = await owner.query(
      `select (select count(*)::int from incident i where i.case_id = $1) as incidents, (select count(*)::int from relationship r where r.case_id = $1) as relationships`,
      [first.reports[0]!.caseId],
    );
    expect(rows).toEqual([{ incidents: 1, relationships: 1 }]);
    // Sent again, it is to him like the number of a case of the agency that he does not reach.
    expect((await hub.ask(officer, IMPORT, { reports })).data!['importPoliceReports']).toMatchObject({
      unchanged: 1,
      refused: 1,
      reports: [{ status: 'REFUSED', caseId: null, reason: 'NOT_REACHED' }, { status: 'UNCHANGED' }],
    });
    const [own] = reports;
    const sent = async (report: Json): Promise<unknown> =>
      (await hub.ask(viewers.police, IMPORT, { reports: [report] })).data?.['importPoliceReports'];
    expect(await sent(own!)).toMatchObject({ unchanged: 1 });
    // What is corrected is compared as well.
    const [{ caseId: id }] = first.reports as [{ caseId: string }];
    await owner.query('update case_lock set ends_at = now() where case_id = $1', [id]);
    const [victim, respondent] = (own as unknown as { participants: [Json, Json] }).participants;
    const corrected = (change: Json): Json => ({
      ...own,
      participants: [
        { ...victim, ...change },
        { ...respondent, sex: 'MALE' },
      ],
    });
    expect(await sent(corrected({ sex: 'FEMALE' }))).toMatchObject({ refused: 0, unchanged: 0 });
    expect((await hub.ask(officer, SEE, { id })).data!['case']).not.toBeNull();
    const number = { identifierKind: 'OTHER', identifier: 'own.3' };
    expect(await sent(corrected(number))).toMatchObject({ refused: 0, unchanged: 0 });
    expect((await hub.ask(officer, SEE, { id })).data).toEqual({ case: null });
  });

  it('locks the machine of his agency that only asserts for whom it asks', async () => {
    const officer = await colleague(viewers.police, 'own-4');
    const opened = await hub.ask(viewers.police, OPEN, { input: caseInput('S-5', 'own-4') });
    const { id } = opened.data!['openCase'] as { id: string };
    const machine: Viewer = { ...viewers.police, proof: 'ASSERTED' };
    expect((await hub.ask(machine, SEE, { id })).data).toEqual({ case: null });
    expect((await hub.ask({ ...machine, proof: 'PROVEN' }, SEE, { id })).data!['case']).not.toBeNull();
    expect((await hub.ask(officer, SEE, { id })).data).toEqual({ case: null });
  });
});

describe('a case against a person who is known elsewhere', () => {
  it('tells nothing of the other case', async () => {
    const victim = await colleague(viewers.socialWork, 'staff-1');
    const first = await hub.ask(viewers.otherPolice, OPEN, { input: caseInput('K-1', 'known-1') });
    expect(first.errors).toBeUndefined();
    const answers = [];
    for (const number of ['known-1', 'unknown-1', 'staff-1'])
      answers.push(plain(await hub.ask(viewers.police, OPEN, { input: caseInput(`C-${number}`, number) })));
    expect(new Set(answers).size).toBe(1);
    const { rows } = await owner.query('select staff_id from case_lock where staff_id = $1', [
      victim.staffId,
    ]);
    expect(rows).toHaveLength(1);
  });
});

describe('the coordinator', () => {
  const HINTS = `query Hints($status: ConflictStatus) { conflictHints(status: $status) { id caseId staffName agency { name concealed } foundAt status decidedAt } }`;
  const LOCKS = `query Locks { caseLocks { id caseId staffName unitName cause agency { name } lockedAt } }`;
  interface Hint {
    readonly id: string;
    readonly caseId: string;
  }
  const listed = async (viewer: Viewer, document: string, root: string, caseId: string): Promise<Hint[]> =>
    ((await hub.ask(viewer, document)).data![root] as Hint[]).filter((entry) => entry.caseId === caseId);
  const open = async (reference: string, name: string): Promise<string> => {
    const input = caseInput(reference, `${reference}-number`) as { participants: Json[] };
    input.participants[1] = { ...input.participants[1], familyName: name, givenName: 'Ђока' };
    const opened = await hub.ask(viewers.police, OPEN, { input });
    return (opened.data!['openCase'] as { id: string }).id;
  };

  it('is told who has the name of a person, not of which; confirms, and another ends the lock', async () => {
    const staff = await colleague(viewers.court, 'judge-1', 'Djoka Čavić');
    const id = await open('H-1', 'Чавић');
    const [hint] = await listed(viewers.coordinator, HINTS, 'conflictHints', id);
    expect(hint).toEqual({
      id: expect.any(String) as string,
      caseId: id,
      staffName: 'Djoka Čavić',
      agency: { name: 'Agency BC-1', concealed: false },
      foundAt: expect.any(String) as string,
      status: 'OPEN',
      decidedAt: null,
    });
    const confirm = `mutation Confirm($id: ID!) { confirmConflict(id: $id) }`;
    for (const persona of ['police', 'policeSupervisor', 'court'] as const) {
      expect((await hub.ask(viewers[persona], HINTS)).data).toEqual({ conflictHints: null });
      expect((await hub.ask(viewers[persona], LOCKS)).data).toEqual({ caseLocks: null });
      expect(codes(await hub.ask(viewers[persona], confirm, { id: hint!.id }))).toEqual(['SPONA_FORBIDDEN']);
    }
    expect((await hub.ask(viewers.coordinator, confirm, { id: hint!.id })).data).toEqual({
      confirmConflict: true,
    });
    expect(codes(await hub.ask(viewers.coordinator, confirm, { id: hint!.id }))).toEqual(['SPONA_NOT_FOUND']);
    expect(codes(await hub.ask(viewers.coordinator, confirm, { id: 'x' }))).toEqual(['SPONA_INVALID']);
    const locks = await listed(viewers.coordinator, LOCKS, 'caseLocks', id);
    expect(locks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ staffName: 'Djoka Čavić', unitName: null, cause: 'NAME' }),
        expect.objectContaining({ staffName: null, unitName: 'Patrol', cause: 'NAME' }),
      ]),
    );
    const end = `mutation End($id: ID!) { endLock(id: $id) }`;
    for (const { id: lockId } of locks) {
      expect(codes(await hub.ask(viewers.coordinator, end, { id: lockId }))).toEqual(['SPONA_FORBIDDEN']);
      expect((await hub.ask(viewers.secondCoordinator, end, { id: lockId })).data).toEqual({ endLock: true });
    }
    expect(await listed(viewers.coordinator, LOCKS, 'caseLocks', id)).toEqual([]);
    const { rows } = await owner.query('select from case_lock where staff_id = $1 and ends_at > now()', [
      staff.staffId,
    ]);
    expect(rows).toEqual([]);
  });

  it('dismisses a namesake; of a concealed agency nobody is named', async () => {
    await colleague(viewers.shelter, 'shelter-1', 'Dečić Đoka');
    const id = await open('H-2', 'Дечић');
    const [hint] = await listed(viewers.coordinator, HINTS, 'conflictHints', id);
    expect(hint).toMatchObject({ staffName: null, agency: { concealed: true } });
    const dismiss = `mutation Dismiss($id: ID!) { dismissConflict(id: $id) }`;
    expect((await hub.ask(viewers.coordinator, dismiss, { id: hint!.id })).data).toEqual({
      dismissConflict: true,
    });
    const of = async (status: string): Promise<Hint[]> =>
      ((await hub.ask(viewers.coordinator, HINTS, { status })).data!['conflictHints'] as Hint[]).filter(
        ({ caseId }) => caseId === id,
      );
    expect(await of('OPEN')).toEqual([]);
    expect(await of('DISMISSED')).toMatchObject([{ id: hint!.id, status: 'DISMISSED' }]);
  });
});

describe('a lock', () => {
  /** What everybody may learn who once worked on a case: every query and every mutation that can be aimed at it. */
  const everything = async (
    viewer: Viewer,
    aims: ReadonlyMap<string, readonly string[]>,
  ): Promise<string[]> => {
    const answers: string[] = [];
    const add = async (name: string, source: string, variables: Json): Promise<void> => {
      answers.push(
        `${name} ${JSON.stringify(variables)} ${JSON.stringify(await ask(hub, viewer, source, variables))}`,
      );
    };
    const ids = [...aims.values()].flat();
    for (const { name, type, byId } of queryRoots(hub.schema)) {
      const selected = fullSelection(hub.schema, type);
      if (!byId) await add(name, `query Q { ${name} ${selected} }`, {});
      else
        for (const id of aims.get(type) ?? ids)
          await add(name, `query Q($id: ID!) { ${name}(id: $id) ${selected} }`, { id });
    }
    for (const { name, source, aims: type, variables } of aimedMutations(hub.schema, viewer.staffId!))
      for (const id of aims.get(type) ?? ids) await add(name, source, variables(id));
    for (const id of ids) {
      for (const name of ['endAssignment', 'approveEmergencyAccess', 'confirmConflict', 'endLock'])
        await add(name, `mutation M($id: ID!) { ${name}(id: $id) }`, { id });
      await add(
        'endScope',
        'mutation M($caseId: ID!, $id: ID!) { endScope(caseId: $caseId, id: $id) { id } }',
        {
          caseId: aims.get('Case')![0],
          id,
        },
      );
    }
    return answers;
  };

  const scene = async (
    viewer: Viewer,
  ): Promise<{ caseId: string; access: string; aims: Map<string, string[]> }> => {
    const caseId = await openCaseOf(owner, viewers.police);
    const victim = await addPerson(owner, caseId, viewers.police, ['VICTIM'], { family_name: 'Ilić' });
    const respondent = await addPerson(owner, caseId, viewers.police, ['RESPONDENT']);
    const access = await giveAccess(owner, caseId, viewer, { scope: 'LIAISON', givenBy: viewers.police });
    const second = await giveAccess(owner, caseId, viewers.ngo, { scope: 'CONFERENCE', givenBy: viewer });
    await giveAccess(owner, caseId, viewers.coordinator, { scope: 'COORDINATION' });
    const tie = await assign(owner, caseId, viewer);
    const held = { case_id: caseId, custodian_id: viewers.police.agencyId };
    const [incident, relationship, measure] = [randomUUID(), randomUUID(), randomUUID()];
    await insertInto(owner, 'incident', {
      ...held,
      id: incident,
      occurred_at: '2026-10-01T09:00:00Z',
      forms: ['PHYSICAL'],
      channel: 'POLICE_PATROL',
    });
    await insertInto(owner, 'relationship', {
      ...held,
      id: relationship,
      from_id: victim,
      to_id: respondent,
      code: 'SPOUSE',
    });
    await insertInto(owner, 'police_urgent_measure', {
      ...held,
      id: measure,
      subject_id: respondent,
      number: randomUUID(),
      kinds: ['NO_CONTACT_OR_APPROACH'],
      ordered_at: '2026-10-01T09:30:00Z',
    });
    return {
      caseId,
      access,
      aims: new Map([
        ['Case', [caseId]],
        ['Participant', [victim, respondent]],
        ['Incident', [incident]],
        ['Relationship', [relationship]],
        ['UrgentMeasure', [measure]],
        ['', [access, second, tie]],
      ]),
    };
  };

  const endsAt = (access: string, value: string): Promise<unknown> =>
    owner.query(`update case_access set ends_at = ${value} where id = $1`, [access]);

  it.each([
    ['of the person', 'prosecution', 'person', {}],
    ['of his unit', 'prosecution', 'unit', {}],
    ['of a case manager', 'socialWork', 'person', {}],
    ['of a colleague, by a machine', 'prosecution', 'machine', { proof: 'ASSERTED', clientId: null }],
  ] as const)('%s cannot be told from an ended scope', async (_name, persona, whom, changes) => {
    const viewer: Viewer = { ...viewers[persona], ...changes };
    const { caseId, access, aims } = await scene(viewer);
    const other = await colleague(viewer, randomUUID());
    const open = await hub.ask(
      viewer,
      'query See($id: ID!) { case(id: $id) { participants { familyName } } }',
      {
        id: caseId,
      },
    );
    expect(JSON.stringify(open)).toContain('Ilić');
    await endsAt(access, 'now()');
    const ended = await everything(viewer, aims);
    await endsAt(access, `'infinity'`);
    if (whom === 'unit')
      await insertInto(owner, 'case_lock', {
        case_id: caseId,
        unit_id: viewer.unitId,
        cause: 'IDENTIFIER',
        reason: 'x',
      });
    else await lock(owner, caseId, whom === 'machine' ? other : viewer, viewers.coordinator);
    const locked = await everything(viewer, aims);
    const masked = (answers: readonly string[]): string[] =>
      answers.map((answer) => answer.replace(/"(requestedAt|expiresAt|instant)":"[^"]*"/g, '"$1":"-"'));
    expect(masked(locked)).toEqual(masked(ended));
    expect(ended.join('\n')).not.toContain('Ilić');
  });

  it('answers a repeat as an ended scope does', async () => {
    const viewer = viewers.prosecution;
    const answers: Answer[][] = [];
    for (const close of ['end', 'lock'] as const) {
      const { caseId, access } = await scene(viewer);
      const documents: (readonly [string, Json])[] = [
        [
          'mutation Give($input: GiveScopeInput!) { giveScope(input: $input) { id } }',
          {
            input: {
              caseId,
              agencyId: viewers.health.agencyId,
              scope: 'CONFERENCE',
              purposes: ['CARE'],
              days: 1,
            },
          },
        ],
        [
          'mutation Assign($caseId: ID!, $staffId: ID!) { assignCase(caseId: $caseId, staffId: $staffId) }',
          { caseId, staffId: viewer.staffId },
        ],
      ];
      const keys = documents.map(() => randomUUID());
      const send = async (): Promise<Answer[]> => {
        const got: Answer[] = [];
        for (const [place, [document, variables]] of documents.entries())
          got.push(await hub.ask(viewer, document, variables, { idempotencyKey: keys[place]! }));
        return got;
      };
      for (const answer of await send()) expect(answer.errors).toBeUndefined();
      if (close === 'end') await endsAt(access, 'now()');
      else await lock(owner, caseId, viewer, viewers.coordinator);
      answers.push(await send());
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(codes(answers[1]![0]!)).toEqual(['SPONA_NOT_FOUND']);
  });
});
