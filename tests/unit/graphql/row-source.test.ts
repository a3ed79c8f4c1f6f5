import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import {
  byCaseStatement,
  byIdStatement,
  countStatement,
  createRowSource,
  historyStatement,
  pageStatement,
  PERSON_EXISTENCE,
  rowsSql,
  type RowClass,
  type RowSource,
} from '../../../src/graphql/row-source';
import type { ProfilePolicy } from '../../../src/policy';
import type { FactsRead } from '../../../src/policy/decision';

class Letter {
  readonly id!: string;
}

const dataSource = { getMetadata: () => ({ tableName: 'letter', columns: [] }) } as unknown as DataSource;

const sourceOf = (subject: RowClass['subject'] = null): RowSource =>
  createRowSource(dataSource, {
    type: 'Letter',
    entity: Letter,
    existence: 'letter.existence',
    subject,
    caseColumn: 'case_id',
  });

const NOTHING_MORE: FactsRead = {
  own: false,
  order: false,
  allegation: false,
  addressee: false,
  grants: new Set(),
};

/** Discloses everything, and reads some facts more. */
const reading = (facts: Partial<FactsRead>): ProfilePolicy => ({
  ...policyWithout(),
  reads: { ...NOTHING_MORE, ...facts },
});

/** Discloses everything but what is named. */
const policyWithout = (...closed: readonly string[]): ProfilePolicy =>
  ({
    reads: NOTHING_MORE,
    classify: (category: string) => (closed.includes(category) ? 'never' : 'always'),
    clauses: () => [],
    familyOf: () => undefined,
  }) as unknown as ProfilePolicy;

const SHAPE = { where: 'asked', sort: 't.id', descending: false, limit: '$1' };

/** The condition of the statement itself, which stands on a line of its own. */
const conditionOf = (text: string): string => text.split('\nwhere ').at(-1)?.split('\n')[0] ?? '';

const open = policyWithout();
const hidden = policyWithout('letter.existence');

describe('a statement on rows', () => {
  it('by case, by id and of former versions holds no row whose existence is withheld', () => {
    for (const compose of [byCaseStatement, byIdStatement, historyStatement]) {
      const shown = conditionOf(compose(sourceOf(), open).text);
      const kept = conditionOf(compose(sourceOf(), hidden).text);
      expect([compose.name, shown]).toEqual([compose.name, expect.stringMatching(/\btrue$/u)]);
      expect([compose.name, kept]).toEqual([compose.name, shown.replace(/\btrue$/u, 'false')]);
    }
  });

  it('of a page and of a count holds no row whose existence is withheld', () => {
    expect(conditionOf(pageStatement(sourceOf(), open, SHAPE).text)).toBe('true and asked');
    expect(conditionOf(pageStatement(sourceOf(), hidden, SHAPE).text)).toBe('false and asked');
    expect(conditionOf(countStatement(sourceOf(), open, 'asked').text)).toBe('true and asked)');
    expect(conditionOf(countStatement(sourceOf(), hidden, 'asked').text)).toBe('false and asked)');
  });

  it('inside a filter meets no row whose existence is withheld', () => {
    expect(rowsSql(sourceOf(), open)).toMatch(/where t\.case_id = c\.case_id and true$/u);
    expect(rowsSql(sourceOf(), hidden)).toMatch(/where t\.case_id = c\.case_id and false$/u);
  });

  it('about a person asks whether that person may be known', () => {
    const unknown = policyWithout(PERSON_EXISTENCE);
    const held = 'true and (f.record = 1 or false)';
    expect(conditionOf(byCaseStatement(sourceOf('subject_id'), unknown).text)).toBe(held);
    expect(conditionOf(byIdStatement(sourceOf('subject_id'), unknown).text)).toContain(held);
    expect(conditionOf(historyStatement(sourceOf('subject_id'), unknown).text)).toBe(held);
    expect(conditionOf(pageStatement(sourceOf('subject_id'), unknown, SHAPE).text)).toBe(`${held} and asked`);
    expect(rowsSql(sourceOf('subject_id'), unknown)).toContain(held);
    expect(conditionOf(byCaseStatement(sourceOf(), unknown).text)).toBe('true');
  });

  it('lists rows by the time of recording only where that is disclosed', () => {
    const order = (policy: ProfilePolicy): string =>
      /order by (.*)$/u.exec(byCaseStatement(sourceOf(), policy).text)?.[1] ?? '';
    expect(order(open)).toBe('case when true then t.recorded_at end, t.id');
    expect(order(policyWithout('provenance.time'))).toBe('case when false then t.recorded_at end, t.id');
  });

  it('works out no fact that no rule of the profile asks for', () => {
    const composed = (facts: Partial<FactsRead>): string =>
      byIdStatement(sourceOf('subject_id'), reading(facts)).text;
    const facts: [Partial<FactsRead>, string, string][] = [
      [{ own: true }, 'participant_own', 'case_facts(t.case_id, false, false, false, false)'],
      [{ addressee: true }, 'c.delivered::uuid[]', 'case_facts(t.case_id, false, true, false, false)'],
      [
        { grants: new Set(['consent']) },
        'row_grants(c.grants',
        'case_facts(t.case_id, false, false, true, false)',
      ],
      [
        { grants: new Set(['agreement']) },
        'row_grants(c.grants',
        'case_facts(t.case_id, false, false, false, true)',
      ],
      [
        { allegation: true },
        'case_order_end(t.case_id)',
        'case_facts(t.case_id, false, false, false, false)',
      ],
      [{ order: true }, 'case_facts', 'case_facts(t.case_id, true, false, false, false)'],
    ];
    for (const [read, own, ofCase] of facts) {
      expect(composed(read)).toContain(own);
      expect(composed(read)).toContain(ofCase);
    }
    const bare = composed({});
    expect(bare).toContain('case_facts(t.case_id, false, false, false, false)');
    for (const own of ['participant_own', 'case_order_end', 'c.delivered::uuid[]', 'row_grants(c.grants'])
      expect(bare).not.toContain(own);
  });

  it('takes as delivered of a former version what was delivered before it was replaced', () => {
    const given = reading({ addressee: true });
    expect(historyStatement(sourceOf(), given).text).toContain('d.delivered_at < h.replaced_at');
    expect(byCaseStatement(sourceOf(), given).text).not.toContain('record_delivery');
  });
});
