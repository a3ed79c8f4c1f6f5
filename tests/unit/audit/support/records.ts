import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { DisclosureRecord } from '../../../../src/audit/disclosure';
import { groundsOf } from '../../../../src/audit/grounds';
import type { RefusalRecord } from '../../../../src/audit/refusal-writer';
import { createDataSource } from '../../../../src/db/connection';
import { sha256 } from '../../../../src/lib/canonical';
import { dropDatabase, freshDatabase, openOwner } from '../../../support/database';
import { createRegion, type Region } from '../../../support/region';

const DOCUMENT = 'query Q { case { id } }';
export const LEVEL = groundsOf(
  [['risk.level', 'risk.level/1', 'rs.zsnp.16-3']],
  [['risk.answers', 'NO_RULE', '']],
);

export const recordOf = (region: Region, changes: Partial<DisclosureRecord> = {}): RefusalRecord => ({
  instant: new Date(),
  requestId: randomUUID(),
  viewer: region.viewers.police,
  operation: 'Q',
  document: { hash: sha256(DOCUMENT), content: DOCUMENT },
  outcome: 'PARTIAL',
  errorCode: null,
  policyVersion: 'p',
  caseIds: [],
  wide: false,
  entries: [{ type: 'RiskAssessment', grounds: LEVEL, rows: [['c1', 'r1', 'r2']] }],
  ...changes,
  snapshot: null,
});

/** What the database is to say of a record. */
export const TOLD = [
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

/** What the database may lose, as by a restored backup. */
export const LOSSES = [
  // Others are kept: what is missing is noticed by its hash.
  `delete from disclosure_grounds; insert into disclosure_grounds (hash, content) values (encode(sha256('[]'), 'hex'), '[]')`,
  'delete from disclosure; delete from operation_document',
] as const;

/** A database with nothing recorded in it. */
export interface RecordStage {
  readonly owner: Client;
  readonly dataSource: DataSource;
  readonly region: Region;
  /** What the database says of a request, its entries told out. */
  stored(record: Pick<DisclosureRecord, 'requestId'>): Promise<unknown>;
  /** How many texts are kept under each hash. */
  keptTexts(): Promise<number>;
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

export const openRecordStage = async (): Promise<RecordStage> => {
  const database = await freshDatabase();
  const owner = await openOwner(database);
  const region = await createRegion(owner);
  const dataSource = await createDataSource({ url: database.servingUrl, entities: [] }).initialize();
  return {
    owner,
    dataSource,
    region,
    stored: async ({ requestId }) => {
      const { rows } = await owner.query<{ told: unknown }>(
        `select json_build_object('document', o.document, 'entries', disclosure_entries(d.entries)) as told
         from disclosure d left join operation_document o on o.hash = d.operation_hash where d.request_id = $1`,
        [requestId],
      );
      return rows.map(({ told }) => told);
    },
    keptTexts: async () => {
      const { rows } = await owner.query<{ count: number }>(
        'select (select count(*) from disclosure_grounds)::int + (select count(*) from operation_document)::int as count',
      );
      return rows[0]!.count;
    },
    forgetAll: async () => {
      await owner.query('delete from disclosure');
      await owner.query('delete from disclosure_grounds');
      await owner.query('delete from operation_document');
    },
    close: async () => {
      await dataSource.destroy();
      await owner.end();
      await dropDatabase(database);
    },
  };
};
