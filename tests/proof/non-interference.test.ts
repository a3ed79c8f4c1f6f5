import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { ROW_CLASSES } from '../../src/gateway/base-schema';
import { createDataSource } from '../../src/db/connection';
import { closeDatabase, OWNER_ROLE } from '../../src/db/embedded/roles';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import type { PolicySet } from '../../src/policy';
import { asSuperuser, inDatabase, testCluster } from '../support/cluster';
import { dropDatabase, freshDatabase, openClient, type TestDatabase } from '../support/database';
import { startTestHub } from '../support/hub';
import { ask, type Answered, type Json } from './ask';
import { viewersOf } from './canary-registry';
import { createCanaryWorld, type CanaryWorld } from './canary-world';
import { partialHub, type RecordingHub } from './everywhere-hub';
import { aimedMutations } from './mutations';
import { NaivePolicy } from './naive-policy';
import { Operations } from './operations';
import { Perturbation } from './perturb';
import { comparable, poolsOf } from './pools';
import { Random, SCALE, SEED } from './random';
import { Truth, View, type StoredRow } from './truth';

/**
 * Two databases that differ in everything that a viewer may not see, and in nothing that he may: whatever he asks, the answers are
 * equal to the byte, cursors' nonces aside.
 */

const QUERIES = 18 * SCALE;
const MUTATIONS = 6 * SCALE;
/** Every how manieth of the viewers asks. */
const STEP = Math.max(1, Math.round(4 / SCALE));

let original: TestDatabase;
let world: CanaryWorld;
let truth: Truth;
let policies: PolicySet;
let viewers: Viewer[];
let hub: RecordingHub;
const copies: TestDatabase[] = [];
const sources: DataSource[] = [];

/** A copy of the database as it was built; nobody is connected to that any more. */
const copy = async (): Promise<TestDatabase> => {
  const cluster = testCluster();
  const name = `${original.name}_${copies.length}`;
  await asSuperuser(cluster, async (client) => {
    const quoted = client.escapeIdentifier(name);
    await client.query(
      `create database ${quoted} template ${client.escapeIdentifier(original.name)} owner ${OWNER_ROLE}`,
    );
    await closeDatabase(client, name);
  });
  const database = {
    name,
    ownerUrl: inDatabase(cluster.ownerUrl, name),
    servingUrl: inDatabase(cluster.servingUrl, name),
    adminUrl: inDatabase(cluster.superuserUrl, name),
  };
  copies.push(database);
  return database;
};

const hubOver = async ({ servingUrl }: TestDatabase): Promise<RecordingHub> => {
  const source = createDataSource({
    url: servingUrl,
    entities: ROW_CLASSES.map(({ entity }) => entity),
    poolSize: 2,
  });
  await source.initialize();
  sources.push(source);
  return partialHub(source, policies);
};

beforeAll(async () => {
  original = await freshDatabase();
  const admin = await openClient(original.adminUrl);
  const building = await startTestHub(original);
  ({ policies } = building);
  world = await createCanaryWorld(admin, building.schema, building.dataSource, { seed: SEED, cases: 8 });
  truth = await Truth.read(admin, world);
  await building.close();
  await admin.end();
  viewers = viewersOf(world.registry, (role) => policies.roles.get(role)?.purposes ?? [])
    .filter(({ proof, purpose }) => proof === 'PROVEN' && purpose !== 'AUDIT' && purpose !== 'STATISTICS')
    .filter((_viewer, n) => n % STEP === 0);
  hub = await hubOver(await copy());
}, 60_000);
afterAll(async () => {
  for (const source of sources) await source.destroy();
  for (const database of [...copies, original]) await dropDatabase(database);
});

test('what a viewer may not see changes nothing that he is answered', async () => {
  const random = new Random(SEED);
  const operations = new Operations(hub.schema, random, poolsOf(world, truth));
  const policy = new NaivePolicy(join(packageRoot, 'policies'), 'RS', new Date().toISOString().slice(0, 10));
  const total = { values: 0, rows: 0, queries: 0, mutations: 0, bytes: 0 };
  const differ: unknown[] = [];
  for (const viewer of viewers) {
    const view = new View(truth, viewer, policy, new Map());
    const database = await copy();
    const admin = await openClient(database.adminUrl);
    const changed = await new Perturbation(world, view, random).apply(admin);
    await admin.end();
    total.values += changed.values;
    total.rows += changed.rows;
    const other = await hubOver(database);

    const compare = async (source: string, variables: Json): Promise<Answered> => {
      const answer = await ask(hub, viewer, source, variables);
      const same = await ask(other, viewer, source, variables);
      const text = comparable(answer);
      total.bytes += text.length;
      if (text !== comparable(same)) differ.push({ viewer, source, variables, answer, same });
      return answer;
    };

    for (let n = 0; n < QUERIES; n += 1) {
      const { source, variables } = operations.next();
      await compare(source, variables);
      total.queries += 1;
    }
    const unseen = [...truth.rows.values()].filter((row) => !view.sees(row));
    const named = unseen.find(({ table }) => table.type === 'Participant')?.id ?? random.uuid();
    const mutations = aimedMutations(hub.schema, named);
    for (let n = 0; n < MUTATIONS; n += 1) {
      const mutation = random.pick(mutations);
      const aims = unseen.filter((row) => aimedAt(mutation.aims, row, view)).map(({ id }) => id);
      const answer = await compare(
        mutation.source,
        mutation.variables(random.pick([...aims, random.uuid()])),
      );
      expect(answer.errors).toHaveLength(1);
      total.mutations += 1;
    }
  }
  console.log(
    `non-interference, seed ${SEED}: ${viewers.length} viewers, ${total.values} values and ${total.rows} rows changed that they may not ` +
      `see, ${total.queries} queries and ${total.mutations} refused mutations, ${total.bytes} bytes of answers equal`,
  );
  expect(differ.slice(0, 3)).toEqual([]);
}, 300_000);

/** A row of the type that the viewer does not know of; the functions that look for a case themselves ask only who reaches it. */
const aimedAt = (type: string, row: StoredRow, view: View): boolean =>
  row.table.type === type && (type !== 'Case' || !view.reaches(row.caseId));
