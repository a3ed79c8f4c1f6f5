import { isObjectType } from 'graphql';
import { join } from 'node:path';
import type { Viewer } from '../../src/identity/viewer';
import { packageRoot } from '../../src/lib/root';
import { GRANTS } from '../../src/policy/facts';
import type { TestHub } from '../support/hub';
import { ask, type Answered, type Json } from './ask';
import { TOKEN } from './canary-fill';
import { addGranted } from './canary-granted';
import { CONCEALED_WORD, viewersOf } from './canary-registry';
import type { CanaryWorld } from './canary-world';
import { AnswerChecker, noFindings, type Findings } from './check-answer';
import { readDealings, type DealingRows } from './dealing-rows';
import { fullSelection, queryRoots } from './full-selection';
import { NaivePolicy } from './naive-policy';
import { openWorld, type OpenWorld } from './open-world';
import { Random, SCALE, SEED } from './random';
import { disclosedIds, disclosedTokens } from './sweep';
import { Told } from './told';
import { time, View, type StoredRow, type Truth } from './truth';

/**
 * Every field of every record is filled with a token; everybody asks, for every purpose, for everything. What comes back is what the
 * naive evaluator discloses: no more, and no less.
 */

const CASES = SCALE === 1 ? 9 : 14;
/** Of how many types everybody asks for rows by id; the types take turns. */
const TYPES_BY_ID = 1;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

let opened: OpenWorld;
let hub: TestHub;
let world: CanaryWorld;
let truth: Truth;
let dealings: DealingRows;
let viewers: Viewer[];
let policy: NaivePolicy;

const random = new Random(SEED);
const decisions = new Map<string, boolean>();
const faults: unknown[] = [];
const pseudonyms: Findings['pseudonyms'] = new Map();
const total = { operations: 0, fields: 0, tokens: 0, hidden: 0 };
const shown = new Set<string>();
/** `Type.field` → whether somebody was shown it, and whether it was withheld from somebody. */
const coverage = new Map<string, { shown: boolean; withheld: boolean }>();
/** By grant, what nothing else opened: on how many rows a field was shown to a viewer, and the people who were. */
const alone = new Map(GRANTS.map((grant) => [grant, { fields: 0, people: new Set<string>() }]));

beforeAll(async () => {
  opened = await openWorld(CASES, { logger: { error: (fault: unknown) => faults.push(fault) } }, addGranted);
  ({ hub, world, truth } = opened);
  dealings = await readDealings(opened.admin);
  policy = new NaivePolicy(join(packageRoot, 'policies'), 'RS', new Date().toISOString().slice(0, 10));
  viewers = viewersOf(world.registry, (role) => hub.policies.roles.get(role)?.purposes ?? []);
}, 60_000);
afterAll(() => opened.close());

const nameOf = (viewer: Viewer): string =>
  [viewer.agencyCode, viewer.roles.join('+') || 'machine', viewer.purpose, viewer.proof].join(' ');

const viewOf = (viewer: Viewer): View => new View(truth, viewer, policy, decisions);

const counted = (answer: Answered): Map<string, number> =>
  new Map(
    ((answer.extensions?.['withheld'] ?? []) as { type: string; field: string; count: number }[]).map(
      ({ type, field, count }) => [`${type}.${field}`, count],
    ),
  );

/** Asks, compares by `check`, sweeps the whole answer for what must not be in it; answers what is wrong. */
const examine = async (
  view: View,
  source: string,
  variables: Json,
  check: (answer: Answered, checker: AnswerChecker) => void,
  also: ReadonlySet<string> = new Set(),
): Promise<string[]> => {
  const answer = await ask(hub, view.viewer, source, variables, (error) => faults.push(error));
  const found = noFindings(pseudonyms);
  check(answer, new AnswerChecker(hub.schema, world, truth, view, found));
  total.operations += 1;
  total.fields += found.fields;
  const reported = counted(answer);
  for (const [label, { size }] of found.withheld) {
    if (reported.get(label) !== size)
      found.problems.push(`${label} withheld on ${size} objects, reported ${String(reported.get(label))}`);
  }
  found.problems.push(...sweep(view, answer, also));
  return found.problems.map((problem) => `${nameOf(view.viewer)}: ${problem}`);
};

const allowed = new Map<View, { tokens: ReadonlySet<string>; ids: ReadonlySet<string> }>();
const allowedTo = (view: View) => {
  let known = allowed.get(view);
  if (known === undefined) {
    allowed.set(view, (known = { tokens: disclosedTokens(view), ids: disclosedIds(view) }));
  }
  return known;
};

