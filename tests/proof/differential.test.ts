import type { Viewer } from '../../src/identity/viewer';
import type { TestHub } from '../support/hub';
import { alike } from './alike';
import { ask } from './ask';
import { viewersOf } from './canary-registry';
import { readDealings } from './dealing-rows';
import { holdsFor } from './drawn';
import { everywhereHub, partialHub, type RecordingHub } from './everywhere-hub';
import { openWorld, type OpenWorld } from './open-world';
import { Operations, pickRoot, rootsOf } from './operations';
import { poolsOf } from './pools';
import { SCALE, SEED } from './random';

/**
 * A profile's schema is evaluated before its first row is read: what is always or never disclosed costs nothing, leaves are guarded
 * without graphql-shield. Here the same operations run on a schema with a shield rule on every field: nobody can tell the two apart.
 */

/** For each profile. */
const OPERATIONS = 3 * SCALE;

let opened: OpenWorld;
let hub: TestHub;
let partial: RecordingHub;
let everywhere: RecordingHub;

beforeAll(async () => {
  opened = await openWorld(7);
  ({ hub } = opened);
  partial = partialHub(hub.dataSource, hub.policies);
  everywhere = everywhereHub(hub.dataSource, hub.policies);
}, 60_000);
afterAll(() => opened.close());

/** One viewer of each profile that the policy tells apart. */
const profiles = (): Viewer[] => {
  const byKey = new Map<string, Viewer>();
  for (const viewer of viewersOf(
    opened.world.registry,
    (role) => hub.policies.roles.get(role)?.purposes ?? [],
  ))
    byKey.set(hub.policies.profile(viewer).key, viewer);
  return [...byKey.values()];
};

/** The records without their clock; what was read first is no part of them. */
const recorded = (from: RecordingHub): unknown =>
  from.records().map(({ viewer, outcome, errorCode, caseIds, entries, document }) => ({
    viewer,
    outcome,
    errorCode,
    document,
    caseIds: [...caseIds].sort(),
    entries: entries.map((entry) => JSON.stringify(entry)).sort(),
  }));

test('the schema of a profile answers and records as one with a shield on every field', async () => {
  const roots = rootsOf(hub.schema, 'query');
  const operations = new Operations(
    poolsOf(hub.schema, hub.policies, opened.world, opened.truth, await readDealings(opened.admin)),
  );
  const viewers = profiles();
  let bytes = 0;
  let withheld = 0;
  for (const [n, viewer] of viewers.entries())
    await holdsFor(`profile ${n}`, OPERATIONS, async (choices) => {
      const fields = Array.from({ length: 1 + choices.below(3) }, () => pickRoot(choices, roots));
      const { source, variables } = operations.make(choices, 'query', fields);
      const since = Date.now() - 1_000;
      const served = await ask(partial, viewer, source, variables);
      const shielded = await ask(everywhere, viewer, source, variables);
      const text = JSON.stringify(served);
      bytes += text.length;
      withheld += (served.extensions?.['withheld'] as unknown[] | undefined)?.length ?? 0;
      const records = [recorded(partial), recorded(everywhere)];
      if (!alike(text, JSON.stringify(shielded), { since, isKnown: () => true }))
        expect([source, variables, served]).toEqual([source, variables, shielded]);
      expect(records[0]).toEqual(records[1]);
    });
  console.log(
    `differential, seed ${SEED}: ${viewers.length} profiles, ${viewers.length * OPERATIONS} operations, ` +
      `${bytes} bytes of answers equal, ${withheld} withheld fields reported alike`,
  );
  expect(withheld).toBeGreaterThan(viewers.length);
}, 120_000);
