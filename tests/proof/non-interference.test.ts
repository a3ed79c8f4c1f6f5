import './production';
import { parse, validate } from 'graphql';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import { alike } from './alike';
import { askText, type Answered, type Json } from './ask';
import { changesFor } from './changes';
import { covering, isClosed } from './covering';
import { openDealtWorld, type DealtWorld } from './dealt-world';
import { aimedMutations, type AimedMutation } from './mutations';
import { NaivePolicy } from './naive-policy';
import { assignedTo, nearTo } from './near';
import { Deck, Operations, rootsOf, type GeneratedOperation, type RootField } from './operations';
import { poolsOf } from './pools';
import { Random, SCALE, SEED } from './random';
import { Tallies } from './tallies';
import { Told } from './told';
import { View, type StoredRow } from './truth';
import { openTwins, type Twins } from './twins';

/**
 * Two databases that differ in everything that a viewer may not see, and in nothing that he may: whatever he asks or tries, the answers
 * are equal to the byte. The operations are made from the schema: what it has, they use.
 */

const OPERATIONS = 1_000 * SCALE;
const CASES = 8;
/** How many viewers ask in a run of the usual length; in one of four times that length all do. */
const VIEWERS = 12;
/** Every how manieth operation is a mutation at random, and is aimed at a row of which the viewer does not know. */
const MUTATION = 4;
const AIMED = 9;
/** Every how manieth is validated: the generator makes valid ones. */
const VALIDATED = 10;
/** How often a query that has opened to nobody yet is tried again. */
const AGAIN = 8;
/** Pages that are turned of one list. */
const PAGES = 2;

/** What is the same in both: places, the policy with what follows from it, and what the hub keeps for itself and no operation here reads. */
const SAME = [
  ...['area', 'municipality', 'policy_activation', 'policy_epoch', 'policy_version'],
  ...['conflict_rule', 'emergency_rule', 'mandate_rule', 'opening_rule', 'scope_rule'],
  ...[
    'case_epoch',
    'idempotency',
    'operation_document',
    'spona_migration',
    'spona_migration_file',
    'spona_stamp',
  ],
];

interface Difference {
  readonly viewer: Viewer;
  readonly source: string;
  readonly variables: Json;
  readonly answer: string;
  readonly same: string;
}

let dealt: DealtWorld;
let twins: Twins;
let viewers: readonly Viewer[];
let operations: Operations;
let known: ReadonlySet<string>;
let viewOf: (viewer: Viewer) => View;

const tallies = new Tallies();
const differences: Difference[] = [];
/** Tables in which something differed for somebody. */
const changed = new Set<string>();
/** Errors that the hub does not understand. */
const faults: unknown[] = [];
const total = { values: 0, rows: 0, operations: 0, pages: 0, mutations: 0, made: 0, bytes: 0 };

const roots = (kind: 'query' | 'mutation'): RootField[] => rootsOf(twins.hub.schema, kind);

beforeAll(async () => {
  dealt = await openDealtWorld(CASES);
  const { policies, world, truth, dealings } = dealt;
  twins = await openTwins(dealt.database, policies);
  const { schema } = twins.hub;
  const every = [...roots('query'), ...roots('mutation')];
  const naive = new NaivePolicy(join(packageRoot, 'policies'), 'RS', new Date().toISOString().slice(0, 10));
  const decisions = new Map<string, boolean>();
  viewOf = (viewer) => new View(truth, viewer, naive, decisions);
  const busy = (viewer: Viewer): number => assignedTo(viewOf(viewer)).length;
  viewers = SCALE < 4 ? covering(policies, dealt.viewers, every, VIEWERS, busy) : dealt.viewers;
  operations = new Operations(schema, poolsOf(schema, policies, world, truth, dealings), new Random(SEED));
  const rows = Object.values(dealings).flat();
  known = new Set([...truth.rows.keys(), ...rows.map(({ id }) => String(id))]);
}, 120_000);
afterAll(() => twins.close());

/** Both answers, whose texts must be alike. */
const compare = async (
  viewer: Viewer,
  source: string,
  variables: Json,
  others = variables,
): Promise<[answer: string, same: string]> => {
  const since = Date.now() - 1_000;
  const document = parse(source);
  if (total.operations % VALIDATED === 0) expect(validate(twins.hub.schema, document)).toEqual([]);
  const onUnexpected = (error: unknown): number => faults.push([source, variables, error]);
  const [answer, same] = await Promise.all([
    askText(twins.hub, viewer, document, variables, onUnexpected),
    askText(twins.other, viewer, document, others, onUnexpected),
  ]);
  total.bytes += answer.length;
  const makesNothing = source.startsWith('query');
  if (!alike(answer, same, { since, isKnown: (id) => makesNothing || known.has(id) }))
    differences.push({ viewer, source, variables, answer, same });
  return [answer, same];
};

/** The cursors of the next pages; undefined where there are none. */
const turned = (pages: ReadonlyMap<string, string>, text: string): Json | undefined => {
  const { data } = JSON.parse(text) as Answered;
  const next = [...pages].flatMap(([alias, variable]) => {
    const list = data?.[alias] as { page?: { endCursor: string | null } } | null | undefined;
    return typeof list?.page?.endCursor === 'string' ? [[variable, list.page.endCursor] as const] : [];
  });
  return next.length === 0 ? undefined : Object.fromEntries(next);
};