/** Wherever it stands in the answer: data, errors, extensions. `also`: ids of rows that this operation may name. */
const sweep = (view: View, answer: Answered, also: ReadonlySet<string>): string[] => {
  const text = JSON.stringify(answer);
  const { tokens, ids } = allowedTo(view);
  const problems: string[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    shown.add(token);
    if (!tokens.has(token)) problems.push(`leaks ${token}`);
  }
  const beside = JSON.stringify([answer.errors, answer.extensions]);
  if (/tk\d+:/.test(beside)) problems.push(`a token stands beside the data: ${beside.slice(0, 200)}`);
  for (const [id] of text.matchAll(UUID)) {
    if (truth.rows.has(id) && !ids.has(id) && !also.has(id))
      problems.push(`leaks the id of a ${truth.rows.get(id)!.table.type}`);
    const agency = world.registry.agencies.find((candidate) => candidate.id === id);
    if (agency?.concealed === true && id !== view.viewer.agencyId)
      problems.push('leaks the id of a concealed agency');
  }
  if (!view.viewer.concealed && text.includes(CONCEALED_WORD)) problems.push('names a concealed agency');
  return problems;
};

const none: string[] = [];

/** Notes which fields were seen open and which closed. */
const note = (view: View): void => {
  for (const row of truth.rows.values()) {
    if (!view.sees(row)) continue;
    for (const field of fieldsOf(row.table.type)) {
      const label = `${row.table.type}.${field.name}`;
      const state = coverage.get(label) ?? { shown: false, withheld: false };
      if (view.discloses(row, field.category, row.present)) {
        state.shown = true;
        noteGrants(view, row, field.category);
      } else state.withheld = true;
      coverage.set(label, state);
    }
  }
};

/** Notes by which grant alone a field was open. */
const noteGrants = (view: View, row: StoredRow, category: string): void => {
  for (const [grant, found] of alone) {
    if (!view.restsOn(grant, row, category)) continue;
    found.fields += 1;
    found.people.add(view.viewer.staffId ?? view.viewer.agencyId);
  }
};

const fieldsOf = (typeName: string): { name: string; category: string }[] => {
  const type = hub.schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
  return Object.values(type.getFields()).flatMap(({ name, extensions: { category, rows } }) =>
    rows === true || category === 'public' || category === undefined ? [] : [{ name, category }],
  );
};

test('the list of cases shows to everybody what the naive evaluator discloses, whole and nothing else', async () => {
  const ALL = `query All { cases(first: 100) ${fullSelection(hub.schema, 'CaseConnection', ['subject'])} }`;
  const problems: string[] = [];
  for (const viewer of viewers) {
    const view = viewOf(viewer);
    const expected = view.may('operation.case') ? truth.cases().filter((row) => view.sees(row)) : [];
    const found = await examine(view, ALL, {}, ({ data, errors }, checker) => {
      if (!view.may('operation.case')) {
        checker.equal(data?.['cases'] ?? null, null, 'cases');
        checker.equal(
          errors?.map(({ extensions }) => extensions['code']),
          ['SPONA_FORBIDDEN'],
          'errors',
        );
        return;
      }
      checker.equal(errors, undefined, 'errors');
      const { edges, totalCount, pageInfo } = data?.['cases'] as Json;
      checker.equal(totalCount, expected.length, 'totalCount');
      checker.equal((pageInfo as Json)['hasNextPage'], false, 'hasNextPage');
      checker.rows(
        (edges as { node: Json }[]).map(({ node }) => node),
        expected,
        'cases',
      );
    });
    problems.push(...found);
    total.tokens += allowedTo(view).tokens.size;
    total.hidden += truth.rows.size - allowedTo(view).ids.size;
    note(view);
  }
  expect(problems).toEqual(none);
}, 120_000);

