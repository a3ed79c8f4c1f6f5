import { FactGroup } from '../../../src/graphql/fact-group';
import type { RowTrace } from '../../../src/graphql/row';
import { Trace } from '../../../src/graphql/trace';
import type { Decision, ProfilePolicy } from '../../../src/policy';
import type { RowFacts } from '../../../src/policy/facts';

const FACTS: RowFacts = {
  scopes: ['LIAISON'],
  tie: 'UNIT',
  conflict: false,
  subjects: [],
  own: 'NONE',
  record: 'NONE',
  order: 'NONE',
  allegation: 'NONE',
  consent: new Set(),
  agreement: new Set(),
  mandate: new Set(),
  breakGlass: new Set(),
  release: new Set(),
};

const disclosed = (category: string): Decision => ({
  disclose: true,
  rule: `${category}/1`,
  basis: ['rs.law'],
  handling: category === 'sealed' ? ['SEAL_FROM_PARTIES', 'NO_PRINT'] : [],
});

/** Discloses `open` always, `tied` to whom the case is tied, `sealed` with its marks, and nothing else. */
const policy = {
  isSilent: (category: string) => category === 'silent',
  withheld: (category: string) => ({
    code: 'SCOPE',
    rule: `${category}/2`,
    basis: ['rs.other'],
    remedy: 'Ask.',
  }),
  decide: (category: string, facts: RowFacts): Decision =>
    category === 'open' || category === 'sealed' || (category === 'tied' && facts.tie === 'NAMED')
      ? disclosed(category)
      : { disclose: false },
} as unknown as ProfilePolicy;

const TYPES = new Map([
  ['Row', { fields: ['a', 'b', 'c', 'd'], categories: ['open', 'tied', 'tied', 'silent'] }],
  ['Other', { fields: ['a'], categories: ['sealed'] }],
]);

const rowOf = (id: string, asked: number, group: FactGroup, caseId = 'c1', type = 'Row'): RowTrace => ({
  type,
  id,
  caseId,
  group,
  asked,
  answered: false,
});

const unit = new FactGroup(policy, TYPES, FACTS, undefined, false);
const named = new FactGroup(policy, TYPES, { ...FACTS, tie: 'NAMED' }, undefined, false);

describe('the report of what was withheld', () => {
  const counted = (trace: Trace): Record<string, number> =>
    Object.fromEntries(
      trace.report().withheld.map(({ type, field, count }) => [`${type}.${field}`, count] as const),
    );

  it('has a line a field, in an order that tells nothing of the rows', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b100, unit));
    trace.add(rowOf('r2', 0b111, unit));
    trace.add(rowOf('r3', 0b110, named));
    const line = { type: 'Row', code: 'SCOPE', rule: 'tied/2', basis: ['rs.other'], remedy: 'Ask.' };
    expect(trace.report().withheld).toEqual([
      { ...line, field: 'b', count: 1 },
      { ...line, field: 'c', count: 2 },
    ]);
  });

  it('counts objects, however often they are asked', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b010, unit));
    // Read again under another alias, and asked for more.
    trace.add(rowOf('r1', 0b110, unit));
    trace.add(rowOf('r2', 0b010, unit, 'c2'));
    const noRow = {};
    for (const parent of [noRow, {}, noRow]) trace.withhold('Thing', 'a', 'tied', parent);
    expect(counted(trace)).toEqual({ 'Row.b': 2, 'Row.c': 1, 'Thing.a': 2 });
  });

  it('counts each former version of a record beside the present one', () => {
    const trace = new Trace(policy);
    const past = new FactGroup(policy, TYPES, FACTS, FACTS, false);
    const former = rowOf('r1', 0b010, past);
    trace.add(rowOf('r1', 0b010, unit));
    trace.add(former);
    trace.add(former);
    trace.add(rowOf('r1', 0b010, past));
    expect(counted(trace)).toEqual({ 'Row.b': 3 });
  });

  it('is silent where the refusal itself would tell', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b1000, unit));
    trace.withhold('Thing', 'd', 'silent', {});
    expect(trace.report().withheld).toEqual([]);
  });
});

