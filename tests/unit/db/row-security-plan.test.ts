import type { Client } from 'pg';
import {
  dropDatabase,
  freshDatabase,
  openClient,
  openOwner,
  type TestDatabase,
} from '../../support/database';
import { asViewer } from '../../support/records-raw';
import { createRegion, type Region } from '../../support/region';

const CASES = 4_000;

let database: TestDatabase;
let owner: Client;
let serving: Client;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  serving = await openClient(database.servingUrl);
  region = await createRegion(owner);
  const { police, otherPolice, prosecution } = region.viewers;
  await owner.query(
    `insert into case_file (custodian_id, reference, area_id, opened_at)
     select case when n % 2 = 0 then $1::uuid else $2::uuid end, 'K-' || n, $3, now() from generate_series(1, $4::int) n`,
    [police.agencyId, otherPolice.agencyId, police.areaId, CASES],
  );
  await owner.query(
    `insert into case_access (case_id, agency_id, scope, basis, purposes, granted_by_agency)
     select id, custodian_id, 'OWN', 'rs.zsnp.15', array['PROTECTION'], custodian_id from case_file
     union all select id, $1, 'LIAISON', 'rs.zsnp.24', array['PROSECUTION'], custodian_id from case_file`,
    [prosecution.agencyId],
  );
  await owner.query(
    `insert into participant (case_id, custodian_id, roles) select id, custodian_id, '{VICTIM}' from case_file`,
  );
  await owner.query('analyze');
});
afterAll(async () => {
  await serving.end();
  await owner.end();
  await dropDatabase(database);
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Subplan Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const planOf = async (text: string, values: unknown[]): Promise<PlanNode[]> =>
  asViewer(serving, region.viewers.prosecution, async () => {
    const { rows } = await serving.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (format json) ${text}`,
      values,
    );
    return nodesOf(rows[0]!['QUERY PLAN'][0].Plan);
  });

describe(`the row policy over ${CASES} cases`, () => {
  it.each([
    ['the rows of some cases', 'select * from participant where case_id = any ($1::uuid[])'],
    ['one row', 'select * from participant where id = ($1::uuid[])[1]'],
    ['the history of some cases', 'select * from record_history where case_id = any ($1::uuid[])'],
  ])('probes an index a row for %s', async (_label, text) => {
    const ids = await owner.query<{ id: string }>('select id from case_file limit 20');
    const nodes = await planOf(text, [ids.rows.map(({ id }) => id)]);
    const subplans = nodes.filter((node) => node['Parent Relationship'] === 'SubPlan');
    expect(subplans.length).toBeGreaterThanOrEqual(2);
    expect(nodes.some((node) => node.Filter?.includes('hashed') === true)).toBe(false);
    const probes = nodes.filter((node) => node['Relation Name'] === 'case_access');
    expect(probes.length).toBeGreaterThanOrEqual(1);
    for (const probe of probes) expect(probe['Node Type']).toMatch(/^Index/);
    expect(
      nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
    ).not.toEqual(expect.arrayContaining(['participant']));
  });

  it('counts exactly the rows that the viewer reaches', async () => {
    const counted = async (viewer: typeof region.viewers.police): Promise<number> =>
      asViewer(serving, viewer, async () => {
        const { rows } = await serving.query<{ count: number }>(
          'select count(*)::int as count from participant',
        );
        return rows[0]!.count;
      });
    expect(await counted(region.viewers.prosecution)).toBe(CASES);
    expect(await counted(region.viewers.police)).toBe(CASES / 2);
    expect(await counted(region.viewers.court)).toBe(0);
  });
});
