import { parse, validate, type DocumentNode } from 'graphql';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import { alike, type Varying } from './alike';
import { askText, type Answered, type Json } from './ask';
import { changesFor } from './changes';
import type { Choices } from './choices';
import { covering, isClosed } from './covering';
import { openDealtWorld, type DealtWorld } from './dealt-world';
import { holdsFor } from './drawn';
import { aimedMutations, type AimedMutation } from './mutations';
import { NaivePolicy } from './naive-policy';
import { assignedTo, nearTo } from './near';
import { Operations, pickRoot, rootsOf, type GeneratedOperation, type RootField } from './operations';
import { poolsOf, withoutNonces, type Pools } from './pools';
import { Random, SCALE, SEED } from './random';
import { stateQueries, type StateQueries } from './state';
import { Tallies } from './tallies';
import { Told } from './told';
import { toldBefore } from './told-before';
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
/** The share of mutations that are aimed at a row of which the viewer does not know, and of the rest that of mutations at random. */
const AIMED = 0.11;
const MUTATION = 0.25;
/** The share of mutations that carry an Idempotency-Key, of these that of those sent again, and of those that of another one by the same key. */
const KEYED = 0.4;
const REPEATED = 0.6;
const OTHERWISE = 0.2;
/** The share of those made on a case after which the viewer's lists are read, too. */
const LISTED = 0.3;
/** The share that is validated: the generator makes valid ones. */
const VALIDATED = 0.1;
const IS_LONG = SCALE >= 4;
/** How often what has opened to nobody yet is tried again: a query, and in a long run a mutation, of which some seldom fit. */
const AGAIN = IS_LONG ? 40 : 8;
/** Pages that are turned of one list. */
const PAGES = 2;

/** What is the same in both: places, the policy with what follows from it, and what the hub keeps for itself and no operation here reads. */
const SAME = [
  ...['area', 'municipality', 'policy_activation', 'policy_cancellation', 'policy_epoch', 'policy_version'],
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

/** Who asks, and what is made for him to ask. */
interface Asker {
  readonly viewer: Viewer;
  readonly told: Told;
  readonly operations: Operations;
  readonly aimed: readonly AimedMutation[];
  readonly state: StateQueries;
}

interface Question {
  readonly source: string;
  /** Where it is asked again and again. */
  readonly document?: DocumentNode;
  readonly variables: Json;
  /** To the other, where it knows of something by another id or cursor. */
  readonly others?: Json;
  readonly key?: string | null;
}

let dealt: DealtWorld;
let twins: Twins;
let viewers: readonly Viewer[];
let pools: Pools;
/** Ids of the rows that both have from the beginning, and of those that the other has besides. */
let known: ReadonlySet<string>;
let added: ReadonlySet<string> = new Set();
let viewOf: (viewer: Viewer) => View;

const tallies = new Tallies();
/** Tables in which something differed for somebody. */
const changed = new Set<string>();
const total = {
  values: 0,
  rows: 0,
  operations: 0,
  pages: 0,
  mutations: 0,
  made: 0,
  repeated: 0,
  states: 0,
  /** Read otherwise afterwards, by what the mutation had opened. */
  opened: 0,
  bytes: 0,
};

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
  viewers = IS_LONG ? dealt.viewers : covering(policies, dealt.viewers, every, VIEWERS, busy);
  pools = poolsOf(schema, policies, world, truth, dealings);
  const rows = Object.values(dealings).flat();
  known = new Set([...truth.rows.keys(), ...rows.map(({ id }) => String(id))]);
}, 120_000);
afterAll(() => twins.close());

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** What was there may have been opened by a mutation; it was not made by it. */
const isKnown = (id: string): boolean => known.has(id) || added.has(id);

/** Both answers, with no error in them that the hub does not understand. */
const askBoth = async (
  { viewer }: Asker,
  { source, document = parse(source), variables, others = variables, key = null }: Question,
): Promise<[answer: string, same: string]> => {
  const faults: unknown[] = [];
  const onUnexpected = (error: unknown): number => faults.push(error);
  const [answer, same] = await Promise.all([
    askText(twins.hub, viewer, document, variables, onUnexpected, key),
    askText(twins.other, viewer, document, others, onUnexpected, key),
  ]);
  total.bytes += answer.length;
  const asked = [viewer, source, variables];
  expect([...asked, ...faults]).toEqual(asked);
  return [answer, same];
};

const demandAlike = (
  { viewer }: Asker,
  { source, variables }: Question,
  [answer, same]: readonly [answer: string, same: string],
  varying: Varying,
): void => {
  if (alike(answer, same, varying)) return;
  const asked = [viewer, source, variables];
  expect([...asked, said(same)]).toEqual([...asked, said(answer)]);
  throw new Error('two answers are not alike, though they are shown so');
};

/** Both answers, whose texts must be alike. `since`: when what a mutation has made was made. */
const compare = async (
  asker: Asker,
  question: Question,
  since?: number,
): Promise<[answer: string, same: string]> => {
  const begun = Date.now() - 1_000;
  const answers = await askBoth(asker, question);
  const makesNothing = since === undefined && question.source.startsWith('query');
  demandAlike(asker, question, answers, {
    since: since ?? begun,
    isKnown: (id) => makesNothing || isKnown(id),
  });
  return answers;
};