describe('the entries for the disclosure record', () => {
  it('name what was asked for, disclosed with its rule and withheld with its reason, silent or not', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b1011, unit));
    expect(trace.report().entries).toMatchObject([
      {
        type: 'Row',
        rows: [['c1', 'r1']],
        grounds: {
          disclosed: [['open', 'open/1', 'rs.law']],
          withheld: [
            ['tied', 'SCOPE', 'tied/2', 'rs.other'],
            ['silent', 'SCOPE', 'silent/2', 'rs.other'],
          ],
        },
      },
    ]);
  });

  it('join the rows that were decided alike, by their case, and no others', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b10, unit));
    trace.add(rowOf('r2', 0b10, unit));
    trace.add(rowOf('r2', 0b10, unit));
    trace.add(rowOf('r3', 0b10, named));
    trace.add(rowOf('r4', 0b11, unit));
    trace.add(rowOf('r5', 0b10, unit, 'c2'));
    expect(trace.report().entries.map(({ rows }) => rows)).toEqual([
      [
        ['c1', 'r1', 'r2'],
        ['c2', 'r5'],
      ],
      [['c1', 'r3']],
      [['c1', 'r4']],
    ]);
    expect(trace.report().caseIds).toEqual(['c1', 'c2']);
  });

  it('count two fields of one category once', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0b110, named));
    expect(trace.report().entries[0]!.grounds.disclosed).toEqual([['tied', 'tied/1', 'rs.law']]);
  });

  it('say whether the answer rests on more cases than they name', () => {
    const wide = (count: number, caseIds: readonly string[], byContent: boolean): boolean => {
      const trace = new Trace(policy);
      trace.filtered({ categories: ['open'], caseIds, count, byContent });
      return trace.report().wide;
    };
    expect(wide(1, ['c1'], false)).toBe(false);
    expect(wide(1, ['c1'], true)).toBe(true);
    expect(wide(51, [], false)).toBe(true);
    expect(new Trace(policy).report().wide).toBe(false);
  });

  it('name a row of which nothing was asked: that it is there was disclosed', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 0, unit));
    expect(trace.report().entries).toMatchObject([
      { rows: [['c1', 'r1']], grounds: { disclosed: [], withheld: [] } },
    ]);
  });

  it('tell by what cases were filtered, and which were met', () => {
    const trace = new Trace(policy);
    trace.filtered({
      categories: ['tied', 'open', 'tied'],
      caseIds: ['c1', 'c2'],
      count: 2,
      byContent: true,
    });
    trace.filtered({ categories: ['open'], caseIds: [], count: 700, byContent: false });
    trace.filtered({ categories: [], caseIds: ['c3'], count: 1, byContent: false });
    expect(trace.report()).toMatchObject({
      entries: [
        {
          rows: [[null, 'c1', 'c2']],
          count: 2,
          grounds: {
            disclosed: [
              ['tied', 'filter'],
              ['open', 'filter'],
            ],
            withheld: [],
          },
        },
        { rows: [[null]], count: 700, grounds: { disclosed: [['open', 'filter']], withheld: [] } },
      ],
      caseIds: ['c1', 'c2'],
    });
  });

  it('hold cases of which only metadata was answered', () => {
    const trace = new Trace(policy);
    trace.touch('c9');
    expect(trace.report()).toMatchObject({ entries: [], caseIds: ['c9'] });
  });
});

describe('marks of handling', () => {
  it('are those of what was disclosed, once and in order', () => {
    const trace = new Trace(policy);
    trace.add(rowOf('r1', 1, unit, 'c1', 'Other'));
    trace.add(rowOf('r2', 1, named, 'c1', 'Other'));
    expect(trace.report().handling).toEqual(['NO_PRINT', 'SEAL_FROM_PARTIES']);
  });
});

describe('a former version', () => {
  it('shows what its facts then and the present ones both disclose', () => {
    const decide = (now: RowFacts, then: RowFacts): boolean =>
      new FactGroup(policy, TYPES, now, then, false).decide('tied').disclose;
    const tied: RowFacts = { ...FACTS, tie: 'NAMED' };
    expect(decide(tied, tied)).toBe(true);
    expect(decide(tied, FACTS)).toBe(false);
    expect(decide(FACTS, tied)).toBe(false);
  });
});
