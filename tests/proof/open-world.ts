import type { Client } from 'pg';
import type { PolicySet } from '../../src/policy';
import { dropDatabase, freshDatabase, openClient } from '../support/database';
import { startTestHub, type TestHub } from '../support/hub';
import { createCanaryWorld, type CanaryWorld } from './canary-world';
import { SEED } from './random';
import { Truth } from './truth';

/** A database of its own with a world of tokens in it, what is true there, and a hub over it. */
export interface OpenWorld {
  /** As superuser. */
  readonly admin: Client;
  readonly hub: TestHub;
  readonly world: CanaryWorld;
  readonly truth: Truth;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

/** `add`: writes more into it, before what is true is read. */
export const openWorld = async (
  cases: number,
  options: Parameters<typeof startTestHub>[1] = {},
  add: (admin: Client, world: CanaryWorld, policies: PolicySet) => Promise<void> = async () => {},
): Promise<OpenWorld> => {
  const database = await freshDatabase();
  const admin = await openClient(database.adminUrl);
  const hub = await startTestHub(database, options);
  const world = await createCanaryWorld(admin, hub.schema, hub.dataSource, { seed: SEED, cases });
  await add(admin, world, hub.policies);
  const truth = await Truth.read(admin, world);
  return {
    admin,
    hub,
    world,
    truth,
    close: async () => {
      await hub.close();
      await admin.end();
      await dropDatabase(database);
    },
  };
};
