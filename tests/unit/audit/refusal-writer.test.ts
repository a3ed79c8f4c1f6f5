import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createTransactionRecorder, type DisclosureRecord } from '../../../src/audit/disclosure';
import { groundsOf } from '../../../src/audit/grounds';
import { KeptTexts } from '../../../src/audit/kept-texts';
import { createDisclosureWriter } from '../../../src/audit/write-disclosure';
import { createDataSource } from '../../../src/db/connection';
import { writeAs } from '../../../src/db/transaction';
import { sha256 } from '../../../src/lib/canonical';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from '../../support/database';
import { createRegion, type Region } from '../../support/region';

let database: TestDatabase;
let owner: Client;
let dataSource: DataSource;
let region: Region;

beforeAll(async () => {
  database = await freshDatabase();
  owner = await openOwner(database);
  region = await createRegion(owner);
  dataSource = await createDataSource({ url: database.servingUrl, entities: [] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await owner.end();
  await dropDatabase(database);
});

const DOCUMENT = 'query Q { case { id } }';
const LEVEL = groundsOf([['risk.level', 'risk.level/1', 'rs.zsnp.16-3']], [['risk.answers', 'NO_RULE', '']]);

const recordOf = (changes: Partial<DisclosureRecord> = {}): DisclosureRecord => ({
  instant: new Date(),
  snapshot: null,
  requestId: randomUUID(),
  viewer: region.viewers.police,
  operation: 'Q',
  document: { hash: sha256(DOCUMENT), content: DOCUMENT },
  outcome: 'PARTIAL',
  errorCode: null,
  policyVersion: 'p',
  caseIds: [],
  entries: [{ type: 'RiskAssessment', grounds: LEVEL, rows: [['c1', 'r1', 'r2']] }],
  ...changes,
});

/** What the database says of a request, its entries told out. */
const stored = async ({ requestId }: DisclosureRecord): Promise<unknown> => {
  const { rows } = await owner.query<{ told: unknown }>(
    `select json_build_object('document', o.document, 'entries', disclosure_entries(d.entries)) as told
     from disclosure d left join operation_document o on o.hash = d.operation_hash where d.request_id = $1`,
    [requestId],
  );
  return rows.map(({ told }) => told);
};

const TOLD = [
  {
    document: DOCUMENT,
    entries: [
      {
        case: 'c1',
        type: 'RiskAssessment',
        ids: ['r1', 'r2'],
        disclosed: [['risk.level', 'risk.level/1', 'rs.zsnp.16-3']],
        withheld: [['risk.answers', 'NO_RULE', '']],
      },
    ],
  },
];

/** How many texts are kept under each hash. */
const keptOnce = async (): Promise<number> => {
  const { rows } = await owner.query<{ count: number }>(
    'select (select count(*) from disclosure_grounds)::int + (select count(*) from operation_document)::int as count',
  );
  return rows[0]!.count;
};

const forgetAll = async (): Promise<void> => {
  await owner.query('delete from disclosure');
  await owner.query('delete from disclosure_grounds');
  await owner.query('delete from operation_document');
};

describe('the writer of disclosure records', () => {
  beforeEach(forgetAll);

  it('keeps what recurs once, under its hash, and tells it with every record', async () => {
    const write = createDisclosureWriter(dataSource, new KeptTexts());
    const records = [recordOf(), recordOf(), recordOf()];
    await Promise.all(records.map(write));
    const later = recordOf();
    await write(later);
    for (const record of [...records, later]) expect(await stored(record)).toEqual(TOLD);
    expect(await keptOnce()).toBe(2);
  });

  it('brings the grounds again where the database has lost them', async () => {
    const write = createDisclosureWriter(dataSource, new KeptTexts());
    for (const lost of [
      // Others are kept: what is missing is noticed by its hash.
      `delete from disclosure_grounds; insert into disclosure_grounds (hash, content) values (encode(sha256('[]'), 'hex'), '[]')`,
      'delete from disclosure; delete from operation_document',
    ]) {
      await write(recordOf());
      await owner.query(lost);
      const records = [recordOf(), recordOf({ document: null })];
      await Promise.all(records.map(write));
      expect(await stored(records[0]!)).toEqual(TOLD);
      expect(await stored(records[1]!)).toMatchObject([{ document: null, entries: TOLD[0]!.entries }]);
    }
  });

  it('sends again what a failed write brought', async () => {
    const kept = new KeptTexts();
    const write = createDisclosureWriter(dataSource, kept);
    const wrong = recordOf({ outcome: 'NO_SUCH' as never });
    await expect(write(wrong)).rejects.toMatchObject({ code: 'SPONA_AUDIT' });
    expect(kept.unknown([LEVEL])).toEqual([LEVEL]);
    const right = recordOf();
    await write(right);
    expect(await stored(right)).toEqual(TOLD);
    expect(await stored(wrong)).toEqual([]);
    expect(kept.unknown([LEVEL])).toEqual([]);
  });

  it('lets no record of a batch fall with another', async () => {
    const write = createDisclosureWriter(dataSource, new KeptTexts());
    const records = [recordOf(), recordOf({ outcome: 'NO_SUCH' as never }), recordOf()];
    const outcomes = await Promise.allSettled(records.map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('counts nothing as kept that a mutation brought, which may yet be undone', async () => {
    const kept = new KeptTexts();
    const record = createTransactionRecorder(kept);
    const undone = recordOf();
    await expect(
      writeAs(dataSource, region.viewers.police, async (transaction) => {
        await record(transaction, undone);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const write = createDisclosureWriter(dataSource, kept);
    const next = recordOf();
    await write(next);
    expect(await stored(undone)).toEqual([]);
    expect(await stored(next)).toEqual(TOLD);
  });

  it('is refused grounds under a hash that is not theirs', async () => {
    const write = createDisclosureWriter(dataSource, new KeptTexts());
    const forged = { ...groundsOf([], []), hash: LEVEL.hash };
    await expect(
      write(recordOf({ entries: [{ type: 'Case', grounds: forged, rows: [['c1', 'c1']] }] })),
    ).rejects.toMatchObject({ code: 'SPONA_AUDIT' });
  });
});
