import type { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/db/connection';
import { createBaseSchema, ROW_CLASSES } from '../../src/gateway/base-schema';
import { createGuardedSchemas } from '../../src/graphql/schema';
import type { PolicySet } from '../../src/policy';
import { asSuperuser, testCluster } from '../support/cluster';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../support/database';
import type { Edits } from './edits';
import { recordingHub, type RecordingHub } from './everywhere-hub';
import { neverCommitting } from './unfinished';

/**
 * A hub over a database as it was built, and one over its twin, which is changed for one viewer after the other. Nothing that the hubs
 * do is kept: each question finds the two as they were.
 */
export interface Twins {
  readonly hub: RecordingHub;
  readonly other: RecordingHub;
  /** Names of the tables of both. */
  readonly tables: readonly string[];
  /** Makes the twin what it was at first, but for these edits. */
  change(edits: Edits): Promise<void>;
  /** While the work is done, what both do is kept; then it is undone. Its transactions are at one instant. */
  episode<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the connections and drops both. */
  close(): Promise<void>;
}

/** In the order of the query, by nested loops: over rows this few, finding a plan takes longer than any plan. */
const PLANS = [
  'enable_hashjoin = off',
  'enable_mergejoin = off',
  'enable_memoize = off',
  'enable_material = off',
  'join_collapse_limit = 1',
  'from_collapse_limit = 1',
];

const planQuickly = (database: TestDatabase): Promise<void> =>
  asSuperuser(testCluster(), async (client) => {
    for (const setting of PLANS)
      await client.query(`alter database ${client.escapeIdentifier(database.name)} set ${setting}`);
  });

const connect = async ({ servingUrl }: TestDatabase): Promise<DataSource> => {
  const source = createDataSource({
    url: servingUrl,
    entities: ROW_CLASSES.map(({ entity }) => entity),
    // Statements are planned once a connection.
    poolSize: 1,
  });
  await source.initialize();
  return source;
};

const KEPT = 'pristine';

const keepTables = async (admin: Client): Promise<string[]> => {
  await admin.query(`create schema ${KEPT}`);
  const { rows } = await admin.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  for (const { name } of rows) await admin.query(`create table ${KEPT}.${name} as table public.${name}`);
  return rows.map(({ name }) => name);
};

const restore = async (admin: Client, tables: ReadonlySet<string>): Promise<void> => {
  const statements = [...tables].map(
    (table) => `delete from public.${table}; insert into public.${table} select * from ${KEPT}.${table};`,
  );
  await admin.query(`begin; set local session_replication_role = 'replica'; ${statements.join(' ')} commit;`);
};

/** `original`: a database that is filled, and to which nobody is connected. */
export const openTwins = async (original: TestDatabase, policies: PolicySet): Promise<Twins> => {
  const copy = await freshDatabase(`${original.name}_twin`, original);
  for (const database of [original, copy]) await planQuickly(database);
  const admin = await openClient(copy.adminUrl);
  await admin.query('reset all');
  const tables = await keepTables(admin);
  const sources = [await connect(original), await connect(copy)] as const;
  const unfinished = sources.map(neverCommitting);
  const schemas = createGuardedSchemas(createBaseSchema(), {
    onFault: (error: unknown): void => {
      throw error;
    },
  });
  let changed: ReadonlySet<string> = new Set();
  return {
    hub: recordingHub(sources[0], policies, schemas),
    other: recordingHub(sources[1], policies, schemas),
    tables,
    change: async (edits) => {
      await restore(admin, changed);
      changed = edits.tables;
      await edits.apply(admin);
    },
    episode: async (work) => {
      await Promise.all(unfinished.map((each) => each.begin()));
      try {
        return await work();
      } finally {
        await Promise.all(unfinished.map((each) => each.undo()));
      }
    },
    close: async () => {
      for (const source of sources) await source.destroy();
      await admin.end();
      await dropDatabase(copy);
      await dropDatabase(original);
    },
  };
};