/** An answer as it is shown where the other is not alike. */
const said = (answer: string): unknown => JSON.parse(withoutNonces(answer));

/** The same operation; now and then it is asked whether it is valid. */
const valid = (choices: Choices, operation: GeneratedOperation): GeneratedOperation => {
  if (choices.chance(VALIDATED)) expect(validate(twins.hub.schema, parse(operation.source))).toEqual([]);
  return operation;
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

const query = async (
  asker: Asker,
  { source, variables, roots, pages }: GeneratedOperation,
): Promise<void> => {
  let [answer, same] = await compare(asker, { source, variables });
  tallies.note(roots, JSON.parse(answer) as Answered);
  total.operations += 1;
  for (let page = 0; pages.size > 0 && page < PAGES; page += 1) {
    const [next, others] = [turned(pages, answer), turned(pages, same)];
    if (next === undefined || others === undefined) break;
    [answer, same] = await compare(asker, {
      source,
      variables: { ...variables, ...next },
      others: { ...variables, ...others },
    });
    total.pages += 1;
  }
};

/** A field that the operation skips has no answer. */
const isAnswered = (answer: Answered | undefined, alias: string): boolean =>
  answer?.data?.[alias] !== undefined;

/** What is read after a mutation: the cases that it named or opened, and lists. */
const stateQuestions = (
  { state }: Asker,
  { source, variables, roots }: GeneratedOperation,
  answers: readonly Answered[],
  hasLists: boolean,
): Question[] => {
  const named = (`${source} ${JSON.stringify(variables)}`.match(UUID) ?? []).map((id) =>
    pools.caseOf.get(id),
  );
  const opened = [...roots].filter(([alias, name]) => name === 'openCase' && isAnswered(answers[0], alias));
  const pairs = [
    ...[...new Set(named)].filter((id) => id !== undefined).map((id) => [id, id]),
    ...opened.map(([alias]) => answers.map(({ data }) => (data?.[alias] as { id: string }).id)),
  ];
  total.states += pairs.length;
  const cases = pairs.map(([id, other]) => ({ ...state.ofCase, variables: { id }, others: { id: other } }));
  return hasLists || cases.length === 0 ? [...cases, { ...state.lists, variables: {} }] : cases;
};

/** Of what a mutation has opened to the viewer himself he was told nothing before: all else is still alike. */
const compareToldBefore = async (
  asker: Asker,
  question: Question,
  answers: readonly string[],
  since: number,
): Promise<void> => {
  const [before] = await compare(asker, question);
  const dataOf = (text: string): Json | null => (JSON.parse(text) as Answered).data;
  const [answer, same] = answers.map((text) =>
    JSON.stringify(toldBefore(dataOf(text), dataOf(before), isKnown)),
  ) as [string, string];
  demandAlike(asker, question, [answer, same], { since, isKnown });
  total.opened += 1;
};

/** A mutation; where it is made, its repetition by the same key, and what can be read afterwards. */
const mutate = async (choices: Choices, asker: Asker, operation: GeneratedOperation): Promise<void> => {
  const since = Date.now() - 1_000;
  const unlike: [Question, readonly string[]][] = [];
  await twins.episode(async () => {
    const key = operation.roots.size === 1 && choices.chance(KEYED) ? choices.uuid() : null;
    const isRepeated = choices.chance(REPEATED);
    const isOther = choices.chance(OTHERWISE);
    const hasLists = choices.chance(LISTED);
    const answers = (await compare(asker, { ...operation, key }, since)).map(
      (text) => JSON.parse(text) as Answered,
    );
    tallies.note(operation.roots, answers[0]!);
    total.operations += 1;
    total.mutations += 1;
    if (answers[0]!.errors !== undefined) return;
    if (![...operation.roots.keys()].some((alias) => isAnswered(answers[0], alias))) return;
    total.made += 1;
    if (key !== null && isRepeated) {
      const source = isOther ? operation.source.replace('Generated', 'Other') : operation.source;
      const [again] = await compare(asker, { ...operation, source, key }, since);
      total.repeated += 1;
      if (isOther) expect(again).toContain('SPONA_IDEMPOTENCY');
    }
    for (const question of stateQuestions(asker, operation, answers, hasLists)) {
      const state = await askBoth(asker, question);
      // Of a case that was opened by it nothing was there to be told before.
      const isNew = question.others?.['id'] !== question.variables['id'];
      if (isNew) demandAlike(asker, question, state, { since, isKnown });
      else if (!alike(...state, { since, isKnown })) unlike.push([question, state]);
    }
  });
  for (const [question, state] of unlike) await compareToldBefore(asker, question, state, since);
};

const isOpen = (viewer: Viewer, field: RootField): boolean => !isClosed(dealt.policies, viewer, field);

/** Root fields: mostly of those that are open to the viewer. */
const pickRoots = (
  choices: Choices,
  { viewer }: Asker,
  kind: 'query' | 'mutation',
  count: number,
): RootField[] => {
  const open = roots(kind).filter((field) => isOpen(viewer, field));
  return Array.from({ length: count }, () =>
    pickRoot(choices, open.length === 0 || choices.chance(0.15) ? roots(kind) : open),
  );
};

/** A row of the type that the viewer does not know of; the functions that look for a case themselves ask only who reaches or oversees it. */
const isForeign = (type: string, row: StoredRow, told: Told): boolean =>
  row.table.type === type &&
  !told.view.sees(row) &&
  (type !== 'Case' || !(told.view.reaches(row.caseId) || told.oversees(row.caseId)));

/** A mutation that is valid but for the one id, which is of a row that is none of the viewer's business. */
const aim = async (choices: Choices, asker: Asker): Promise<void> => {
  const mutation = choices.pick(asker.aimed);
  const foreign = [...dealt.truth.rows.values()].filter((row) => isForeign(mutation.aims, row, asker.told));
  const id = choices.pick([...foreign.map((row) => row.id), choices.uuid()]);
  const [answer] = await compare(asker, { source: mutation.source, variables: mutation.variables(id) });
  const refused = JSON.parse(answer) as Answered;
  tallies.note(new Map([[mutation.name, mutation.name]]), refused);
  total.operations += 1;
  total.mutations += 1;
  expect(refused.errors).toHaveLength(1);
};

/** One operation, whatever it is. */
const askSomething = async (choices: Choices, asker: Asker): Promise<void> => {
  if (choices.chance(AIMED)) return aim(choices, asker);
  const kind = choices.chance(MUTATION) ? 'mutation' : 'query';
  const more = kind === 'query' ? choices.below(3) : Number(choices.chance(0.2));
  const fields = pickRoots(choices, asker, kind, 1 + more);
  const operation = valid(choices, asker.operations.make(choices, kind, fields));
  await (kind === 'query' ? query(asker, operation) : mutate(choices, asker, operation));
};

/**
 * So many operations of the viewer, as one property. No operation leaves anything behind (see {@link Twins}): of a failing one
 * fast-check may try ever smaller ones on the same two databases.
 */
const askAs = async (name: string, asker: Asker, count: number): Promise<void> => {
  const { viewer, operations } = asker;
  await holdsFor(name, count, (choices) => askSomething(choices, asker));
  // What has opened to nobody yet is tried again.
  for (const field of roots('query').filter((each) => isOpen(viewer, each)))
    for (let n = 0; n < AGAIN && tallies.unanswered([field.name]).length > 0; n += 1)
      await holdsFor(`${name}, ${field.name} ${n}`, 1, async (choices) => {
        await query(asker, operations.make(choices, 'query', [field]));
      });
  const isWanted = ({ name: root }: RootField): boolean =>
    (IS_LONG ? tallies.unanswered([root]) : tallies.unasked([root])).length > 0;
  for (const field of roots('mutation').filter((each) => isOpen(viewer, each)))
    for (let n = 0; n < AGAIN && isWanted(field); n += 1)
      await holdsFor(`${name}, ${field.name} ${n}`, 1, (choices) =>
        mutate(choices, asker, operations.make(choices, 'mutation', [field])),
      );
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
      added = new Set(edits.ids);
      total.values += values;
      total.rows += edits.size;
      const name = `viewer ${n}`;
      const asker = {
        viewer,
        told,
        operations: new Operations(pools, nearTo(told, dealt.dealings, twins.hub.schema)),
        aimed: aimedMutations(twins.hub.schema, Random.named(SEED, name).uuid()),
        state: stateQueries(twins.hub.schema, (root) =>
          roots('query').some((each) => each.name === root && isOpen(viewer, each)),
        ),
      };
      await askAs(name, asker, share);
    }
    console.log(
      `non-interference, seed ${SEED}: ${viewers.length} viewers, ${total.values} values in ${total.rows} rows changed that they may not see; ` +
        `${total.operations} operations and ${total.pages} further pages, ${total.mutations} of them mutations, of which ${total.made} did something, ${total.repeated} sent again, ` +
        `${total.states} cases read afterwards, ${total.opened} times with more open; ${total.bytes} bytes of answers equal`,
    );
    const report = process.env['PROOF_REPORT'];
    if (report !== undefined)
      writeFileSync(
        report,
        JSON.stringify({
          tallies: tallies.lines(),
          viewers: viewers.map((v) => [v.agencyCode, v.sector, v.roles, v.purpose, v.proof].join(' ')),
        }),
      );
  },
  300_000 * SCALE,
);

test('the operations used every root field of the schema; every query opened to somebody, in a long run every mutation', () => {
  const names = (kind: 'query' | 'mutation'): string[] => roots(kind).map(({ name }) => name);
  expect(tallies.unasked([...names('query'), ...names('mutation')])).toEqual([]);
  expect(tallies.unanswered(names('query'))).toEqual([]);
  // One that nobody makes wants inputs that fit each other: see fits.ts.
  if (IS_LONG) expect(tallies.unanswered(names('mutation'))).toEqual([]);
});

test('every table was otherwise for somebody, or is told to be the same', () => {
  expect([...SAME, ...changed].sort()).toEqual([...twins.tables].sort());
});
