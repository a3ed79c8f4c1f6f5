import { closeDatabase } from '../../src/db/embedded/roles';
import { migrate } from '../../src/db/migrate';
import { activateFirst } from '../../src/db/policy-versions';
import { asSuperuser, cloneTemplate, type TestCluster } from './cluster';

/** Migrates the database that all others are cloned from, and puts the policies at hand in force there. */
export const fillTemplate = async ({ ownerUrl }: TestCluster): Promise<void> => {
  await migrate(ownerUrl, { stamp: { mode: 'demo', country: 'RS' } });
  await activateFirst({ url: ownerUrl, from: 'SPONA_DATA_DIR', by: 'tests' });
};

/** Clones a database for each worker; one that is there is made anew. */
export const cloneForWorkers = (cluster: TestCluster, workers: number): Promise<void> =>
  asSuperuser(cluster, async (client) => {
    for (let worker = 1; worker <= workers; worker += 1) {
      const name = `spona_${String(worker)}`;
      await client.query(`drop database if exists ${name} with (force)`);
      await cloneTemplate(client, name);
      await closeDatabase(client, name);
    }
  });
