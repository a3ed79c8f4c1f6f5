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

/** Discloses everything but what is named. */
const policyWithout = (...closed: readonly string[]): ProfilePolicy =>
  ({
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
});
