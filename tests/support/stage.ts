import type { Client } from 'pg';
import { dropDatabase, freshDatabase, openOwner, type TestDatabase } from './database';
import { startTestHub, type TestHub } from './hub';
import { createRegion, type Region } from './region';

/** What most tests of the hub play on: a database of their own with the little region in it, and a hub over it. */
export interface Stage {
  readonly database: TestDatabase;
  /** As the owner of the tables, whom row security does not bind. */
  readonly owner: Client;
  readonly hub: TestHub;
  readonly region: Region;
  readonly viewers: Region['viewers'];
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

export const openStage = async (options: Parameters<typeof startTestHub>[1] = {}): Promise<Stage> => {
  const database = await freshDatabase();
  const owner = await openOwner(database);
  const region = await createRegion(owner, options.country);
  const hub = await startTestHub(database, options);
  return {
    database,
    owner,
    hub,
    region,
    viewers: region.viewers,
    close: async () => {
      await hub.close();
      await owner.end();
      await dropDatabase(database);
    },
  };
};
