import { assign } from '../support/facts';
import type { TestHub } from '../support/hub';
import type { Region } from '../support/region';
import { openStage, type Stage } from '../support/stage';

let stage: Stage;
let hub: TestHub;
let region: Region;

beforeAll(async () => {
  stage = await openStage();
  ({ hub, region } = stage);
});
afterAll(() => stage.close());

const OPEN = `mutation Open($input: OpenCaseInput!) { openCase(input: $input) { id } }`;
const SHARE = `mutation Share($input: GiveScopeInput!) { giveScope(input: $input) { id } }`;
const READ = `query Read($id: ID!) { case(id: $id) {
  id reference municipality { code } recordedByName custodian { id name sector concealed } access { agency { id name } }
  participants { id municipality { code } recordedByName custodian { id } } } }`;
const FIND = `query Find($filter: CaseFilter) { cases(filter: $filter) { totalCount } }`;

const openAndShare = async (reference: string, reader = region.viewers.police): Promise<string> => {
  const { shelter } = region.viewers;
  const opened = await hub.ask(shelter, OPEN, {
    input: {
      reference,
      municipalityCode: 'M-2',
      openedAt: '2026-11-01T10:00:00Z',
      participants: [{ reference: 'v', roles: ['VICTIM'], familyName: 'Zimonić', municipalityCode: 'M-2' }],
    },
  });
  const id = opened.data?.['openCase'].id as string;
  const given = await hub.ask(shelter, SHARE, {
    input: { caseId: id, agencyId: reader.agencyId, scope: 'LIAISON', purposes: ['PROTECTION'], days: 5 },
  });
  expect(given.errors).toBeUndefined();
  return id;
};

describe('a case that a shelter opened', () => {
  it('tells its own staff everything, and others neither its name, its number, its people nor its place', async () => {
    const { shelter, police } = region.viewers;
    const id = await openAndShare('SH-1/7');
    const own = await hub.ask(shelter, READ, { id });
    expect(own.data?.['case']).toMatchObject({ reference: 'SH-1/7', custodian: { id: shelter.agencyId } });
    const text = JSON.stringify(await hub.ask(police, READ, { id }));
    expect(text).toContain('Concealed agency');
    for (const secret of ['SH-1', 'M-2', 'Person shelter', shelter.agencyId])
      expect(text).not.toContain(secret);
  });

  it('is not found by what it does not show', async () => {
    const { shelter, police } = region.viewers;
    await openAndShare('SH-1/8');
    for (const filter of [
      { reference: 'SH-1/8' },
      { municipalityCode: 'M-2' },
      { custodianId: shelter.agencyId },
    ]) {
      expect((await hub.ask(police, FIND, { filter })).data?.['cases'].totalCount).toBe(0);
      expect((await hub.ask(police, FIND, { filter: { not: filter } })).data?.['cases'].totalCount).toBe(0);
      expect((await hub.ask(shelter, FIND, { filter })).data?.['cases'].totalCount).toBeGreaterThan(0);
    }
  });

  it('stands under another pseudonym on another case', async () => {
    const { police } = region.viewers;
    const ids = [await openAndShare('SH-1/9'), await openAndShare('SH-1/10')];
    const names = await Promise.all(
      ids.map(async (id) => (await hub.ask(police, READ, { id })).data?.['case'].custodian.id as string),
    );
    expect(names[0]).not.toBe(names[1]);
  });

  it('is not told by what the viewer’s own agency named it in', async () => {
    const { shelter, socialWork } = region.viewers;
    const id = await openAndShare('SH-1/11', socialWork);
    await assign(stage.owner, id, socialWork);
    const first = (await hub.ask(socialWork, READ, { id })).data?.['case'];
    const shown = first.custodian.id as string;
    const named: string[] = [];
    const given = await hub.ask(socialWork, SHARE, {
      input: {
        caseId: id,
        agencyId: shelter.agencyId,
        scope: 'REFERRAL',
        purposes: ['CARE'],
        days: 5,
        subjectId: first.participants[0].id,
      },
    });
    expect(given.errors).toBeUndefined();
    const made = await hub.ask(
      socialWork,
      'mutation C($input: RecordConsentInput!) { recordConsent(input: $input) { recipients { id name } } }',
      {
        input: {
          caseId: id,
          subjectId: first.participants[0].id,
          kind: 'CONSENT',
          categories: ['victim.identity.name'],
          recipientIds: [shelter.agencyId],
          form: 'WRITTEN',
          place: 'AGENCY',
          givenAt: new Date(Date.now() - 60_000),
          until: new Date(Date.now() + 86_400_000),
        },
      },
    );
    named.push(String(made.data?.['recordConsent'].recipients[0].id));
    const { access } = (await hub.ask(socialWork, READ, { id })).data?.['case'];
    const accesses = (access as { agency: { id: string; name: string } }[]).filter(
      ({ agency }) => agency.name === 'Concealed agency',
    );
    expect(accesses).toHaveLength(2);
    named.push(...accesses.map(({ agency }) => agency.id).filter((pseudonym) => pseudonym !== shown));
    expect(new Set([...named, shown, shelter.agencyId]).size).toBe(4);
  });
});
