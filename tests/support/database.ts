import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { closeDatabase } from '../../src/db/embedded/roles';
import { asSuperuser, cloneTemplate, inDatabase, testCluster } from './cluster';

/** Addresses of one migrated database, stamped demo and RS. */
export interface TestDatabase {
  readonly name: string;
  /** As the role that owns the objects. */
  readonly ownerUrl: string;
  /** As the role that the hub serves with: owns nothing, row security applies. */
  readonly servingUrl: string;
  /** As superuser: for arranging what neither role may do. */
  readonly adminUrl: string;
}

const addresses = (name: string): TestDatabase => {
  const cluster = testCluster();
  return {
    name,
    ownerUrl: inDatabase(cluster.ownerUrl, name),
    servingUrl: inDatabase(cluster.servingUrl, name),
    adminUrl: inDatabase(cluster.superuserUrl, name),
  };
};

/** This worker's own database: nobody else uses it now, but an earlier test file of the worker may have. */
export const workerDatabase = (): TestDatabase => addresses(`spona_${process.env['JEST_WORKER_ID'] ?? '1'}`);

/**
 * A clean database, or a copy of one to which nobody is connected, cloned for the caller; the cluster's removal takes it away. A name
 * that exists is made anew.
 */
export const freshDatabase = async (
  name: string = `spona_${randomBytes(6).toString('hex')}`,
  original?: TestDatabase,
): Promise<TestDatabase> => {
  await asSuperuser(testCluster(), async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    await cloneTemplate(client, name, original?.name);
    await closeDatabase(client, name);
  });
  return addresses(name);
};

/** Drops a database of {@link freshDatabase}, and ends who is still connected. */
export const dropDatabase = (database: TestDatabase): Promise<void> =>
  asSuperuser(testCluster(), async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(database.name)} with (force)`);
  });

/** A connected client; the caller ends it. */
export const openClient = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
};

/** A connected client as the owner of this worker's database, or of the given one; the caller ends it. */
export const openOwner = (database: TestDatabase = workerDatabase()): Promise<Client> =>
  openClient(database.ownerUrl);
