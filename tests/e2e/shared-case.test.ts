import type { Client } from 'pg';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../support/database';
import { startTestHub, type TestHub } from '../support/hub';
import { createRegion, type Region } from '../support/region';

let database: TestDatabase;
let owner: Client;
let hub: TestHub;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  hub = await startTestHub(database);
});
afterAll(async () => {
  await hub.close();
  await owner.end();
  await dropDatabase(database);
});

const OPEN = `mutation Open($input: OpenCaseInput!) { openCase(input: $input) {
  id version reference participants { id roles familyName address } incidents { forms } relationships { code inScope } assignments { unit staff } access { scope agency { name } } } }`;

describe('one case through several agencies', () => {
  it('is opened by the police, and shared with the prosecution', async () => {
    const { police, prosecution, health, socialWork } = region.viewers;
    const opened = await hub.ask(police, OPEN, {
      input: {
        reference: 'PS-1/1',
        municipality: 'M-1',
        openedAt: '2026-11-01T10:00:00Z',
        participants: [
          { reference: 'v', roles: ['VICTIM'], familyName: 'Jovanović', givenName: 'Ana', address: 'Tajna 1', municipality: 'M-2' },
          { reference: 'r', roles: ['RESPONDENT'], familyName: 'Jovanović', givenName: 'Petar', armedRole: 'HUNTER' },
        ],
        relationships: [{ from: 'r', to: 'v', code: 'SPOUSE' }],
        incidents: [{ occurredAt: '2026-11-01T09:00:00Z', forms: ['PHYSICAL'], channel: 'VICTIM', weapon: 'KNIFE', description: 'x' }],
      },
    });
    console.log(JSON.stringify(opened, null, 1));
    const id = opened.data?.['openCase'].id as string;
    const victim = opened.data?.['openCase'].participants.find((p: { roles: string[] }) => p.roles?.includes('VICTIM')).id as string;
    const risk = await hub.ask(police, `mutation A($c: ID!, $i: RiskAssessmentInput!) { addRiskAssessment(caseId: $c, input: $i) { id level answers { factor answer } subject { familyName } } }`, {
      c: id,
      i: { subjectId: victim, assessedAt: '2026-11-01T11:00:00Z', level: 'IMMEDIATE', answers: [{ factor: 'POSSESSES_WEAPON', answer: 'YES' }], victimWords: 'Bojim se.' },
    });
    console.log(JSON.stringify(risk));
    expect((await hub.ask(prosecution, `query C($id: ID!) { case(id: $id) { id } }`, { id })).data).toEqual({ case: null });
    const given = await hub.ask(police, `mutation G($i: GiveScopeInput!) { giveScope(input: $i) { id access { scope agency { name } } } }`, {
      i: { caseId: id, agencyId: prosecution.agencyId, scope: 'LIAISON', purposes: ['PROSECUTION', 'PROTECTION'], days: 30 },
    });
    console.log(JSON.stringify(given));
    const FULL = `query Case($id: ID!) { case(id: $id) { id reference custodian { name } municipality { nameLatn } openedAt
      participants { id roles familyName birthDate address municipality { code } phone }
      incidents { forms weapon description history { version } } riskAssessments { level victimWords answers { factor answer } recipients { kind } } urgentMeasures { number } } }`;
    for (const viewer of [police, prosecution, health, socialWork]) console.log(viewer.agencyCode, JSON.stringify(await hub.ask(viewer, FULL, { id }), null, 1));
    hub.statements();
    const page = await hub.ask(prosecution, `query L { cases(first: 5, filter: { riskLevel: IMMEDIATE, not: { status: CLOSED } }) { totalCount edges { cursor node { id } } pageInfo { hasNextPage } } }`);
    console.log(JSON.stringify(page), hub.statements().length);
    const trail = await hub.ask(region.viewers.coordinator, `query T($c: ID) { auditTrail(case: $c) { edges { node { operation outcome agency { name } staff entries { type records disclosed { category } withheld { category code } hidden } } } } disclosuresByAgency { agency operations partial refused cases } }`, { c: id });
    console.log(JSON.stringify(trail, null, 0).slice(0, 4000));
    expect(page.errors).toBeUndefined();
  });
});