test('one row by its id is there exactly for whom it is there in the list, and a foreign id is an unknown id', async () => {
  const roots = queryRoots(hub.schema).filter(({ byId }) => byId);
  const sources = new Map(
    roots.map(({ name, type }) => [
      type,
      `query One($id: ID!) { one: ${name}(id: $id) ${fullSelection(hub.schema, type)} }`,
    ]),
  );
  const pools = new Map(roots.map(({ type }) => [type, rowsOf(type)]));
  const problems: string[] = [];
  for (const [number, viewer] of viewers.entries()) {
    const view = viewOf(viewer);
    const mayAsk = view.may('operation.case');
    const open = (row: StoredRow): boolean => mayAsk && view.sees(row);
    for (let turn = 0; turn < TYPES_BY_ID; turn += 1) {
      const { type } = roots[(number * TYPES_BY_ID + turn) % roots.length]!;
      const pool = pools.get(type)!;
      const rows = [
        ...pool.filter(open).slice(0, 1),
        // Not in the list: the custodian's scope has ended, but it still reads its own record.
        ...pool.filter((row) => open(row) && !view.reaches(row.caseId)).slice(0, 1),
        random.pick(pool),
      ];
      for (const row of rows) {
        const found = await examine(view, sources.get(type)!, { id: row.id }, ({ data, errors }, checker) => {
          checker.equal(
            errors?.map(({ extensions }) => extensions['code']),
            refusal(mayAsk),
            type,
          );
          checker.row((data?.['one'] ?? null) as Json | null, open(row) ? row : undefined, type);
        });
        problems.push(...found);
      }
      const [foreign] = pool.filter((row) => !open(row));
      if (foreign !== undefined) {
        const absent = await ask(hub, viewer, sources.get(type)!, { id: foreign.id });
        const unknown = await ask(hub, viewer, sources.get(type)!, { id: random.uuid() });
        expect(absent).toEqual(unknown);
      }
    }
  }
  expect(problems).toEqual(none);
}, 120_000);

const rowsOf = (type: string): StoredRow[] =>
  [...truth.rows.values()].filter(({ table }) => table.type === type);

const refusal = (mayAsk: boolean): string[] | undefined => (mayAsk ? undefined : ['SPONA_FORBIDDEN']);

test('the other queries name only what is everybody’s or one’s own', async () => {
  const sources = queryRoots(hub.schema)
    .filter(({ byId, name }) => !byId && name !== 'cases')
    .map(({ name, type }) => [name, `{ root: ${name} ${fullSelection(hub.schema, type)} }`] as const);
  const categories = new Map(
    Object.values(hub.schema.getQueryType()!.getFields()).map((field) => [
      field.name,
      String(field.extensions.category),
    ]),
  );
  const problems: string[] = [];
  for (const viewer of viewers.filter(({ proof, staffId }) => proof === 'PROVEN' || staffId === null)) {
    const view = viewOf(viewer);
    for (const [name, source] of sources) {
      const expected = OTHERS[name]?.(view);
      const also =
        name === 'auditTrail'
          ? new Set(truth.rows.keys())
          : new Set([...(expected ?? []), ...(CASES_OF[name]?.(view) ?? [])]);
      // The whole audit trail of such a day is long; its own tests read it.
      const asked = name === 'auditTrail' ? source.replace('auditTrail', 'auditTrail(first: 3)') : source;
      const found = await examine(
        view,
        asked,
        {},
        ({ data, errors }, checker) => {
          const may = view.may(categories.get(name)!);
          checker.equal(
            errors?.map(({ extensions }) => extensions['code']),
            refusal(may),
            name,
          );
          checker.equal(data?.['root'] !== null && data !== null, may, name);
          if (!may) return;
          const ids = ((Array.isArray(data?.['root']) ? data['root'] : []) as Json[]).map(
            (node) => node['id'] ?? node['caseId'],
          );
          if (expected !== undefined) checker.equal([...ids].sort(), expected.sort(), name);
        },
        also,
      );
      problems.push(...found);
    }
  }
  expect(problems).toEqual(none);
}, 120_000);

const own = (view: View) => world.registry.agencies.find(({ id }) => id === view.viewer.agencyId)!;

/** The locks on cases that the viewer coordinates, and that do not meet himself. */
const toldLocks = (view: View) => {
  const now = Date.now();
  const coordinated = (caseId: string): boolean =>
    (truth.accesses.get(caseId) ?? []).some(
      ({ agency_id, scope, starts_at, ends_at }) =>
        agency_id === view.viewer.agencyId &&
        scope === 'COORDINATION' &&
        time(starts_at) <= now &&
        now < time(ends_at),
    );
  return [...truth.locks.values()]
    .flat()
    .filter(({ case_id, ends_at }) => now < time(ends_at) && coordinated(case_id) && !view.isLocked(case_id));
};

