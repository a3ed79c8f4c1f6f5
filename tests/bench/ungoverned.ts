import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { createBaseSchema, ROW_CLASSES } from '../../src/gateway/base-schema';
import { createDataSource } from '../../src/db/connection';
import { createAgencyPresenters } from '../../src/graphql/agency-reference';
import { Cursors } from '../../src/graphql/cursor';
import { createExecutor, type ExecutorParts } from '../../src/graphql/executor';
import { RowSources } from '../../src/graphql/sources';
import { createBlindIndex } from '../../src/lib/blind-index';
import { packageRoot } from '../../src/lib/root';
import { loadPolicies, type Decision, type PolicySet, type ProfilePolicy } from '../../src/policy';

const DISCLOSE: Decision = { disclose: true, rule: 'benchmark', basis: [], handling: [] };

/** Discloses everything: it exists in this process alone, to weigh what policy and audit cost. */
const OPEN: ProfilePolicy = {
  key: 'benchmark',
  reads: { own: false, order: false, allegation: false, addressee: false, grants: new Set() },
  classify: () => 'always',
  decide: () => DISCLOSE,
  decideAt: () => DISCLOSE,
  withheld: () => ({ code: 'NO_RULE', rule: null, basis: [], remedy: '' }),
  isSilent: () => false,
  familyOf: () => undefined,
  clauses: () => [],
};

const SHIPPED = loadPolicies(join(packageRoot, 'policies'), 'RS', { production: false });

const OPEN_SET: PolicySet = {
  ...SHIPPED,
  version: 'benchmark',
  profile: () => OPEN,
};

/** The same gateway over the same database with the same row security, without policy and without audit. */
export const createUngovernedExecutor = async (servingUrl: string, poolSize: number) => {
  const schema = createBaseSchema();
  const dataSource = createDataSource({
    url: servingUrl,
    entities: ROW_CLASSES.map(({ entity }) => entity),
    poolSize,
  });
  await dataSource.initialize();
  const key = Buffer.alloc(32, 7);
  const parts: ExecutorParts = {
    dataSource,
    country: 'RS',
    policies: {
      latest: OPEN_SET,
      inForce: () => Promise.resolve(OPEN_SET),
      at: () => Promise.resolve(OPEN_SET),
    },
    schemas: { base: schema, traced: new Map(), of: () => schema },
    sources: new RowSources(dataSource, ROW_CLASSES),
    recordRead: () => Promise.resolve(),
    recordInTransaction: () => Promise.resolve(),
    writeRefusal: () => Promise.resolve(),
    indexIdentifier: createBlindIndex(createSecretKey(key)),
    presentersOf: createAgencyPresenters(key),
    paging: { cursors: new Cursors(createSecretKey(key).export()), most: 100 },
  };
  return { schema, execute: createExecutor(parts), close: () => dataSource.destroy() };
};
