import type { Client } from 'pg';
import { DEMO_CASE_ID, loadDemoRegion } from '../../../src/demo';
import type { Viewer } from '../../../src/identity/viewer';
import type { Purpose, Sector } from '../../../src/policy/facts';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { startTestHub, type TestHub } from '../../support/hub';

/** What the demo shows of agreements and of the registry, as the README tells it. */
describe('the agreements of the demo', () => {
  let database: TestDatabase;
  let owner: Client;
  let hub: TestHub;

  beforeAll(async () => {
    database = await freshDatabase();
    await loadDemoRegion(database.ownerUrl, { country: 'RS', now: new Date(), progress: () => undefined });
    owner = await openOwner(database);
    hub = await startTestHub(database);
  });
  afterAll(async () => {
    await hub.close();
    await owner.end();
    await dropDatabase(database);
  });

  const persona = async (subject: string, purpose: Purpose): Promise<Viewer> => {
    const { rows } = await owner.query<Omit<Viewer, 'sector'> & { readonly sector: Sector }>(
      `select g.id as "agencyId", g.code as "agencyCode", g.sector, g.area_id as "areaId", g.concealed, s.id as "staffId",
         s.unit_id as "unitId", s.roles, null as "clientId", $2 as purpose, 'PROVEN' as proof
       from staff s join agency g on g.id = s.agency_id where s.subject = $1`,
      [subject, purpose],
    );
    return rows[0]!;
  };
  const referred = async (): Promise<unknown> => {
    const { data } = await hub.ask(
      await persona('ngo-intake', 'CARE'),
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
  const known = async (subject: string): Promise<Known[]> => {
    const viewer = await persona(subject, 'AUDIT');
    const { data } = await hub.ask(viewer, 'query Known { agreements { id reference status } }');
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
    const signed = await hub.ask(
      await persona('ngo-signatory', 'AUDIT'),
      'mutation Sign($id: ID!) { signAgreement(id: $id, version: 1) { status } }',
      { id: waiting.id },
    );
    expect(signed.data?.signAgreement).toEqual({ status: 'IN_FORCE' });
    expect(await referred()).toEqual([{ ...victim, sex: 'FEMALE', birthYear: expect.any(Number) }]);
  });

  it('stand beside three administrators of the registry, who hold no scope', async () => {
    const { rows } = await owner.query('select subject from registry_administrators() order by subject');
    expect(rows.map(({ subject }) => subject as string)).toEqual([
      'registry-admin',
      'registry-admin-2',
      'registry-admin-3',
    ]);
    const scopes = await owner.query(
      `select from case_access a join agency g on g.id = a.agency_id where g.code = 'REG-KOO'`,
    );
    expect(scopes.rowCount).toBe(0);
  });
});
