import { givenByRow, givenSubject, ROW_CONDITIONS } from '../../../src/policy/conditions';
import {
  ALLEGATION,
  ORDER,
  OWN,
  RECORD,
  SCOPES,
  SUBJECT_ROLES,
  TIES,
  type RowFacts,
} from '../../../src/policy/facts';
import type { Rule } from '../../../src/policy/rule';
import { NO_FACTS } from './support/facts';

const present = <T extends string>(list: readonly T[]): Exclude<T, 'NONE'>[] =>
  list.filter((value): value is Exclude<T, 'NONE'> => value !== 'NONE');

/** A rule that asks for everything there is. */
const ALL: Rule = {
  id: 'all/1',
  category: 'all',
  rank: 'LAW',
  sectors: [],
  purposes: [],
  roles: null,
  proofs: null,
  scopes: SCOPES,
  ties: present(TIES),
  subjects: SUBJECT_ROLES,
  own: present(OWN),
  record: present(RECORD),
  order: present(ORDER),
  allegation: present(ALLEGATION),
  grants: [],
  basis: [],
  handling: [],
  source: { file: 'all.yaml', line: 1, column: 1 },
};

/** How many values a rule may ask of each condition. */
const VALUES: Readonly<Record<string, number>> = {
  scope: SCOPES.length,
  tie: TIES.length - 1,
  subject: SUBJECT_ROLES.length,
  own: OWN.length - 1,
  record: RECORD.length - 1,
  order: ORDER.length - 1,
  allegation: ALLEGATION.length - 1,
};

const bitsIn = (number: number): number => number.toString(2).replaceAll('0', '').length;

describe('the conditions on a row', () => {
  const demanded = ROW_CONDITIONS.map((condition) => [condition.key, condition.demanded(ALL) ?? 0] as const);

  test.each(demanded)('%s has a bit for each value', (key, bits) => {
    expect(bits).toBeGreaterThan(0);
    expect(bitsIn(bits)).toBe(VALUES[key]);
  });

  test('share no bit with each other', () => {
    const all = demanded.reduce((sum, [, bits]) => sum | bits, 0);
    expect(bitsIn(all)).toBe(demanded.reduce((sum, [, bits]) => sum + bitsIn(bits), 0));
  });

  /** Rules that ask for one value alone, each with a row that has this value and no other fact. */
  const single: readonly (readonly [keyof Rule, string, Partial<RowFacts>])[] = [
    ...SCOPES.map((scope) => ['scopes', scope, { scopes: [scope] }] as const),
    ...present(TIES).map((tie) => ['ties', tie, { tie }] as const),
    ...present(OWN).map((own) => ['own', own, { own }] as const),
    ...present(RECORD).map((record) => ['record', record, { record }] as const),
    ...present(ORDER).map((order) => ['order', order, { order }] as const),
    ...present(ALLEGATION).map((allegation) => ['allegation', allegation, { allegation }] as const),
    ...SUBJECT_ROLES.map((role) => ['subjects', role, { subjects: [role] }] as const),
  ];
  const NOTHING: Rule = {
    ...ALL,
    scopes: null,
    ties: null,
    subjects: null,
    own: null,
    record: null,
    order: null,
    allegation: null,
  };

  test('give for a value of a row the bit that a rule demands for it, and no other', () => {
    for (const [key, value] of single) {
      const demands = ROW_CONDITIONS.flatMap(
        (condition) => condition.demanded({ ...NOTHING, [key]: [value] }) ?? [],
      );
      expect([key, value, demands.length]).toEqual([key, value, 1]);
      for (const [otherKey, otherValue, facts] of single) {
        const row: RowFacts = { ...NO_FACTS, ...facts };
        const subject = row.subjects[0] === undefined ? 0 : (givenSubject(row.subjects[0]) ?? 0);
        const fits = ((givenByRow(row) | subject) & demands[0]!) !== 0;
        expect([key, value, otherKey, otherValue, fits]).toEqual([
          key,
          value,
          otherKey,
          otherValue,
          key === otherKey && value === otherValue,
        ]);
      }
    }
  });
});