/** The emergency accesses to cases that the viewer oversees. */
const overseen = (view: View) => {
  const told = new Told(view, dealings);
  return [...truth.emergencies].flatMap(([caseId, rows]) => (told.oversees(caseId) ? rows : []));
};

/** Those that the viewer asked for himself. */
const asked = ({ viewer }: View) =>
  [...truth.emergencies.values()].flat().filter((row) => row['staff_id'] === viewer.staffId);

/** Cases that queries beside the case's own may name, whether the viewer knows of them otherwise or not. */
const CASES_OF: Readonly<Record<string, (view: View) => string[]>> = {
  caseLocks: (view) => toldLocks(view).map(({ case_id }) => case_id),
  emergencyAccesses: (view) => overseen(view).map((row) => String(row['case_id'])),
  ownEmergencyRequests: (view) => asked(view).map((row) => String(row['case_id'])),
};

/** Ids that the queries beside the case's own must list. */
const OTHERS: Readonly<Record<string, (view: View) => string[]>> = {
  agencies: (view) =>
    world.registry.agencies
      .filter(({ concealed, id }) => !concealed || id === view.viewer.agencyId)
      .map(({ id }) => id),
  units: (view) => [...own(view).units],
  colleagues: (view) => own(view).staff.map(({ id }) => id),
  caseLocks: (view) => toldLocks(view).map(({ id }) => id),
  agreements: (view) => {
    const told = new Told(view, dealings);
    return truth.agreements.map(({ id }) => id).filter((id) => told.agreement(id));
  },
  emergencyAccesses: (view) => overseen(view).map((row) => String(row['id'])),
  // What was asked for was approved: nothing waits for an answer.
  emergencyRequests: () => [],
  ownEmergencyRequests: (view) => asked(view).map((row) => String(row['id'])),
  unassignedCases: (view) =>
    [...truth.accesses.values()]
      .flat()
      .flatMap(({ case_id, agency_id, staff_id, scope, starts_at, ends_at }) => {
        const now = Date.now();
        const current = (from: string, to: string): boolean => time(from) <= now && now < time(to);
        const assigned = view
          .assignments(case_id)
          .some((tie) => tie.agency_id === agency_id && current(tie.starts_at, tie.ends_at));
        const reached =
          agency_id === view.viewer.agencyId &&
          (staff_id === null || staff_id === view.viewer.staffId) &&
          scope !== 'COORDINATION' &&
          current(starts_at, ends_at);
        return reached && !assigned && !view.isLocked(case_id) ? [case_id] : [];
      }),
};

test('a concealed agency has one pseudonym a case and act, and none in two', () => {
  const everywhere = new Map<string, string>();
  for (const [place, names] of pseudonyms) {
    expect(names.size).toBe(1);
    for (const name of names) {
      expect(everywhere.get(name) ?? place).toBe(place);
      everywhere.set(name, place);
    }
  }
  expect(everywhere.size).toBeGreaterThan(CASES);
});

test('the world was rich enough to prove it', () => {
  expect(faults).toEqual([]);
  const open = [...coverage].filter(([, state]) => state.shown);
  const closed = [...coverage].filter(([, state]) => state.withheld);
  console.log(
    `canary, seed ${SEED}: ${viewers.length} viewers, ${total.operations} operations, ${total.fields} fields compared; ` +
      `${world.tokens} tokens, ${shown.size} shown to somebody, ${total.tokens} disclosures of a token expected and found, ` +
      `${total.hidden} times a row stayed absent; ${open.length} of ${coverage.size} fields seen open, ${closed.length} closed; ` +
      `opened by one grant alone: ${[...alone].map(([grant, { fields, people }]) => `${grant} ${fields} to ${people.size}`).join(', ')}`,
  );
  expect([...coverage].filter(([, state]) => !state.shown).map(([label]) => label)).toEqual([]);
  // What opens wherever its row does is never withheld on a row that is there, and of some types that is all.
  const typeOf = (label: string): string => label.split('.')[0]!;
  const partly = new Set(closed.map(([label]) => typeOf(label)));
  expect(closed.length).toBeGreaterThan(
    [...coverage.keys()].filter((label) => partly.has(typeOf(label))).length * 0.7,
  );
  expect(partly.size).toBeGreaterThan(6);
  expect(shown.size).toBeGreaterThan(world.tokens / 2);
  expect([...alone].filter(([, { fields }]) => fields === 0).map(([grant]) => grant)).toEqual([]);
});
