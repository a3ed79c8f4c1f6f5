import { createSecretKey, hkdfSync } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { DisclosureRecord } from '../../src/audit/disclosure';
import { createBaseSchema, ROW_CLASSES } from '../../src/gateway/base-schema';
import type { Hub } from '../../src/gateway/hub';
import { createAgencyPresenters } from '../../src/graphql/agency-reference';
import { Cursors } from '../../src/graphql/cursor';
import { enforce } from '../../src/graphql/enforce';
import { createExecutor } from '../../src/graphql/executor';
import { createGuard, tracedTypes } from '../../src/graphql/guard';
import { createGuardedSchemas, type GuardedSchemas } from '../../src/graphql/schema';
import { RowSources } from '../../src/graphql/sources';
import { createBlindIndex } from '../../src/lib/blind-index';
import type { PolicySet } from '../../src/policy';

/** An executor over a hub's database that keeps its disclosure records instead of writing them. */
export interface RecordingHub extends Pick<Hub, 'schema' | 'execute'> {
  /** Records since the last call. */
  records(): DisclosureRecord[];
}

export const recordingHub = (
  dataSource: DataSource,
  policies: PolicySet,
  schemas: GuardedSchemas,
): RecordingHub => {
  let records: DisclosureRecord[] = [];
  const key = createSecretKey(Buffer.alloc(32, 9));
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key.export(), '', use, 32));
  const keep = (_transaction: unknown, record: DisclosureRecord): Promise<void> => {
    records.push(record);
    return Promise.resolve();
  };
  return {
    schema: schemas.base,
    execute: createExecutor({
      dataSource,
      country: 'RS',
      policies: {
        latest: policies,
        inForce: () => Promise.resolve(policies),
        at: () => Promise.resolve(policies),
      },
      schemas,
      sources: new RowSources(dataSource, ROW_CLASSES),
      recordRead: keep,
      recordInTransaction: keep,
      writeRefusal: (record) => keep(null, record),
      indexIdentifier: createBlindIndex(key),
      presentersOf: createAgencyPresenters(derive('pseudonyms')),
      paging: { cursors: new Cursors(derive('cursors')), most: 100 },
    }),
    records: () => {
      const taken = records;
      records = [];
      return taken;
    },
  };
};

const parts = {
  onFault: (error: unknown): void => {
    throw error;
  },
};

/** The guarded schema as it is served: partially evaluated for each profile. */
export const partialHub = (dataSource: DataSource, policies: PolicySet): RecordingHub =>
  recordingHub(dataSource, policies, createGuardedSchemas(createBaseSchema(), parts));

/** The same with a graphql-shield rule on every field and nothing evaluated beforehand. */
export const everywhereHub = (dataSource: DataSource, policies: PolicySet): RecordingHub => {
  const base = createBaseSchema();
  const schemas = new Map<string, ReturnType<typeof enforce>>();
  return recordingHub(dataSource, policies, {
    base,
    traced: tracedTypes(base),
    of: (policy) => {
      let schema = schemas.get(policy.key);
      if (schema === undefined) {
        schema = enforce(base, createGuard(policy, parts), { everywhere: true });
        schemas.set(policy.key, schema);
      }
      return schema;
    },
  });
};
