import fc from 'fast-check';
import type { Client } from 'pg';
import type { Viewer } from '../../src/identity/viewer';
import { addPerson, assign, giveAccess, insertInto, makeOwn, openCaseOf } from '../support/facts';
import type { TestHub } from '../support/hub';
import type { Region } from '../support/region';
import { openStage, type Stage } from '../support/stage';
import { ask, type Answered, type Json } from './ask';
import { comparable } from './pools';
import { SCALE, SEED } from './random';

/**
 * What is withheld is null to a filter and an order, at every depth: the same questions are put to the same cases once with one
 * value and once with another where the viewer may not see it, and once with no value at all.
 */

const RUNS = 60 * SCALE;

let stage: Stage;
let owner: Client;
let hub: TestHub;
let region: Region;
/** Reads the numbers and weapons of her own cases, and of the police's that she is invited to neither. */
let advocate: Viewer;

beforeAll(async () => {
  stage = await openStage();
  ({ owner, hub, region } = stage);
  const { police, ngo } = region.viewers;
  advocate = ngo;
  for (let n = 0; n < 8; n += 1) {
    const custodian = n % 3 === 0 ? ngo : police;
    const caseId = await openCaseOf(owner, custodian);
    await owner.query('update case_file set opened_at = $2, reference = $3 where id = $1', [
      caseId,
      `2026-11-0${n + 1}T10:00:00Z`,
      `K-${n}`,
    ]);
    if (custodian === police) {
      await giveAccess(owner, caseId, ngo, { scope: 'CONFERENCE', givenBy: police });
      await assign(owner, caseId, ngo);
    }
    const woman = await addPerson(owner, caseId, custodian, ['VICTIM']);
    await makeOwn(owner, caseId, woman, ngo);
    for (let event = 0; event < n % 3; event += 1) {
      await insertInto(owner, 'incident', {
        case_id: caseId,
        custodian_id: event === 0 ? custodian.agencyId : ngo.agencyId,
        occurred_at: '2026-11-01T09:00:00Z',
        forms: ['PHYSICAL'],
        weapon: event === 0 ? 'KNIFE' : null,
        channel: 'VICTIM',
      });
    }
  }
});
afterAll(() => stage.close());

const LEAVES = {
  status: fc.constantFrom('OPEN', 'CLOSED'),
  reference: fc.constantFrom('K-0', 'K-1', 'K-2', 'K-3', 'X-1'),
  municipalityCode: fc.constantFrom('M-1', 'M-2'),
  openedFrom: fc.constantFrom('2026-11-02T00:00:00Z', '2026-11-04T10:00:00Z'),
  openedBefore: fc.constantFrom('2026-11-03T10:00:00Z', '2026-11-09T00:00:00Z'),
  form: fc.constantFrom('PHYSICAL', 'SEXUAL'),
  weapon: fc.constantFrom('KNIFE', 'FIREARM', 'NONE'),
} as const;

const leaf = fc.oneof(
  ...Object.entries(LEAVES).map(([name, values]) => values.map((value): Json => ({ [name]: value }))),
);
const { tree: anyTree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(leaf, leaf).map(([a, b]): Json => ({ ...a, ...b })),
    tie('tree').map((inner): Json => ({ not: inner })),
    fc.array(tie('tree'), { maxLength: 3 }).map((inner): Json => ({ and: inner })),
    fc.array(tie('tree'), { maxLength: 3 }).map((inner): Json => ({ or: inner })),
  ),
}));
/** The hub refuses filters of more than fifty conditions, and both of two must go into one. */
const tree = anyTree.filter((filter) => JSON.stringify(filter).split(':').length < 20);

const orders = ['openedAt', 'reference'].flatMap((key) =>
  ['ASC', 'DESC'].map((direction): Json => ({ [key]: direction })),
);
const order = fc.constantFrom(null, ...orders);

