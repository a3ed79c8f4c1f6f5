import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Viewer } from '../../../src/identity/viewer';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { addPerson, assign, giveAccess, insertInto, openCaseOf } from '../../support/facts';
import { startTestHub, type Answer, type TestHub } from '../../support/hub';
import { createRegion, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let region: Region;
let caseId: string;
let farCase: string;
let farCoordinator: Viewer;
let supervisor: Viewer;
let coordinator: Viewer;

/** Reads a case with its persons: their names, silent and forbidden fields among them. */
const FILE = `query File($id: ID!) { case(id: $id) { reference participants { id roles familyName address armedRole school phone } } }`;

const TRAIL = `query Trail($case: ID, $agency: ID, $first: Int! = 50, $after: String) {
  auditTrail(caseId: $case, agencyId: $agency, first: $first, after: $after) {
    edges { cursor node { id operationName outcome errorCode staffName agency { id name } operationHash
      entries { caseId type recordCount recordIds hiddenCount disclosed { category rule basis } withheld { category code } } } }
    pageInfo { hasNextPage endCursor } } }`;

interface Entry {
  readonly caseId: string;
  readonly type: string;
  readonly recordCount: number;
  readonly recordIds: string[] | null;
  readonly hiddenCount: number;
  readonly disclosed: { readonly category: string }[];
  readonly withheld: { readonly category: string; readonly code: string }[];
}

interface Node {
  readonly id: string;
  readonly operationName: string;
  readonly outcome: string;
  readonly agency: { readonly id: string; readonly name: string };
  readonly entries: Entry[];
}

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  hub = await startTestHub(database);
  const { police, prosecution, otherPolice } = region.viewers;
  ({ coordinator } = region.viewers);
  supervisor = { ...region.viewers.policeSupervisor, purpose: 'AUDIT' };
  caseId = await openCaseOf(owner, police);
  await addPerson(owner, caseId, police, ['VICTIM'], {
    family_name: 'Kovač',
    address: 'Tajna 1',
    phone: '1',
  });
  await addPerson(owner, caseId, police, ['RESPONDENT'], { family_name: 'Kovač', armed_role: 'HUNTER' });
  await giveAccess(owner, caseId, prosecution, { scope: 'LIAISON', givenBy: police });
  await assign(owner, caseId, prosecution);
  await giveAccess(owner, caseId, coordinator, { scope: 'COORDINATION', givenBy: police });

  const area = randomUUID();
  await insertInto(owner, 'area', { id: area, code: 'AREA-2', name: 'Second area', country: 'RS' });
  const agency = { id: randomUUID(), staff: randomUUID() };
  await insertInto(owner, 'agency', {
    id: agency.id,
    code: 'CO-2',
    name: 'Second coordination',
    sector: 'COORDINATION',
    area_id: area,
    status: 'ACTIVE',
  });
  await insertInto(owner, 'staff', {
    id: agency.staff,
    agency_id: agency.id,
    name: 'Far',
    issuer: 'demo',
    subject: 'far',
    roles: ['COORDINATOR'],
  });
  farCoordinator = {
    ...coordinator,
    agencyId: agency.id,
    agencyCode: 'CO-2',
    areaId: area,
    staffId: agency.staff,
    unitId: null,
  };
  // A case of the second area, which the same prosecution reaches.
  farCase = await openCaseOf(owner, { ...otherPolice, areaId: area });
  await giveAccess(owner, farCase, prosecution, { scope: 'LIAISON', givenBy: otherPolice });
  await assign(owner, farCase, prosecution);
  await giveAccess(owner, farCase, farCoordinator, { scope: 'COORDINATION', givenBy: otherPolice });
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});
beforeEach(() => owner.query('truncate disclosure'));

const trail = async (viewer: Viewer, variables: Record<string, unknown> = {}): Promise<Node[]> => {
  const answer = await hub.ask(viewer, TRAIL, variables);
  expect(answer.errors).toBeUndefined();
  return (answer.data?.['auditTrail'].edges as { node: Node }[]).map(({ node }) => node);
};

const codes = (answer: Answer): string[] => (answer.errors ?? []).map(({ code }) => code);

