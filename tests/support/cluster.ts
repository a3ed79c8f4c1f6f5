import { Client } from 'pg';
import { OWNER_ROLE } from '../../src/db/embedded/roles';

/** What the global setup tells the workers, through their environment. */
export interface TestCluster {
  /** Address of the maintenance database, as superuser. */
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly servingUrl: string;
}

/** The migrated database that all others are cloned from; nobody connects to it after the setup. */
export const TEMPLATE = 'spona';

export const CLUSTER_VARIABLE = 'TEST_CLUSTER';

export const publishCluster = (cluster: TestCluster): void => {
  process.env[CLUSTER_VARIABLE] = JSON.stringify(cluster);
};

export const testCluster = (): TestCluster => {
  const text = process.env[CLUSTER_VARIABLE];
  if (text === undefined) throw new Error('There is no test cluster: run the tests through Jest.');
  return JSON.parse(text) as TestCluster;
};

export const inDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

/** Runs statements as superuser. */
export const asSuperuser = async <T>(
  cluster: TestCluster,
  work: (client: Client) => Promise<T>,
): Promise<T> => {
  const client = new Client({ connectionString: cluster.superuserUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Copies the template, or another database to which nobody is connected; in a cluster without fsync this takes about 25 ms. */
export const cloneTemplate = async (client: Client, name: string, template = TEMPLATE): Promise<void> => {
  const [copy, original] = [name, template].map((database) => client.escapeIdentifier(database));
  await client.query(`create database ${copy} template ${original} owner ${OWNER_ROLE}`);
};
