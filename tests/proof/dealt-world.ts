import type { Viewer } from '../../src/identity/viewer';
import type { PolicySet } from '../../src/policy';
import { freshDatabase, openClient, type TestDatabase } from '../support/database';
import { startTestHub } from '../support/hub';
import { viewersOf } from './canary-registry';
import { createCanaryWorld, type CanaryWorld } from './canary-world';
import { readDealings, type DealingRows } from './dealing-rows';
import { addDealings } from './dealings';
import { fullSelection } from './full-selection';
import { SEED } from './random';
import { Truth } from './truth';

/** A database with content, dealings and an audit trail in it, to which nobody is connected, and what is true there. */
export interface DealtWorld {
  readonly database: TestDatabase;
  readonly world: CanaryWorld;
  readonly truth: Truth;
  readonly dealings: DealingRows;
  readonly policies: PolicySet;
  /** Everybody, for every purpose of a role, in every way in which the hub can know him. */
  readonly viewers: readonly Viewer[];
}

/** Every how manieth viewer has read his cases, so that there is an audit to read. */
const AUDITED = 9;

export const openDealtWorld = async (cases: number): Promise<DealtWorld> => {
  const database = await freshDatabase();
  const admin = await openClient(database.adminUrl);
  const hub = await startTestHub(database);
  const { policies, schema, dataSource } = hub;
  const content = await createCanaryWorld(admin, schema, dataSource, { seed: SEED, cases });
  const world = await addDealings(admin, content, policies, SEED);
  const viewers = viewersOf(world.registry, (role) => policies.roles.get(role)?.purposes ?? []);
  const FILE = `query File { cases(first: 100) ${fullSelection(schema, 'CaseConnection', ['subject'])} }`;
  for (const viewer of viewers.filter((_viewer, n) => n % AUDITED === 0)) await hub.ask(viewer, FILE);
  const truth = await Truth.read(admin, world);
  const dealings = await readDealings(admin);
  await hub.close();
  await admin.end();
  return { database, world, truth, dealings, policies, viewers };
};