describe('who reads the audit trail', () => {
  it('is a coordinator or a supervisor, for auditing, with the person’s own token', async () => {
    const { viewers } = region;
    const refused: Viewer[] = [
      viewers.police,
      { ...viewers.police, purpose: 'AUDIT' },
      viewers.policeSupervisor,
      viewers.ngo,
      { ...viewers.prosecution, purpose: 'AUDIT' },
      { ...coordinator, purpose: 'STATISTICS' },
      { ...coordinator, proof: 'ASSERTED' },
      { ...supervisor, proof: 'ASSERTED' },
      { ...supervisor, roles: [], staffId: null },
    ];
    for (const viewer of refused) {
      expect(codes(await hub.ask(viewer, TRAIL))).toEqual(['SPONA_FORBIDDEN']);
      expect(codes(await hub.ask(viewer, '{ disclosuresByAgency { agencyName } }'))).toEqual([
        'SPONA_FORBIDDEN',
      ]);
    }
    for (const viewer of [coordinator, supervisor])
      expect((await hub.ask(viewer, TRAIL)).errors).toBeUndefined();
  });

  it('sees as a coordinator the cases of his area, and of requests that touched others as well his alone', async () => {
    const both = `query Both($a: ID!, $b: ID!) { a: case(id: $a) { reference } b: case(id: $b) { reference } }`;
    const { prosecution, police, otherPolice } = region.viewers;
    await hub.ask(prosecution, both, { a: caseId, b: farCase });
    await hub.ask(police, FILE, { id: caseId });
    await hub.ask(otherPolice, FILE, { id: farCase });
    const near = await trail(coordinator);
    expect(near.map(({ operationName }) => operationName)).toEqual(expect.arrayContaining(['File', 'Both']));
    expect(new Set(near.flatMap(({ entries }) => entries.map((entry) => entry.caseId)))).toEqual(
      new Set([caseId]),
    );
    const far = await trail(farCoordinator);
    expect(far.map(({ operationName }) => operationName)).toEqual(['File', 'Both']);
    expect(new Set(far.flatMap(({ entries }) => entries.map((entry) => entry.caseId)))).toEqual(
      new Set([farCase]),
    );
  });

  it('sees as an agency its own requests alone, whatever he asks for', async () => {
    const { police, prosecution } = region.viewers;
    await hub.ask(prosecution, FILE, { id: caseId });
    await hub.ask(police, FILE, { id: caseId });
    expect((await trail(supervisor)).map(({ agency }) => agency.id)).toEqual([police.agencyId]);
    expect(await trail(supervisor, { agency: prosecution.agencyId })).toEqual([]);
    const byCase = await trail(supervisor, { case: caseId });
    expect(new Set(byCase.map(({ agency }) => agency.id))).toEqual(new Set([police.agencyId]));
    const { data } = await hub.ask(supervisor, '{ disclosuresByAgency { agencyName } }');
    expect(data).toEqual({ disclosuresByAgency: [{ agencyName: 'Agency PS-1' }] });
  });
});