const LIST = `query List($filter: CaseFilter, $orderBy: CaseOrder, $first: Int!, $after: String) {
  cases(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const pageOf = (answer: Answered): Page => {
  expect(answer.errors).toBeUndefined();
  return answer.data?.['cases'] as Page;
};

const idsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);

const listed = async (asking: Viewer, filter: Json | null, orderBy: Json | null = null): Promise<Page> =>
  pageOf(await ask(hub, asking, LIST, { filter, orderBy, first: 50 }));

/** Values that the advocate is shown as null: the numbers of others' cases, the weapons of others' incidents. */
const hide = async (reference: (id: string) => string | null, weapon: string | null): Promise<number> => {
  const READ = `{ cases(first: 50) { edges { node { id reference incidents { id weapon custodian { id } } } } } }`;
  const page = (await ask(hub, advocate, READ)).data?.['cases'] as {
    edges: {
      node: { id: string; reference: string | null; incidents: { id: string; custodian: Json | null }[] };
    }[];
  };
  const cases = page.edges.map(({ node }) => node);
  let hidden = 0;
  for (const { id } of cases.filter(({ reference: shown }) => shown === null)) {
    const value = reference(id);
    if (value !== null) await owner.query('update case_file set reference = $2 where id = $1', [id, value]);
    hidden += 1;
  }
  for (const { id } of cases.flatMap(({ incidents }) => incidents)) {
    const { rowCount } = await owner.query(
      'update incident set weapon = $2 where id = $1 and custodian_id <> $3',
      [id, weapon, advocate.agencyId],
    );
    hidden += rowCount ?? 0;
  }
  return hidden;
};

describe('a filter by what may be seen', () => {
  it('lists what it says, in three values', async () => {
    const count = async (filter: Json): Promise<number> => (await listed(advocate, filter)).totalCount;
    expect(await count({})).toBe(8);
    expect(await count({ and: [] })).toBe(8);
    expect(await count({ or: [] })).toBe(0);
    expect(await count({ not: { or: [] } })).toBe(8);
    expect(await count({ reference: 'K-3' })).toBe(1);
    // Five numbers are withheld: neither equal nor unequal.
    expect(await count({ not: { reference: 'K-3' } })).toBe(2);
    expect(await count({ reference: 'K-1' })).toBe(0);
    expect(await count({ not: { reference: 'K-1' } })).toBe(3);
    expect(await count({ not: { not: { reference: 'K-1' } } })).toBe(0);
    expect(await count({ or: [{ reference: 'K-1' }, { not: { reference: 'K-1' } }] })).toBe(3);
  });

  it('is the set that its parts make', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (a, b) => {
        const [first, second, both, either] = await Promise.all(
          [a, b, { and: [a, b] }, { or: [a, b] }].map((filter) => listed(advocate, filter)),
        );
        const inFirst = new Set(idsOf(first!));
        const inSecond = idsOf(second!);
        expect(new Set(idsOf(both!))).toEqual(new Set(inSecond.filter((id) => inFirst.has(id))));
        expect(new Set(idsOf(either!))).toEqual(new Set([...inFirst, ...inSecond]));
      }),
      { numRuns: RUNS / 2, seed: SEED },
    );
  });
});

test('a withheld value is null to filters, orders and counts at every depth', async () => {
  const questions = fc.sample(fc.tuple(tree, order), { numRuns: RUNS * 2, seed: SEED });
  const answers = async (): Promise<string[]> => {
    const texts: string[] = [];
    for (const [filter, orderBy] of questions) {
      texts.push(comparable(await ask(hub, advocate, LIST, { filter, orderBy, first: 3 })));
    }
    return texts;
  };
  expect(await hide((id) => `X-${id.slice(0, 4)}`, 'FIREARM')).toBeGreaterThan(6);
  const before = await answers();
  await hide((id) => `A-${id.slice(0, 4)}`, 'KNIFE');
  expect(await answers()).toEqual(before);
  await hide(() => null, null);
  expect(await answers()).toEqual(before);
  console.log(`filters, seed ${SEED}: ${questions.length} trees in three states of what is withheld`);
});

test('a walk page by page visits every case once and in order, withheld keys last', async () => {
  const walks = fc.sample(fc.tuple(fc.option(tree, { nil: null }), order, fc.integer({ min: 1, max: 3 })), {
    numRuns: RUNS / 2,
    seed: SEED,
  });
  for (const [filter, orderBy, first] of [...walks, ...orders.map((key) => [null, key, 2] as const)]) {
    const whole = await listed(advocate, filter, orderBy);
    const visited: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const found: Page = pageOf(await ask(hub, advocate, LIST, { filter, orderBy, first, after }));
      visited.push(...idsOf(found));
      expect(found.totalCount).toBe(whole.totalCount);
      after = found.pageInfo.endCursor;
      if (!found.pageInfo.hasNextPage) break;
    }
    expect(visited).toEqual(idsOf(whole));
    expect(new Set(visited).size).toBe(whole.totalCount);
  }
});

describe('a cursor', () => {
  const ORDERED = { reference: 'ASC' };
  const code = async (asking: Viewer, variables: Json): Promise<unknown> =>
    (await ask(hub, asking, LIST, { first: 2, ...variables })).errors?.[0]?.extensions['code'];

  it('serves the viewer, the purpose and the question that it was made for, and no other', async () => {
    const { pageInfo } = pageOf(await ask(hub, advocate, LIST, { first: 2, orderBy: ORDERED }));
    const after = pageInfo.endCursor;
    expect(await code(advocate, { after, orderBy: ORDERED })).toBeUndefined();
    for (const [asking, variables] of [
      [
        { ...advocate, purpose: 'PROTECTION' },
        { after, orderBy: ORDERED },
      ],
      [region.viewers.police, { after, orderBy: ORDERED }],
      [region.viewers.shelter, { after, orderBy: ORDERED }],
      [advocate, { after }],
      [advocate, { after, orderBy: { reference: 'DESC' } }],
      [advocate, { after, orderBy: ORDERED, filter: { status: 'OPEN' } }],
      [advocate, { after: `${after!.slice(0, 20)}A${after!.slice(21)}`, orderBy: ORDERED }],
      [advocate, { after: '', orderBy: ORDERED }],
    ] as const) {
      expect(await code(asking, variables)).toBe('SPONA_CURSOR');
    }
  });
});

describe('an argument by what the profile never reads', () => {
  const refusals = async (asking: Viewer): Promise<unknown[]> => {
    const answers = [];
    for (const [source, variables] of [
      ['{ cases(filter: { riskLevel: HIGH }) { totalCount } }', {}],
      ['{ cases(filter: { or: { not: { riskLevel: HIGH } } }) { totalCount } }', {}],
      [
        'query Q($f: CaseFilter) { cases(filter: $f) { totalCount } }',
        { f: { and: [{ riskLevel: 'LOW' }] } },
      ],
      ['query Q($l: RiskLevel) { cases(filter: { riskLevel: $l }) { totalCount } }', {}],
    ] as const) {
      answers.push(await ask(hub, asking, source, variables));
    }
    return answers;
  };

  it('is refused before anything runs, the same whether there are rows or none', async () => {
    const teacher = region.viewers.education;
    hub.statements();
    const none = await refusals(teacher);
    expect(hub.statements()).toEqual([]);
    for (const answer of none) {
      expect(answer).toMatchObject({
        errors: [{ extensions: { code: 'SPONA_ARGUMENT', problems: [{ path: 'CaseFilter.riskLevel' }] } }],
      });
    }
    const caseId = await openCaseOf(owner, teacher);
    const victim = await addPerson(owner, caseId, teacher, ['VICTIM']);
    await insertInto(owner, 'police_risk_assessment', {
      case_id: caseId,
      custodian_id: region.viewers.police.agencyId,
      subject_id: victim,
      assessed_at: '2026-11-01T10:00:00Z',
      level: 'HIGH',
      answers: {},
    });
    expect(await refusals(teacher)).toEqual(none);
  });
});