const run = async (viewer: Viewer, operation: GeneratedOperation): Promise<Answered> => {
  const { source, variables, pages } = operation;
  let [answer, same] = await compare(viewer, source, variables);
  const first = JSON.parse(answer) as Answered;
  tallies.note(operation.roots, first);
  for (let page = 0; pages.size > 0 && page < PAGES; page += 1) {
    const [next, others] = [turned(pages, answer), turned(pages, same)];
    if (next === undefined || others === undefined) break;
    [answer, same] = await compare(viewer, source, { ...variables, ...next }, { ...variables, ...others });
    total.pages += 1;
  }
  return first;
};

/** Root fields in turns: mostly of those that are open to the viewer. */
const dealer = (viewer: Viewer, kind: 'query' | 'mutation', random: Random): (() => RootField) => {
  const open = roots(kind).filter((field) => !isClosed(dealt.policies, viewer, field));
  const every = new Deck(roots(kind), random);
  const openDeck = open.length > 0 ? new Deck(open, random) : every;
  return () => (random.chance(0.85) ? openDeck : every).next();
};

/** A row of the type that the viewer does not know of; the functions that look for a case themselves ask only who reaches or oversees it. */
const isForeign = (type: string, row: StoredRow, told: Told): boolean =>
  row.table.type === type &&
  !told.view.sees(row) &&
  (type !== 'Case' || !(told.view.reaches(row.caseId) || told.oversees(row.caseId)));

/** A mutation that is valid but for the one id, which is of a row that is none of the viewer's business. */
const aim = async (viewer: Viewer, mutation: AimedMutation, told: Told, random: Random): Promise<void> => {
  const foreign = [...dealt.truth.rows.values()].filter((row) => isForeign(mutation.aims, row, told));
  const id = random.pick([...foreign.map((row) => row.id), random.uuid()]);
  const [answer] = await compare(viewer, mutation.source, mutation.variables(id));
  const refused = JSON.parse(answer) as Answered;
  tallies.note(new Map([[mutation.name, mutation.name]]), refused);
  expect(refused.errors).toHaveLength(1);
};

const askAs = async (viewer: Viewer, told: Told, random: Random, count: number): Promise<void> => {
  operations.start(random, nearTo(told, dealt.dealings));
  const query = dealer(viewer, 'query', random);
  const mutation = dealer(viewer, 'mutation', random);
  const aimed = aimedMutations(twins.hub.schema, random.uuid());
  for (let n = 1; n <= count; n += 1) {
    total.operations += 1;
    if (n % AIMED === 0) {
      await aim(viewer, random.pick(aimed), told, random);
      total.mutations += 1;
    } else if (n % MUTATION === 0) {
      const fields = Array.from({ length: random.chance(0.2) ? 2 : 1 }, mutation);
      const { errors } = await run(viewer, operations.mutation(fields));
      if (errors === undefined) total.made += 1;
      total.mutations += 1;
    } else await run(viewer, operations.query(query()));
  }
  // What has opened to nobody yet is tried again.
  const isOpen = (field: RootField): boolean => !isClosed(dealt.policies, viewer, field);
  for (const field of roots('query').filter(isOpen))
    for (let n = 0; n < AGAIN && tallies.unanswered([field.name]).length > 0; n += 1) {
      total.operations += 1;
      await run(viewer, operations.query(field));
    }
  for (const field of roots('mutation').filter(isOpen))
    if (tallies.unasked([field.name]).length > 0) {
      total.operations += 1;
      total.mutations += 1;
      await run(viewer, operations.mutation([field]));
    }
};

test(
  'what a viewer may not see changes nothing that he is answered',
  async () => {
    const share = Math.ceil(OPERATIONS / viewers.length);
    for (const [n, viewer] of viewers.entries()) {
      const told = new Told(viewOf(viewer), dealt.dealings);
      const { edits, values } = changesFor(told, dealt, Random.named(SEED, `changes ${n}`));
      await twins.change(edits);
      edits.tables.forEach((table) => changed.add(table));
      total.values += values;
      total.rows += edits.size;
      await askAs(viewer, told, Random.named(SEED, `operations ${n}`), share);
    }
    console.log(
      `non-interference, seed ${SEED}: ${viewers.length} viewers, ${total.values} values in ${total.rows} rows changed that they may not see; ` +
        `${total.operations} operations and ${total.pages} further pages, ${total.mutations} of them mutations, of which ${total.made} did something; ` +
        `${total.bytes} bytes of answers equal`,
    );
    const report = process.env['PROOF_REPORT'];
    if (report !== undefined)
      writeFileSync(
        report,
        JSON.stringify({
          differences,
          faults: faults.map(String),
          tallies: tallies.lines(),
          viewers: viewers.map((v) => [v.agencyCode, v.sector, v.roles, v.purpose, v.proof].join(' ')),
        }),
      );
    expect(differences.slice(0, 3)).toEqual([]);
    expect(faults.slice(0, 3)).toEqual([]);
  },
  300_000 * SCALE,
);

test('the operations used every root field of the schema, and every query opened to somebody', () => {
  const names = (kind: 'query' | 'mutation'): string[] => roots(kind).map(({ name }) => name);
  expect(tallies.unasked([...names('query'), ...names('mutation')])).toEqual([]);
  expect(tallies.unanswered(names('query'))).toEqual([]);
});

test('every table was otherwise for somebody, or is told to be the same', () => {
  expect([...SAME, ...changed].sort()).toEqual([...twins.tables].sort());
});
