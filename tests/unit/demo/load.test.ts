import type { Client } from 'pg';
import { DEMO_CASE_ID, DEMO_PERSONAS, loadDemoRegion, type DemoSummary } from '../../../src/demo';
import { TABLES } from '../../../src/demo/rows';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../../support/database';

const NOW = new Date('2026-11-20T10:31:42.123Z');
const HISTORY = [
  ...['case_file', 'participant', 'incident', 'police_risk_assessment', 'police_urgent_measure'],
  ...['court_decision', 'ngo_service_use'],
];

/** Everything in a database that the region wrote, each table in a fixed order. */
const contentOf = async (client: Client): Promise<Record<string, unknown[]>> => {
  const content: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const { rows } = await client.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`,
    );
    content[table] = rows.map(({ row }) => row);
  }
  return content;
};

describe('loading the demo region', () => {
  let database: TestDatabase;
  let owner: Client;
  let summary: DemoSummary;
  const progress: [number, number][] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    summary = await loadDemoRegion(database.ownerUrl, {
      country: 'RS',
      now: NOW,
      progress: (done, total) => progress.push([done, total]),
    });
    owner = await openClient(database.ownerUrl);
    await owner.query(`set timezone to 'UTC'`);
    console.info(`demo region: ${summary.rows} rows in ${summary.milliseconds} ms`);
  });
  afterAll(async () => {
    await owner.end();
    await dropDatabase(database);
  });

  test('tells what it wrote, and its progress up to the end', () => {
    expect(summary).toMatchObject({ loaded: true, agencies: 17, cases: 201 });
    expect(progress[0]).toEqual([0, summary.rows]);
    expect(progress.at(-1)).toEqual([summary.rows, summary.rows]);
    expect(progress.length).toBeGreaterThan(20);
    expect([...progress].sort(([one], [other]) => one - other)).toEqual(progress);
  });

  test('a second load changes nothing', async () => {
    const before = await contentOf(owner);
    const progress = jest.fn();
    const again = await loadDemoRegion(database.ownerUrl, {
      country: 'RS',
      now: new Date('2027-01-01T00:00:00Z'),
      progress,
    });
    expect(progress).not.toHaveBeenCalled();
    expect(again).toMatchObject({ loaded: false, rows: 0 });
    expect(await contentOf(owner)).toEqual(before);
  });

  test('two hubs that start at once load it once, and the same rows', async () => {
    const other = await freshDatabase();
    try {
      const load = (): Promise<DemoSummary> =>
        loadDemoRegion(other.ownerUrl, { country: 'RS', now: NOW, progress: () => undefined });
      const both = await Promise.all([load(), load()]);
      expect(both.map(({ loaded }) => loaded).sort()).toEqual([false, true]);
      const client = await openClient(other.ownerUrl);
      await client.query(`set timezone to 'UTC'`);
      expect(await contentOf(client)).toEqual(await contentOf(owner));
      await client.end();
    } finally {
      await dropDatabase(other);
    }
  });

  test('another day gives the same rows at other times', async () => {
    const other = await freshDatabase();
    try {
      const options = { country: 'RS', now: new Date('2026-12-03T23:59:59Z') } as const;
      await loadDemoRegion(other.ownerUrl, { ...options, progress: () => undefined });
      const client = await openClient(other.ownerUrl);
      const untimed = async (connection: Client): Promise<unknown[]> => {
        const result = await connection.query<object>(
          `select p.id, p.case_id, p.roles, p.family_name, p.given_name, p.identifier, p.phone, p.version, f.status,
             extract(epoch from p.recorded_at - f.opened_at)::int as since
           from participant p join case_file f on f.id = p.case_id order by p.id`,
        );
        return result.rows;
      };
      expect(await untimed(client)).toEqual(await untimed(owner));
      await client.end();
    } finally {
      await dropDatabase(other);
    }
  });

  test('a failure leaves nothing behind', async () => {
    const other = await freshDatabase();
    try {
      const load = loadDemoRegion(other.ownerUrl, {
        country: 'RS',
        now: NOW,
        progress: (done) => {
          if (done > 3_000) throw new Error('the power fails');
        },
      });
      await expect(load).rejects.toThrow('the power fails');
      const client = await openClient(other.ownerUrl);
      for (const rows of Object.values(await contentOf(client))) expect(rows).toEqual([]);
      await client.end();
    } finally {
      await dropDatabase(other);
    }
  });

  test.each(['ME', 'RO', 'XX'] as const)('in %s the institutions stand without cases', async (country) => {
    const other = await freshDatabase();
    try {
      const elsewhere = await loadDemoRegion(other.ownerUrl, {
        country,
        now: NOW,
        progress: () => undefined,
      });
      expect(elsewhere).toMatchObject({ loaded: true, agencies: 17, cases: 0, staff: summary.staff });
    } finally {
      await dropDatabase(other);
    }
  });

  test('history has the form that the trigger gives it', async () => {
    await owner.query('begin');
    await owner.query(`update participant set phone = phone where case_id = $1`, [DEMO_CASE_ID]);
    const { rows } = await owner.query<{ record_type: string; keys: string[]; made: boolean }>(
      `select record_type, array(select jsonb_object_keys(content) order by 1) as keys, replaced_at = now() as made
       from record_history where record_type = 'participant'`,
    );
    await owner.query('rollback');
    expect(new Set(rows.map(({ made }) => made))).toEqual(new Set([true, false]));
    expect(new Set(rows.map(({ keys }) => keys.join())).size).toBe(1);
  });

  test('versions and history agree, for every record type that is corrected', async () => {
    const { rows } = await owner.query<{ record_type: string }>(
      'select distinct record_type from record_history order by 1',
    );
    expect(rows.map(({ record_type }) => record_type)).toEqual(expect.arrayContaining(HISTORY));
    for (const { record_type } of rows) {
      const wrong = await owner.query(
        `select t.id from ${record_type} t
         where t.version - 1 <> (select count(*) from record_history h where h.record_id = t.id)
            or exists (select from record_history h where h.record_id = t.id
                       and (h.content ->> 'recorded_at')::timestamptz > h.replaced_at)`,
      );
      expect(wrong.rows).toEqual([]);
    }
  });

  test('every persona is a known, active person of the demo issuer, and the machine client may name two', async () => {
    const { rows } = await owner.query<{ subject: string }>(
      `select s.subject from staff s where s.issuer = 'demo' and s.active and s.subject = any ($1)`,
      [Object.keys(DEMO_PERSONAS)],
    );
    expect(rows.map(({ subject }) => subject).sort()).toEqual(Object.keys(DEMO_PERSONAS).sort());
    expect(Object.keys(DEMO_PERSONAS).slice(0, 8)).toEqual([
      ...['police', 'social-work', 'health', 'prosecution', 'court', 'ngo', 'education', 'coordinator'],
    ]);
    const named = await owner.query<{ subject: string; same: boolean }>(
      `select s.subject, s.agency_id = c.agency_id as same from client c
       join client_staff cs on cs.client_id = c.id join staff s on s.id = cs.staff_id
       where c.issuer = 'demo' and c.client_id = 'police-system' order by 1`,
    );
    expect(named.rows).toEqual([
      { subject: 'police', same: true },
      { subject: 'police-intake', same: true },
    ]);
  });

  test('whatever is shared with the agencies of the first personas is seen by somebody whom one can be', async () => {
    const { rows } = await owner.query<{ persona: string }>(
      `select p.subject as persona from staff p join agency g on g.id = p.agency_id and g.sector <> 'COORDINATION'
       where p.subject = any ($1) and not exists (select from staff s join unit u on u.id = s.unit_id and u.intake
         where s.agency_id = p.agency_id and s.active and s.subject = any ($2))`,
      [Object.keys(DEMO_PERSONAS).slice(0, 8), Object.keys(DEMO_PERSONAS)],
    );
    expect(rows).toEqual([]);
  });
});