describe('what it tells', () => {
  const personsOf = (nodes: Node[]): Entry[] =>
    nodes.flatMap(({ entries }) => entries).filter(({ type }) => type === 'Participant');
  const names = (grounds: readonly { category: string }[]): string[] =>
    grounds.map(({ category }) => category);

  it('names to a coordinator no silent and no forbidden category, and no record', async () => {
    const { police, prosecution } = region.viewers;
    await hub.ask(police, FILE, { id: caseId });
    await hub.ask(prosecution, FILE, { id: caseId });
    const entries = personsOf(await trail(coordinator));
    const named = new Set(
      entries.flatMap(({ disclosed, withheld }) => [...names(disclosed), ...names(withheld)]),
    );
    for (const category of named) {
      const definition = hub.policies.categories.get(category);
      expect([category, definition?.silent, definition?.forbidden]).toEqual([category, false, false]);
    }
    expect(named).toContain('identity.name');
    for (const { hiddenCount, recordCount, recordIds } of entries) {
      // address.full, contact.phone and school are forbidden for some role, armed-role and school are silent.
      expect([hiddenCount, recordIds]).toEqual([4, null]);
      expect(recordCount).toBeGreaterThan(0);
    }
  });

  it('tells the agency itself what its answer told: records, disclosed and withheld, but no silent refusal', async () => {
    const prosecutionSupervisor: Viewer = {
      ...region.viewers.prosecution,
      roles: ['PROSECUTION_SUPERVISOR'],
      purpose: 'AUDIT',
    };
    const answer = await hub.ask(region.viewers.prosecution, FILE, { id: caseId });
    const told = (answer.extensions?.['withheld'] as { type: string; field: string }[])
      .filter(({ type }) => type === 'Participant')
      .map(({ field }) => field);
    const entries = personsOf(await trail(prosecutionSupervisor));
    const fields = new Map([
      ['address', 'address.full'],
      ['school', 'school'],
      ['armedRole', 'armed-role'],
      ['phone', 'contact.phone'],
    ]);
    const withheld = new Set(entries.flatMap((entry) => names(entry.withheld)));
    for (const [field, category] of fields) {
      const silent = hub.policies.categories.get(category)!.silent;
      if (silent)
        expect([field, told.includes(field), withheld.has(category)]).toEqual([field, false, false]);
      else expect([field, withheld.has(category)]).toEqual([field, told.includes(field)]);
    }
    expect(told).toContain('phone');
    for (const { recordIds, recordCount, disclosed, hiddenCount } of entries) {
      expect(recordIds).toHaveLength(recordCount);
      // armed-role and school were asked of everybody.
      expect(hiddenCount).toBe(2);
      expect(names(disclosed).filter((category) => ['armed-role', 'school'].includes(category))).toEqual([]);
    }
  });

  it('tells the agency itself no silent refusal apart from a disclosure', async () => {
    const { police } = region.viewers;
    const answer = await hub.ask(
      police,
      'query File($id: ID!) { case(id: $id) { participants { armedRole } } }',
      { id: caseId },
    );
    expect(answer.extensions?.['withheld']).toBeUndefined();
    const [record] = await trail({ ...police, roles: ['POLICE_SUPERVISOR'], purpose: 'AUDIT' });
    expect(record!.outcome).toBe('ALLOWED');
    const persons = record!.entries.filter(({ type }) => type === 'Participant');
    expect(persons).toMatchObject([{ disclosed: [], withheld: [], hiddenCount: 1 }]);
  });

  it('counts concealed agencies without listing them, except to their own staff', async () => {
    const { shelter, police } = region.viewers;
    await giveAccess(owner, caseId, shelter, { scope: 'CONFERENCE', givenBy: police });
    await assign(owner, caseId, shelter);
    await hub.ask(shelter, FILE, { id: caseId });
    await hub.ask(police, FILE, { id: caseId });
    for (const variables of [{}, { case: caseId }, { agency: shelter.agencyId }]) {
      const seen = await trail(coordinator, variables);
      expect(seen.filter(({ agency }) => agency.id === shelter.agencyId)).toEqual([]);
      expect(JSON.stringify(seen)).not.toContain('SH-1');
    }
    const { data } = await hub.ask(coordinator, '{ disclosuresByAgency { agencyName operations cases } }');
    const byAgency = data?.['disclosuresByAgency'] as { agencyName: string; operations: number }[];
    expect(byAgency.find(({ agencyName }) => agencyName === 'Concealed agencies')).toEqual({
      agencyName: 'Concealed agencies',
      operations: 1,
      cases: 1,
    });
    expect(JSON.stringify(byAgency)).not.toContain('SH-1');
    const own: Viewer = { ...shelter, roles: ['NGO_SUPERVISOR'], purpose: 'AUDIT' };
    expect((await trail(own)).map(({ agency }) => agency.name)).toEqual(['Agency SH-1']);
    await owner.query('delete from case_access where agency_id = $1', [shelter.agencyId]);
  });

  it('counts an operation once, however many cases it touched', async () => {
    const { prosecution } = region.viewers;
    const both = `query Both($a: ID!, $b: ID!) { a: case(id: $a) { reference } b: case(id: $b) { reference } }`;
    await hub.ask(prosecution, both, { a: caseId, b: farCase });
    await hub.ask(prosecution, FILE, { id: caseId });
    await hub.ask(prosecution, FILE, { id: randomUUID() });
    await hub.ask({ ...prosecution, purpose: 'AUDIT' }, FILE, { id: caseId });
    const { data } = await hub.ask(
      coordinator,
      '{ disclosuresByAgency { agencyName operations partial refused cases } }',
    );
    const [counted] = (data?.['disclosuresByAgency'] as { agencyName: string }[]).filter(
      ({ agencyName }) => agencyName === 'Agency PPO-1',
    );
    expect(counted).toMatchObject({ operations: 4, partial: 1, refused: 1 });
  });

  it('tells of refusals too', async () => {
    await hub.ask({ ...region.viewers.police, purpose: 'AUDIT' }, FILE, { id: caseId });
    expect(await trail(coordinator)).toMatchObject([
      { operationName: 'File', outcome: 'REFUSED', errorCode: 'SPONA_FORBIDDEN', entries: [] },
    ]);
  });
});

