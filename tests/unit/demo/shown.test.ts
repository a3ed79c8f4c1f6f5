import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE, type Audience } from '../../../src/console/operations/catalogue';
import { DEMO_CASE_ID } from '../../../src/demo';
import { packageRoot } from '../../../src/lib/root';
import { openDemoRegion, type DemoRegion } from './demo-region';

/** What the demo shows beside its cases, as the README and the console tell it. */
let demo: DemoRegion;
beforeAll(async () => {
  demo = await openDemoRegion();
});
afterAll(() => demo.close());

describe('the agreements of the demo', () => {
  const referred = async (): Promise<unknown> => {
    const { data } = await demo.ask(
      'ngo-intake',
      'CARE',
      'query Referred($id: ID!) { case(id: $id) { participants { roles givenName sex birthYear phone } } }',
      { id: DEMO_CASE_ID },
    );
    return data?.case.participants;
  };
  interface Known {
    readonly id: string;
    readonly reference: string;
    readonly status: string;
  }
  const known = async (persona: string): Promise<Known[]> => {
    const { data } = await demo.ask(persona, 'AUDIT', 'query Known { agreements { id reference status } }');
    return data?.agreements as Known[];
  };

  it('are one in force and one that waits for a signature, which its signatory gives', async () => {
    const statuses = Object.fromEntries(
      (await known('ngo-signatory')).map(({ reference, status }) => [reference, status]),
    );
    expect(statuses).toEqual({ 'VET-SPO-1': 'IN_FORCE', 'VET-SPO-2': 'DRAFT' });
    expect(await known('coordinator')).toHaveLength(2);
    expect(await known('registry-admin')).toHaveLength(2);

    const victim = { roles: ['VICTIM'], givenName: expect.any(String), phone: null };
    expect(await referred()).toEqual([{ ...victim, sex: null, birthYear: null }]);
    const waiting = (await known('ngo-signatory')).find(({ status }) => status === 'DRAFT')!;
    const signed = await demo.ask(
      'ngo-signatory',
      'AUDIT',
      'mutation Sign($id: ID!) { signAgreement(id: $id, version: 1) { status } }',
      { id: waiting.id },
    );
    expect(signed.data?.signAgreement).toEqual({ status: 'IN_FORCE' });
    expect(await referred()).toEqual([{ ...victim, sex: 'FEMALE', birthYear: expect.any(Number) }]);
  });
});

describe('the registry of the demo', () => {
  it('has three administrators, who hold no scope', async () => {
    const { rows } = await demo.owner.query<{ subject: string }>(
      'select subject from registry_administrators() order by subject',
    );
    expect(rows.map(({ subject }) => subject)).toEqual([
      'registry-admin',
      'registry-admin-2',
      'registry-admin-3',
    ]);
    const scopes = await demo.owner.query(
      `select from case_access a join agency g on g.id = a.agency_id where g.code = 'REG-KOO'`,
    );
    expect(scopes.rowCount).toBe(0);
  });

  it('holds a change that two made, and one that waits for the second and then counts', async () => {
    const changes = await demo.ask(
      'registry-admin-2',
      'AUDIT',
      'query Changes { registryChanges { id status opens proposedBy decidedBy values { name before after } } }',
    );
    const [waiting, applied] = changes.data?.registryChanges as { id: string }[];
    expect(waiting).toMatchObject({
      status: 'PROPOSED',
      opens: false,
      decidedBy: null,
      values: [{ name: 'roles', before: '["ADVOCATE"]', after: '["ADVOCATE","NGO_SUPERVISOR"]' }],
    });
    expect(applied).toMatchObject({ status: 'APPLIED', opens: true, decidedBy: expect.any(String) });
    const approved = await demo.ask(
      'registry-admin-2',
      'AUDIT',
      'mutation Approve($id: ID!) { approveRegistryChange(id: $id) { status } }',
      { id: waiting?.id },
    );
    expect(approved.data?.approveRegistryChange).toEqual({ status: 'APPLIED' });
    expect((await demo.viewer('ngo-intake', 'AUDIT')).roles).toEqual(['ADVOCATE', 'NGO_SUPERVISOR']);
  });
});

/** A persona of each audience who may run all that is kept for it. */
const READERS = {
  Sectors: ['social-work', 'PROTECTION'],
  Coordinators: ['coordinator', 'AUDIT'],
} as const satisfies Record<Audience, unknown>;

describe('the saved operations of the console', () => {
  test.each(CATALOGUE)('$title: answers with the variables it comes with', async (operation) => {
    const document = readFileSync(join(packageRoot, 'src/console/operations', operation.file), 'utf8');
    const [persona, purpose] = READERS[operation.audience];
    const { data, errors } = await demo.ask(persona, purpose, document, { ...operation.variables });
    expect(errors).toBeUndefined();
    for (const answer of Object.values(data ?? {})) expect(answer).not.toBeNull();
  });
});
