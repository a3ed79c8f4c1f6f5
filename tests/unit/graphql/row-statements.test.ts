import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { PERSON_EXISTENCE } from '../../../src/graphql/fact-sql';
import { createRowSource, type RowClass, type RowSource } from '../../../src/graphql/row-source';
import {
  byCaseStatement,
  byIdStatement,
  countStatement,
  historyStatement,
  pageStatement,
  rowsSql,
} from '../../../src/graphql/row-statements';
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
    expect(conditionOf(pageStatement(sourceOf('subject_id'), unknown, SHAPE).text)).toBe(`${held} and asked`);
    expect(rowsSql(sourceOf('subject_id'), unknown)).toContain(held);
    expect(conditionOf(pageStatement(sourceOf(), unknown, SHAPE).text)).toBe('true and asked');
  });

  it('works out no fact that no rule of the profile asks for', () => {
    const composed = (facts: Partial<FactsRead>): string =>
      byIdStatement(sourceOf('subject_id'), reading(facts)).text;
    const facts: [Partial<FactsRead>, string, string][] = [
      [{ own: true }, 'participant_own', 'false, false, false, false, false'],
      [{ order: true }, 'case_facts', 'true, false, false, false, false'],
      [{ addressee: true }, 'c.delivered::uuid[]', 'false, true, false, false, false'],
      [{ grants: new Set(['consent']) }, 'row_grants(c.grants', 'false, false, true, false, false'],
      [{ grants: new Set(['agreement']) }, 'row_grants(c.grants', 'false, false, false, true, false'],
      [{ allegation: true }, 'c.cleared = 1', 'false, false, false, false, true'],
    ];
    for (const [read, own, ofCase] of facts) {
      expect(composed(read)).toContain(own);
      expect(composed(read)).toContain(`case_facts(t.case_id, ${ofCase})`);
    }
    const bare = composed({});
    expect(bare).toContain('case_facts(t.case_id, false, false, false, false, false)');
    for (const own of ['participant_own', 'c.cleared = 1', 'c.delivered::uuid[]', 'row_grants(c.grants'])
      expect(bare).not.toContain(own);
  });

  it('takes as delivered of a former version what was delivered before it was replaced', () => {
    const given = reading({ addressee: true });
    expect(historyStatement(sourceOf(), given).text).toContain('d.delivered_at < h.replaced_at');
    expect(byCaseStatement(sourceOf(), given).text).not.toContain('record_delivery');
  });
});