describe('reading it', () => {
  it('is itself recorded', async () => {
    await hub.ask(region.viewers.police, 'query Before($id: ID!) { case(id: $id) { id } }', { id: caseId });
    await trail(coordinator, { case: caseId });
    await hub.ask(coordinator, 'query Counts { disclosuresByAgency { agencyName } }');
    const [counts, first] = await trail(coordinator);
    expect(first).toMatchObject({
      operationName: 'Trail',
      outcome: 'ALLOWED',
      agency: { id: coordinator.agencyId },
    });
    expect(counts).toMatchObject({ operationName: 'Counts' });
    expect((await linked())[0]).toEqual([caseId]);
  });

  it('is linked to a case only where something of it was told', async () => {
    expect(await trail(coordinator, { case: caseId })).toEqual([]);
    expect(await trail(coordinator, { case: randomUUID() })).toEqual([]);
    expect(await linked()).toEqual([[], []]);
  });

  /** The cases to which the readings of the trail are linked. */
  const linked = async (): Promise<string[][]> => {
    const { rows } = await owner.query<{ case_ids: string[] }>(
      `select case_ids from disclosure where operation = 'Trail' order by instant limit 2`,
    );
    return rows.map(({ case_ids }) => case_ids);
  };

  it('goes on by a cursor that serves this viewer and question alone', async () => {
    for (let round = 0; round < 3; round += 1) await hub.ask(region.viewers.police, FILE, { id: caseId });
    const page = async (viewer: Viewer, variables: Record<string, unknown>): Promise<Answer> =>
      hub.ask(viewer, TRAIL, variables);
    const first = await page(coordinator, { first: 2, agency: region.viewers.police.agencyId });
    const { endCursor: after, hasNextPage } = first.data?.['auditTrail'].pageInfo as {
      endCursor: string;
      hasNextPage: boolean;
    };
    expect(hasNextPage).toBe(true);
    const second = await page(coordinator, { first: 2, after, agency: region.viewers.police.agencyId });
    expect(second.data?.['auditTrail'].pageInfo).toMatchObject({ hasNextPage: false });
    const ids = [first, second].flatMap(({ data }) =>
      (data?.['auditTrail'].edges as { node: Node }[]).map(({ node }) => node.id),
    );
    expect(new Set(ids).size).toBe(3);
    const refused: [Viewer, Record<string, unknown>][] = [
      [region.viewers.secondCoordinator, { after, agency: region.viewers.police.agencyId }],
      [farCoordinator, { after, agency: region.viewers.police.agencyId }],
      [coordinator, { after }],
      [coordinator, { after, agency: region.viewers.police.agencyId, case: caseId }],
      [
        coordinator,
        {
          after: `${after.startsWith('A') ? 'B' : 'A'}${after.slice(1)}`,
          agency: region.viewers.police.agencyId,
        },
      ],
      [coordinator, { after: 'no cursor' }],
    ];
    for (const [viewer, variables] of refused)
      expect(codes(await page(viewer, variables))).toEqual(['SPONA_CURSOR']);
    const cases = await hub.ask(region.viewers.police, '{ cases(first: 1) { edges { cursor } } }');
    const foreign = cases.data?.['cases'].edges[0].cursor as string;
    expect(codes(await page(coordinator, { after: foreign }))).toEqual(['SPONA_CURSOR']);
  });
});
